"""The compiled loops against plain Python that looks at every earlier contact."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from willet.core.cases.linking import Sequence, neighbours, places
from willet.core.cases.rules import LINKS_BY, TOPICS, Rules

DAY_US = 86_400_000_000


@dataclass(frozen=True)
class Call:
    """One contact as a person would jot it down; None is unknown."""

    at: int
    who: int | None
    topic: int | None
    ref: int | None
    counts: bool
    split: bool


CALLS = st.lists(
    st.builds(
        Call,
        at=st.integers(0, 30),
        who=st.one_of(st.none(), st.integers(0, 4)),
        topic=st.one_of(st.none(), st.integers(0, 2)),
        ref=st.one_of(st.none(), st.none(), st.integers(0, 4)),
        counts=st.sampled_from([True, True, True, False]),
        split=st.sampled_from([False, False, False, False, True]),
    ),
    max_size=40,
).map(lambda calls: sorted(calls, key=lambda c: c.at))


def sequence(calls: list[Call], joined: tuple[tuple[int, int], ...] = ()) -> Sequence:
    return Sequence(
        at=np.array([c.at * DAY_US for c in calls], np.int64),
        # Customers are spread over all 64 bits in a lake, so that they fall into many buckets.
        person=np.array([(c.who or 0) * 0x2545F4914F6CDD1D % 2**64 for c in calls], np.uint64),
        known=np.array([c.who is not None for c in calls], np.bool_),
        topic=np.array([-1 if c.topic is None else c.topic for c in calls], np.int32),
        ref=np.array([-1 if c.ref is None else c.ref for c in calls], np.int32),
        counts=np.array([c.counts for c in calls], np.bool_),
        split=np.array([c.split for c in calls], np.bool_),
        joined=joined,
    )


def alike(one: Call, other: Call, topic: str) -> bool:
    if one.who is None or one.who != other.who:
        return False
    if topic == "ignored":
        return True
    if one.topic is None or other.topic is None:
        return topic == "if_known"
    return one.topic == other.topic


def before(calls: list[Call], topic: str) -> list[int]:
    found = []
    for i, call in enumerate(calls):
        earlier = [j for j in range(i) if calls[j].counts and alike(calls[j], call, topic)]
        found.append(max(earlier, default=-1))
    return found


def after(calls: list[Call], topic: str) -> list[int]:
    found = []
    for i, call in enumerate(calls):
        later = [
            j for j in range(i + 1, len(calls)) if calls[j].counts and alike(call, calls[j], topic)
        ]
        found.append(min(later, default=-1) if call.counts else -1)
    return found


def cases(calls: list[Call], rules: Rules) -> list[int]:
    case: list[int] = []
    start: list[int] = []
    named: dict[int, int] = {}
    for i, (call, near) in enumerate(zip(calls, before(calls, rules.topic), strict=True)):
        mine = i
        if not call.split:
            if call.ref is not None:
                mine = named.get(call.ref, i)
            elif near >= 0:
                since = start[near] if rules.link == "fixed" else calls[near].at
                mine = case[near] if call.at - since <= rules.window_days else i
        if call.ref is not None and mine == i:
            named[call.ref] = i
        case.append(mine)
        start.append(start[near] if near >= 0 and case[near] == mine else call.at)
    return case


@pytest.mark.proof
@pytest.mark.parametrize("topic", TOPICS)
@settings(max_examples=150, deadline=None)
@given(calls=CALLS)
def test_neighbours_are_those_found_by_looking_at_all(topic: str, calls: list[Call]) -> None:
    found = neighbours(sequence(calls), [topic])[topic]

    counted = [a if c.counts else -1 for a, c in zip(found.after.tolist(), calls, strict=True)]
    assert (found.before.tolist(), counted) == (before(calls, topic), after(calls, topic))


@pytest.mark.journey("law", but_first=True)
@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("link", LINKS_BY)
@settings(max_examples=100, deadline=None)
@given(calls=CALLS, window=st.sampled_from([0, 1, 3, 7, 10_000]))
def test_cases_are_those_of_plain_python(
    link: str, topic: str, calls: list[Call], window: int
) -> None:
    rules = Rules(window, link, topic)  # type: ignore[arg-type]
    row = sequence(calls)

    found = places(row, neighbours(row, [topic])[topic], rules)

    expected = cases(calls, rules)
    counting = [
        sum(calls[j].counts for j in range(len(calls)) if expected[j] == k) for k in expected
    ]
    assert found.case.tolist() == expected
    assert found.size.tolist() == counting


@settings(max_examples=60, deadline=None)
@given(calls=CALLS, data=st.data())
def test_joined_by_hand_is_one_case_named_by_the_earliest(
    calls: list[Call], data: st.DataObject
) -> None:
    rows = st.integers(0, max(0, len(calls) - 1))
    joined = tuple(data.draw(st.lists(st.tuples(rows, rows), max_size=3))) if calls else ()
    apart, row = sequence(calls), sequence(calls, joined)
    rules = Rules()

    plain = places(apart, neighbours(apart)[rules.topic], rules).case.tolist()
    found = places(row, neighbours(row)[rules.topic], rules).case.tolist()

    names = {case: {case} for case in plain}
    for one, other in joined:
        union = names[plain[one]] | names[plain[other]]
        for case in union:
            names[case] = union
    assert found == [min(names[case]) for case in plain]


def test_chain_goes_on_where_fixed_ends() -> None:
    #  day    0   5   10   15
    #  chain  a   a   a    a      gaps of 5 days each
    #  fixed  a   a   b    b      seven days from the first
    calls = [Call(day, 1, None, None, counts=True, split=False) for day in (0, 5, 10, 15)]
    row = sequence(calls)
    near = neighbours(row)["ignored"]

    chain = places(row, near, Rules(7, "chain", "ignored")).case.tolist()
    fixed = places(row, near, Rules(7, "fixed", "ignored")).case.tolist()

    assert (chain, fixed) == ([0, 0, 0, 0], [0, 0, 2, 2])


def test_test_line_with_fifty_thousand_contacts_takes_no_longer_than_its_share() -> None:
    count = 50_000
    row = Sequence(
        at=np.arange(count, dtype=np.int64),
        person=np.full(count, 7, np.uint64),
        known=np.ones(count, np.bool_),
        topic=np.full(count, -1, np.int32),
        ref=np.full(count, -1, np.int32),
        counts=np.ones(count, np.bool_),
        split=np.zeros(count, np.bool_),
    )

    found = neighbours(row)["if_known"]

    assert found.before.tolist() == list(range(-1, count - 1))


def test_customers_whose_keys_lie_close_are_told_apart() -> None:
    count = 20_000
    people = np.arange(count, dtype=np.uint64)
    row = Sequence(
        at=np.arange(2 * count, dtype=np.int64),
        person=np.concatenate([people, people]),
        known=np.ones(2 * count, np.bool_),
        topic=np.zeros(2 * count, np.int32),
        ref=np.full(2 * count, -1, np.int32),
        counts=np.ones(2 * count, np.bool_),
        split=np.zeros(2 * count, np.bool_),
    )

    found = neighbours(row, ["required"])["required"]

    assert found.before.tolist() == [-1] * count + list(range(count))
