"""Weights of the answers: what they sum to, what they meet, and that nothing hangs on the order of rows."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from willet.core.statistics.nonresponse import METHODS, Method, Population, estimate, weigh

SHARE = (0.0, 1.0)


def population_of(seed: int, size: int = 400, *, share: float = 0.5) -> Population:
    """People of three factors, drawn with unequal chances; those of queue 0 answer more often."""
    rng = np.random.default_rng(seed)
    queue, topic, hour = (rng.integers(0, n, size) for n in (3, 3, 6))
    answered = rng.random(size) < share * np.array([1.4, 1.0, 0.6])[queue]
    liked = rng.random(size) < np.array([0.9, 0.6, 0.3])[queue]
    return Population(
        factors={"queue": queue, "topic": topic, "hour": hour},
        design=rng.choice([1.0, 2.0, 4.0], size),
        answers=np.where(answered, liked, np.nan),
        clusters=rng.integers(0, size // 2, size),
        in_order=frozenset({"hour"}),
        pairs=(("queue", "topic"),),
    )


def turned(population: Population, order: np.ndarray) -> Population:
    """The same people in another order."""
    return replace(
        population,
        factors={name: codes[order] for name, codes in population.factors.items()},
        design=population.design[order],
        answers=population.answers[order],
        clusters=population.clusters[order],
    )


@pytest.mark.parametrize("method", METHODS)
@settings(deadline=None, max_examples=15)
@given(seed=st.integers(0, 10_000), size=st.integers(2, 500))
def test_weights_sum_to_everybody_and_none_is_of_who_was_silent(
    method: Method, seed: int, size: int
) -> None:
    population = population_of(seed, size)

    weights = weigh(population, method).weights

    expected = population.design.sum() if population.answered.any() else 0.0
    assert weights.sum() == pytest.approx(expected)
    assert not weights[~population.answered].any()


@pytest.mark.parametrize("method", METHODS)
@settings(deadline=None, max_examples=10)
@given(seed=st.integers(0, 10_000))
def test_the_order_of_rows_changes_nothing(method: Method, seed: int) -> None:
    population = population_of(seed)
    order = np.random.default_rng(seed).permutation(400)
    every = np.ones(400, dtype=bool)

    one = estimate(population, weigh(population, method), every, SHARE)
    other = turned(population, order)
    again = estimate(other, weigh(other, method), every, SHARE)

    assert (again.value, again.low, again.high) == pytest.approx((one.value, one.low, one.high))


@pytest.mark.parametrize("method", ["dr", "raking"])
@settings(deadline=None, max_examples=10)
@given(seed=st.integers(0, 10_000))
def test_the_margins_of_every_factor_are_met(method: Method, seed: int) -> None:
    population = population_of(seed, 2000)  # every level has its thirty answers

    weights = weigh(population, method).weights

    for codes in population.factors.values():
        wanted = np.bincount(codes, weights=population.design)
        assert np.bincount(codes, weights=weights) == pytest.approx(wanted, rel=1e-8)


def test_doubly_robust_weights_meet_pairs_of_levels_too() -> None:
    population = population_of(3, 2000)
    pairs = population.factors["queue"] * 3 + population.factors["topic"]

    weights = weigh(population, "dr").weights

    wanted = np.bincount(pairs, weights=population.design)
    assert np.bincount(pairs, weights=weights) == pytest.approx(wanted, rel=1e-8)


@pytest.mark.parametrize("method", METHODS)
@settings(deadline=None, max_examples=10)
@given(seed=st.integers(0, 10_000))
def test_where_everybody_answered_the_figure_is_the_plain_one(method: Method, seed: int) -> None:
    population = population_of(seed, share=9.0)
    population = replace(population, design=np.ones(400))

    result = estimate(population, weigh(population, method), np.ones(400, dtype=bool), SHARE)

    assert result.value == pytest.approx(population.given.mean())
    assert result.effect == pytest.approx(1.0)
    assert result.low < result.value < result.high


def test_a_weight_of_propensity_is_one_over_the_share_that_answered_of_its_kind() -> None:
    # 200 people of one kind, 100 of whom answered, all content; 200 of another, 50 answered, none content
    answers = np.full(400, np.nan)
    answers[:100], answers[200:250] = 1.0, 0.0
    population = Population(
        factors={"queue": np.repeat([0, 1], 200)},
        design=np.ones(400),
        answers=answers,
        clusters=np.arange(400),
    )
    every = np.ones(400, dtype=bool)

    for method in METHODS:
        weighing = weigh(population, method)
        result = estimate(population, weighing, every, SHARE)

        assert result.value == pytest.approx(0.5, abs=1e-5)
        assert weighing.weights[[0, 200]] == pytest.approx([2.0, 4.0], rel=1e-4)


def test_parts_add_up_to_the_whole_as_they_are_large() -> None:
    population = population_of(5, 2000)
    weighing, queue = weigh(population, "dr"), population.factors["queue"]

    parts = [estimate(population, weighing, queue == q, SHARE).value for q in range(3)]
    whole = estimate(population, weighing, np.ones(2000, dtype=bool), SHARE).value

    sizes = np.bincount(queue, weights=population.design)
    assert float(sizes @ parts / sizes.sum()) == pytest.approx(whole)


def test_a_part_of_which_nobody_answered_has_no_figure() -> None:
    population = population_of(5)
    silent = ~population.answered

    result = estimate(population, weigh(population, "dr"), silent, SHARE)

    assert np.isnan([result.value, result.low, result.high, result.effect]).all()


def test_answers_of_one_customer_say_nothing_of_others() -> None:
    population = replace(population_of(5), clusters=np.zeros(400, dtype=np.intp))

    result = estimate(population, weigh(population, "dr"), np.ones(400, dtype=bool), SHARE)

    assert 0 < result.value < 1
    assert np.isnan([result.low, result.high]).all()


def test_customers_who_repeat_themselves_make_the_interval_wider() -> None:
    apart = population_of(5, 600)
    apart = replace(apart, clusters=np.arange(600))
    # the same people, everybody three times
    thrice = np.tile(np.arange(600), 3)
    alike = replace(turned(apart, thrice), clusters=thrice)

    one = estimate(apart, weigh(apart, "dr"), np.ones(600, dtype=bool), SHARE)
    same = estimate(alike, weigh(alike, "dr"), np.ones(1800, dtype=bool), SHARE)

    assert same.value == pytest.approx(one.value, abs=0.01)
    assert same.high - same.low == pytest.approx(one.high - one.low, rel=0.08)
