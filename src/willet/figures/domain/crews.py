"""The agents behind the figures of a question, and which teams, groups and wholes are therefore open to a reader."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from willet.core.cases.within import rows_within
from willet.core.metrics import Question
from willet.core.metrics.compiler import split_sql
from willet.core.metrics.dialect import dialect_named
from willet.core.metrics.grains import GRAINS, OF_CONTACTS, contact_of
from willet.core.metrics.reasons import WITHHELD
from willet.core.metrics.render import Renderer
from willet.core.records import TABLES, Message
from willet.figures.domain.remembered import remembered
from willet.figures.domain.whole import Whole
from willet.people.visibility import (
    Agent,
    Closed,
    Crews,
    Group,
    OpenGroups,
    OpenTeams,
    Visibility,
    open_groups,
    open_teams,
)
from willet.ui import formats

COUNTED = ("contacts", "visits", "cases")
"""The tables whose rows are somebody's; a crew is the smallest that any of them shows."""
_CREWS = (
    "SELECT team, coalesce(list(DISTINCT agent) FILTER (agent IS NOT NULL), []) %s GROUP BY team"
)
_COLUMN_OF = dict.fromkeys(GRAINS, "local_date") | dict.fromkeys(
    ("hour", "interval"), "wall_interval"
)


def teams_open_to(visibility: Visibility, whole: Whole, asked: Question) -> OpenTeams:
    """Which teams' figures over the rows of a question that names no team a reader may see.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    if visibility.sees_every_figure:
        return OpenTeams(every=True)
    crews = remembered(whole.snapshot, ("crews", asked), lambda: _crews(whole, asked))
    return open_teams(visibility, crews, smallest=settings.WILLET_SMALLEST_GROUP)


def groups_open_to(
    visibility: Visibility, whole: Whole, asked: Question, by: Sequence[str] = ()
) -> OpenGroups:
    """Which groups of a split of a question's rows a reader may see; without a split its whole is the group `()`.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    if visibility.sees_every_figure:
        return OpenGroups()
    key = ("groups", tuple(by), asked)
    crews = remembered(whole.snapshot, key, lambda: _groups(whole, asked, by))
    return open_groups(visibility, crews, smallest=settings.WILLET_SMALLEST_GROUP)


def splits_by_agent(dimension: str) -> bool:
    """Whether the rows that are somebody's can be split by a dimension at all."""
    return any(_has(table, dimension) for table in COUNTED)


def why_withheld(why: Closed) -> Message:
    """Why there is no figure, for an answer to carry."""
    return WITHHELD[why](smallest=settings.WILLET_SMALLEST_GROUP)


def gaps_words() -> str:
    """What to know of a drawing in which something is withheld, in the reader's language."""
    return _("left out where fewer than %(smallest)s people took calls") % {
        "smallest": formats.number(settings.WILLET_SMALLEST_GROUP)
    }


def _crews(whole: Whole, asked: Question) -> Crews:
    crews: dict[str | None, frozenset[str]] = {}
    for table in COUNTED:
        rows, bound = rows_within(asked, table)
        for team, agents in whole.rows(_CREWS % rows, bound):
            crew = frozenset(agents)
            crews[team] = min(crews.get(team, crew), crew, key=len)
    return crews


def _groups(whole: Whole, asked: Question, by: Sequence[str]) -> Mapping[Group, frozenset[Agent]]:
    """Of each group the fewest agents that any table shows; a table in which nobody is named shows none."""
    crews: dict[Group, frozenset[Agent]] = {}
    for table in (t for t in COUNTED if all(_has(t, name) for name in by)):
        rows, bound = rows_within(asked, table, "agent IS NOT NULL")
        sql = _keyed(table, by, rows)
        for group, crew in _by_group(whole.rows(sql, bound), by).items():
            crews[group] = min(crews.get(group, crew), crew, key=len)
    return crews


def _keyed(table: str, by: Sequence[str], rows: str) -> str:
    """SQL: the groups of these rows, with each agent and team in them."""
    renderer = Renderer(dialect_named("duckdb"), {})
    splits = [split_sql(name, table, renderer) for name in by]
    beneath = "".join(f", {sql} AS {c}" for _key, under in splits for c, sql in under.items())
    keys = ", ".join(
        [*(f"{key} AS k{n}" for n, (key, _under) in enumerate(splits)), "agent", "team"]
    )
    return f"SELECT DISTINCT {keys} FROM (SELECT *{beneath} {rows})"


def _has(table: str, dimension: str) -> bool:
    if dimension in OF_CONTACTS:
        return contact_of(table) is not None
    return _COLUMN_OF.get(dimension, dimension) in TABLES[table].names


def _by_group(
    rows: Sequence[tuple[object, ...]], by: Sequence[str]
) -> Mapping[Group, frozenset[Agent]]:
    """The agents of each group, the groups by the names that answers give them."""
    agents: dict[Group, set[Agent]] = {}
    for *key, agent, team in rows:
        group = tuple(_named(name, value) for name, value in zip(by, key, strict=True))
        agents.setdefault(group, set()).add(Agent(_text(agent), _text(team)))
    return {group: frozenset(crew) for group, crew in agents.items()}


def _named(dimension: str, value: object) -> object:
    return GRAINS[dimension].name(value) if dimension in GRAINS and value is not None else value


def _text(value: object) -> str | None:
    return None if value is None else str(value)
