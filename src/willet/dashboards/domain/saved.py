"""Views that people keep: which a reader finds, which addresses can be kept, and with which one somebody starts."""

from typing import Any
from urllib.parse import urlsplit

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse

from willet.dashboards.models import Circle, SavedView
from willet.people.models import User
from willet.ui.offers import offers

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
    pages = {reverse(entry.url_name) for entry in offers("panels", "MENU") if entry.keeps}
    if parts.scheme or parts.netloc or parts.path not in pages:
        return None
    query = QueryDict(parts.query, mutable=True)
    for name in _PASSING:
        query.pop(name, None)
    return f"{parts.path}?{query.urlencode()}" if query else parts.path


def names_an_agent(address: str) -> bool:
    """Whether an address narrows a page to single agents."""
    return "agent" in QueryDict(urlsplit(address).query)


def start_of(reader: User) -> str | None:
    """Where somebody starts by their own choice; None where they chose nothing."""
    view = SavedView.objects.filter(owner=reader, is_start=True).first()
    return view.address if view else None
