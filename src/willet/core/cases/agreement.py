"""The four kinds of evidence side by side: how far they agree, and what they make likely together."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from willet.core.cases.evidence import MIDPOINT
from willet.core.cases.latent import NO, SILENT, YES, Estimate, estimate
from willet.core.records import DIMENSIONS, EvidenceKind, UnknownNameError
from willet.core.statistics import Agreement, Audited, Corrected, cohens_kappa, rogan_gladen

KINDS = tuple(kind.value for kind in EvidenceKind)
PATTERNS = np.array(list(product((NO, YES, SILENT), repeat=len(KINDS))), np.int8)

ON_CASES = """
SELECT {group} AS grp, by_customer AS customer, by_no_repeat AS no_repeat, by_audit AS audit,
    by_disposition AS disposition
FROM cases WHERE direction IS NOT DISTINCT FROM 'inbound' AND matured AND handled > 0
"""

ON_CONTACTS = """
WITH said AS (
    SELECT contact_id,
        arg_max(resolved, (coalesce(stated_at, TIMESTAMP '0001-01-01'), NOT resolved))
            FILTER (kind = 'customer') AS customer,
        arg_max(resolved, (coalesce(stated_at, TIMESTAMP '0001-01-01'), NOT resolved))
            FILTER (kind = 'audit') AS audit,
        arg_max(resolved, (coalesce(stated_at, TIMESTAMP '0001-01-01'), NOT resolved))
            FILTER (kind = 'disposition') AS disposition
    FROM outcomes WHERE contact_id IS NOT NULL AND resolved IS NOT NULL GROUP BY contact_id
), asked AS (
    SELECT contact_id, max(score) > {midpoint} AS customer FROM answers a
    WHERE instrument = 'resolved' AND score IS NOT NULL GROUP BY contact_id, a.scale
)
SELECT l.{group} AS grp, coalesce(a.customer, s.customer) AS customer,
    CASE WHEN l.observed_s >= {window_s} THEN l.next_gap_if_known_s > {window_s} END AS no_repeat,
    s.audit, coalesce(c.resolved, s.disposition) AS disposition
FROM links l JOIN contacts c USING (contact_id)
LEFT JOIN said s USING (contact_id) LEFT JOIN asked a USING (contact_id)
WHERE l.handled AND l.direction IS NOT DISTINCT FROM 'inbound'
"""


@dataclass(frozen=True)
class Evidence:
    """How often each pattern of verdicts came, in each group: `counts[group, pattern]` for `PATTERNS`."""

    groups: tuple[str | None, ...]
    counts: NDArray[np.float64]

    @property
    def n(self) -> int:
        """How many cases (or contacts) it speaks of."""
        return int(self.counts.sum())

    def spoken(self) -> dict[str, int]:
        """For how many each kind of evidence says anything."""
        each = self.counts.sum(axis=0)
        return {k: int(each[PATTERNS[:, i] != SILENT].sum()) for i, k in enumerate(KINDS)}


def evidence_on_cases(con: DuckDBPyConnection, *, group: str = "topic") -> Evidence:
    """The verdicts on whole cases: was the matter solved in the end? Silence after the end nearly always says yes."""
    return _gathered(con, ON_CASES.format(group=_dimension(group)))


def evidence_on_contacts(
    con: DuckDBPyConnection, *, group: str = "topic", window_days: float = 7
) -> Evidence:
    """The verdicts on single answered contacts: did this one solve it? Here a repeat can say no."""
    words = {"group": _dimension(group), "window_s": window_days * 86_400, "midpoint": MIDPOINT}
    return _gathered(con, ON_CONTACTS.format(**words))


def agreements(evidence: Evidence) -> Mapping[tuple[str, str], Agreement | None]:
    """Cohen's kappa, with its interval, of every two kinds over what both spoke of."""
    pairs = combinations(range(len(KINDS)), 2)
    return {(KINDS[a], KINDS[b]): cohens_kappa(_table(evidence, a, b)) for a, b in pairs}


def truly_solved(evidence: Evidence) -> Estimate | None:
    """The share truly solved, by the latent-class model; None where the evidence cannot tell."""
    return estimate(KINDS, PATTERNS, evidence.counts)


def corrected(evidence: Evidence, kind: str) -> Corrected | None:
    """The share that one kind calls solved, corrected for the errors that the audits found in it.

    Takes the audit as true (Rogan and Gladen 1978). None without audits of both solved and unsolved.
    """
    table = _table(evidence, KINDS.index("audit"), KINDS.index(kind))
    each = evidence.counts.sum(axis=0)
    says = PATTERNS[:, KINDS.index(kind)]
    yes, no = int(each[says == YES].sum()), int(each[says == NO].sum())
    right_yes = Audited(int(table[YES, YES]), int(table[YES].sum()))
    right_no = Audited(int(table[NO, NO]), int(table[NO].sum()))
    return rogan_gladen(yes, yes + no, sensitivity=right_yes, specificity=right_no)


def _dimension(name: str) -> str:
    if name not in DIMENSIONS:
        raise UnknownNameError("dimension", name, DIMENSIONS)
    return name


def _gathered(con: DuckDBPyConnection, rows: str) -> Evidence:
    codes = " + ".join(
        f"{3 ** (len(KINDS) - 1 - i)} * coalesce({kind}::INT, {SILENT})"
        for i, kind in enumerate(KINDS)
    )
    found: list[Any] = con.execute(
        f"SELECT grp, {codes} AS code, count(*) FROM ({rows}) GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    groups = tuple(dict.fromkeys(group for group, _, _ in found))
    counts = np.zeros((len(groups), len(PATTERNS)))
    for group, code, count in found:
        counts[groups.index(group), code] = count
    return Evidence(groups, counts)


def _table(evidence: Evidence, one: int, other: int) -> NDArray[np.float64]:
    each = evidence.counts.sum(axis=0)
    table = np.zeros((2, 2))
    for pattern, count in zip(PATTERNS, each, strict=True):
        if pattern[one] != SILENT and pattern[other] != SILENT:
            table[pattern[one], pattern[other]] += count
    return table
