"""What this room offers to the pages: its menu entries, and a tile for each figure of the overview."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from willet.figures.domain.drawing import metric_tile
from willet.figures.domain.overview import FIGURES
from willet.people.rules import SEE_OVERVIEW
from willet.ui.panels import MenuEntry, TileOffer

MENU = (
    MenuEntry(_("Overview"), "dashboards:overview", "board", SEE_OVERVIEW, order=0, keeps=True),
)

TILES = tuple(
    TileOffer(
        name,
        partial(metric_tile, name=name),
        SEE_OVERVIEW,
        order=number,
        size="large" if number == 0 else "usual",
    )
    for number, name in enumerate(FIGURES)
)
