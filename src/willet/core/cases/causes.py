"""Why cases were not solved, who said so, and how many could be if a cause were no worse than where it is milder.

What somebody said stands as said. Where nobody did, signals of the last answered contact suggest a
cause, and the row says so. A suggestion is a place to look, not a finding.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import numpy as np
from duckdb import DuckDBPyConnection

from willet.core.cases.directions import EVER_HANDLED, INBOUND
from willet.core.cases.signals import judged
from willet.core.cases.within import EVERYTHING, Clause, clause_within
from willet.core.metrics import Condition, Question, condition_sql
from willet.core.metrics.nodes import Scalar
from willet.core.records import Cause
from willet.core.statistics.better_quarter import Recoverable, recoverable

LEVERS: Mapping[str, str] = {
    Cause.COMPLEXITY: "plan",
    Cause.INFORMATION: "knowledge",
    Cause.TURNOVER: "training",
    Cause.AUTHORITY: "authority",
}
"""What to pull for each named cause; a centre's own causes have the lever it gives them."""

SMALLEST_N = 30
Who = Literal["audit", "customer", "desk", "suggested"]
By = Literal["agent", "team", "queue"]

_COLUMNS = "case_id, topic, queue, agent, team, cause, who, signals, opened_at, contacts"
_NEWEST_FIRST = "ORDER BY opened_at DESC, case_id"

_COUNTS = """
SELECT cause, coalesce(topic, '') AS topic, {by} AS slice, count(*),
    count(*) FILTER (who = 'customer'), count(*) FILTER (who = 'audit'),
    count(*) FILTER (who = 'desk'), count(*) FILTER (who = 'suggested')
FROM judged GROUP BY ALL ORDER BY ALL
"""

_SLICES = """
SELECT coalesce(topic, '') AS topic, {by} AS slice, count(*) AS n FROM cases
WHERE {inbound} AND {ever_handled} AND resolved IS NOT NULL
    AND {by} IS NOT NULL AND {selected}
GROUP BY ALL HAVING n >= {smallest_n} ORDER BY ALL
"""

Slices = Sequence[tuple[str, str, int]]
Counts = Sequence[tuple[str | None, str, str | None, int, int, int, int, int]]


@dataclass(frozen=True, slots=True)
class Only:
    """Which of the unresolved cases; an empty `cause` or `who` asks for those of which nobody said one.

    `any_contact` is what must hold of one of its contacts.
    """

    cause: str | None = None
    who: str | None = None
    any_contact: Condition | None = None

    def clause(self) -> Clause:
        """This as a condition on `judged`, and what it binds."""
        values = {"cause": self.cause, "who": self.who}
        given: dict[str, Scalar] = {
            name: value for name, value in values.items() if value is not None
        }
        parts = [f"coalesce({name}, '') = ${name}" for name in given]
        if self.any_contact is not None:
            test, bound = condition_sql(self.any_contact, "links", prefix="any_")
            parts += [f"case_id IN (SELECT case_id FROM links WHERE {test})"]
            given |= bound
        return " AND ".join(parts) or "TRUE", given


@dataclass(frozen=True, slots=True)
class Unsolved:
    """One unresolved case. `cause` is None where nobody said and nothing points anywhere.

    `signals` are those that led to a suggestion, strongest first; `opened_at` is UTC.
    """

    case_id: str
    topic: str | None
    queue: str | None
    agent: str | None
    team: str | None
    cause: str | None
    who: Who | None
    signals: tuple[str, ...]
    opened_at: datetime
    contacts: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One cause of the Pareto chart: its cases, and of how many the cause was said by whom or suggested.

    `recoverable` is how many of its cases would have been solved had every slice come to the level of the
    better quarter on the same topic, with a 90 % interval; None where no slices could be compared.
    `compared` of its cases lie in slices that could be.
    """

    cause: str | None
    lever: str | None
    cases: int
    suggested: int
    recoverable: float | None
    low: float | None
    high: float | None
    customer: int = 0
    audit: int = 0
    desk: int = 0
    compared: int = 0


def unsolved(
    con: DuckDBPyConnection,
    of: Question = EVERYTHING,
    only: Only = Only(),
    *,
    limit: int | None = None,
    offset: int = 0,
) -> list[Unsolved]:
    """The unresolved cases that somebody took, newest first, each with its cause and who said it.

    The period and the filter of the question are asked of a case, whose dimensions are its first contact's but
    for the topic, which is its own.
    """
    cut = "" if limit is None else f" LIMIT {int(limit)} OFFSET {int(offset)}"
    rows = _listed(con, of, only, _COLUMNS, f"{_NEWEST_FIRST}{cut}")
    return [_unsolved(*row) for row in rows]


def count_unsolved(con: DuckDBPyConnection, of: Question = EVERYTHING, only: Only = Only()) -> int:
    """How many unresolved cases `unsolved` would give without a limit."""
    return int(_listed(con, of, only, "count(*)")[0][0])


def pareto(con: DuckDBPyConnection, of: Question = EVERYTHING, *, by: By = "agent") -> list[Bar]:
    """The causes, most recoverable cases first, those without a cause last.

    Slices are the values of `by` within one topic that have at least `SMALLEST_N` cases with a verdict;
    cases whose topic is not known are compared with each other.
    """
    selected, bound = clause_within(of, "cases")
    words = {
        "by": by,
        "smallest_n": SMALLEST_N,
        "selected": selected,
        "inbound": INBOUND,
        "ever_handled": EVER_HANDLED,
    }
    slices = con.execute(_SLICES.format(**words), dict(bound)).fetchall()
    counts = con.execute(judged(selected) + _COUNTS.format(by=by), dict(bound)).fetchall()
    causes = dict.fromkeys(row[0] for row in counts)
    bars = [_bar(cause, [row for row in counts if row[0] == cause], slices) for cause in causes]
    return sorted(bars, key=_place)


def _listed(
    con: DuckDBPyConnection, of: Question, only: Only, columns: str, order: str = ""
) -> list[tuple[Any, ...]]:
    (selected, bound), (wanted, more) = clause_within(of, "cases"), only.clause()
    sql = f"{judged(selected)} SELECT {columns} FROM judged WHERE {wanted} {order}"
    return con.execute(sql, {**bound, **more}).fetchall()


def _unsolved(*row: Any) -> Unsolved:
    return Unsolved(*(*row[:7], tuple(row[7]), *row[8:]))


def _place(bar: Bar) -> tuple[bool, float, int, str]:
    return bar.cause is None, -(bar.recoverable or 0.0), -bar.cases, bar.cause or ""


def _bar(cause: str | None, counts: Counts, slices: Slices) -> Bar:
    cases, customer, audit, desk, suggested = (
        np.array([row[3:] for row in counts]).sum(axis=0).tolist()
    )
    # Where nothing points anywhere there is no cause that could fall.
    result = _recoverable(counts, slices) if cause is not None else None
    return Bar(
        cause,
        LEVERS.get(cause or ""),
        cases,
        suggested,
        result.value if result else None,
        result.low if result else None,
        result.high if result else None,
        customer,
        audit,
        desk,
        result.compared if result else 0,
    )


def _recoverable(counts: Counts, slices: Slices) -> Recoverable | None:
    mine = {(topic, name): n for _, topic, name, n, *_ in counts}
    size = np.array([n for _, _, n in slices], np.float64)
    failures = np.array([mine.get((topic, name), 0) for topic, name, _ in slices], np.float64)
    topics = np.unique([topic for topic, _, _ in slices], return_inverse=True)[1]
    return recoverable(size, failures, topics)
