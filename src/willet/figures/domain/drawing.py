"""A metric as a tile: with interval, n, reason, "how is this computed?" and the way to the calls."""

from django.http import HttpRequest

from willet.figures.domain.goallines import goals_beside, with_goal
from willet.figures.domain.looking import overview_of
from willet.figures.domain.overview import FIGURES
from willet.figures.domain.wording import tile_of
from willet.people.rules import SEE_CALLS
from willet.ui.components import Tile
from willet.ui.panels import Place


def metric_tile(request: HttpRequest, place: Place, name: str) -> Tile | None:
    """One metric in a place, as this reader may see it; None where there is no lake yet.

    Raises:
        UnknownNameError: the catalogue has no metric of that name.
    """
    names = FIGURES if name in FIGURES else (name,)
    overview = overview_of(request, names, place.address)
    if overview is None:
        return None
    tile = tile_of(
        overview.figures[name],
        overview.selection,
        large=place.size == "large",
        linked=bool(request.user.has_perm(SEE_CALLS)),
    )
    return with_goal(tile, goals_beside(request, overview.selection).get(name))
