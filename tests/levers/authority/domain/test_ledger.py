"""The ledger in numbers, by hand: what each kind came to, and what a limit one step higher would have let through."""

from typing import Any

import pytest

from willet.levers.authority.domain.ledger import Ledger, next_step
from willet.levers.authority.models import CouldNot, Grant, GrantKind, GrantLimit, GrantRequest

REFUND = GrantKind(pk=1, key="refund", name={"en": "Refund"})
DISCOUNT = GrantKind(pk=2, key="discount", name={"en": "Discount"})


def _limit(pk: int = 1, **known: Any) -> GrantLimit:
    given = {"kind": REFUND, "role": "agent", "currency": "EUR", "per_event_minor": 5_000}
    return GrantLimit(pk=pk, **given | known)


LIMIT = _limit()


def _row(model: Any, minor: int = 100, **known: Any) -> Any:
    given = {"kind": REFUND, "currency": "EUR", "amount_minor": minor, "limit": LIMIT}
    return model(**given | known)


@pytest.mark.parametrize(
    ("minor", "higher"),
    [
        (0, 1),
        (1, 2),
        (2, 5),
        (4, 5),
        (5, 10),
        (9, 10),
        (10, 20),
        (19, 20),
        (20, 50),
        (50, 100),
        (5_000, 10_000),
    ],
)
def test_limits_go_up_as_coins_do(minor: int, higher: int) -> None:
    assert next_step(minor) == higher


def test_a_line_for_each_kind_and_currency() -> None:
    grants = [
        _row(Grant, 100),
        _row(Grant, 250),
        _row(Grant, 7, currency="USD"),
        _row(Grant, 9, kind=DISCOUNT),
    ]
    ends = ("refused", "timed_out", "timed_out", "open", "granted", "withdrawn")
    requests = [_row(GrantRequest, verdict=end) for end in ends]
    missed = [_row(CouldNot), _row(CouldNot, currency="USD"), _row(CouldNot, currency="USD")]
    cases = {str(grants[0].pk): ("a", True), str(grants[1].pk): ("b", None)}
    costs = {("refund", "EUR"): (3.5, ""), ("refund", "USD"): (None, "none")}

    lines = Ledger(grants, requests, missed, cases, costs).lines()

    assert [(str(line.kind), line.currency, line.grants, line.granted_minor) for line in lines] == [
        ("Discount", "EUR", 1, 9),
        ("Refund", "EUR", 2, 350),
        ("Refund", "USD", 1, 7),
    ]
    assert [(line.refused, line.timed_out, line.missed) for line in lines] == [
        (0, 0, 0),
        (1, 2, 1),
        (0, 0, 2),
    ]
    assert [(line.cases, line.resolved) for line in lines] == [(0, 0), (2, 1), (0, 0)]
    assert [(line.cost, line.why_none) for line in lines] == [(None, ""), (3.5, ""), (None, "none")]


def test_a_case_of_several_grants_counts_once() -> None:
    grants = [_row(Grant), _row(Grant)]
    cases = {str(grant.pk): ("a", True) for grant in grants}

    (line,) = Ledger(grants, [], [], cases).lines()

    assert (line.grants, line.cases, line.resolved) == (2, 1, 1)


@pytest.mark.parametrize(
    ("known", "counts"),
    [
        ({"amount_minor": 5_000}, 0),  # it would have gone through as it was
        ({"amount_minor": 5_001}, 1),
        ({"amount_minor": 10_000}, 1),
        ({"amount_minor": 10_001}, 0),
        # Another limit stood against it, or none.
        ({"limit": _limit(2, per_event_minor=1)}, 1),  # an earlier wording of the same
        ({"limit": _limit(2, role="team_lead")}, 0),
        ({"limit": _limit(2, currency="USD")}, 0),
        ({"limit": _limit(2, kind=DISCOUNT)}, 0),
        ({"limit": _limit(2, role="", person_id=7)}, 0),
        ({"limit": None}, 0),
    ],
)
def test_what_one_step_higher_lets_through(known: dict[str, Any], counts: int) -> None:
    row = _row(CouldNot, **{"amount_minor": 6_000, **known})

    (step,) = Ledger([], [], [row]).steps([LIMIT])

    assert (step.limit, step.higher_minor, step.wanted) == (LIMIT, 10_000, counts)
    assert step.wanted_minor == counts * row.amount_minor


def test_of_what_got_nothing_the_cases_that_stayed_unsolved_are_named() -> None:
    verdicts = ("refused", "timed_out", "granted", "open", "withdrawn")
    requests = [_row(GrantRequest, 6_000, verdict=verdict) for verdict in verdicts]
    missed = [_row(CouldNot, 6_000) for _ in range(3)]
    known = [False, False, False, False, False, True, None, False]
    rows = [*requests, *missed]
    cases = {
        str(row.pk): (f"case {n}", solved)
        for n, (row, solved) in enumerate(zip(rows, known, strict=True))
    }

    (step,) = Ledger([], requests, missed, cases).steps([LIMIT])

    assert (step.wanted, step.wanted_minor, step.got_nothing) == (8, 48_000, 5)
    # Refused, late, and the last that was not allowed; one was solved, of one nobody knows.
    assert list(step.unresolved) == ["case 0", "case 1", "case 7"]


def test_without_limits_and_rows_there_is_nothing() -> None:
    empty = Ledger([], [], [])

    assert (empty.lines(), empty.steps([])) == ([], [])
    assert empty.case_of(_row(Grant)) is None
