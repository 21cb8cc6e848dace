"""Orders of exposure permuted: p by counting all orders, intervals by trying effects one by one."""

from itertools import permutations

import numpy as np
import pytest

from willet.core.effects.inference import Order, permuted
from willet.core.effects.inference.order import coefficients


def drawn(seed: int, start: list[int], phases: int) -> Order:
    rng = np.random.default_rng(seed)
    outcome = rng.normal(0.7, 0.05, (len(start), phases))
    return Order(outcome, np.array(start), rng.integers(7, 40, phases).astype(float))


def estimate_by_loops(outcome: np.ndarray, start: list[int], length: np.ndarray) -> float:
    """The mean over groups and phases of (phase - mean before) less that of the units that still wait."""
    total = weight = 0.0
    for group in sorted({s for s in start if 0 < s < len(length)}):
        mine = [u for u, s in enumerate(start) if s == group]
        for phase in range(group, len(length)):
            waiting = [u for u, s in enumerate(start) if s > phase]
            if not waiting:
                continue
            change = [
                row[phase] - np.average(row[:group], weights=length[:group]) for row in outcome
            ]
            w = len(mine) * length[phase]
            total += w * (
                np.mean([change[u] for u in mine]) - np.mean([change[u] for u in waiting])
            )
            weight += w
    return float(total / weight)


def p_by_counting(order: Order, effect: float) -> float:
    """The share of all orders that show as much, once an effect is taken off."""
    start = [int(s) for s in order.start]
    exposed = np.arange(order.outcome.shape[1]) >= order.start[:, None]
    rest = order.outcome - effect * exposed
    seen = abs(estimate_by_loops(rest, start, order.length))
    orders = sorted(set(permutations(start)))
    found = [abs(estimate_by_loops(rest, list(o), order.length)) for o in orders]
    return float(np.mean([f >= seen - 1e-12 for f in found]))


@pytest.mark.parametrize("start", [[1, 1, 2, 2, 3, 3], [1, 2, 3, 3, 4], [1, 1, 1, 2, 2, 2]])
def test_estimate_and_p_equal_plain_loops(start: list[int]) -> None:
    order = drawn(5, start, 4)

    found = permuted(order)

    assert found is not None
    assert found.effect == pytest.approx(estimate_by_loops(order.outcome, start, order.length))
    assert found.p == pytest.approx(p_by_counting(order, 0.0))


def test_spread_is_that_of_the_other_orders_once_the_effect_is_taken_off() -> None:
    """The order as it was says nothing of luck: without its effect it shows 0."""
    order = drawn(5, [1, 2, 3, 3], 4)
    found = permuted(order)
    assert found is not None
    rest = order.outcome - found.effect * (np.arange(4) >= order.start[:, None])

    orders = sorted(set(permutations([1, 2, 3, 3])) - {(1, 2, 3, 3)})
    estimates = [estimate_by_loops(rest, list(one), order.length) for one in orders]

    assert len(orders) == 11
    assert found.spread == pytest.approx(float(np.std(estimates)), rel=1e-9)


def test_interval_ends_where_the_test_begins_to_exclude() -> None:
    order = drawn(7, [1, 1, 2, 2, 3, 3], 4)

    found = permuted(order)

    assert found is not None
    assert found.low is not None
    assert found.high is not None
    for end, outwards in ((found.low, -1), (found.high, 1)):
        assert p_by_counting(order, end - outwards * 1e-6) > 0.05
        assert p_by_counting(order, end + outwards * 1e-4) <= 0.05


def test_three_and_three_can_never_be_told() -> None:
    outcome = np.array([[0.5, 0.9]] * 3 + [[0.5, 0.5]] * 3) + np.arange(6)[:, None] / 100
    found = permuted(Order(outcome, np.array([1, 1, 1, 2, 2, 2]), np.array([84.0, 84.0])))

    assert found is not None
    assert (found.p, found.low, found.high, found.orders) == (0.1, None, None, 20)


def test_all_at_once_leaves_nobody_to_compare_with() -> None:
    assert permuted(drawn(1, [1, 1, 1], 2)) is None
    assert coefficients(drawn(1, [2, 2, 2], 2)) is None


def test_usual_level_of_a_unit_plays_no_part() -> None:
    order = drawn(9, [1, 1, 2, 2, 3, 3], 4)
    moved = Order(order.outcome + np.arange(6)[:, None], order.start, order.length)

    one, other = permuted(order), permuted(moved)

    assert one is not None
    assert other is not None
    assert other.effect == pytest.approx(one.effect)
    assert other.p == one.p
