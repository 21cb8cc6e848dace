"""What this room offers to the pages: its menu entries, and a tile for each figure of the overview."""

from functools import partial

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from willet.figures.domain.looking import overview_of
from willet.figures.domain.overview import FIGURES
from willet.figures.domain.wording import tile_of
from willet.people.rules import SEE_CALLS, SEE_OVERVIEW
from willet.ui.components import Tile
from willet.ui.panels import MenuEntry, TileOffer

MENU = (MenuEntry(_("Overview"), "dashboards:overview", "board", SEE_OVERVIEW, order=0),)


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
