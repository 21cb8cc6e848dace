"""The agents behind the figures of a question, and which teams, groups and wholes are therefore open to a reader."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

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

Counts: TypeAlias = Mapping[Group, Mapping[Agent, int]]
"""Group -> agent -> rows."""
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
    visibility: Visibility,
    whole: Whole,
    asked: Question,
    by: Sequence[str] = (),
    wider: Sequence[Question] = (),
    named: Sequence[str] = (),
) -> OpenGroups:
    """Which groups of a split of a question's rows a reader may see; without a split its whole is the group `()`.

    `wider` are the questions that leave filters of this one out, `named` the dimensions of which it names several
    values: the reader may ask the former, and the latter value by value, and subtract.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    if visibility.sees_every_figure:
        return OpenGroups()
    own = _counts(whole, asked, by)
    differ = [_left_out(_counts(whole, one, by), own) for one in wider]
    differ += [each for name in named for each in _value_by_value(whole, asked, by, name)]
    smallest = settings.WILLET_SMALLEST_GROUP
    return open_groups(visibility, _fewest(own.values()), smallest=smallest, differ=differ)


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


def _counts(whole: Whole, asked: Question, by: Sequence[str]) -> Mapping[str, Counts]:
    """How many rows of each group are whose, table by table."""
    key = ("rows of agents", tuple(by), asked)
    return remembered(whole.snapshot, key, lambda: dict(_counted(whole, asked, by)))


def _counted(whole: Whole, asked: Question, by: Sequence[str]) -> Iterator[tuple[str, Counts]]:
    for table in (t for t in COUNTED if all(_has(t, name) for name in by)):
        rows, bound = rows_within(asked, table, "agent IS NOT NULL")
        yield table, _by_group(whole.rows(_keyed(table, by, rows), bound), by)


def _fewest(tables: Iterable[Mapping[Group, Iterable[Agent]]]) -> dict[Group, frozenset[Agent]]:
    """Of each group the fewest agents that any table shows; a table in which nobody is named shows none."""
    crews: dict[Group, frozenset[Agent]] = {}
    for groups in tables:
        for group, agents in groups.items():
            crew = frozenset(agents)
            crews[group] = min(crews.get(group, crew), crew, key=len)
    return crews


def _keyed(table: str, by: Sequence[str], rows: str) -> str:
    """SQL: the groups of these rows, with each agent and team in them and how many rows are theirs."""
    renderer = Renderer(dialect_named("duckdb"), {})
    splits = [split_sql(name, table, renderer) for name in by]
    beneath = "".join(f", {sql} AS {c}" for _key, under in splits for c, sql in under.items())
    keys = ", ".join(
        [*(f"{key} AS k{n}" for n, (key, _under) in enumerate(splits)), "agent", "team"]
    )
    each = f"SELECT {keys} FROM (SELECT *{beneath} {rows})"
    return f"SELECT *, count(*) FROM ({each}) GROUP BY ALL"


def _left_out(
    wide: Mapping[str, Counts], narrow: Mapping[str, Counts]
) -> Mapping[Group, frozenset[Agent]]:
    """The agents of each group who have more rows in the wider question than in the narrower one."""
    return _fewest(
        {
            group: more
            for group, rows in groups.items()
            if (more := _more(rows, narrow[table].get(group, {})))
        }
        for table, groups in wide.items()
    )


def _value_by_value(
    whole: Whole, asked: Question, by: Sequence[str], name: str
) -> Iterable[Mapping[Group, frozenset[Agent]]]:
    """The crew of each group within each single value of a dimension."""
    if not splits_by_agent(name):
        return ()
    values: dict[object, dict[Group, frozenset[Agent]]] = {}
    for (*group, value), crew in _fewest(_counts(whole, asked, (*by, name)).values()).items():
        values.setdefault(value, {})[tuple(group)] = crew
    return values.values()


def _more(wide: Mapping[Agent, int], narrow: Mapping[Agent, int]) -> list[Agent]:
    return [agent for agent, rows in wide.items() if rows > narrow.get(agent, 0)]


def _has(table: str, dimension: str) -> bool:
    if dimension in OF_CONTACTS:
        return contact_of(table) is not None
    return _COLUMN_OF.get(dimension, dimension) in TABLES[table].names


def _by_group(rows: Sequence[tuple[Any, ...]], by: Sequence[str]) -> Counts:
    """The rows of each group's agents, the groups by the names that answers give them."""
    groups: dict[Group, dict[Agent, int]] = {}
    for *key, agent, team, count in rows:
        group = tuple(_named(name, value) for name, value in zip(by, key, strict=True))
        agents = groups.setdefault(group, {})
        whose = Agent(_text(agent), _text(team))
        agents[whose] = agents.get(whose, 0) + count
    return groups


def _named(dimension: str, value: object) -> object:
    return GRAINS[dimension].name(value) if dimension in GRAINS and value is not None else value


def _text(value: object) -> str | None:
    return None if value is None else str(value)
