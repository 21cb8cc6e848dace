"""Why cases were not solved, who said so, and how many could be if a cause were no worse than where it is mildest.

What somebody said stands as said. Where nobody did, signals of the last answered contact suggest a
cause, and the row says so. A suggestion is a place to look, not a finding.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from willet.core.records import Cause

LEVERS: Mapping[str, str] = {
    Cause.COMPLEXITY: "plan",
    Cause.INFORMATION: "knowledge",
    Cause.TURNOVER: "training",
    Cause.AUTHORITY: "authority",
}
"""What to pull for each named cause; a centre's own causes have the lever it gives them."""

NEW_DAYS, LONG_HOLD_S, HARD_BY, HARD_N = 90, 120, 0.1, 30
SMALLEST_N, PRIOR_N, DRAWS = 30, 30.0, 400

WORDS: Mapping[str, str] = {
    "authority": "escalat|supervisor|approv|authori[sz]|permission|not allowed|genehmig|freigabe|befugnis"
    "|vorgesetzt|toestemming|bevoegd|akkoord|leidinggevende|autoriza|aprobaci|permiso|phê duyệt|thẩm quyền|cấp trên",
    "information": "no info|missing info|information|unclear|not found|look.?up|knowledge|fehlende info|unklar"
    "|auskunft|informatie|onduidelijk|opzoeken|informaci|falta de datos|không rõ|thiếu thông tin|tra cứu",
    "complexity": "complex|technical|second.?l(evel|ine)|specialist|komplex|schwierig|technisch|ingewikkeld"
    "|moeilijk|complej|técnic|difícil|phức tạp|kỹ thuật",
}
"""Words of a disposition that point at a cause, in five languages, matched without case."""

Who = Literal["audit", "customer", "desk", "suggested"]

SIGNALS = """
WITH hard AS (
    SELECT topic FROM cases WHERE resolved IS NOT NULL AND handled > 0 GROUP BY topic
    HAVING count(*) >= {hard_n} AND avg(resolved::INT)
        < (SELECT avg(resolved::INT) FROM cases WHERE handled > 0) - {hard_by}
), unsolved AS (
    SELECT * FROM cases
    WHERE direction IS NOT DISTINCT FROM 'inbound' AND handled > 0 AND resolved IS FALSE
        AND ($first IS NULL OR local_date >= $first) AND ($last IS NULL OR local_date <= $last)
        AND ($queue IS NULL OR queue = $queue) AND ($topic IS NULL OR topic = $topic)
), last_taken AS (
    SELECT l.case_id, arg_max(l.contact_id, (l.arrived_at, l.contact_id)) AS contact_id
    FROM links l SEMI JOIN unsolved USING (case_id) WHERE l.handled GROUP BY l.case_id
), told AS (
    SELECT u.case_id, u.topic, u.queue, u.agent, u.team, u.cause, u.cause_by,
        lower(coalesce(c.disposition, '')) AS said,
        list_filter([
            {words},
            CASE WHEN c.agent_tenure_days < {new_days} THEN 'turnover:new agent' END,
            CASE WHEN u.topic IN (SELECT topic FROM hard) THEN 'complexity:hard topic' END,
            CASE WHEN u.transfers > 0 THEN 'authority:handed on' END,
            CASE WHEN c.hold_s > {long_hold_s} THEN 'information:long hold' END
        ], lambda x: x IS NOT NULL) AS signals
    FROM unsolved u JOIN last_taken USING (case_id) JOIN contacts c USING (contact_id)
)
SELECT case_id, topic, queue, agent, team,
    coalesce(cause, split_part(signals[1], ':', 1)) AS cause,
    CASE WHEN cause IS NOT NULL THEN CASE cause_by WHEN 'disposition' THEN 'desk' ELSE cause_by END
        WHEN len(signals) > 0 THEN 'suggested' END AS who,
    CASE WHEN cause IS NULL THEN list_transform(signals, lambda x: split_part(x, ':', 2)) ELSE [] END AS signals
FROM told ORDER BY case_id
"""
"""Signals from strongest to weakest; the first decides. Words beat tenure, tenure the topic, the topic a transfer."""

SLICES = """
SELECT coalesce(topic, '') AS topic, {by} AS slice, count(*) AS n FROM cases
WHERE direction IS NOT DISTINCT FROM 'inbound' AND handled > 0 AND resolved IS NOT NULL
    AND {by} IS NOT NULL
    AND ($first IS NULL OR local_date >= $first) AND ($last IS NULL OR local_date <= $last)
    AND ($queue IS NULL OR queue = $queue) AND ($topic IS NULL OR topic = $topic)
GROUP BY ALL HAVING n >= {smallest_n} ORDER BY ALL
"""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which cases; days by their first contact, both included."""

    first: date | None = None
    last: date | None = None
    queue: str | None = None
    topic: str | None = None

    def bound(self) -> dict[str, object]:
        """The values of the statements' parameters."""
        return {"first": self.first, "last": self.last, "queue": self.queue, "topic": self.topic}


@dataclass(frozen=True, slots=True)
class Unsolved:
    """One unresolved case. `cause` is None where nobody said and nothing points anywhere.

    `signals` are those that led to a suggestion, strongest first.
    """

    case_id: str
    topic: str | None
    queue: str | None
    agent: str | None
    team: str | None
    cause: str | None
    who: Who | None
    signals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One cause of the Pareto chart.

    `recoverable` is how many of its cases would have been solved had every slice been like the best
    comparable one on the same topic, with a 95 % interval; None where no slices could be compared.
    """

    cause: str | None
    lever: str | None
    cases: int
    suggested: int
    recoverable: float | None
    low: float | None
    high: float | None


def unsolved(con: DuckDBPyConnection, of: Selection = Selection()) -> list[Unsolved]:
    """The unresolved cases that somebody took, each with its cause and who said it."""
    found = con.execute(_signals(), of.bound()).fetchall()
    return [Unsolved(*(*row[:-1], tuple(row[-1]))) for row in found]


def pareto(
    con: DuckDBPyConnection,
    of: Selection = Selection(),
    *,
    by: Literal["agent", "team", "queue"] = "agent",
    seed: int = 0,
) -> list[Bar]:
    """The causes, most recoverable cases first, those without a cause last."""
    cases = unsolved(con, of)
    words = {"by": by, "smallest_n": SMALLEST_N}
    slices = con.execute(SLICES.format(**words), of.bound()).fetchall()
    causes = sorted({case.cause for case in cases if case.cause is not None})
    draw = np.random.default_rng(seed)
    bars = [_bar(cause, cases, slices, by, draw) for cause in causes]
    bars.sort(key=lambda bar: (-(bar.recoverable or 0.0), -bar.cases, str(bar.cause)))
    silent = sum(case.cause is None for case in cases)
    return bars + ([Bar(None, None, silent, 0, None, None, None)] if silent else [])


def _signals() -> str:
    words = ", ".join(
        f"CASE WHEN regexp_matches(said, '{pattern}') THEN '{cause}:words of the disposition' END"
        for cause, pattern in WORDS.items()
    )
    return SIGNALS.format(
        words=words, new_days=NEW_DAYS, long_hold_s=LONG_HOLD_S, hard_by=HARD_BY, hard_n=HARD_N
    )


def _bar(
    cause: str,
    cases: list[Unsolved],
    slices: list[tuple[str, str, int]],
    by: str,
    draw: np.random.Generator,
) -> Bar:
    mine = [case for case in cases if case.cause == cause]
    places = [(case.topic or "", getattr(case, by)) for case in mine]
    size = np.array([n for _, _, n in slices], np.float64)
    hits = np.array([places.count((topic, name)) for topic, name, _ in slices], np.float64)
    topics = np.unique([topic for topic, _, _ in slices], return_inverse=True)[1]
    spread = _recoverable(size, hits, topics, draw)
    suggested = sum(case.who == "suggested" for case in mine)
    return Bar(cause, LEVERS.get(cause), len(mine), suggested, *spread)


def _recoverable(
    size: NDArray[np.float64],
    hits: NDArray[np.float64],
    topic: NDArray[np.intp],
    draw: np.random.Generator,
) -> tuple[float | None, float | None, float | None]:
    """Cases above the best slice of their topic. Small slices are drawn towards their topic's mean first."""
    several = np.bincount(topic)[topic] > 1 if len(topic) else np.zeros(0, np.bool_)
    if not several.any():
        return None, None, None
    size, hits, topic = size[several], hits[several], topic[several]
    rate = _drawn_in(size, hits, topic)
    again = draw.binomial(size.astype(int), rate, (DRAWS, len(size))).astype(np.float64)
    spread = [_above_best(size, one, topic) for one in again]
    low, high = np.quantile(spread, [0.025, 0.975])
    value = _above_best(size, hits, topic)
    return value, min(float(low), value), max(float(high), value)


def _drawn_in(
    size: NDArray[np.float64], hits: NDArray[np.float64], topic: NDArray[np.intp]
) -> NDArray[np.float64]:
    mean = np.bincount(topic, hits) / np.maximum(np.bincount(topic, size), 1)
    return np.asarray((hits + PRIOR_N * mean[topic]) / (size + PRIOR_N))


def _above_best(
    size: NDArray[np.float64], hits: NDArray[np.float64], topic: NDArray[np.intp]
) -> float:
    rate = _drawn_in(size, hits, topic)
    best = np.full(topic.max() + 1, np.inf)
    np.minimum.at(best, topic, rate)
    return float((size * (rate - best[topic])).sum())
