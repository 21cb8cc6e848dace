"""What this room offers to the pages: its menu entries, and a tile for each figure of the overview."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from willet.activity.kinds import ThingKind
from willet.dashboards.rules import SAVE_VIEWS, SEARCH, SEE_OWN_TEAMS, SEE_OWN_WORK
from willet.figures.domain.drawing import metric_tile
from willet.figures.domain.overview import FIGURES
from willet.people.rules import SEE_OVERVIEW
from willet.ui.panels import HeadEntry, MenuEntry, TileOffer

MENU = (
    MenuEntry(_("My work"), "dashboards:own_work", "person", SEE_OWN_WORK, order=-1, keeps=True),
    MenuEntry(_("My team"), "dashboards:own_teams", "people", SEE_OWN_TEAMS, order=-1, keeps=True),
    MenuEntry(_("Overview"), "dashboards:overview", "board", SEE_OVERVIEW, order=0, keeps=True),
    MenuEntry(_("Hours"), "dashboards:hours", "clock", SEE_OVERVIEW, order=13, keeps=True),
    MenuEntry(_("Saved views"), "dashboards:views", "star", SAVE_VIEWS, order=62),
)

HEAD = (HeadEntry(_("Search"), "dashboards:search", "search", lambda _request: 0, SEARCH),)
KINDS = (ThingKind("dashboards.savedview", _("saved view")),)

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
