"""What stands of a case when it is judged: drawn cases, both edges of a record, ends included."""

from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from tests.core.cases.conftest import Fill, Row, contact, said, table
from willet.core.ask import ask
from willet.core.cases.compiled import loops
from willet.core.cases.standing import BESIDE, FOLLOWED, HEARD, PRECEDED, WITHIN
from willet.core.lake import Lake
from willet.core.metrics import Question
from willet.core.metrics.answer import AnswerRow

ENDS = [contact("begin", -10, 90), contact("end", 40, 91)]
"""A record from 10 days before day 0 to 40 after it."""


def figure(lake: Lake, metric: str, **params: Any) -> AnswerRow:
    """The figure of what came from day 0 to day 32."""
    return ask(lake, Question.of(metric, first="2024-03-04", last="2024-04-05", params=params)).row


def test_bits_of_one_case_by_hand() -> None:
    # day    0 | 3      | 7      | 10     | 11     | 30
    #        - | answer | -      | -      | out    | answer     one case, window 7
    at = np.array([0, 3, 7, 10, 11, 30], np.int64)
    case, out = np.zeros(6, np.int32), np.empty(6, np.int8)
    counts = np.array([True, True, True, True, False, True])
    answered = np.array([False, True, False, False, False, True])

    loops().stand(case, at, counts, answered, 7, out)

    assert [bool(b & WITHIN) for b in out] == [True, True, True, False, False, False]
    assert [bool(b & HEARD) for b in out] == [True, True, True, True, False, False]
    assert [bool(b & PRECEDED) for b in out] == [False, True, True, True, False, False]
    assert [bool(b & FOLLOWED) for b in out] == [True, True, True, False, False, False]
    assert bool(out[5] & BESIDE) is False


@pytest.mark.parametrize(
    ("first", "last", "counted"),
    [
        (-7, 7, False),  # two windows to the second: no record holds them that is not longer
        (-7, 8, True),
        (-6, 8, False),  # the window before it begins before the record
        (-7, 6, False),  # the window after it is still open
    ],
)
def test_a_case_counts_with_a_window_on_either_side_and_not_a_day_less(
    fill: Fill, first: int, last: int, counted: bool
) -> None:
    """Midnights: the record begins with the day of its first contact and ends with that of its last."""
    midnight = timedelta(hours=9)
    rows = [contact("first", first, 90), contact("last", last - 1, 91)]
    case = contact("a", 0, 1)
    case["arrived_at"] -= midnight

    lake = fill([*rows, case])

    for metric in ("fcr_case", "one_and_done_share", "contacts_per_case"):
        row = ask(lake, Question.of(metric, first="2024-03-04", last="2024-03-04")).row
        assert (row.value, row.n) == ((1.0, 1) if counted else (None, 0))


#   case | customer and day | what                                    | once   | contacts
#   a    | 1: 0             | answered, nobody came back              | yes    | 1
#   b    | 2: 0 7           | came back after exactly the window      | no     | 2
#   c    | 3: 0 5 12        | a chain: the third is beyond the window | no     | 2
#   d    | 4: 0- 6 12       | unheard, answered, came back within 7   | no     | 2
#   e    | 5: 0- 6          | unheard, then answered for good         | yes    | 2
#   f    | 6: 0 3-          | answered, then unheard: silence is mute | nobody | 2
#   g    | 7: 0-            | never heard: no case that was answered  | -      | 1
#   h    | 8: 0-, 6-, 12    | heard after the window only             | -      | 2
CHAIN = [
    contact("a", 0, 1),
    *[contact(f"b{d}", d, 2) for d in (0, 7)],
    *[contact(f"c{d}", d, 3) for d in (0, 5, 12)],
    contact("d0", 0, 4, outcome="abandoned"),
    *[contact(f"d{d}", d, 4) for d in (6, 12)],
    contact("e0", 0, 5, outcome="abandoned"),
    contact("e6", 6, 5),
    contact("f0", 0, 6),
    contact("f3", 3, 6, outcome="abandoned"),
    contact("g", 0, 7, outcome="abandoned"),
    *[contact(f"h{d}", d, 8, outcome="abandoned") for d in (0, 6)],
    contact("h12", 12, 8),
]


def test_cases_are_judged_a_window_after_their_first_answer(fill: Fill) -> None:
    lake = fill([*ENDS, *CHAIN])

    found = {
        name.removeprefix("case:t:")[0]: rest
        for name, *rest in table(
            lake, "cases", "case_id", "taken", "solved_at_once", "contacts_in_window", "lost"
        )
        if name not in {"case:t:begin", "case:t:end"}
    }
    assert found == {
        "a": [True, True, 1, False],
        "b": [True, False, 2, False],
        "c": [True, False, 2, False],
        "d": [True, False, 2, False],
        "e": [True, True, 2, False],
        "f": [True, None, 2, True],
        "g": [False, None, 1, True],
        "h": [False, None, 2, True],
    }
    row = figure(lake, "fcr_case")
    assert (row.value, row.n, row.coverage) == (2 / 5, 5, pytest.approx(5 / 6))
    assert figure(lake, "contacts_per_case").value == pytest.approx(14 / 8)
    assert figure(lake, "never_reached").value == 3


def test_an_answer_too_young_to_be_judged_is_unknown_and_not_left_out(fill: Fill) -> None:
    # The record ends with day 40. e: unheard on day 30, answered on day 36: its silence ends on day 43.
    # d: the same, and back on day 38 already. Counting only the one would be unfair: both are unknown.
    late = [contact("e0", 30, 5, outcome="abandoned"), contact("e6", 36, 5)]
    back = [contact("d0", 30, 4, outcome="abandoned"), contact("d6", 36, 4), contact("d8", 38, 4)]
    lake = fill([*ENDS, *late, *back, contact("a", 30, 1)])

    row = figure(lake, "fcr_case")

    assert (row.value, row.n, row.coverage) == (1.0, 1, pytest.approx(1 / 3))
    assert (row.bound_low, row.bound_high) == (pytest.approx(1 / 3), 1.0)
    assert figure(lake, "pending_cases").value == 0


def test_what_comes_after_the_window_changes_no_case_of_the_sources_own(fill: Fill) -> None:
    """A ticket answered on day 0 and again on day 20: one contact, and solved, as it stood after a week."""
    rows = [contact(f"a{d}", d, 1, case_ref="t:T") for d in (0, 20)]
    unsolved = said("disposition", False, of="a20")

    lake = fill([*ENDS, *rows], outcomes=[unsolved])

    assert figure(lake, "fcr_case").value == 1.0
    assert figure(lake, "fcr_case", window_days=20).n == 0  # no longer between two windows
    assert figure(lake, "contacts_per_case").value == 1.0
    assert figure(lake, "one_and_done_share").value == 1.0
    assert table(lake, "cases", "case_id", "contacts", "resolved")[-1] == ("t:T", 2, False)


def test_a_promise_is_watched_for_a_window_of_its_own(fill: Fill) -> None:
    #   p: promised on day 5, back on day 11: within a week of the promise, beyond a week of the opening
    #   q: promised on day 0, a ticket's next contact on day 20: kept for its week
    #   r: promised on day 20, after the week of its ticket: not called solved
    #   s: promised on day 34: its week ends after the record
    rows: list[Row] = [
        contact("p0", 0, 1),
        contact("p5", 5, 1, resolved=True),
        contact("p11", 11, 1),
    ]
    rows += [
        contact("q0", 0, 2, case_ref="t:Q", resolved=True),
        contact("q20", 20, 2, case_ref="t:Q"),
    ]
    rows += [
        contact("r0", 0, 3, case_ref="t:R"),
        contact("r20", 20, 3, case_ref="t:R", resolved=True),
    ]
    rows += [contact("s", 34, 4, resolved=True)]

    row = ask(fill([*ENDS, *rows]), Question.of("reopen_rate")).row

    assert (row.value, row.n) == (0.5, 2)


def test_a_contact_near_either_end_is_watched_on_one_side_only(fill: Fill) -> None:
    lake = fill([*ENDS, contact("a", 0, 1), contact("b", -9, 2), contact("c", 39, 3)])

    matured = dict(table(lake, "links", "contact_id", "matured"))

    assert matured == {"t:a": True, "t:b": False, "t:c": False, "t:begin": False, "t:end": False}
    assert ask(lake, Question.of("one_and_done_share")).row.n == 1
