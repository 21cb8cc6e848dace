"""What is still to come: nothing of the future is known, and the record tells how well it was foreseen."""

from datetime import timedelta

import numpy as np
import pytest

from tests.core.cases.test_recent import START, drawn, shown
from willet.core.cases.outlook import Outlooks
from willet.core.cases.ripening import Ripening, ripening


def _seen(days: int = 60, a_day: int = 200, seed: int = 3, swing: float = 0.0) -> Ripening:
    """A world whose repeats are the more, the later the day: by `swing` of them from begin to end."""
    frame = drawn(days=days, a_day=a_day, seed=seed)
    late = (frame["arrived_at"] - START).dt.days / days
    gone = np.random.default_rng(seed).random(len(frame)) < swing * (1 - late)
    gaps = [name for name in frame.columns if name.startswith("next_gap")]
    frame.loc[gone, gaps] = np.inf
    with shown(frame) as con:
        found = ripening(con, window_days=7, topic="if_known", as_of=START + timedelta(days=days))
    assert found is not None
    return found


CALM = _seen()


def test_outlook_of_a_day_knows_nothing_of_later_ones() -> None:
    blind = Ripening(
        CALM.first,
        CALM.topics,
        CALM.queues,
        CALM.entered[:41],
        CALM.closed[:41],
        np.where(
            (np.arange(41)[:, None] + np.arange(CALM.lags) <= 40)[:, None, :],
            CALM.repeats[:41],
            0,
        ),
        today=60,
        passed=1.0,
    )
    days = np.arange(30, 41)

    one, other = (Outlooks(seen).ahead(40, days) for seen in (CALM, blind))

    assert one.left.tolist() == other.left.tolist()
    assert one.expected == pytest.approx(other.expected, rel=1e-4)


def test_what_is_foreseen_is_about_what_comes() -> None:
    found = Outlooks(CALM).ahead(40, np.arange(34, 41))

    surplus = found.came.sum(axis=1) - found.expected
    assert abs(surplus.sum()) < 3 * found.variance.sum() ** 0.5
    assert found.expected.tolist() == sorted(found.expected)


def test_whatever_is_over_is_certain() -> None:
    found = Outlooks(CALM).ahead(40, np.arange(20, 33))

    assert found.none.tolist() == np.ones_like(found.none).tolist()
    assert found.came.sum() == found.expected.sum() == 0


def test_until_a_later_day_less_comes_than_until_the_end() -> None:
    outlooks, days = Outlooks(CALM), np.arange(36, 41)

    part, whole = (outlooks.ahead(40, days, until=until) for until in (42, None))

    assert (part.expected < whole.expected).all()
    assert (part.came.sum(axis=1) < whole.came.sum(axis=1)).all()


def test_record_of_a_calm_centre_is_better_than_that_of_one_that_changes() -> None:
    calm, changed = (Outlooks(seen).record(50) for seen in (CALM, _seen(swing=0.9)))

    assert calm.days[:6].tolist() == [28] * 6
    assert np.sqrt(calm.error[:3].max()) < 0.1
    assert changed.error[0] > calm.error[0]


def test_newest_days_count_more() -> None:
    changed = Outlooks(_seen(swing=0.9))

    new, old = (float(changed.ahead(day, np.array([day])).expected[0]) / 200 for day in (55, 20))
    everything = changed.seen.repeats[:, :, 1:].sum() / changed.seen.entered.sum()
    assert old < everything < new
