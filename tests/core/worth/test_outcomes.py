"""What became of customers, on forty cases of which each fate is plain to see."""

import numpy as np
import pytest

from willet.core.worth.adjusting import compared, strata_of, weights_of
from willet.core.worth.curves import kept_share
from willet.core.worth.outcomes import curves_of, outcomes_of
from willet.core.worth.reading import SettledCases, Stay
from willet.core.worth.result import CurveSide, WorthOutcome

DAYS = 30
N = 40


def cases(**more: object) -> SettledCases:
    """Half of the cases solved; the tenth of either half, and of these alone, came back on the thirtieth day."""
    solved = np.arange(N) < N // 2
    back = np.full(N, np.inf)
    back[[0, 20, 21, 22]] = [30.0, 30.0, 1.0, 29.5]
    whole = {
        "customer": np.arange(N),
        "solved": solved,
        "traits": (np.arange(N) % 2,),
        "clock": np.zeros(N),
        "ease": np.full(N, np.nan),
        "next_day": back,
        "later": np.arange(N, dtype=np.float64) % 5,
        "followed": np.full(N, 30.0),
    }
    return SettledCases(**(whole | more))  # type: ignore[arg-type]


def stay(**more: object) -> Stay:
    left = np.full(N, np.inf)
    left[[1, 25, 26]] = [30.0, 3.0, 30.5]
    whole = {
        "known": np.ones(N, np.bool_),
        "gone_before": np.zeros(N, np.bool_),
        "came_after": np.zeros(N, np.bool_),
        "left_day": left,
        "value": np.full(N, 10.0),
    }
    return Stay(**(whole | more))  # type: ignore[arg-type]


def named(*given: object) -> dict[str, WorthOutcome]:
    return {one.name: one for one in outcomes_of(*given)}  # type: ignore[arg-type]


def test_who_came_back_by_the_last_day_returned() -> None:
    [returned, later] = outcomes_of(cases(), None, DAYS)

    assert (returned.name, returned.unit, returned.cases, returned.left_out) == (
        "returned", "share", 40, 0,
    )  # fmt: skip
    assert (returned.plain.solved, returned.plain.others) == pytest.approx((1 / 20, 3 / 20))
    assert returned.plain.difference == pytest.approx(-0.1)
    assert (later.name, later.unit) == ("later_contacts", "count")
    assert (later.plain.solved, later.plain.others) == pytest.approx((2.0, 2.0))


def test_the_adjusted_difference_is_that_within_traits_and_the_plain_one_without() -> None:
    traits = (np.where(np.arange(N) < 15, 1, np.arange(N) % 2),)

    outcome = named(cases(traits=traits), None, DAYS)["returned"]

    values = np.isin(np.arange(N), [0, 20, 21, 22]).astype(np.float64)
    solved, customers = np.arange(N) < 20, np.arange(N)
    adjusted = compared(values, solved, strata_of(solved, traits), customers)
    plain = compared(values, solved, np.zeros(N, np.int64), customers)
    assert adjusted is not None
    assert plain is not None
    assert outcome.adjusted is not None
    assert outcome.adjusted.difference == adjusted.difference
    assert (outcome.adjusted.low, outcome.adjusted.high) == (adjusted.low, adjusted.high)
    assert (outcome.plain.difference, outcome.plain.low) == (plain.difference, plain.low)


def test_only_cases_that_were_followed_for_so_long_count() -> None:
    followed = np.full(N, 30.0)
    followed[[0, 20]] = 29.99

    outcome = named(cases(followed=followed), None, DAYS)["returned"]

    assert outcome.cases == 38
    assert (outcome.plain.solved, outcome.plain.others) == pytest.approx((0.0, 2 / 19))


@pytest.mark.parametrize(("others", "there"), [(5, True), (4, False)])
def test_a_group_of_fewer_than_five_is_compared_with_nobody(others: int, there: bool) -> None:
    followed = np.full(N, 30.0)
    followed[20 + others :] = 0

    assert ("returned" in named(cases(followed=followed), None, DAYS)) == there


def test_effort_is_told_of_those_who_answered_however_briefly_they_were_followed() -> None:
    ease = np.where(np.arange(N) % 2 == 0, np.where(np.arange(N) < 20, 6.0, 4.0), np.nan)

    outcome = named(cases(ease=ease, followed=np.zeros(N)), None, DAYS)

    assert list(outcome) == ["effort"]
    assert outcome["effort"].cases == 20
    assert (outcome["effort"].plain.solved, outcome["effort"].plain.others) == (6.0, 4.0)
    # all of a group fare alike: an interval without width says nothing
    assert (outcome["effort"].plain.low, outcome["effort"].plain.high) == (None, None)


def test_who_left_by_the_last_day_is_lost_with_what_they_bring() -> None:
    value = np.full(N, 10.0)
    value[25], value[30] = 50.0, np.nan

    outcome = named(cases(), stay(value=value), DAYS)

    churned, lost = outcome["churned"], outcome["value_lost"]
    assert (churned.unit, lost.unit) == ("share", "value")
    assert (churned.plain.solved, churned.plain.others) == pytest.approx((1 / 20, 1 / 20))
    assert (churned.cases, lost.cases) == (40, 39)
    assert (lost.plain.solved, lost.plain.others) == pytest.approx((10 / 20, 50 / 19))


def test_of_those_not_in_the_file_nobody_knows_whether_they_left() -> None:
    known = np.ones(N, np.bool_)
    known[[1, 25]] = False

    outcome = named(cases(), stay(known=known), DAYS)

    assert (outcome["churned"].cases, outcome["value_lost"].cases) == (38, 38)
    assert outcome["churned"].plain.solved == outcome["churned"].plain.others == 0.0
    assert outcome["returned"].cases == 40


def test_curves_show_both_groups_weighed_to_the_mix_of_all() -> None:
    of = cases(traits=(np.where(np.arange(N) < 15, 1, np.arange(N) % 2),))

    [returned, churned] = curves_of(of, stay(), DAYS)

    weights = weights_of(of.solved, strata_of(of.solved, list(of.traits)))
    for curve, event in ((returned, of.next_day), (churned, stay().left_day)):
        for side, mine in ((curve.solved, of.solved), (curve.others, ~of.solved)):
            kept = kept_share(
                event[mine], of.followed[mine], weights[mine], of.customer[mine], DAYS
            )
            shown = (tuple(line.tolist()) for line in (kept.share, kept.low, kept.high))
            assert side == CurveSide(*shown)
    assert (returned.name, churned.name) == ("returned", "churned")


def test_there_is_no_curve_without_both_groups_nor_without_any_case() -> None:
    nobody = stay(known=np.zeros(N, np.bool_))
    solved_alone = stay(known=np.arange(N) < 20)

    assert [c.name for c in curves_of(cases(), None, DAYS)] == ["returned"]
    assert [c.name for c in curves_of(cases(), nobody, DAYS)] == ["returned"]
    assert [c.name for c in curves_of(cases(), solved_alone, DAYS)] == ["returned"]
    assert list(curves_of(cases(solved=np.zeros(N, np.bool_)), None, DAYS)) == []
