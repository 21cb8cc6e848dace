"""Orders by lot: nobody left out, halves as equal as can be, the same seed the same order."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from willet.core.effects.lots import halves, in_steps

START = date(2026, 3, 2)
NAMES = st.sets(st.text("abcdefgh", min_size=1, max_size=6), min_size=1, max_size=40)
SEEDS = st.integers(0, 2**31)


@given(NAMES, SEEDS, st.integers(1, 4))
def test_half_of_each_group_begins(names: set[str], seed: int, groups: int) -> None:
    given_groups: dict[str, list[str]] = {}
    for place, name in enumerate(sorted(names)):
        given_groups.setdefault(f"g{place % groups}", []).append(name)

    starts = halves(given_groups, START, seed)

    assert starts.keys() == names
    for members in given_groups.values():
        begin = sum(starts[name] == START for name in members)
        assert begin in {len(members) // 2, (len(members) + 1) // 2}
        assert all(starts[name] in {START, None} for name in members)
    assert halves(given_groups, START, seed) == starts


@given(NAMES, SEEDS, st.integers(2, 6), st.integers(1, 4))
def test_steps_are_as_equal_as_can_be(names: set[str], seed: int, steps: int, apart: int) -> None:
    starts = in_steps(sorted(names), START, steps, apart, seed)

    sizes = Counter(starts.values())
    assert starts.keys() == names
    assert set(sizes) <= {START + timedelta(weeks=apart * n) for n in range(steps)}
    if len(names) >= steps:
        assert len(sizes) == steps
        assert max(sizes.values()) - min(sizes.values()) <= 1


def test_another_seed_is_another_order() -> None:
    names = [f"a{n}" for n in range(12)]

    assert len({tuple(in_steps(names, START, 4, 2, seed).values()) for seed in range(20)}) > 15
