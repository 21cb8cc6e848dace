"""What a room offers to the pages that host it: menu entries and tiles, found in its `panels.py` at start."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from willet.ui.components import Tile
from willet.ui.offers import offers


@dataclass(frozen=True)
class MenuEntry:
    """One line of the menu. A room lists its own in `MENU: Sequence[MenuEntry]`."""

    label: str | Promise
    url_name: str
    icon: str
    permission: str | None = None
    order: int = 50
    """Small numbers stand first; 0-49 daily work, 50-89 tools, 90-99 the installation."""


@dataclass(frozen=True)
class TileOffer:
    """A tile for whoever hosts tiles. A room lists its own in `TILES: Sequence[TileOffer]`."""

    name: str
    make: Callable[[HttpRequest], Tile | None]
    """The tile for this reader and this address; None where there is nothing to show."""
    permission: str | None = None
    order: int = 50


@dataclass(frozen=True)
class MenuLine:
    """A menu entry as one reader sees it on one page."""

    label: str
    url: str
    icon: str
    current: bool


def menu_for(request: HttpRequest) -> list[MenuLine]:
    """The entries open to this reader, in order."""
    entries = sorted(offers("panels", "MENU"), key=lambda entry: entry.order)
    lines = [(entry, reverse(entry.url_name)) for entry in entries if _open(request, entry)]
    here = _longest_match(request.path, [url for _, url in lines])
    return [MenuLine(str(entry.label), url, entry.icon, url == here) for entry, url in lines]


def tiles_for(request: HttpRequest) -> list[Tile]:
    """The tiles open to this reader, in order."""
    offered = sorted(offers("panels", "TILES"), key=lambda offer: offer.order)
    made = (offer.make(request) for offer in offered if _open(request, offer))
    return [tile for tile in made if tile is not None]


def _open(request: HttpRequest, offer: MenuEntry | TileOffer) -> bool:
    return offer.permission is None or bool(request.user.has_perm(offer.permission))


def _longest_match(path: str, urls: Sequence[str]) -> str:
    """The entry a page lies under: its own address, or the longest that leads to it."""
    under = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(under, key=len, default="")
