"""What a room offers to the pages that host it, in its `panels.py`: menu entries, ways in the head and tiles."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from willet.ui.components import Tile
from willet.ui.offers import offers

Group = Literal["see", "act", "live", "set_up"]
GROUPS: Final[Mapping[Group, str | Promise]] = {
    "see": _("See"),
    "act": _("Act"),
    "live": _("Live"),
    "set_up": _("Set up"),
}
"""The groups of the menu in their order; one without an entry is not shown."""
Size = Literal["small", "usual", "large"]


@dataclass(frozen=True)
class MenuEntry:
    """One line of the menu. A room lists its own in `MENU: Sequence[MenuEntry]`."""

    label: str | Promise
    url_name: str
    icon: str
    permission: str | None = None
    order: int = 50
    """Small numbers stand first within the group."""
    group: Group = "see"
    keeps: bool = False
    """Whether the page reads a period and filters: the way there then keeps those of the page one comes from."""


@dataclass(frozen=True)
class HeadEntry:
    """A way in the head of every page, with a number where something waits. A room lists its own in `HEAD`."""

    label: str | Promise
    url_name: str
    icon: str
    count: Callable[[HttpRequest], int]
    permission: str | None = None


@dataclass(frozen=True)
class HeadLine:
    """A way in the head as one reader sees it."""

    label: str
    url: str
    icon: str
    count: int


@dataclass(frozen=True)
class Place:
    """Where a tile stands: on which host, how large, and the address whose period and filters it speaks of."""

    host: str
    address: QueryDict
    size: Size = "usual"


@dataclass(frozen=True)
class TileOffer:
    """A tile for whoever hosts tiles. A room lists its own in `TILES: Sequence[TileOffer]`."""

    name: str
    make: Callable[[HttpRequest, Place], Tile | None]
    """The tile for this reader in this place; None where there is nothing to show."""
    permission: str | None = None
    order: int = 50
    size: Size = "usual"
    hosts: frozenset[str] = frozenset({"board"})
    """The hosts that show it: `board`, `wallboard`, `desk`."""


@dataclass(frozen=True)
class LeverWay:
    """Where a lever is pulled: the way there from a cause. A room lists its own in `LEVER_WAYS`."""

    lever: str
    """As the causes name it: `knowledge`, `authority`, `training`, `plan`."""
    url_name: str
    permission: str | None = None
    place: str = ""
    """The part of the page that speaks of it."""
    takes_cause: bool = False
    """Whether the address takes the cause, and the filters in which it was seen, in its query."""


@dataclass(frozen=True)
class MenuLine:
    """A menu entry as one reader sees it on one page."""

    label: str
    url: str
    icon: str
    current: bool


@dataclass(frozen=True)
class MenuGroup:
    """Entries that belong together, under one heading."""

    name: Group
    label: str
    lines: Sequence[MenuLine]


def menu_for(request: HttpRequest) -> list[MenuGroup]:
    """The entries open to this reader, in groups and in order."""
    entries = sorted(offers("panels", "MENU"), key=lambda entry: entry.order)
    lines = [(entry, reverse(entry.url_name)) for entry in entries if _open(request, entry)]
    here, kept = _longest_match(request.path, [url for _, url in lines]), _kept(request)
    groups = [
        MenuGroup(
            name,
            str(label),
            [
                MenuLine(
                    str(entry.label), url + kept * entry.keeps, entry.icon, current=url == here
                )
                for entry, url in lines
                if entry.group == name
            ],
        )
        for name, label in GROUPS.items()
    ]
    return [group for group in groups if group.lines]


def head_for(request: HttpRequest) -> list[HeadLine]:
    """The ways in the head that are open to this reader."""
    return [
        HeadLine(str(entry.label), reverse(entry.url_name), entry.icon, entry.count(request))
        for entry in offers("panels", "HEAD")
        if _open(request, entry)
    ]


def paper_for(request: HttpRequest) -> list[tuple[str, str]]:
    """What this page says of itself on paper: pairs of label and words that rooms offer in `ON_PAPER`."""
    return [pair for pairs in offers("panels", "ON_PAPER") for pair in pairs(request)]


def freshness_for(request: HttpRequest) -> str:
    """How new the data are, for those who signed in; a room offers it as `FRESHNESS`, a function of the request."""
    if not request.user.is_authenticated:
        return ""
    return " ".join(words for say in offers("panels", "FRESHNESS") if (words := say(request)))


def lever_ways(request: HttpRequest) -> dict[str, str]:
    """Lever -> the address where this reader may pull it; the first room that offers it is the one.

    One that takes the cause ends in `?cause=`.
    """
    ways: dict[str, str] = {}
    for way in offers("panels", "LEVER_WAYS"):
        if _open(request, way):
            place = f"#{way.place}" if way.place else "?cause=" * way.takes_cause
            ways.setdefault(way.lever, reverse(way.url_name) + place)
    return ways


def _kept(request: HttpRequest) -> str:
    """The period and filters of this page as the query of an address; rooms offer the names in `KEPT`."""
    names = set(offers("panels", "KEPT"))
    kept = QueryDict(mutable=True)
    for name in request.GET:
        if name in names:
            kept.setlist(name, request.GET.getlist(name))
    return f"?{kept.urlencode()}" if kept else ""


def tiles_for(request: HttpRequest, host: str = "board") -> list[Tile]:
    """The tiles that a host shows to this reader, in order."""
    offered = sorted(offers("panels", "TILES"), key=lambda offer: offer.order)
    here = [offer for offer in offered if host in offer.hosts and _open(request, offer)]
    tiles = (offer.make(request, Place(host, request.GET, offer.size)) for offer in here)
    return [tile for tile in tiles if tile is not None]


def _open(request: HttpRequest, offer: MenuEntry | TileOffer | HeadEntry | LeverWay) -> bool:
    return offer.permission is None or bool(request.user.has_perm(offer.permission))


def _longest_match(path: str, urls: Sequence[str]) -> str:
    """The entry a page lies under: its own address, or the longest that leads to it."""
    under = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(under, key=len, default="")
