"""Group-time effects and what they come to: published figures, an example by hand, plain loops as oracle."""

import csv
from pathlib import Path
from statistics import mean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from willet.core.effects.estimators import NEVER, Aggregates, Panel, aggregates, group_times
from willet.core.records import RequestError

YEARS = (2003, 2004, 2005, 2006, 2007)


@pytest.fixture(scope="module")
def mpdta(shared_data: Path) -> Panel:
    """500 counties, the log of teen employment, and the year in which a higher minimum wage began."""
    rows = list(csv.DictReader((shared_data / "effects" / "mpdta.csv").read_text().splitlines()))
    places = {county: n for n, county in enumerate(dict.fromkeys(r["countyreal"] for r in rows))}
    outcome, start = np.zeros((len(places), len(YEARS))), np.zeros(len(places), dtype=int)
    for row in rows:
        outcome[places[row["countyreal"]], YEARS.index(int(row["year"]))] = float(row["lemp"])
        start[places[row["countyreal"]]] = int(row["first.treat"])
    return Panel.of(outcome, start, YEARS)


def whole(panel: Panel, controls: str = "never") -> Aggregates:
    found = aggregates(panel, group_times(panel, "never" if controls == "never" else "not_yet"))
    assert found is not None
    return found


def test_group_time_effects_are_the_published_ones(mpdta: Panel) -> None:
    effects = {(e.group, e.time): round(e.effect, 4) for e in group_times(mpdta)}

    assert effects == {
        (2004, 2004): -0.0105,
        (2004, 2005): -0.0704,
        (2004, 2006): -0.1373,
        (2004, 2007): -0.1008,
        (2006, 2004): 0.0065,
        (2006, 2005): -0.0028,
        (2006, 2006): -0.0046,
        (2006, 2007): -0.0412,
        (2007, 2004): 0.0305,
        (2007, 2005): -0.0027,
        (2007, 2006): -0.0311,
        (2007, 2007): -0.0261,
    }


def test_standard_errors_of_one_group_are_the_published_ones(mpdta: Panel) -> None:
    errors = [round(e.error, 4) for e in group_times(mpdta) if e.group == 2004]

    assert errors == [0.0233, 0.0310, 0.0364, 0.0344]


def test_aggregates_are_the_published_ones(mpdta: Panel) -> None:
    found = whole(mpdta)

    assert (round(found.simple.effect, 6), round(found.simple.error, 5)) == (-0.039951, 0.01203)
    assert {g: round(p.effect, 4) for g, p in found.groups.items()} == {
        2004: -0.0797,
        2006: -0.0229,
        2007: -0.0261,
    }
    assert round(found.over_groups.effect, 4) == -0.0310
    later = {e: round(p.effect, 4) for e, p in found.lengths.items() if e >= 0}
    assert later == {0: -0.0199, 1: -0.0510, 2: -0.1373, 3: -0.1008}
    assert round(found.over_lengths.effect, 4) == -0.0772


def test_controls_not_yet_exposed_give_what_another_program_gives(mpdta: Panel) -> None:
    """Figures of diff-diff 3.13.0, `CallawaySantAnna(control_group="not_yet_treated")`, on the same file."""
    effects = {
        (e.group, e.time): (round(e.effect, 6), round(e.error, 6))
        for e in group_times(mpdta, "not_yet")
    }

    found = whole(mpdta, "not_yet")
    assert effects[2004, 2004] == (-0.019372, 0.022310)
    assert effects[2004, 2006] == (-0.136274, 0.035403)
    assert effects[2006, 2005] == (-0.001939, 0.019042)
    assert effects[2006, 2006] == (0.004661, 0.016336)
    assert effects[2007, 2004] == (0.029759, 0.014534)
    assert round(found.simple.effect, 6) == -0.039764
    assert round(found.simple.error, 6) == 0.012052
    assert {g: (round(p.effect, 6), round(p.error, 6)) for g, p in found.groups.items()} == {
        2004: (-0.083694, 0.025702),
        2006: (-0.018282, 0.015922),
        2007: (-0.026054, 0.016655),
    }
    assert {e: (round(p.effect, 6), round(p.error, 6)) for e, p in found.lengths.items()} == {
        -3: (0.029759, 0.014534),
        -2: (-0.002446, 0.013120),
        -1: (-0.024269, 0.014464),
        0: (-0.018922, 0.012045),
        1: (-0.053589, 0.016946),
        2: (-0.136274, 0.035403),
        3: (-0.100811, 0.034359),
    }


# Team   start   week 1   week 2   week 3
# North    2       10       16       18
# South    3       20       21       29
# East     -       30       31       33
# West     -       40       43       45
#
# never:   North week 2: 6 - mean(1, 3) = 4; week 3: 8 - mean(3, 5) = 4. South week 3: 8 - mean(2, 2) = 6;
#          week 2 (before): 1 - mean(1, 3) = -1.
# not yet: North week 2: 6 - mean(1, 1, 3) = 13/3; the others as before.
TEAMS = ((10, 16, 18), (20, 21, 29), (30, 31, 33), (40, 43, 45))
STARTS = (2, 3, NEVER, NEVER)


def test_example_by_hand_against_never_exposed() -> None:
    panel = Panel.of(TEAMS, STARTS, (1, 2, 3))

    effects = {(e.group, e.time): e.effect for e in group_times(panel)}
    assert effects == {(2, 2): 4, (2, 3): 4, (3, 2): -1, (3, 3): 6}
    found = whole(panel)
    assert found.simple.effect == pytest.approx((4 + 4 + 6) / 3)
    assert {g: p.effect for g, p in found.groups.items()} == {2: 4, 3: 6}
    assert found.over_groups.effect == pytest.approx(5)
    assert {e: p.effect for e, p in found.lengths.items()} == {-1: -1, 0: 5, 1: 4}
    assert found.over_lengths.effect == pytest.approx(4.5)


def test_example_by_hand_against_not_yet_exposed() -> None:
    panel = Panel.of(TEAMS, STARTS, (1, 2, 3))

    effects = {(e.group, e.time): e.effect for e in group_times(panel, "not_yet")}

    assert effects == {(2, 2): pytest.approx(13 / 3), (2, 3): 4, (3, 2): -1, (3, 3): 6}


def test_last_group_has_no_effect_where_nobody_is_left_to_compare_with() -> None:
    panel = Panel.of(TEAMS[:2], STARTS[:2], (1, 2, 3))

    assert [(e.group, e.time, e.effect) for e in group_times(panel, "not_yet")] == [(2, 2, 5)]
    assert group_times(panel) == []
    assert aggregates(panel, []) is None


def test_unit_exposed_from_the_first_period_is_in_no_group() -> None:
    panel = Panel.of(TEAMS, (1, 3, NEVER, NEVER), (1, 2, 3))

    assert {e.group for e in group_times(panel, "not_yet")} == {3}


def by_loops(panel: Panel, group: int, time: int, controls: str) -> float | None:
    """ATT(g, t) as the definition says it, unit by unit."""
    base = group - 1 if time >= group else time - 1
    changes = [
        (int(s), float(row[time - 1] - row[base - 1]))
        for s, row in zip(panel.start, panel.outcome, strict=True)
    ]
    mine = [change for s, change in changes if s == group]
    others = [
        change
        for s, change in changes
        if s == NEVER or (controls == "not_yet" and s not in {NEVER, group} and s > max(time, base))
    ]
    return mean(mine) - mean(others) if mine and others else None


@given(
    starts=st.lists(st.sampled_from([NEVER, 2, 3, 4]), min_size=3, max_size=9),
    seed=st.integers(0, 1000),
    controls=st.sampled_from(["never", "not_yet"]),
)
def test_effects_equal_plain_loops(starts: list[int], seed: int, controls: str) -> None:
    outcome = np.random.default_rng(seed).normal(size=(len(starts), 4))
    panel = Panel.of(outcome, starts, (1, 2, 3, 4))

    found = {
        (e.group, e.time): e.effect
        for e in group_times(panel, "never" if controls == "never" else "not_yet")
    }

    oracle = {
        (g, t): by_loops(panel, g, t, controls) for g in set(starts) - {NEVER} for t in (2, 3, 4)
    }
    assert found == {pair: pytest.approx(e) for pair, e in oracle.items() if e is not None}


def test_outcomes_of_another_shape_are_refused() -> None:
    with pytest.raises(
        RequestError, match="The outcomes are 4 × 3 and there are 4 starts and 2 periods"
    ):
        Panel.of(TEAMS, STARTS, (1, 2))


def test_missing_outcomes_are_refused() -> None:
    with pytest.raises(RequestError, match="1 of the outcomes are not known"):
        Panel.of(((1.0, float("nan")), (2.0, 3.0)), (2, NEVER), (1, 2))
