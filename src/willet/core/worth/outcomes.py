"""What became of customers, case by case: each outcome where it can be known, compared adjusted and as it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willet.core.worth.adjusting import GroupDifference, compared, strata_of, weights_of
from willet.core.worth.curves import KeptShare, kept_share
from willet.core.worth.reading import SettledCases, Stay
from willet.core.worth.result import Curve, CurveSide, WorthDifference, WorthOutcome

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class _Value:
    """An outcome of the cases of `where`; it counts in a comparison."""

    name: str
    unit: str
    values: Floats
    where: Flags


def outcomes_of(cases: SettledCases, stay: Stay | None, days: int) -> Iterator[WorthOutcome]:
    """Each outcome that both groups have enough cases of."""
    for value in _values(cases, stay, days):
        outcome = _outcome(cases, value)
        if outcome is not None:
            yield outcome


def _values(cases: SettledCases, stay: Stay | None, days: int) -> Iterator[_Value]:
    whole = cases.followed >= days
    yield _Value("returned", "share", (cases.next_day <= days).astype(np.float64), whole)
    yield _Value("later_contacts", "count", cases.later, whole)
    yield _Value("effort", "score", cases.ease, np.isfinite(cases.ease))
    if stay is not None:
        gone = (stay.left_day <= days).astype(np.float64)
        yield _Value("churned", "share", gone, whole & stay.known)
        priced = whole & stay.known & np.isfinite(stay.value)
        yield _Value("value_lost", "value", gone * np.nan_to_num(stay.value), priced)


def _outcome(cases: SettledCases, value: _Value) -> WorthOutcome | None:
    """Both comparisons; None where one group is too small for any interval."""
    where = value.where
    solved, customers, y = cases.solved[where], cases.customer[where], value.values[where]
    alike = np.zeros(len(solved), dtype=np.int64)
    plain = compared(y, solved, strata_of(solved, []), customers) if len(alike) else None
    if plain is None:
        return None
    strata = strata_of(solved, [trait[where] for trait in cases.traits])
    adjusted = compared(y, solved, strata, customers)
    return WorthOutcome(
        value.name,
        value.unit,
        None if adjusted is None else _difference(adjusted),
        _difference(plain),
        len(solved),
        0 if adjusted is None else adjusted.left_out,
    )


def _difference(of: GroupDifference) -> WorthDifference:
    ends = (of.low, of.high) if of.varies else (None, None)
    return WorthDifference(of.solved, of.others, of.difference, *ends)


def curves_of(cases: SettledCases, stay: Stay | None, days: int) -> Iterator[Curve]:
    """The adjusted curves of coming back and, with a file of customers, of leaving; all count while they are seen."""
    everyone = np.ones(len(cases.solved), dtype=np.bool_)
    yield from _curve("returned", cases, everyone, cases.next_day, days)
    if stay is not None:
        yield from _curve("churned", cases, stay.known, stay.left_day, days)


def _curve(
    name: str, cases: SettledCases, where: Flags, event_day: Floats, days: int
) -> Iterator[Curve]:
    solved = cases.solved[where]
    if not len(solved):
        return
    customers = cases.customer[where]
    strata = strata_of(solved, [trait[where] for trait in cases.traits])
    weights = weights_of(solved, strata)
    if not weights[solved].any() or not weights[~solved].any():
        return
    sides = (
        kept_share(
            event_day[where][side],
            cases.followed[where][side],
            weights[side],
            customers[side],
            days,
        )
        for side in (solved, ~solved)
    )
    yield Curve(name, *map(_drawn, sides))


def _drawn(of: KeptShare) -> CurveSide:
    return CurveSide(*(tuple(map(float, line)) for line in (of.share, of.low, of.high)))
