"""What this room offers to the pages: its menu entries, and a tile for each figure of the overview."""

from functools import partial
from weakref import WeakKeyDictionary

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from willet.calls.domain.asking import Reading, read_lake
from willet.calls.domain.failing import ClosedError
from willet.calls.domain.selection import Selection, read_selection
from willet.dashboards.domain.board import FIGURES, Overview
from willet.dashboards.domain.crews import why_closed
from willet.dashboards.domain.wording import tile_of
from willet.people.rules import SEE_CALLS, SEE_OVERVIEW, sight_of
from willet.ui.components import Tile
from willet.ui.panels import MenuEntry, TileOffer

MENU = (
    MenuEntry(_("Overview"), "dashboards:overview", "board", SEE_OVERVIEW, order=0),
    MenuEntry(_("Resolution"), "dashboards:resolution", "check", SEE_OVERVIEW, order=10),
    MenuEntry(_("Causes"), "dashboards:causes", "question", SEE_OVERVIEW, order=11),
    MenuEntry(_("Comparison"), "dashboards:comparison", "people", SEE_OVERVIEW, order=12),
    MenuEntry(_("Metrics"), "dashboards:metrics", "book", SEE_OVERVIEW, order=60),
)


def overview_of(request: HttpRequest) -> Overview | None:
    """The figures this request is about, asked for once however many tiles show them; None without a lake."""
    if request not in _overviews:
        reading = read_lake()
        _overviews[request] = _overview(request, reading) if reading else None
    return _overviews[request]


def _overview(request: HttpRequest, reading: Reading) -> Overview | None:
    if reading.days is None:
        return None
    selection = read_selection(request.GET, newest=reading.days[1])
    return Overview(reading, within_sight(request, reading, selection), FIGURES)


def within_sight(request: HttpRequest, reading: Reading, selection: Selection) -> Selection:
    """The selection as this reader may see it: as soon as one agent is named, sight cuts it down.

    Whole queues and topics are open to all. Teams are if enough agents stand behind them.

    Raises:
        ClosedError: it names a team whose figures would show a single person's.
        LakeError: a file of the lake cannot be read.
    """
    if not selection.cells.keys() & {"agent", "team"}:
        return selection
    sight = sight_of(request.user)
    seen = selection.seen_with(sight) if "agent" in selection.cells else selection
    if why := why_closed(sight, reading, seen):
        raise ClosedError(why)
    return seen


def figure_tile(name: str, request: HttpRequest) -> Tile | None:
    """The tile of one figure."""
    overview = overview_of(request)
    if overview is None:
        return None
    return tile_of(
        overview.figures[name],
        overview.selection,
        large=name == FIGURES[0],
        linked=bool(request.user.has_perm(SEE_CALLS)),
    )


TILES = tuple(
    TileOffer(name, partial(figure_tile, name), SEE_OVERVIEW, order=number)
    for number, name in enumerate(FIGURES)
)

_overviews: "WeakKeyDictionary[HttpRequest, Overview | None]" = WeakKeyDictionary()
