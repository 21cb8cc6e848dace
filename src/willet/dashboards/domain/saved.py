"""Views that people keep: which a reader finds, which addresses can be kept, and with which one somebody starts."""

from typing import Any
from urllib.parse import urlsplit

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse

from willet.dashboards.models import Circle, SavedView
from willet.people.models import User
from willet.ui.offers import offers
from willet.ui.panels import MenuEntry

_PASSING = ("page", "format", "bom", "table")
"""What an address says of one moment, and no view keeps."""


def views_of(reader: Any) -> QuerySet[SavedView]:
    """A reader's own views, those of who shares a team with them, and everybody's."""
    if not isinstance(reader, User):
        return SavedView.objects.none()
    mine, ours = Q(owner=reader), Q(circle=Circle.TEAM, owner__teams__in=reader.teams.all())
    shown = SavedView.objects.filter(mine | ours | Q(circle=Circle.EVERYBODY))
    return shown.select_related("owner").distinct()


def address_to_keep(text: str) -> str | None:
    """An address as a view keeps it; None where it is no page of this site that reads a period and filters."""
    parts = urlsplit(text.strip())
    if parts.scheme or parts.netloc or parts.path not in _pages():
        return None
    query = QueryDict(parts.query, mutable=True)
    for name in _PASSING:
        query.pop(name, None)
    return f"{parts.path}?{query.urlencode()}" if query else parts.path


def names_an_agent(address: str) -> bool:
    """Whether an address narrows a page to single agents."""
    return "agent" in QueryDict(urlsplit(address).query)


def start_of(reader: User) -> str | None:
    """Where somebody starts by their own choice; None where they chose nothing, or may no longer open that page."""
    view = SavedView.objects.filter(owner=reader, is_start=True).first()
    entry = _pages().get(urlsplit(view.address).path) if view else None
    if view is None or entry is None:
        return None
    is_open = entry.permission is None or reader.has_perm(entry.permission)
    return view.address if is_open else None


def _pages() -> dict[str, MenuEntry]:
    """The pages that read a period and filters, by their path."""
    return {reverse(entry.url_name): entry for entry in offers("panels", "MENU") if entry.keeps}
