"""The ledger in numbers: granted, refused and not allowed, what each case resolved cost, and one step higher."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from willet.figures.domain.asking import Reading
from willet.figures.domain.periods import Period
from willet.figures.domain.selection import Selection
from willet.levers.authority.domain.calls import contacts_of
from willet.levers.authority.domain.reading import seen_by, within
from willet.levers.authority.models import (
    CouldNot,
    Grant,
    GrantKind,
    GrantLimit,
    GrantRequest,
    LedgerRow,
)
from willet.people.models import User
from willet.ui.messages import translate

COST = "cost_per_resolved_case"
Cost = tuple[float | None, str]
"""An amount in the currency itself, or why there is none."""
Verdict = GrantRequest.Verdict
MISSED = (Verdict.REFUSED, Verdict.TIMED_OUT)
STEPS = (1, 2, 5)
"""Limits go up as coins do: 10, 20, 50, 100."""
_CASES = """
SELECT l.contact_id, l.case_id, c.resolved FROM links l JOIN cases c ON c.case_id = l.case_id
WHERE list_contains($ids, l.contact_id)
"""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One kind in one currency over some days; amounts in the smallest unit.

    `cases` are those in which something of it was granted, as far as they are known, and `resolved` those of them
    with the verdict that they are.
    """

    kind: GrantKind
    currency: str
    grants: int
    granted_minor: int
    refused: int
    timed_out: int
    missed: int
    cases: int
    resolved: int
    cost: float | None
    """The metric “cost per resolved case” of this kind, in the currency itself; None where it has no value."""
    why_none: str = ""


@dataclass(frozen=True, slots=True)
class HigherStep:
    """A limit in force one step higher: what of those who have it would have gone through without asking anybody.

    `wanted` are their requests and what was not allowed; `unresolved` the cases of those that got nothing.
    """

    limit: GrantLimit
    higher_minor: int
    wanted: int
    wanted_minor: int
    got_nothing: int
    unresolved: Sequence[str]


@dataclass(frozen=True)
class Ledger:
    """The ledger of some days, as one person may read it."""

    grants: Sequence[Grant]
    requests: Sequence[GrantRequest]
    missed: Sequence[CouldNot]
    cases: Mapping[str, tuple[str, bool | None]] = field(default_factory=dict)
    """Id of a row -> its case and the verdict on it."""
    costs: Mapping[tuple[str, str], Cost] = field(default_factory=dict)
    """Key of a kind and currency -> what each case resolved cost, or why that is not known."""

    def lines(self) -> list[LedgerLine]:
        """One line per kind and currency."""
        keys = {(row.kind, row.currency) for row in (*self.grants, *self.requests, *self.missed)}
        ordered = sorted(keys, key=lambda key: (str(key[0]), key[1]))
        return [self._line(kind, currency) for kind, currency in ordered]

    def _line(self, kind: GrantKind, currency: str) -> LedgerLine:
        def is_of(row: LedgerRow) -> bool:
            return (row.kind, row.currency) == (kind, currency)

        grants = [row for row in self.grants if is_of(row)]
        verdicts = Counter(row.verdict for row in self.requests if is_of(row))
        cases = dict(case for row in grants if (case := self.case_of(row)))
        return LedgerLine(
            kind,
            currency,
            len(grants),
            sum(row.amount_minor for row in grants),
            verdicts[Verdict.REFUSED],
            verdicts[Verdict.TIMED_OUT],
            sum(map(is_of, self.missed)),
            len(cases),
            sum(resolved is True for resolved in cases.values()),
            *self.costs.get((kind.key, currency), (None, "")),
        )

    def steps(self, limits: Iterable[GrantLimit]) -> list[HigherStep]:
        """What each limit, one step higher, would have let through."""
        return [self._step(limit) for limit in limits]

    def _step(self, limit: GrantLimit) -> HigherStep:
        higher = next_step(limit.per_event_minor)
        wanted = [row for row in (*self.requests, *self.missed) if _is_let_by(row, limit, higher)]
        nothing = [row for row in wanted if _got_nothing(row)]
        cases = dict(case for row in nothing if (case := self.case_of(row)))
        return HigherStep(
            limit,
            higher,
            len(wanted),
            sum(row.amount_minor for row in wanted),
            len(nothing),
            sorted(case for case, resolved in cases.items() if resolved is False),
        )

    def case_of(self, row: LedgerRow) -> tuple[str, bool | None] | None:
        """The case of a row, and whether it was resolved; None where nobody knows it."""
        return self.cases.get(str(row.pk))


def ledger_of(person: User, first: date, last: date, reading: Reading | None) -> Ledger:
    """The ledger of some days as somebody may read it, newest first, with the cases that are open to them.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    grants, requests, missed = (
        list(within(seen_by(person, rows.select_related("kind", "agent", "limit")), first, last))
        for rows in (
            Grant.objects.filter(taken_back_at__isnull=True).select_related("payout"),
            GrantRequest.objects.select_related("decided_by"),
            CouldNot.objects.all(),
        )
    )
    rows: list[LedgerRow] = [*grants, *requests, *missed]
    costs = costs_of(reading, first, last)
    return Ledger(grants, requests, missed, cases_of(rows, reading), costs)  # type: ignore[arg-type]


def costs_of(reading: Reading | None, first: date, last: date) -> dict[tuple[str, str], Cost]:
    """What each case resolved cost by kind and currency, as the metric of the catalogue says it.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    if reading is None:
        return {}
    days = Selection(Period(first, last))
    answer = reading.ask([COST], by=["grant_kind", "currency"], selection=days)
    return {
        (str(row.keys["grant_kind"]), str(row.keys["currency"])): (
            row.value,
            translate(row.reason) if row.reason else "",
        )
        for row in answer.rows
    }


def next_step(minor: int) -> int:
    """The next higher of 1, 2, 5, 10, 20, 50 and so on.

    >>> [next_step(minor) for minor in (0, 1, 2, 4, 5, 999, 1_000, 5_000)]
    [1, 2, 5, 5, 10, 1000, 2000, 10000]
    """
    power = 1
    while True:
        for step in STEPS:
            if step * power > minor:
                return step * power
        power *= 10


def cases_of(
    rows: Sequence[LedgerRow], reading: Reading | None
) -> dict[str, tuple[str, bool | None]]:
    """Id of a row -> the case of its contact and its verdict, of those that are open to the reader.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    contacts = contacts_of(rows, reading)
    if reading is None or not contacts:
        return {}
    ids = sorted(set(contacts.values()))
    known = {c: (case, resolved) for c, case, resolved in reading.rows(_CASES, {"ids": ids})}
    return {pk: known[contact] for pk, contact in contacts.items() if contact in known}


def _is_let_by(row: LedgerRow, limit: GrantLimit, higher: int) -> bool:
    """Whether this very limit stood against a row, and a higher one would not have."""
    same = row.limit_id is not None and row.limit is not None and _same_holder(row.limit, limit)
    return same and limit.per_event_minor < row.amount_minor <= higher


def _same_holder(one: GrantLimit, other: GrantLimit) -> bool:
    names = ("kind_id", "role", "person_id", "currency")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _got_nothing(row: LedgerRow) -> bool:
    return isinstance(row, CouldNot) or (isinstance(row, GrantRequest) and row.verdict in MISSED)
