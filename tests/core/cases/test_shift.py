"""A sudden change is seen in the early lags of the newest days, said, and allowed for."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from tests.core.cases.test_recent import DAY_S, GAPS, START, drawn, estimated

CHANGED = date(2024, 3, 1)
"""The 60th day of the drawn world."""
LATER_DAYS = 20


def changed_world(keep: float, seed: int = 5, again: float = 0.0) -> pd.DataFrame:
    """From one day on only `keep` of the repeats come, and of all others `again` come too."""
    frame = drawn(days=60 + LATER_DAYS, a_day=250, seed=seed)
    rng = np.random.default_rng(seed)
    late = pd.to_datetime(frame["arrived_at"]).dt.date >= CHANGED
    gap = _whole_gaps(frame, seed)
    gone, more = rng.random(len(frame)) > keep, rng.random(len(frame)) < again
    gap[late & gone] = np.inf
    extra = late & more & np.isinf(gap)
    gap[extra] = rng.exponential(3 * DAY_S, int(extra.sum()))
    return frame.assign(**dict.fromkeys(GAPS, gap))


def _whole_gaps(frame: pd.DataFrame, seed: int) -> np.ndarray:
    """Gaps whose end need not have been seen."""
    rng = np.random.default_rng(seed + 1)
    repeats = rng.random(len(frame)) < 0.35
    return np.where(repeats, rng.exponential(3 * DAY_S, len(frame)), np.inf)


def truths(world: pd.DataFrame) -> dict[date, float]:
    """Each day's share that stayed without a repeat for seven days."""
    days = pd.to_datetime(world["arrived_at"]).dt.date.to_numpy()
    alone = (world[GAPS[0]] > 7 * DAY_S).to_numpy()
    return {day: float(alone[days == day].mean()) for day in set(days)}


@pytest.mark.proof
@pytest.mark.parametrize(("keep", "again"), [(0.3, 0.0), (1.0, 0.35)])
def test_change_is_said_and_the_intervals_hold_what_came(keep: float, again: float) -> None:
    said, held, off = [], [], []
    for seed, age in [(5, 2), (6, 3), (7, 4), (8, 5)]:
        world = changed_world(keep, seed, again)
        true = truths(world)
        moment = START + timedelta(days=61 + age)
        since = [c for c in estimated(world, as_of=moment) if c.pending and c.day >= CHANGED]
        said += [c.changed_on for c in since[:1]]
        held += [c.low <= true[c.day] <= c.high for c in since]
        off += [c.estimate - true[c.day] for c in since[:-1]]

    near = [day for day in said if day and abs((day - CHANGED).days) <= 1]
    assert len(near) >= 3, said
    assert np.mean(held) >= 0.8
    assert abs(np.mean(off)) < 0.04


def test_nothing_is_said_of_a_quiet_world() -> None:
    cohorts = estimated(changed_world(1.0), as_of=START + timedelta(days=70))

    assert {c.changed_on for c in cohorts} == {None}


def test_change_is_old_news_once_a_window_that_opened_since_has_closed() -> None:
    world = changed_world(0.3)

    cohorts = estimated(world, as_of=START + timedelta(days=60 + LATER_DAYS))

    assert {c.changed_on for c in cohorts} == {None}
    true = truths(world)
    off = [c.estimate - true[c.day] for c in cohorts[-6:-1]]
    assert off == pytest.approx([0.0] * 5, abs=0.08)
