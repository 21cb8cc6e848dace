"""What agents say of the end of contacts, beside what happened afterwards: by code, tag, agent, queue, topic, week.

What happened afterwards is the customer's own answer, else whether they contacted the centre again on the same matter
within the window; before the window has passed, or of a customer nobody knows, it is not known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from willet.core.cases.directions import INBOUND
from willet.core.cases.rules import DAY_S
from willet.core.cases.within import rows_within
from willet.core.metrics import Question
from willet.core.metrics.nodes import Scalar

By = Literal["code", "tag", "agent", "queue", "topic", "week"]
BY: tuple[By, ...] = ("code", "tag", "agent", "queue", "topic", "week")
Part = Literal["all", "unsolved", "came_back", "against"]
PARTS: tuple[Part, ...] = ("all", "unsolved", "came_back", "against")
"""The contacts behind a figure: all, those of cases that are not solved, those called solved whose customer came back,
and those whose word did not hold."""


@dataclass(frozen=True, slots=True)
class DispositionCount:
    """One code, tag, agent, queue, topic or week. Each share is two counts: how many of how many.

    `judged` contacts belong to a case with a verdict, `solved` of them to one that is solved. `sure` were called solved
    and their customer could be seen coming back, which `came_back` did. Of `weighed` the agent's word and what happened
    afterwards are both known, and `agreed` say the same. `agents` took them, and
    called `called` of them solved.
    """

    value: str | None
    contacts: int
    judged: int
    solved: int
    sure: int
    came_back: int
    weighed: int
    agreed: int
    agents: int
    called: int


_ROWS = """
WITH here AS (
    SELECT contact_id, agent, queue, topic, local_date, resolved, own_word, disposed,
        next_gap_if_known_s <= $window_s AS back, observed_s >= $window_s AS seen,
        CASE WHEN confirmed IS NOT NULL THEN confirmed
            WHEN observed_s >= $window_s THEN next_gap_if_known_s > $window_s END AS afterwards
    {rows}
), coded AS (
    SELECT contact_id, disposition, tags FROM contacts WHERE contact_id IN (SELECT contact_id FROM here)
), judged AS (
    SELECT h.*, c.disposition AS code, list_distinct(c.tags) AS all_tags,
        strftime(date_trunc('week', h.local_date), '%Y-%m-%d') AS week
    FROM here h LEFT JOIN coded c USING (contact_id)
), told AS (
    SELECT * EXCLUDE all_tags, {value} AS value FROM judged
)
"""
_COUNTED = """
SELECT value, count(*), count(resolved), count(*) FILTER (resolved),
    count(*) FILTER (own_word AND seen AND back IS NOT NULL), count(*) FILTER (own_word AND seen AND back),
    count(*) FILTER (own_word IS NOT NULL AND afterwards IS NOT NULL), count(*) FILTER (own_word = afterwards),
    count(DISTINCT agent), count(*) FILTER (own_word)
FROM told WHERE {counted} GROUP BY value ORDER BY count(*) DESC, value NULLS LAST
"""
_LISTED = """
SELECT contact_id FROM told WHERE {counted} AND value IS NOT DISTINCT FROM $value AND {part}
ORDER BY local_date DESC, contact_id
"""
_VALUES: Mapping[By, str] = {
    "code": "code",
    "tag": "unnest(all_tags)",
    "agent": "agent",
    "queue": "queue",
    "topic": "topic",
    "week": "week",
}
_COUNTS: Mapping[By, str] = {"code": "(disposed OR value IS NOT NULL)", "tag": "value <> ''"}
"""By code the contacts of which anything was said; by tag those that bear it; else those with the agent's word."""
_PARTS: Mapping[Part, str] = {
    "all": "TRUE",
    "unsolved": "(NOT resolved)",
    "came_back": "(own_word AND seen AND back)",
    "against": "(own_word <> afterwards)",
}

Statement = tuple[str, dict[str, object]]


def counted_sql(question: Question, by: By, *, window_days: float) -> Statement:
    """The statement that counts, of the contacts of a question that an agent took, and what it binds."""
    rows, bound = _rows(question, by, window_days)
    return rows + _COUNTED.format(counted=_counted(by)), bound


def listed_sql(
    question: Question,
    by: By,
    value: str | None,
    part: Part,
    *,
    window_days: float,
) -> Statement:
    """The statement that lists the contacts behind one figure, and what it binds."""
    rows, bound = _rows(question, by, window_days)
    sql = _LISTED.format(counted=_counted(by), part=_PARTS[part])
    return rows + sql, {**bound, "value": value}


def _counted(by: By) -> str:
    return _COUNTS.get(by, "own_word IS NOT NULL")


def _rows(question: Question, by: By, window_days: float) -> Statement:
    rows, params = rows_within(question, "links", "handled", INBOUND)
    bound: Mapping[str, Scalar] = params
    return _ROWS.format(rows=rows, value=_VALUES[by]), {**bound, "window_s": window_days * DAY_S}
