"""Recent days estimated before they mature: what is certain stays certain, and nothing is seen too early."""

from datetime import date, datetime, timedelta

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from willet.core.cases.backtest import matured_shares
from willet.core.cases.recent import Cohort, recent_cohorts
from willet.core.records import LINKS

START = datetime(2024, 1, 1)
DAYS, A_DAY = 70, 120
DAY_S = 86_400
GAPS = ["next_gap_s", "next_gap_if_known_s", "next_gap_topic_s"]


def drawn(days: int = DAYS, a_day: int = A_DAY, seed: int = 11) -> pd.DataFrame:
    """Handled contacts from 8 to 18 o'clock; hard topics repeat twice as often; delays are exponential."""
    rng = np.random.default_rng(seed)
    n = days * a_day
    clock = rng.integers(28_800, 64_800, n)
    arrived = START + pd.to_timedelta(np.repeat(np.arange(days), a_day) * DAY_S + clock, unit="s")
    hard = rng.random(n) < 0.4
    repeats = rng.random(n) < np.where(hard, 0.5, 0.25)
    gap = np.where(repeats, rng.exponential(5 * DAY_S, n), np.inf)
    frame = pd.DataFrame(
        {
            "contact_id": [f"t:{i}" for i in range(n)],
            "arrived_at": arrived,
            "local_date": arrived.date,
            "local_interval": clock // 900,
            "topic": np.where(hard, "hard", "easy"),
            "queue": "q",
            "direction": "inbound",
            "handled": True,
            "identified": True,
        }
        | dict.fromkeys(GAPS, gap)
    )
    return seen_by(frame, START + timedelta(days=days))


def seen_by(frame: pd.DataFrame, end: datetime) -> pd.DataFrame:
    """The links as a lake has them that ends then."""
    frame = frame[frame["arrived_at"] < end].copy()
    frame["observed_s"] = (pd.Timestamp(end) - frame["arrived_at"]).dt.total_seconds()
    for name in GAPS:
        frame[name] = frame[name].where(frame[name] <= frame["observed_s"], np.inf)
    return frame


def shown(frame: pd.DataFrame) -> duckdb.DuckDBPyConnection:
    """A connection that shows these links."""
    con = duckdb.connect()
    con.execute(LINKS.ddl())
    con.register("drawn", frame)
    con.execute("INSERT INTO links BY NAME SELECT * FROM drawn")
    return con


def estimated(frame: pd.DataFrame, **asked: object) -> list[Cohort]:
    with shown(frame) as con:
        return recent_cohorts(con, **{"window_days": 7, **asked})  # type: ignore[arg-type]


WORLD = drawn()


def test_closed_day_is_its_own_count_and_an_open_day_is_not() -> None:
    cohorts = estimated(WORLD, days=20)

    with shown(WORLD) as con:
        matured = matured_shares(con, window_days=7)
    closed = [c for c in cohorts if c.pending == 0]
    assert {c.day: c.estimate for c in closed} == {c.day: matured[c.day] for c in closed}
    assert [(c.low, c.high) for c in closed] == [(c.estimate, c.estimate) for c in closed]
    assert [c.day for c in cohorts if c.pending] == [
        date(2024, 3, 10) - timedelta(days=n) for n in range(6, -1, -1)
    ]
    assert all(c.low <= c.estimate < c.naive for c in cohorts if c.pending)
    assert all(c.estimate <= c.high <= c.naive for c in cohorts)
    assert [c.n for c in cohorts] == [A_DAY] * 21


@settings(deadline=None, max_examples=8)
@given(st.integers(0, 1000), st.sampled_from([1, 2, 3, 7]))
def test_nothing_censored_leaves_nothing_to_estimate(seed: int, window: int) -> None:
    frame = drawn(days=12, a_day=15, seed=seed)
    late = frame[frame["arrived_at"] >= START + timedelta(days=12 - window)].index

    cohorts = estimated(frame, window_days=window, days=60)

    ripe = frame.drop(index=late).groupby("local_date")[GAPS[1]]
    expected = ripe.apply(lambda gaps: float((gaps > window * DAY_S).mean())).to_dict()
    assert {c.day: c.estimate for c in cohorts if not c.pending} == pytest.approx(expected)


def test_order_of_rows_does_not_matter() -> None:
    shuffled = WORLD.sample(frac=1, random_state=4)

    assert estimated(shuffled) == estimated(WORLD)


def test_later_days_change_no_matured_one() -> None:
    early = seen_by(WORLD, START + timedelta(days=40))

    before = {c.day: c for c in estimated(early, days=90) if not c.pending}
    after = {c.day: c for c in estimated(WORLD, days=90)}
    assert len(before) == 33
    assert before == {day: after[day] for day in before}


def test_looking_from_a_past_moment_sees_nothing_of_what_came_after() -> None:
    moment = START + timedelta(days=40, hours=13, minutes=20)

    then = estimated(seen_by(WORLD, moment), as_of=moment)

    assert estimated(WORLD, as_of=moment) == then
    assert [c.day for c in then][-1] == date(2024, 2, 10)


def test_later_in_the_day_less_is_still_to_come() -> None:
    noon, evening = (START + timedelta(days=40, hours=hour) for hour in (12, 18))

    one, other = (estimated(WORLD, as_of=moment)[-2] for moment in (noon, evening))

    assert one.day == other.day == date(2024, 2, 9)
    assert one.repeated < other.repeated
    assert one.naive - one.estimate > other.naive - other.estimate


def test_day_that_began_at_dusk_ends_with_the_lakes_period() -> None:
    """The last day's contacts came before 10 o'clock; the windows of a week before end at its midnight all the same."""
    clock = WORLD["arrived_at"].dt.hour
    last = WORLD["local_date"] == date(2024, 3, 10)
    short = WORLD[~last | (clock < 10)]

    pending = [c.day for c in estimated(short) if c.pending]

    assert pending == [date(2024, 3, 10) - timedelta(days=n) for n in range(6, -1, -1)]


def test_stray_contact_far_ahead_is_no_today() -> None:
    stray = WORLD.tail(1).assign(
        contact_id="t:stray",
        arrived_at=datetime(2099, 1, 1),
        local_date=date(2099, 1, 1),
        observed_s=0.0,
    )

    assert estimated(pd.concat([WORLD, stray])) == estimated(WORLD)


@pytest.mark.journey("history")
def test_many_topics_are_borrowed_from_as_one() -> None:
    many = WORLD.assign(topic=[f"topic {n % 700}" for n in range(len(WORLD))])

    one, other = (estimated(frame)[-2] for frame in (WORLD, many))

    assert other.estimate == pytest.approx(one.estimate, abs=0.05)


def test_lake_of_one_day_says_little() -> None:
    cohorts = estimated(seen_by(WORLD, START + timedelta(days=1)))

    assert [c.day for c in cohorts] == [date(2024, 1, 1)]
    assert cohorts[0].high - cohorts[0].low > 0.3


def test_where_nobody_ever_repeats_nobody_is_expected_to() -> None:
    cohorts = estimated(WORLD.assign(**dict.fromkeys(GAPS, np.inf)))

    assert [c.estimate for c in cohorts] == pytest.approx([1.0] * len(cohorts))
    assert [c.low for c in cohorts] == pytest.approx([1.0] * len(cohorts), abs=1e-3)


@pytest.mark.parametrize("window_days", [0, 0.0])
def test_window_of_nothing_has_nothing_to_wait_for(window_days: float) -> None:
    assert estimated(WORLD, window_days=window_days) == []


def test_window_of_half_a_day_is_pending_only_in_the_evening() -> None:
    cohorts = estimated(WORLD, window_days=0.5, as_of=START + timedelta(days=40, hours=20))

    assert [c.day for c in cohorts if c.pending] == [date(2024, 2, 10)]


def test_lake_without_known_customers_has_no_cohorts() -> None:
    assert estimated(WORLD.assign(identified=False)) == []
    assert estimated(WORLD.head(0)) == []
