"""The inner loops of linking on rows few enough to reckon on paper; as plain Python, before numba has seen them."""

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from willet.core.cases import kernel

GOLDEN = 0x9E3779B97F4A7C15
NOBODY = -1
FIRST, BY_ID, BY_CUSTOMER, BY_HAND = range(4)
"""Why a row is in its case."""


@pytest.fixture(autouse=True)
def _hashes_wrap() -> Iterator[None]:
    with np.errstate(over="ignore"):
        yield


def ints(*values: int) -> Any:
    return np.array(values, np.int32)


def flags(*values: int) -> Any:
    return np.array(values, np.bool_)


def bucket(person: int, bits: int) -> int:
    """The upper bits of the product, without those that overflow."""
    return (person * GOLDEN % 2**64) >> (64 - bits)


PEOPLE = [0, 1, 2, 3, 2**63, 2**64 - 1, 1, 1]
KNOWN = [1, 1, 1, 1, 1, 1, 0, 1]


@pytest.mark.parametrize("bits", [1, 2, 5])
def test_tally_counts_the_known_rows_of_each_bucket(bits: int) -> None:
    of = [bucket(who, bits) for who, known in zip(PEOPLE, KNOWN, strict=True) if known]

    sizes = kernel.tally(np.array(PEOPLE, np.uint64), flags(*KNOWN), bits)

    assert sizes.tolist() == [of.count(b) for b in range(2**bits)]


def test_deal_puts_each_known_row_behind_those_of_its_bucket() -> None:
    bits, first = 2, 100
    rows = [
        (bucket(who, bits), first + n, who, n)
        for n, who in enumerate(PEOPLE)
        if KNOWN[n]
    ]  # fmt: skip
    dealt = sorted(rows, key=lambda row: row[0])
    sizes = [sum(b == row[0] for row in rows) for b in range(4)]
    fill = np.cumsum([0, *sizes[:-1]])
    out, keys, tags = np.zeros(7, np.int32), np.zeros(7, np.uint64), np.zeros(7, np.int32)
    topic, counts = ints(-1, 0, 1, 2, 3, 4, 5, 6), flags(1, 0, 1, 0, 1, 0, 1, 1)

    kernel.deal(
        np.array(PEOPLE, np.uint64), flags(*KNOWN), topic, counts, bits, first, fill, out, keys, tags
    )  # fmt: skip

    assert out.tolist() == [row for _, row, _, _ in dealt]
    assert keys.tolist() == [who for _, _, who, _ in dealt]
    assert tags.tolist() == [2 * int(topic[n]) + int(counts[n]) for _, _, _, n in dealt]
    assert fill.tolist() == np.cumsum(sizes).tolist()


def before_by_hand(
    borders: list[int], keys: list[int], topics: list[int], counts: list[int], by_topic: bool
) -> list[int]:
    """Each row looks back at every row of its bucket."""
    out = [NOBODY] * len(keys)
    for low, high in itertools.pairwise(borders):
        for at in range(low, high):
            if by_topic and topics[at] < 0:
                continue
            for held in range(low, at):
                same = keys[held] == keys[at] and (not by_topic or topics[held] == topics[at])
                if same and counts[held]:
                    out[at] = held
    return out


@given(
    st.lists(
        st.tuples(st.sampled_from([5, 6, 2**63, 21]), st.integers(-1, 2), st.booleans()),
        max_size=40,
    ),
    st.integers(0, 40),
    st.booleans(),
)
def test_previous_is_the_nearest_earlier_row_of_the_bucket_that_counts(
    calls: list[tuple[int, int, bool]], cut: int, by_topic: bool
) -> None:
    borders = [0, min(cut, len(calls)), len(calls)]
    keys, topics, counts = ([call[n] for call in calls] for n in range(3))
    tags = [2 * topic + count for topic, count in zip(topics, counts, strict=True)]
    out = np.full(len(calls) + 7, NOBODY, np.int32)

    with np.errstate(over="ignore"):
        kernel.previous(
            np.array(borders), np.arange(7, 7 + len(calls), dtype=np.int32),
            np.array(keys, np.uint64), ints(*tags), by_topic, out,
        )  # fmt: skip

    found = before_by_hand(borders, keys, topics, counts, by_topic)
    assert out[7:].tolist() == [NOBODY if row < 0 else 7 + row for row in found]
    assert (out[:7] == NOBODY).all()


def test_previous_looks_no_further_than_its_own_bucket() -> None:
    keys, tags = np.array([5, 5, 5, 6, 5, 6], np.uint64), ints(1, 1, 1, 1, 1, 1)
    out = np.full(6, NOBODY, np.int32)

    kernel.previous(np.array([0, 2, 6]), np.arange(6, dtype=np.int32), keys, tags, False, out)

    assert out.tolist() == [NOBODY, 0, NOBODY, NOBODY, 2, 3]


@pytest.mark.parametrize("customers", [8, 9, 16, 40])
def test_previous_has_room_for_as_many_customers_as_a_bucket_has_rows(customers: int) -> None:
    keys = np.array([*range(customers), *range(customers)], np.uint64)
    out = np.full(2 * customers, NOBODY, np.int32)

    kernel.previous(
        np.array([0, 2 * customers]), np.arange(2 * customers, dtype=np.int32), keys,
        np.ones(2 * customers, np.int32), False, out,
    )  # fmt: skip

    assert out.tolist() == [NOBODY] * customers + list(range(customers))


def test_mirror_turns_round_what_came_before_within_its_stretch() -> None:
    before, counts, out = ints(-1, 0, 1, 0, 3), flags(1, 1, 0, 1, 1), np.full(5, NOBODY, np.int32)

    kernel.mirror(before, counts, out, 1, 4)

    # row 2 does not count, row 4 lies beyond; of rows 1 and 3, both after row 0, the later stays
    assert out.tolist() == [3, NOBODY, NOBODY, NOBODY, NOBODY]


def nearest_of(topics: list[int], ahead: bool, *, same: bool) -> list[int]:
    """By looking: the nearest row on one side, of the same known topic or of any."""
    rows = range(len(topics))
    found = []
    for i in rows:
        side = [j for j in rows if (j > i if ahead else j < i)]
        fits = [j for j in side if not same or (topics[j] == topics[i] >= 0)]
        found.append((min(fits) if ahead else max(fits)) if fits else NOBODY)
    return found


@given(st.lists(st.integers(-1, 2), min_size=1, max_size=12), st.booleans())
def test_if_known_takes_the_nearest_whose_topic_is_the_same_or_unknown(
    topics: list[int], ahead: bool
) -> None:
    rows = range(len(topics))
    fitting = []
    for i in rows:
        side = [j for j in rows if (j > i if ahead else j < i)]
        fits = [j for j in side if topics[i] == topics[j] or topics[i] < 0 or topics[j] < 0]
        fitting.append((min(fits) if ahead else max(fits)) if fits else NOBODY)
    out = np.empty(len(topics), np.int32)

    kernel.if_known(
        ints(*nearest_of(topics, ahead, same=True)), ints(*nearest_of(topics, ahead, same=False)),
        ints(*topics), ahead, out,
    )  # fmt: skip

    assert out.tolist() == fitting


def cased(
    at: list[int],
    before: list[int],
    *,
    ref: list[int] | None = None,
    split: list[int] | None = None,
    counts: list[int] | None = None,
    fixed: bool = False,
) -> tuple[list[int], list[int], list[int], Any]:
    rows, ids = len(at), ref or [-1] * len(at)
    case, place, size = (np.full(rows, 99, np.int32) for _ in range(3))
    why = np.full(rows, 99, np.int8)
    kernel.cases(
        np.array(at, np.int64), ints(*before), ints(*ids), flags(*(split or [0] * rows)),
        flags(*(counts or [1] * rows)), max(ids) + 1, 10, fixed, case, why, place, size,
    )  # fmt: skip
    return case.tolist(), why.tolist(), place.tolist(), size


def test_a_chain_reaches_on_from_the_last_contact_and_a_fixed_window_from_the_first() -> None:
    at, before = [0, 10, 20, 31], [-1, 0, 1, 2]

    chain, fixed = cased(at, before), cased(at, before, fixed=True)

    assert chain[:3] == ([0, 0, 0, 3], [FIRST, BY_CUSTOMER, BY_CUSTOMER, FIRST], [1, 2, 3, 1])
    assert (chain[3][0], chain[3][3]) == (3, 1)
    assert fixed[:3] == ([0, 0, 2, 3], [FIRST, BY_CUSTOMER, FIRST, FIRST], [1, 2, 1, 1])
    assert at == [0, 10, 20, 31]  # what was handed in stays as it was


def test_a_fixed_window_begins_anew_with_the_case_that_it_opens() -> None:
    assert cased([0, 6, 12, 18, 22], [-1, 0, 1, 2, 3], fixed=True)[0] == [0, 0, 2, 2, 2]


def test_the_sources_id_wins_over_the_customer_and_over_time() -> None:
    case, why, place, size = cased(
        [0, 1, 2, 500], [-1, 0, 1, 2], ref=[0, 1, 0, 1], counts=[1, 0, 1, 1]
    )

    assert (case, why, place) == ([0, 1, 0, 1], [FIRST, FIRST, BY_ID, BY_ID], [1, 0, 2, 1])
    assert size[:2].tolist() == [2, 1]


def test_a_row_without_an_id_follows_the_customer_into_a_case_that_has_one() -> None:
    case, why, *_ = cased([0, 1, 2], [-1, 0, 1], ref=[0, -1, 0])

    assert (case, why) == ([0, 0, 0], [FIRST, BY_CUSTOMER, BY_ID])


def test_a_row_split_off_by_hand_opens_a_case_which_its_id_names_from_then_on() -> None:
    case, why, place, _ = cased([0, 1, 2], [-1, 0, 1], ref=[0, 0, 0], split=[0, 1, 0])

    assert (case, why, place) == ([0, 1, 1], [FIRST, BY_HAND, BY_ID], [1, 1, 2])


def test_number_counts_anew_and_spread_hands_the_size_to_every_row_of_a_stretch() -> None:
    case, counts = ints(0, 0, 2, 0, 2, 5), flags(0, 1, 1, 1, 0, 0)

    place, size = kernel.number(case, counts)
    counted = size[[0, 2, 5]].tolist()
    size[[1, 3, 4]] = 77
    kernel.spread(case, size, 1, 4)

    assert place.tolist() == [0, 1, 1, 2, 0, 0]
    assert counted == [2, 1, 0]
    assert size.tolist() == [2, 2, 1, 2, 77, 0]
