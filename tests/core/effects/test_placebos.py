"""Where the change can have no part: shares of an error, expectations and trends reckoned apart from the code."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from tests.core.effects.small_cells import FIRST, NO_STRATA, arms_of, cells_of
from willet.core.effects.cells import Strata
from willet.core.effects.inference import Order, permuted
from willet.core.effects.placebos import (
    Part,
    Placebo,
    Settled,
    joint,
    parts_of_arms,
    parts_of_wedge,
    settled_by,
)
from willet.core.effects.wedge import Wedge


def part(name: str, p: float | None) -> Part:
    return Part(name, 0.1, 0.0, 0.2, p)


@pytest.mark.parametrize(("p", "refuses"), [(None, False), (0.0099, True), (0.01, False)])
def test_a_placebo_refuses_below_one_case_in_a_hundred(p: float | None, refuses: bool) -> None:
    assert Placebo(p, ()).refuses == refuses


@pytest.mark.parametrize(
    ("given", "p"),
    [
        ([("before_start", 0.3)], 0.3),
        ([("queue", 0.3)], 0.3),
        ([("queue", 0.3), ("hour", 0.2)], 0.4),
        ([("before_start", 0.3), ("queue", 0.1)], 0.25),
        ([("before_start", 0.12), ("queue", 0.1)], 0.2),
        ([("before_start", 0.3), ("queue", 0.05), ("hour", 0.2)], 0.25),
        ([("before_start", 0.9), ("queue", 0.9)], 1.0),
        ([("before_start", None), ("queue", 0.3), ("hour", None)], 0.3),
        ([("before_start", None)], None),
        ([], None),
    ],
)
def test_the_joint_p_is_the_smallest_over_its_share_of_the_error(
    given: list[tuple[str, float | None]], p: float | None
) -> None:
    """The drift has six tenths, the others the rest in equal parts; what could not be tried has none."""
    parts = tuple(part(*one) for one in given)

    placebo = joint(parts)

    assert placebo.p == pytest.approx(p)
    assert placebo.parts == parts
    assert not placebo.blunt


@pytest.mark.parametrize(
    ("finest", "blunt"),
    [
        ({"before_start": 0.01}, True),
        ({"before_start": 0.0099}, False),
        ({"queue": 0.005, "hour": 0.005}, True),
        ({"queue": 0.005, "hour": 0.0049}, False),
        ({"before_start": 0.005, "queue": 0.005}, False),  # the drift alone could refuse
        ({"before_start": 0.0061, "queue": 0.005}, True),  # of fewer orders it could not
    ],
)
def test_a_placebo_is_blunt_where_no_part_could_refuse(
    finest: dict[str, float], blunt: bool
) -> None:
    parts = [replace(part(name, 0.5), finest=least) for name, least in finest.items()]

    assert joint(parts).blunt == blunt
    assert not joint([replace(one, finest=0.0) for one in parts]).blunt


def test_suspects_are_those_that_refuse_by_their_own_share() -> None:
    at = joint([part("before_start", 0.006), part("queue", 0.004), part("never_exposed", None)])
    under = joint([part("before_start", 0.0059), part("queue", 0.0039), part("x", None)])

    assert at.suspects == ()
    assert under.suspects == ("before_start", "queue")


def strata(rows: list[tuple[int, int, int, int, int, int]]) -> Strata:
    """Rows of unit, phase, queue, n, above, below."""
    unit, phase, queue, n, above, below = np.array(rows).T
    floats = (one.astype(np.float64) for one in (n, above, below))
    return Strata(unit, phase, queue, 0 * queue, *floats)


def test_what_is_settled_is_what_the_queue_gave_before_anybody_was_exposed() -> None:
    rows = strata(
        [
            (0, 0, 0, 4, 3, 4),
            (0, 0, 1, 2, 0, 2),
            (1, 0, 0, 4, 1, 4),
            (1, 1, 1, 5, 5, 5),
            (0, 1, 2, 3, 3, 3),  # of this queue nobody knows anything yet: as all queues together
        ]
    )

    settled = settled_by(cells_of([[0.5], [0.5]], strata=rows), 2, "queue", rows.queue)

    each = np.repeat([0.5, 0.0, 0.5, 0.0, 0.4], [4, 2, 4, 5, 3])
    assert settled.name == "queue"
    assert settled.rows.tolist() == [[6, 3], [4, 5]]
    assert settled.total == pytest.approx(np.array([[2.0, 1.2], [2.0, 0.0]]))
    assert settled.mean == pytest.approx(np.array([[1 / 3, 0.4], [0.5, 0.0]]))
    assert settled.variance == pytest.approx(each.var())


def test_nothing_is_settled_where_nothing_was_seen() -> None:
    cells = cells_of([[0.5], [0.5]])

    settled = settled_by(cells, 1, "queue", NO_STRATA.queue)

    assert np.isnan(settled.mean).all()
    assert settled.variance == 0.0


def test_where_nothing_came_before_nothing_is_expected() -> None:
    rows = strata([(0, 1, 1, 4, 4, 4)])

    settled = settled_by(cells_of([[0.5], [0.5]], strata=rows), 2, "queue", rows.queue)

    assert settled.total.tolist() == [[0, 0], [0, 0]]
    assert settled.variance == 0.0


def parts_by_name(*given: Any) -> dict[str, Part]:
    return {one.name: one for one in parts_of_arms(*given)}


START, END = 31, 45
"""Four weeks and three days before, two weeks after."""


def trends() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(7)
    return rng.random((6, END)), rng.integers(1, 9, (6, END)).astype(float)


def ahead_of(rate: np.ndarray, n: np.ndarray) -> tuple[float, float]:
    """By weighted least squares over the last whole weeks: what the trend comes to by the middle of the days after,
    and how far chance may move it."""
    weeks = np.arange(4)
    rows = n[3:START].reshape(4, 7).sum(axis=1)
    above = (rate * n)[3:START].reshape(4, 7).sum(axis=1)
    seen = rows > 0
    design = np.stack([np.ones(seen.sum()), weeks[seen]], axis=1)
    weighed = design.T @ np.diag(rows[seen])
    slope = np.linalg.solve(weighed @ design, weighed @ (above[seen] / rows[seen]))[1]
    to = 2 + 1
    return slope * to, np.linalg.inv(weighed @ design)[1, 1] * to**2


def test_a_drift_is_the_trend_before_carried_to_the_middle_of_the_days_after() -> None:
    rate, n = trends()
    n[2, 10:17] = 0  # a week away leaves three, which are enough
    n[1, 10:24] = 0  # two weeks away are too many: the unit stays out
    arms = arms_of((START, END, [0, 1, 2]), never=[3, 4, 5])

    luck = cells_of(
        rate, n, variance=1e9
    )  # so that units weigh by the luck of their contacts alone
    plain = parts_by_name(cells_of(rate, n), arms, (), ())["before_start"]
    weighed = parts_by_name(luck, arms, (), ())["before_start"]

    steps, sizes = zip(*(ahead_of(rate[u], n[u]) for u in (0, 2, 3, 4, 5)), strict=True)
    exposed, others = np.array(steps[:2]), np.array(steps[2:])
    assert plain.estimate == pytest.approx(exposed.mean() - others.mean())
    assert weighed.estimate == pytest.approx(
        np.average(exposed, weights=1 / np.array(sizes[:2]))
        - np.average(others, weights=1 / np.array(sizes[2:]))
    )


@pytest.mark.parametrize(("start", "there"), [(27, False), (28, True)])
def test_a_drift_shows_in_no_fewer_than_four_weeks(start: int, there: bool) -> None:
    rate, n = trends()

    parts = parts_by_name(cells_of(rate, n), arms_of((start, END, [0, 1]), never=[2, 3]), (), ())

    assert ("before_start" in parts) == there


def test_what_was_settled_is_compared_over_the_phases_of_each_cohort() -> None:
    """Phases begin on days 0, 10 and 20; each row is worth its phase's total, in two exposed and two never."""
    bounds = [FIRST + timedelta(days=10), FIRST + timedelta(days=20)]
    rows = np.full((4, 3), 10.0)
    total = np.array([[1.0, 4, 7], [1, 4, 7], [1, 2, 6], [1, 2, 6]])
    cells = cells_of(np.full((4, 30), 0.5))
    settled = Settled("queue", total, rows, 0.25)

    def estimate(*cohorts: tuple[int, int, list[int]]) -> float:
        return parts_by_name(cells, arms_of(*cohorts, never=[2, 3]), [settled], bounds)[
            "queue"
        ].estimate

    # second phase less the first: (4 - 1) - (2 - 1) in ten rows; both later ones: (11 - 2) - (8 - 2) in twenty
    assert estimate((10, 20, [0, 1])) == pytest.approx(0.2)
    assert estimate((10, 30, [0, 1])) == pytest.approx((11 / 20 - 1 / 10) - (8 / 20 - 1 / 10))
    # the third less the first two: (7 - 2.5) - (6 - 1.5)
    assert estimate((20, 30, [0, 1])) == pytest.approx(0.0)


def test_units_weigh_in_what_was_settled_by_their_rows_before_and_after() -> None:
    rows = np.array([[10.0, 40.0], [10, 10], [10, 10], [10, 10]])
    total = np.array([[1.0, 20.0], [1, 3], [1, 1], [1, 1]])
    cells = cells_of(np.full((4, 20), 0.5))
    settled = Settled("queue", total, rows, 1e9)

    parts = parts_by_name(
        cells, arms_of((10, 20, [0, 1]), never=[2, 3]), [settled], [FIRST + timedelta(days=10)]
    )

    weights = 1 / np.array([1 / 10 + 1 / 40, 1 / 10 + 1 / 10])
    assert parts["queue"].estimate == pytest.approx(np.average([0.4, 0.2], weights=weights))


def test_the_never_exposed_are_compared_among_themselves_over_the_first_cohorts_days() -> None:
    rate = np.full((7, 30), 0.5)
    rate[[2, 4, 6], 10:20] += 0.3  # every other one of them
    rate[5, 10:20] += 0.2
    rate[[3, 5], 20:] += 5.0  # while the first cohort is no longer exposed
    arms = arms_of((10, 20, [0]), (20, 30, [1]), never=[2, 3, 4, 5, 6])

    parts = parts_by_name(cells_of(rate), arms, (), ())

    assert parts["never_exposed"].estimate == pytest.approx(0.3 - 0.2 / 2)


def test_three_never_exposed_are_too_few_to_be_compared_among_themselves() -> None:
    arms = arms_of((10, 20, [0]), never=[1, 2, 3])

    assert parts_by_name(cells_of(np.full((4, 30), 0.5)), arms, (), ()) == {}


DAYS_BEFORE = 29
UNITS, STARTS = np.array([0, 2, 3, 4, 5, 1]), np.array([1, 1, 2, 2, 3, 3])


def wedge(first: int = DAYS_BEFORE, starts: np.ndarray = STARTS) -> Wedge:
    return Wedge(UNITS, starts, (0, first, first + 7, first + 14, first + 21))


def test_a_wedge_is_tried_on_what_was_settled_and_on_the_halves_of_the_days_before() -> None:
    rng = np.random.default_rng(9)
    rate = rng.random((6, DAYS_BEFORE + 21))
    mean = rng.random((6, 4))
    settled = Settled("hour", mean * 10, np.full((6, 4), 10.0), 0.2)

    parts = list(parts_of_wedge(cells_of(rate), wedge(), [settled]))

    of_hours = permuted(Order(mean[UNITS], STARTS, np.array([29.0, 7, 7, 7])))
    halves = np.stack([rate[:, :14].mean(axis=1), rate[:, 14:29].mean(axis=1)], axis=1)
    # who begins no later than the middle one stands for the exposed, from the second half on
    of_halves = permuted(
        Order(halves[UNITS], np.array([1, 1, 1, 1, 2, 2]), np.array([14.0, 15]))
    )  # fmt: skip
    assert of_hours is not None
    assert of_halves is not None
    wanted = [("hour", of_hours), ("before_start", of_halves)]
    assert [one.name for one in parts] == [name for name, _ in wanted]
    for one, (_, estimate) in zip(parts, wanted, strict=True):
        assert [one.estimate, one.low, one.high, one.p] == pytest.approx(
            [estimate.effect, estimate.low, estimate.high, estimate.p]
        )
    # six units in three pairs, and four of six beside two: each order of them as likely
    assert [one.finest for one in parts] == [1 / 90, 1 / 15]


@pytest.mark.parametrize(("first", "names"), [(27, []), (28, ["before_start"])])
def test_a_wedge_shows_a_drift_in_no_fewer_than_four_weeks(first: int, names: list[str]) -> None:
    rate = np.random.default_rng(9).random((6, first + 21))

    assert [p.name for p in parts_of_wedge(cells_of(rate), wedge(first), ())] == names


def test_a_wedge_whose_units_all_begin_early_shows_no_drift() -> None:
    rate = np.random.default_rng(9).random((6, DAYS_BEFORE + 21))

    assert list(parts_of_wedge(cells_of(rate), wedge(starts=np.full(6, 2)), ())) == []


def test_a_wedge_of_which_a_unit_was_not_seen_is_not_tried() -> None:
    mean = np.random.default_rng(9).random((6, 4))
    rows = np.full((6, 4), 10.0)
    rows[3, 2] = 0
    rate = np.random.default_rng(9).random((6, 27 + 21))

    parts = parts_of_wedge(cells_of(rate), wedge(27), [Settled("hour", mean * 10, rows, 0.2)])

    assert list(parts) == []
