"""The day on which each kind of evidence begins in a lake: figures before and after it are not of one kind."""

from collections.abc import Iterable, Mapping
from datetime import date

from duckdb import DuckDBPyConnection

from willet.core.cases.evidence import ANSWER_KIND
from willet.core.metrics import Metric
from willet.core.records import EvidenceKind

Days = tuple[date, date]
Beginnings = Mapping[EvidenceKind, date]

_FIRST_DAYS = f"""
SELECT kind, min(local_date) FROM (
    SELECT kind, local_date FROM outcomes WHERE resolved IS NOT NULL
    UNION ALL SELECT {ANSWER_KIND}, local_date FROM answers a WHERE instrument = 'resolved' AND score IS NOT NULL
    UNION ALL SELECT 'disposition', local_date FROM contacts WHERE resolved IS NOT NULL
) WHERE local_date BETWEEN $first AND $last GROUP BY kind
"""
_STATED = (EvidenceKind.CUSTOMER, EvidenceKind.AUDIT, EvidenceKind.DISPOSITION)
OF_THE_CENTRE = (EvidenceKind.AUDIT, EvidenceKind.DISPOSITION)
"""What those say whose work is looked at, or who know them."""
_OF_THE_AGENT = (EvidenceKind.DISPOSITION,)
RESTING: Mapping[tuple[str, str], tuple[EvidenceKind, ...]] = {
    ("cases", "resolved"): _STATED,
    ("cases", "solved_at_once"): _STATED,
    ("cases", "called_solved"): OF_THE_CENTRE,
    ("cases", "reopened"): OF_THE_CENTRE,
    ("cases", "by_customer"): (EvidenceKind.CUSTOMER,),
    ("cases", "by_audit"): (EvidenceKind.AUDIT,),
    ("cases", "by_disposition"): _OF_THE_AGENT,
    ("links", "resolved"): _STATED,
    ("links", "confirmed"): (EvidenceKind.CUSTOMER,),
    ("links", "disposed"): _OF_THE_AGENT,
    ("links", "own_word"): _OF_THE_AGENT,
    ("promises", "kept_at"): _OF_THE_AGENT,
}
"""Columns that hold what was said, or are worked out of it -> the kinds they hear. Silence is heard from the start."""


def beginnings(con: DuckDBPyConnection, days: Days) -> Beginnings:
    """The local day of the first contact of which each kind says anything; kinds that speak from the first day on,
    or never, are left out.

    `days` are the first and the last day that the lake has seen.
    """
    first, last = days
    rows = con.execute(_FIRST_DAYS, {"first": first, "last": last}).fetchall()
    began = {EvidenceKind(kind): day for kind, day in rows}
    return {kind: began[kind] for kind in _STATED if began.get(kind, first) > first}


def evidence_of(metric: Metric) -> frozenset[EvidenceKind]:
    """The kinds of stated evidence that move a metric; none where it counts what happened."""
    return frozenset(kind for kinds in heard_by(metric, metric.helps).values() for kind in kinds)


def heard_by(metric: Metric, also: Iterable[str] = ()) -> dict[str, tuple[EvidenceKind, ...]]:
    """The columns a metric needs that hear what was said -> the kinds they hear; `also` are further columns of it."""
    columns = {*metric.needs, *also}
    return {
        column: kinds
        for (table, column), kinds in RESTING.items()
        if table == metric.table and column in columns
    }


def begun_between(
    began: Beginnings, kinds: Iterable[EvidenceKind], first: date, last: date
) -> dict[EvidenceKind, date]:
    """Which of the kinds begin after one day and until another: what lies on either side cannot be compared.

    A kind that begins on the first day of all that is compared is in all of it.
    """
    wanted = set(kinds)
    return {kind: day for kind, day in began.items() if kind in wanted and first < day <= last}
