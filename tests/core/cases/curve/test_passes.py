"""The loops of the curve on a few rows each, reckoned on paper; as plain Python, before numba has seen them."""

import itertools
from typing import Any

import numpy as np
import pytest

from willet.core.cases.curve import passes
from willet.core.cases.curve.passes import (
    ABOVE,
    ASIDE,
    AVOIDED,
    CHOSEN,
    CLOSED,
    DATED,
    DECIDES,
    HANDLED,
    IDENTIFIED,
    INSIDE,
    KNOWN,
    KNOWN_CALLER,
    NET,
    NO_TRANSFER,
    ONE_AND_DONE,
    OPEN,
    PER_CASE,
    RECEIVED,
    SECOND_LEVEL,
    STRICT,
    TOPIC_CHOSEN,
    TRANSFERS_UNKNOWN,
)
from willet.core.cases.standing import FOLLOWED, HEARD, PRECEDED, PURSUED, WITHIN

ANY = sum(DECIDES << which for which in range(passes.DEFINITIONS))
SEEN = RECEIVED | CHOSEN | TOPIC_CHOSEN | DATED | INSIDE | ANY
ANSWERED = SEEN | HANDLED | IDENTIFIED | KNOWN_CALLER
SINCE, ENDS, WINDOW = 100, 1000, 50
LAST_CLOSED, FIRST_OPEN = ENDS - WINDOW, ENDS - WINDOW + 1
MISS, HIT = 1, 3
"""Of one definition the two bits of its code."""


def ints(*values: int) -> Any:
    return np.array(values, np.int32)


def micros(*values: int) -> Any:
    return np.array(values, np.int64)


def test_every_bit_is_another() -> None:
    plain = [RECEIVED, HANDLED, passes.OUTBOUND, IDENTIFIED, SECOND_LEVEL, NO_TRANSFER]
    others = [TRANSFERS_UNKNOWN, DATED, INSIDE, KNOWN_CALLER, CHOSEN, TOPIC_CHOSEN]
    deciding = [DECIDES << which for which in range(passes.DEFINITIONS)]

    bits = [*plain, *others, *deciding]

    assert bits == [2**n for n in range(17)]


@pytest.mark.parametrize(
    ("bits", "at", "state"),
    [
        (DATED | INSIDE, SINCE - 1, ASIDE),
        (DATED | INSIDE, SINCE, CLOSED),
        (DATED | INSIDE, LAST_CLOSED, CLOSED),
        (DATED | INSIDE, FIRST_OPEN, OPEN),
        (DATED, SINCE, OPEN),  # in a stretch that the lake did not see whole
        (INSIDE, SINCE, ASIDE),  # nobody knows when
        (0, 0, ASIDE),
    ],
)
def test_a_window_has_closed_once_its_last_instant_is_seen(bits: int, at: int, state: int) -> None:
    assert passes.ripe(at, bits, SINCE, ENDS, WINDOW) == state


@pytest.mark.parametrize(
    ("ref", "other", "apart"),
    [(0, 1, True), (1, 0, True), (0, 0, False), (-1, 0, False), (0, -1, False), (-1, -1, False)],
)
def test_two_contacts_are_elsewhere_only_under_two_known_ids(
    ref: int, other: int, apart: bool
) -> None:
    assert passes.elsewhere(ref, other) == apart


def ladder(customer: int | None, quiet: int, audit: int | None, disposition: int | None) -> int:
    """Who speaks first: the customer; coming back; an auditor, else the agent; keeping away."""
    if customer is not None:
        return customer
    if quiet == 0:
        return 0
    stated = disposition if audit is None else audit
    if stated is not None:
        return stated
    return 1 if quiet == 1 else -1


@pytest.mark.parametrize("newness", [0, 6])
def test_the_verdict_is_that_of_the_first_who_speaks(newness: int) -> None:
    said = (None, 0, 1)

    for customer, quiet, audit, disposition in itertools.product(said, (-1, 0, 1), said, said):
        codes = [-1 if word is None else newness + word for word in (customer, audit, disposition)]

        given = passes.verdict(codes[0], quiet, codes[1], codes[2])

        assert given == ladder(customer, quiet, audit, disposition)


def gathered(
    case: list[int],
    flags: list[int],
    stood: list[int],
    *,
    counts: list[bool] | None = None,
    topic: list[int] | None = None,
    said: list[list[int]] | None = None,
) -> list[list[int]]:
    rows = len(case)
    out = np.full((rows, passes.CASE_WIDTH), 77, np.int32)
    passes.gather(
        ints(*case),
        np.array(counts or [True] * rows),
        ints(*flags),
        np.array(stood, np.int8),
        ints(*(topic or [-1] * rows)),
        np.array(said or [[-1] * 3] * rows, np.int32),
        out,
    )
    return [row.tolist() for row, root in zip(out, case, strict=True) if row[0] != 77]


def test_a_case_knows_its_first_contact_its_first_answer_and_its_last_heard() -> None:
    both = WITHIN | HEARD

    [case] = gathered(
        [0, 0, 0, 0, 0],
        [0, IDENTIFIED, HANDLED, HANDLED, HANDLED],
        [both, both, both, HEARD, 0],
        counts=[False, True, True, True, True],
        topic=[-1, -1, 4, 5, 6],
    )

    # first, last heard, first answer, taken while heard, known, first topic; nothing was said
    assert case == [1, 3, 2, 2, 1, 4, -1, -1, -1]


def test_a_case_of_which_nothing_is_known_has_nothing() -> None:
    [case] = gathered([0], [0], [0], counts=[False], said=[[5, 5, 5]])

    assert case == [-1, 0, -1, 0, 0, -1, -1, -1, -1]


def test_a_case_without_a_contact_that_counts_has_none() -> None:
    [case] = gathered([0], [HANDLED | IDENTIFIED], [WITHIN | HEARD], counts=[False])

    assert case == [-1, 0, -1, 0, 1, -1, -1, -1, -1]


def test_an_answer_after_the_first_window_is_none_however_well_it_was_heard() -> None:
    [case] = gathered([0, 0], [0, HANDLED], [WITHIN | HEARD, HEARD])

    assert case[passes.ANSWER] == -1
    assert (case[passes.LAST], case[passes.TAKEN]) == (1, 1)


def test_what_was_not_heard_says_nothing_and_of_the_rest_the_newest_counts() -> None:
    said = [[2, -1, 9], [7, 4, -1], [9, 9, 9]]

    [case] = gathered([0, 0, 0], [0, 0, IDENTIFIED], [HEARD, HEARD, WITHIN], said=said)

    assert case[passes.CUSTOMER : passes.DISPOSITION + 1] == [7, 4, 9]
    assert case[passes.KNOWN_CASE] == 0


def test_two_cases_that_lie_in_each_other_are_kept_apart() -> None:
    both = WITHIN | HEARD

    cases = gathered([0, 1, 0, 1], [HANDLED] * 4, [both] * 4, topic=[0, 1, 2, 3])

    assert [case[:6] for case in cases] == [[0, 2, 0, 2, 0, 0], [1, 3, 1, 2, 0, 1]]


def confirmed(case: list[int], at: list[int], said: list[tuple[int, int, int, int]]) -> list[int]:
    """`said`: of which row, its newness, about when and when, in the order given."""
    out = np.full(len(case), 5, np.int8)
    row, newness, about, given = (list(column) for column in zip(*said, strict=True))
    passes.confirm(
        ints(*case), micros(*at), WINDOW, ints(*row), ints(*newness), micros(*about),
        micros(*given), out,
    )  # fmt: skip
    return [int(word) for word in out]


@pytest.mark.parametrize(
    ("at", "about", "given", "word"),
    [
        (200, 200, 200, 1),
        (200, 200, 250, 1),  # given at the last instant of the window
        (200, 200, 251, -1),
        (200, 150, 200, 1),  # about the first instant of the window before
        (200, 149, 200, -1),
    ],
)
def test_a_statement_counts_a_window_before_a_contact_and_after_it(
    at: int, about: int, given: int, word: int
) -> None:
    assert confirmed([0], [at], [(0, 3, about, given)]) == [word]


def test_of_several_statements_the_newest_of_the_case_counts() -> None:
    said = [(0, 5, 200, 200), (1, 2, 200, 201), (2, 7, 200, 202), (0, 8, 210, 300)]

    # by row 0 the first three were given, of which row 1's is older; the last one only by row 3
    assert confirmed([0, 0, 2, 0], [200, 200, 200, 260], said) == [1, 1, 1, 0]


def counted(
    flags: int,
    *,
    at: int = SINCE,
    stood: int = WITHIN | HEARD,
    said: int = 1,
    gap_s: float = float("inf"),
    seen_s: float = 10.0,
) -> tuple[dict[int, list[float]], dict[int, int]]:
    """Of one contact, by definition: rows closed, open and aside; and its code. The window is 5 seconds."""
    sums = np.zeros((passes.DEFINITIONS, passes.MOMENTS))
    code = ints(-1)
    passes.count_contacts(
        np.array([stood], np.int8), np.array([said], np.int8), micros(at), np.array([gap_s]),
        np.array([seen_s]), ints(flags), SINCE, ENDS, WINDOW, 5.0, code, sums,
    )  # fmt: skip
    which = (ONE_AND_DONE, STRICT, AVOIDED)
    rows = {one: sums[one, [CLOSED, OPEN, ASIDE]].tolist() for one in which}
    assert sums[[PER_CASE, NET]].sum() == 0
    codes = {one: int(code[0]) >> 2 * one & 3 for one in which}
    assert code[0] == sum(bits << 2 * one for one, bits in codes.items())
    return rows, codes


GOOD = ANSWERED | NO_TRANSFER
ALL_CLOSED = {one: [1, 0, 0] for one in (ONE_AND_DONE, STRICT, AVOIDED)}


def test_a_contact_that_went_well_in_every_way_is_a_hit_of_all_three() -> None:
    assert counted(GOOD) == (ALL_CLOSED, {ONE_AND_DONE: HIT, STRICT: HIT, AVOIDED: HIT})


@pytest.mark.parametrize("missing", [CHOSEN, TOPIC_CHOSEN, RECEIVED])
def test_a_contact_that_the_filter_leaves_out_is_no_row(missing: int) -> None:
    nothing = {one: [0, 0, 0] for one in ALL_CLOSED}

    assert counted(GOOD & ~missing) == (nothing, dict.fromkeys(ALL_CLOSED, 0))


@pytest.mark.parametrize("silent", [ONE_AND_DONE, STRICT, AVOIDED])
def test_a_source_that_cannot_tell_a_definition_gives_it_no_row(silent: int) -> None:
    rows, codes = counted(GOOD & ~(DECIDES << silent))

    assert rows == ALL_CLOSED | {silent: [0, 0, 0]}
    assert codes == {one: 0 if one == silent else HIT for one in ALL_CLOSED}


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"flags": GOOD & ~IDENTIFIED}, (0, 0, HIT)),
        ({"flags": GOOD & ~HANDLED}, (MISS, HIT, 0)),
        ({"stood": HEARD | PRECEDED}, (MISS, MISS, HIT)),
        ({"stood": HEARD | FOLLOWED}, (MISS, MISS, HIT)),
        ({"stood": HEARD | PURSUED}, (HIT, MISS, HIT)),
        ({"said": 0}, (HIT, MISS, HIT)),
        ({"said": -1}, (HIT, 0, HIT)),
        ({"flags": ANSWERED}, (HIT, MISS, HIT)),  # it was transferred
        ({"flags": ANSWERED | TRANSFERS_UNKNOWN}, (HIT, 0, HIT)),
        # where it fails anyway, nobody need know of a transfer
        ({"flags": ANSWERED | TRANSFERS_UNKNOWN, "said": 0}, (HIT, MISS, HIT)),
        ({"gap_s": 5.0}, (HIT, HIT, MISS)),
        ({"gap_s": 5.000001}, (HIT, HIT, HIT)),
        ({"gap_s": float("nan")}, (HIT, HIT, 0)),
        ({"seen_s": 5.0}, (HIT, HIT, HIT)),
        ({"seen_s": 4.999999}, (HIT, HIT, 0)),
        ({"at": FIRST_OPEN}, (0, 0, HIT)),
        ({"at": SINCE - 1}, (0, 0, HIT)),
    ],
)
def test_a_contact_is_a_hit_where_nothing_speaks_against_it(
    changed: dict[str, Any], codes: tuple[int, int, int]
) -> None:
    _rows, given = counted(**({"flags": GOOD} | changed))

    assert (given[ONE_AND_DONE], given[STRICT], given[AVOIDED]) == codes


def test_a_contact_whose_window_is_open_waits_and_one_before_the_record_is_aside() -> None:
    waiting, _ = counted(GOOD, at=FIRST_OPEN, seen_s=4.0)
    early, _ = counted(GOOD, at=SINCE - 1)

    assert waiting == {one: [0, 1, 0] for one in ALL_CLOSED}
    assert early == {ONE_AND_DONE: [0, 0, 1], STRICT: [0, 0, 1], AVOIDED: [1, 0, 0]}


def case_counted(
    flags: int = ANSWERED,
    *,
    at: int = SINCE,
    answered: tuple[int, int] = (SINCE, ANSWERED),
    taken: int = 1,
    known: int = 1,
    gap: int = -1,
    last: int = ANSWERED,
    later_case: int = 3,
    refs: tuple[int, int] = (-1, -1),
    split: bool = False,
    topics: tuple[bool, bool, bool] = (False, True, False),
    said: tuple[int, int, int] = (-1, -1, -1),
    answer: int = 1,
) -> tuple[list[float], list[float], int, int]:
    """One case: opened by row 0, answered by row 1, last heard in row 2, which row 3 follows after `gap`."""
    cases = np.full((4, passes.CASE_WIDTH), -1, np.int32)
    cases[0] = [0, 2, answer, taken, known, 0, *said]
    sums, code = np.zeros((passes.DEFINITIONS, passes.MOMENTS)), ints(0, 0, 0, 0)
    passes.count_cases(
        ints(0, 0, 0, later_case), cases, micros(at, answered[0], 300, 301),
        ints(refs[0], -1, -1, refs[1]), np.array([False, False, False, split]),
        ints(-1, -1, 3 if gap >= 0 else -1, -1), micros(-1, -1, gap, -1),
        ints(flags, answered[1], last, ANSWERED), np.array(topics), SINCE, ENDS, WINDOW, code, sums,
    )  # fmt: skip
    assert not code[1:].any()
    assert sums[[ONE_AND_DONE, STRICT, AVOIDED]].sum() == 0
    states = [CLOSED, OPEN, ASIDE]
    shown = (code[0] >> 2 * PER_CASE & 3, code[0] >> 2 * NET & 3)
    return sums[PER_CASE, states].tolist(), sums[NET, states].tolist(), *map(int, shown)


CLOSED_ROW, OPEN_ROW, ASIDE_ROW, NO_ROW = [1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0]


@pytest.mark.parametrize(
    ("changed", "rows", "code"),
    [
        ({}, CLOSED_ROW, HIT),
        ({"flags": ANSWERED & ~CHOSEN}, NO_ROW, 0),
        ({"flags": ANSWERED & ~RECEIVED}, NO_ROW, 0),
        ({"flags": ANSWERED & ~TOPIC_CHOSEN}, CLOSED_ROW, HIT),  # the case's own topic is asked
        ({"topics": (True, False, True)}, NO_ROW, 0),
        ({"answer": -1}, NO_ROW, 0),
        ({"at": FIRST_OPEN}, OPEN_ROW, 0),
        ({"at": SINCE - 1}, ASIDE_ROW, 0),
        ({"known": 0}, CLOSED_ROW, 0),
        ({"taken": 2}, CLOSED_ROW, MISS),
        ({"taken": 2, "said": (3, -1, -1)}, CLOSED_ROW, MISS),
        ({"answered": (LAST_CLOSED, ANSWERED)}, CLOSED_ROW, HIT),
        ({"answered": (FIRST_OPEN, ANSWERED)}, CLOSED_ROW, 0),
        ({"answered": (SINCE, ANSWERED & ~INSIDE)}, CLOSED_ROW, 0),
        # who comes back within the window, about the same
        ({"gap": 0}, CLOSED_ROW, MISS),
        ({"gap": WINDOW}, CLOSED_ROW, MISS),
        ({"gap": WINDOW + 1}, CLOSED_ROW, HIT),
        ({"gap": 1, "split": True}, CLOSED_ROW, HIT),
        ({"gap": 1, "later_case": 0}, CLOSED_ROW, HIT),  # it is this case still, after the window
        ({"gap": 1, "refs": (4, 5)}, CLOSED_ROW, HIT),
        ({"gap": 1, "refs": (4, 4)}, CLOSED_ROW, MISS),
        ({"gap": 1, "refs": (4, -1)}, CLOSED_ROW, MISS),
        # nobody can tell who comes back
        ({"last": ANSWERED & ~KNOWN_CALLER}, CLOSED_ROW, 0),
        ({"last": ANSWERED & ~HANDLED}, CLOSED_ROW, 0),
        ({"last": ANSWERED & ~KNOWN_CALLER, "said": (-1, -1, 3)}, CLOSED_ROW, HIT),
        ({"last": ANSWERED & ~KNOWN_CALLER, "said": (-1, 2, 5)}, CLOSED_ROW, MISS),
        ({"gap": 1, "said": (3, -1, -1)}, CLOSED_ROW, HIT),
        ({"said": (2, 5, 5)}, CLOSED_ROW, MISS),
    ],
)
def test_a_case_is_a_hit_where_one_answer_was_enough(
    changed: dict[str, Any], rows: list[float], code: int
) -> None:
    assert case_counted(**changed) == (rows, rows, code, code)


def test_a_case_opened_at_the_second_level_is_none_of_the_net_figure() -> None:
    assert case_counted(ANSWERED | SECOND_LEVEL) == (CLOSED_ROW, NO_ROW, HIT, 0)


@pytest.mark.parametrize("silent", [PER_CASE, NET])
def test_a_source_that_cannot_tell_one_figure_of_cases_still_tells_the_other(silent: int) -> None:
    [*rows, per_case, net] = case_counted(ANSWERED & ~(DECIDES << silent))

    assert rows == [NO_ROW if which == silent else CLOSED_ROW for which in (PER_CASE, NET)]
    assert (per_case, net) == ((0, HIT) if silent == PER_CASE else (HIT, 0))


def test_only_the_first_row_of_a_case_stands_for_it() -> None:
    cases = np.zeros((2, passes.CASE_WIDTH), np.int32)
    sums, code = np.zeros((passes.DEFINITIONS, passes.MOMENTS)), ints(0, 0)

    passes.count_cases(
        ints(0, 0), cases, micros(SINCE, SINCE), ints(-1, -1), np.array([False, False]),
        ints(-1, -1), micros(-1, -1), ints(ANSWERED, ANSWERED), np.array([True, True]),
        SINCE, ENDS, WINDOW, code, sums,
    )  # fmt: skip

    assert sums[PER_CASE, CLOSED] == 1


def moments(rows: list[tuple[int, int]]) -> list[float]:
    """The sums over customers with so many rows n and hits k, as their names say."""
    hits, of = np.array([k for _, k in rows]), np.array([n for n, _ in rows])
    firsts = [of.sum(), hits.sum(), (hits**2).sum(), (hits * of).sum(), (of**2).sum()]
    thirds = [hits**3, hits**2 * of, hits * of**2, of**3, of**4]
    return [*firsts, (of > 0).sum(), *(third.sum() for third in thirds)]


def test_moments_are_summed_over_customers_and_a_nameless_row_is_one_of_its_own() -> None:
    who = ints(-1, -1, 0, 0, 0, 0, 1, 2, 2)
    # of one definition: hit, miss | hit, hit, miss, hit | nothing known | miss, hit
    codes = ints(3, 1, 3, 3, 1, 3, 0, 1, 3) << 2 * STRICT
    order = ints(8, 7, 6, 5, 4, 3, 2, 1, 0)
    sums = np.zeros((passes.DEFINITIONS, passes.MOMENTS))

    passes.add_up(order, who, codes[::-1].copy(), sums)

    names = [KNOWN, ABOVE, passes.SQUARES, passes.PRODUCTS, passes.BELOW_SQUARES, passes.CLUSTERS]
    thirds = [passes.AAA, passes.AAB, passes.ABB, passes.BBB, passes.BBBB]
    expected = moments([(1, 1), (1, 0), (4, 3), (0, 0), (2, 1)])
    assert sums[STRICT, [*names, *thirds]].tolist() == expected
    assert sums[STRICT, [CLOSED, OPEN, ASIDE]].tolist() == [0, 0, 0]
    assert sums[[PER_CASE, NET, AVOIDED, ONE_AND_DONE]].sum() == 0
