"""A change is better or worse only where the intervals part; counts only move."""

from dataclasses import replace
from datetime import date

import pytest

from willet.core.metrics import AnswerRow
from willet.core.records import EvidenceKind
from willet.figures.domain.changes import Difference, Verdict, change


def row(value: float | None, low: float | None = None, high: float | None = None) -> AnswerRow:
    return AnswerRow("m", {}, value, 100, low, high, "share", None, None, None, None)


@pytest.mark.parametrize(
    ("direction", "now", "before", "verdict"),
    [
        ("higher", row(0.8, 0.78, 0.82), row(0.7, 0.68, 0.72), Verdict.BETTER),
        ("lower", row(0.8, 0.78, 0.82), row(0.7, 0.68, 0.72), Verdict.WORSE),
        ("higher", row(0.7, 0.68, 0.72), row(0.8, 0.78, 0.82), Verdict.WORSE),
        ("higher", row(0.8, 0.70, 0.90), row(0.7, 0.60, 0.80), Verdict.UNCLEAR),
        ("higher", row(0.8, 0.72, 0.90), row(0.7, 0.60, 0.72), Verdict.UNCLEAR),
        ("higher", row(10.0), row(9.0), Verdict.UNCLEAR),
        ("neither", row(10.0), row(9.0), Verdict.MOVED),
    ],
)
def test_verdict_of_a_change(
    direction: str, now: AnswerRow, before: AnswerRow, verdict: Verdict
) -> None:
    found = change(now, before, direction=direction)
    assert found is not None
    assert found.verdict == verdict


def test_amounts_of_two_currencies_are_not_compared() -> None:
    euros, dollars = replace(row(3, 2, 4), unit="EUR"), replace(row(9, 8, 10), unit="USD")

    assert change(euros, dollars, direction="lower") is None
    assert change(euros, euros, direction="lower") is not None


@pytest.mark.parametrize(("now", "before"), [(3, 0), (0, 3), (3, 3)])
@pytest.mark.parametrize("direction", ["higher", "lower"])
def test_what_is_pending_on_either_side_moves_and_is_not_judged(
    now: int, before: int, direction: str
) -> None:
    high, low = row(0.8, 0.78, 0.82), row(0.7, 0.68, 0.72)

    found = change(replace(high, pending=now), replace(low, pending=before), direction=direction)

    assert found is not None
    assert found.verdict == Verdict.MOVED


def test_where_all_stands_a_change_is_judged() -> None:
    high, low = row(0.8, 0.78, 0.82), row(0.7, 0.68, 0.72)

    found = change(replace(high, pending=0), replace(low, pending=0), direction="higher")

    assert found is not None
    assert found.verdict == Verdict.BETTER


def test_where_evidence_begins_meanwhile_nothing_is_compared() -> None:
    begun = {EvidenceKind.CUSTOMER: date(2026, 3, 3)}
    high, low = row(0.8, 0.78, 0.82), row(0.7, 0.68, 0.72)

    moved = change(low, high, direction="higher", begun=begun)

    assert moved is not None
    assert (moved.verdict, moved.begun) == (Verdict.APART, begun)


def test_a_change_is_told_in_the_unit_and_as_a_share() -> None:
    assert change(row(12.0), row(10.0), direction="neither") == Difference(
        10.0, 2.0, 0.2, Verdict.MOVED
    )


def test_a_change_from_nothing_has_no_share() -> None:
    assert change(row(12.0), row(0.0), direction="neither") == Difference(
        0.0, 12.0, None, Verdict.MOVED
    )


@pytest.mark.parametrize(
    ("now", "before"), [(None, row(1)), (row(1), None), (row(None), row(1)), (row(1), row(None))]
)
def test_no_change_is_told_where_one_side_is_not_known(
    now: AnswerRow | None, before: AnswerRow | None
) -> None:
    assert change(now, before, direction="higher") is None
