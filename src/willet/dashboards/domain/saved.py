"""Views that people keep: which a reader finds, which addresses can be kept, and with which one somebody starts."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse

from willet.dashboards.models import Circle, SavedView
from willet.figures.domain.overview import SPLITS
from willet.figures.domain.selection import FILTERS
from willet.people.models import User
from willet.ui.offers import offers
from willet.ui.panels import MenuEntry

_PASSING = ("page", "format", "bom", "table", "shown", "file")
"""What an address says of one moment, and no view keeps."""
_OF_ITS_DAYS = ("period", "from", "to", "against", "chart", *(f"sort_{by}" for by in SPLITS))
"""What a view of the overview says of its days and of how they are shown."""


def views_of(reader: Any) -> QuerySet[SavedView]:
    """A reader's own views, and of those shown to their teams and to everybody the ones of pages open to them."""
    if not isinstance(reader, User):
        return SavedView.objects.none()
    ours = Q(circle=Circle.TEAM, owner__teams__in=reader.teams.all())
    shown = (ours | Q(circle=Circle.EVERYBODY)) & _leads_to_one_of(_open_pages(reader))
    views = SavedView.objects.filter(Q(owner=reader) | shown)
    return views.select_related("owner").distinct()


def _leads_to_one_of(paths: Iterable[str]) -> Q:
    leads = Q(pk__in=())
    for path in paths:
        leads |= Q(address=path) | Q(address__startswith=f"{path}?")
    return leads


def is_open(reader: User, address: str) -> bool:
    """Whether the page of an address is there, and this reader may open it."""
    return urlsplit(address).path in _open_pages(reader)


def _open_pages(reader: User) -> list[str]:
    """The paths of the pages with a period and filters that a reader may open."""
    return [
        path
        for path, entry in _pages().items()
        if entry.permission is None or reader.has_perm(entry.permission)
    ]


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


def to_be_mailed(address: str) -> dict[str, str] | None:
    """The filters of a view of the overview, as a report by mail has them; None where it shows what no report says.

    A report is of the days before it is sent, so the view's own period counts no more; it has one value of each filter.
    """
    parts, query = urlsplit(address), QueryDict(urlsplit(address).query)
    chosen = {name: query.getlist(name) for name in query if name not in _OF_ITS_DAYS}
    plain = all(name in FILTERS and len(values) == 1 for name, values in chosen.items())
    if parts.path != reverse("dashboards:overview") or not plain:
        return None
    return {name: value for name, (value,) in chosen.items()}


def start_of(reader: User) -> str | None:
    """Where somebody starts by their own choice; None where they chose nothing, or may no longer open that page."""
    view = SavedView.objects.filter(owner=reader, is_start=True).first()
    return view.address if view is not None and is_open(reader, view.address) else None


def _pages() -> dict[str, MenuEntry]:
    """The pages that read a period and filters, by their path."""
    return {reverse(entry.url_name): entry for entry in offers("panels", "MENU") if entry.keeps}
