"""The four kinds of evidence side by side: how far they agree, and what they make likely together."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from willet.core.cases.directions import INBOUND, JUDGED
from willet.core.cases.doubts import CONTRADICTORY
from willet.core.cases.evidence import OF_CONTACTS
from willet.core.cases.latent import NO, SILENT, YES, Estimate, estimate
from willet.core.cases.rules import Topic
from willet.core.cases.within import EVERYTHING, rows_within
from willet.core.metrics import Question
from willet.core.metrics.nodes import Scalar
from willet.core.records import DIMENSIONS, EvidenceKind, UnknownNameError, kinds
from willet.core.statistics import Agreement, Audited, CorrectedShare, cohens_kappa, rogan_gladen

KINDS = tuple(kind.value for kind in EvidenceKind)
PATTERNS = np.array(list(product((NO, YES, SILENT), repeat=len(KINDS))), np.int8)

ON_CASES = """
SELECT {group} AS grp, by_customer AS customer, by_no_repeat AS no_repeat, by_audit AS audit,
    by_disposition AS disposition
{rows}
"""

GAPS: Mapping[Topic, str] = {
    "if_known": "next_gap_if_known_s",
    "required": "next_gap_topic_s",
    "ignored": "next_gap_s",
}

ON_CONTACTS = """
WITH here AS (
    SELECT * {rows}
), said AS (
    {of_contacts}
)
SELECT l.{group} AS grp, s.customer,
    CASE WHEN l.observed_s >= {window_s} THEN l.{gap} > {window_s} END AS no_repeat,
    s.audit, s.disposition
FROM here l LEFT JOIN said s USING (contact_id)
"""

LADDER = """
SELECT decided_by, count(*), count(*) FILTER (resolved), count(*) FILTER ({contradictory})
{rows} GROUP BY decided_by
"""


@dataclass(frozen=True)
class VerdictPatterns:
    """How often each pattern of verdicts came, in each group: `counts[group, pattern]` for `PATTERNS`."""

    groups: tuple[str | None, ...]
    counts: NDArray[np.float64]

    @property
    def n(self) -> int:
        """How many cases (or contacts) it speaks of."""
        return int(self.counts.sum())

    def spoken(self) -> dict[str, int]:
        """For how many each kind of evidence says anything."""
        return {kind: no + yes for kind, (no, yes) in self.votes().items()}

    def votes(self) -> dict[str, tuple[int, int]]:
        """How many each kind of evidence calls not solved, and how many solved."""
        each = self.counts.sum(axis=0)
        return {
            kind: (int(each[PATTERNS[:, i] == NO].sum()), int(each[PATTERNS[:, i] == YES].sum()))
            for i, kind in enumerate(KINDS)
        }


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of the ladder: how many cases this kind decided (None: nobody said anything), how many of them
    as solved, and for how many another kind said the opposite.
    """

    kind: str | None
    decided: int
    solved: int
    contradicted: int


def evidence_on_cases(
    con: DuckDBPyConnection, *, group: str = "topic", of: Question = EVERYTHING
) -> VerdictPatterns:
    """The verdicts on whole cases: was the matter solved in the end? Silence after the end nearly always says yes."""
    rows, params = rows_within(of, "cases", JUDGED)
    return _gathered(con, ON_CASES.format(group=_dimension(group), rows=rows), params)


def evidence_on_contacts(
    con: DuckDBPyConnection,
    *,
    group: str = "topic",
    window_days: float = 7,
    topic: Topic = "if_known",
    of: Question = EVERYTHING,
) -> VerdictPatterns:
    """The verdicts on single answered contacts: did this one solve it? Here a repeat can say no."""
    rows, params = rows_within(of, "links", "handled", INBOUND)
    words = {
        "group": _dimension(group),
        "window_s": window_days * 86_400,
        "gap": GAPS[topic],
        "of_contacts": OF_CONTACTS,
        "rows": rows,
    }
    return _gathered(con, ON_CONTACTS.format(**words), params)


def ladder(con: DuckDBPyConnection, *, of: Question = EVERYTHING) -> list[Rung]:
    """How many cases each kind of evidence decided, strongest first; cases without any come last."""
    rows, params = rows_within(of, "cases", JUDGED)
    sql = LADDER.format(rows=rows, contradictory=CONTRADICTORY)
    read_rows = {row[0]: Rung(*row) for row in con.execute(sql, dict(params)).fetchall()}
    return [read_rows.get(kind, Rung(kind, 0, 0, 0)) for kind in (*KINDS, None)]


def agreements(evidence: VerdictPatterns) -> Mapping[tuple[str, str], Agreement | None]:
    """Cohen's kappa, with its interval, of every two kinds over what both spoke of."""
    pairs = combinations(range(len(KINDS)), 2)
    return {(KINDS[a], KINDS[b]): cohens_kappa(_table(evidence, a, b)) for a, b in pairs}


def truly_solved(evidence: VerdictPatterns) -> Estimate | None:
    """The share truly solved, by the latent-class model; None where the evidence cannot tell.

    Meant for evidence on contacts. On a whole case the kinds may speak of different contacts (the customer
    of the first, the agent of the last), which the model would take for errors: on simulated centres the
    share came out seven points too low without any warning.
    """
    return estimate(KINDS, PATTERNS, evidence.counts)


def corrected(evidence: VerdictPatterns, kind: str) -> CorrectedShare | None:
    """The share that one kind calls solved, corrected for the errors that the audits found in it.

    Takes the audit as true (Rogan and Gladen 1978). None without audits of both solved and unsolved.
    """
    right_yes, right_no = audited(evidence, kind)
    each = evidence.counts.sum(axis=0)
    says = PATTERNS[:, KINDS.index(kind)]
    yes, no = int(each[says == YES].sum()), int(each[says == NO].sum())
    return rogan_gladen(yes, yes + no, sensitivity=right_yes, specificity=right_no)


def audited(evidence: VerdictPatterns, kind: str) -> tuple[Audited, Audited]:
    """How often one kind was right about what the audits found solved, and about what they found not solved."""
    table = _table(evidence, KINDS.index("audit"), KINDS.index(kind))
    return (
        Audited(int(table[YES, YES]), int(table[YES].sum())),
        Audited(int(table[NO, NO]), int(table[NO].sum())),
    )


def _dimension(name: str) -> str:
    if name not in DIMENSIONS:
        raise UnknownNameError(kinds.DIMENSION, name, DIMENSIONS)
    return name


def _gathered(con: DuckDBPyConnection, rows: str, params: Mapping[str, Scalar]) -> VerdictPatterns:
    codes = " + ".join(
        f"{3 ** (len(KINDS) - 1 - i)} * coalesce({kind}::INT, {SILENT})"
        for i, kind in enumerate(KINDS)
    )
    read_rows: list[Any] = con.execute(
        f"SELECT grp, {codes} AS code, count(*) FROM ({rows}) GROUP BY ALL ORDER BY ALL",
        dict(params),
    ).fetchall()
    groups = tuple(dict.fromkeys(group for group, _, _ in read_rows))
    counts = np.zeros((len(groups), len(PATTERNS)))
    for group, code, count in read_rows:
        counts[groups.index(group), code] = count
    return VerdictPatterns(groups, counts)


def _table(evidence: VerdictPatterns, one: int, other: int) -> NDArray[np.float64]:
    each = evidence.counts.sum(axis=0)
    table = np.zeros((2, 2))
    for pattern, count in zip(PATTERNS, each, strict=True):
        if pattern[one] != SILENT and pattern[other] != SILENT:
            table[pattern[one], pattern[other]] += count
    return table
