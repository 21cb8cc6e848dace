"""The agents behind the figures of a selection, and which teams, groups and wholes are therefore open to a reader."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from willet.core.cases.within import rows_within
from willet.core.metrics.compiler import dimension_sql
from willet.core.metrics.dialect import dialect_named
from willet.core.metrics.grains import GRAINS
from willet.figures.domain.asking import Reading, question
from willet.figures.domain.remembered import remembered
from willet.figures.domain.selection import Selection
from willet.figures.domain.words import UNKNOWN
from willet.people.rules import (
    Agent,
    Closed,
    Crews,
    GroupSight,
    Sight,
    TeamSight,
    group_sight,
    team_sight,
)
from willet.ui import formats

COUNTED = ("contacts", "visits", "cases")
"""The tables whose rows are somebody's; a team's crew is the smallest that any of them shows."""
_CREWS = (
    "SELECT team, coalesce(list(DISTINCT agent) FILTER (agent IS NOT NULL), []) %s GROUP BY team"
)
_WHY: Mapping[Closed, str | Promise] = {
    "few": gettext_noop("fewer than %(smallest)s people: it would show a single person’s figures"),
    "follows": gettext_noop(
        "closed beside figures of fewer than %(smallest)s people, which would follow from these"
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


def groups_open_to(
    sight: Sight, reading: Reading, selection: Selection, by: Sequence[str] = ()
) -> GroupSight:
    """Which groups of a split of this selection a reader may see; without a split its whole is the group `()`.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    if sight.everyone:
        return GroupSight()
    key = ("groups", tuple(by), selection.period, selection.where)
    crews = remembered(reading.snapshot, key, lambda: _groups(reading, selection, by))
    return group_sight(sight, crews, smallest=settings.WILLET_SMALLEST_GROUP)


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


def gaps_words() -> str:
    """What to know of a drawing in which something is withheld, in the reader's language."""
    return _("left out where fewer than %(smallest)s people took calls") % {
        "smallest": formats.number(settings.WILLET_SMALLEST_GROUP)
    }


def _crews(reading: Reading, selection: Selection) -> Crews:
    found: dict[str | None, frozenset[str]] = {}
    asked = question(["fcr_case"], selection=selection)
    for table in COUNTED:
        rows, bound = rows_within(asked, table)
        for team, agents in reading.rows(_CREWS % rows, bound):
            crew = frozenset(agents)
            found[team] = min(found.get(team, crew), crew, key=len)
    return found


def _groups(
    reading: Reading, selection: Selection, by: Sequence[str]
) -> Mapping[tuple[object, ...], frozenset[Agent]]:
    """Of each group the fewest agents that any table shows; a table in which nobody is named shows none."""
    found: dict[tuple[object, ...], frozenset[Agent]] = {}
    asked = question(["fcr_case"], selection=selection)
    keys = [f"{dimension_sql(name, dialect_named('duckdb'))} AS k{n}" for n, name in enumerate(by)]
    for table in COUNTED:
        rows, bound = rows_within(asked, table, "agent IS NOT NULL")
        sql = f"SELECT {', '.join([*keys, 'agent', 'team'])} {rows} GROUP BY ALL"
        for group, crew in _by_group(reading.rows(sql, bound), by).items():
            found[group] = min(found.get(group, crew), crew, key=len)
    return found


def _by_group(
    rows: Sequence[tuple[object, ...]], by: Sequence[str]
) -> Mapping[tuple[object, ...], frozenset[Agent]]:
    """The agents of each group, the groups by the names that answers give them."""
    agents: dict[tuple[object, ...], set[Agent]] = {}
    for *key, agent, team in rows:
        group = tuple(_named(name, value) for name, value in zip(by, key, strict=True))
        agents.setdefault(group, set()).add(Agent(_text(agent), _text(team)))
    return {group: frozenset(crew) for group, crew in agents.items()}


def _named(dimension: str, value: object) -> object:
    return GRAINS[dimension].name(value) if dimension in GRAINS and value is not None else value


def _text(value: object) -> str | None:
    return None if value is None else str(value)
