"""Amounts of several currencies are not added; a group counts once, wherever it is spoken of."""

from typing import Any

import pytest

from willet.core.metrics.printed import answer_of_json

GRANTS = """
contact_id agent grant_kind amount currency case_id resolved
s:1        ann   refund     15     EUR      c:1     true
s:2        bob   goodwill   5      EUR      c:1     true
s:3        bob   refund     2      EUR      c:2     false
s:4        bob   refund     900    JPY      c:3     true
s:5        cyd   refund     0.125  KWD      c:4     false
"""


@pytest.fixture(autouse=True)
def granted(draw: Any) -> None:
    draw("grants", GRANTS)


def figures(answer: Any, by: str) -> dict[str, tuple[float | None, float]]:
    return {row.keys[by]: (row.value, row.n) for row in answer.rows}


def test_several_currencies_have_no_figure_and_a_reason(ask: Any) -> None:
    row = ask("cost_per_resolved_case").row

    assert (row.value, row.low, row.high, row.unit) == (None, None, None, "money")
    assert row.reason == (
        "amounts of several currencies are not added: split by currency, or choose one in the filter"
    )


def test_each_currency_has_its_own(ask: Any) -> None:
    answer = ask("cost_per_resolved_case", by="currency")

    assert [row.unit for row in answer.rows] == ["EUR", "JPY", "KWD"]
    assert figures(answer, "currency") == {"EUR": (22, 1), "JPY": (900, 1), "KWD": (None, 0)}
    assert [row.reason for row in answer.rows if row.value is None] == [
        "no case of this selection in which something was granted is resolved"
    ]


def test_cases_that_nobody_judged_are_not_called_unresolved(ask: Any, draw: Any) -> None:
    line = "s:6 dan refund 12 CHF c:5 -"
    draw("grants", "\n".join([GRANTS.split("\n")[1], line]))

    row = ask("cost_per_resolved_case", where="currency = 'CHF'").row

    reason = "no case in this selection has evidence of whether it was solved"
    assert (row.value, row.reason) == (None, reason)


def test_grant_that_nobody_judged_is_mixed_with_nothing(ask: Any, draw: Any) -> None:
    lines = ["s:7 dan refund 15 EUR c:7 true", "s:6 dan refund 12 CHF c:5 -"]
    draw("grants", "\n".join([GRANTS.split("\n")[1], *lines]))

    row = ask("cost_per_resolved_case", where="agent = 'dan'").row

    assert (row.value, row.n, row.reason) == (15, 1, None)


def test_one_currency_chosen_is_that_currency_alone(ask: Any) -> None:
    row = ask("cost_per_resolved_case", where="currency = 'JPY'").row

    assert (row.value, row.unit, row.as_json()["unit"]) == (900, "JPY", "JPY")


def test_answer_as_it_is_printed_keeps_its_currencies(ask: Any) -> None:
    answer = ask("cost_per_resolved_case", by="agent")

    assert [row.unit for row in answer.rows] == ["EUR", "money", "KWD"]
    assert answer_of_json(answer.to_json_object()) == answer


def test_a_case_counts_once_in_each_cell_that_speaks_of_it(ask: Any) -> None:
    euros = ask("cost_per_resolved_case", by="agent", where="currency = 'EUR'")
    kinds = ask("cost_per_resolved_case", by="grant_kind", where="currency = 'EUR'")

    # c:1 is one resolved case of ann's and one of bob's; bob gave 2 in vain besides.
    assert figures(euros, "agent") == {"ann": (15, 1), "bob": (7, 1)}
    assert figures(kinds, "grant_kind") == {"refund": (17, 1), "goodwill": (5, 1)}


def test_nothing_granted_is_said_and_never_zero(ask: Any) -> None:
    row = ask("cost_per_resolved_case", where="agent = 'eve'").row

    assert (row.value, row.reason) == (None, "nothing was granted in cases of this selection")


def test_cases_are_what_the_interval_rests_on(ask: Any, draw: Any) -> None:
    cases = [(f"x:{n}", f"d:{n // 2}", 4 + n % 3) for n in range(120)]
    lines = [f"{contact} dan refund {amount} CHF {case} true" for contact, case, amount in cases]
    draw("grants", "\n".join([GRANTS.split("\n")[1], *lines]))

    row = ask("cost_per_resolved_case", where="currency = 'CHF'").row

    assert (row.value, row.n) == (10, 60)
    assert 9 < row.low < 10 < row.high < 11
