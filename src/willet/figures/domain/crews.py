"""The agents behind each team's figures in a selection, and which teams are therefore open to a reader."""

from collections.abc import Mapping
from dataclasses import replace

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from willet.core.cases.within import rows_within
from willet.figures.domain.asking import Reading, question
from willet.figures.domain.remembered import remembered
from willet.figures.domain.selection import UNKNOWN, Selection
from willet.people.rules import Closed, Crews, Sight, TeamSight, team_sight
from willet.ui import formats

COUNTED = ("contacts", "visits", "cases")
"""The tables whose rows are somebody's; a team's crew is the smallest that any of them shows."""
_CREWS = (
    "SELECT team, coalesce(list(DISTINCT agent) FILTER (agent IS NOT NULL), []) %s GROUP BY team"
)
_WHY: Mapping[Closed, str | Promise] = {
    "few": gettext_noop("fewer than %(smallest)s people: it would show a single person’s figures"),
    "follows": gettext_noop(
        "closed beside a team of fewer than %(smallest)s people, whose figures would follow from these"
    ),
}


def teams_open_to(sight: Sight, reading: Reading, selection: Selection) -> TeamSight:
    """Which teams' figures over this selection, whichever teams it names, a reader may see.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    if sight.everyone:
        return TeamSight(everyone=True)
    whole = replace(selection, cells={n: v for n, v in selection.cells.items() if n != "team"})
    key = ("crews", whole.period, whole.where)
    crews = remembered(reading.snapshot, key, lambda: _crews(reading, whole))
    return team_sight(sight, crews, smallest=settings.WILLET_SMALLEST_GROUP)


def why_closed(sight: Sight, reading: Reading, selection: Selection) -> str:
    """Why the teams that a selection names may not be shown to a reader; empty where they may, or it names none.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    named = [None if team == UNKNOWN else team for team in selection.cells.get("team", ())]
    if not named or sight.everyone:
        return ""
    teams = teams_open_to(sight, reading, selection)
    return next((closed_words(why) for why in map(teams.closed, named) if why), "")


def closed_words(why: Closed) -> str:
    """Why there is no figure, in the reader's language."""
    return _(str(_WHY[why])) % {"smallest": formats.number(settings.WILLET_SMALLEST_GROUP)}


def _crews(reading: Reading, selection: Selection) -> Crews:
    found: dict[str | None, frozenset[str]] = {}
    asked = question(["fcr_case"], selection=selection)
    for table in COUNTED:
        rows, bound = rows_within(asked, table)
        for team, agents in reading.rows(_CREWS % rows, bound):
            crew = frozenset(agents)
            found[team] = min(found.get(team, crew), crew, key=len)
    return found
