"""Recent days estimated before they mature, against what became of them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import duckdb
import numpy as np
import pandas as pd
import pytest

from willet.core.cases.recent import backtest, matured_shares, recent_cohorts
from willet.core.records import LINKS

DAYS, A_DAY = 70, 120
END = datetime(2024, 1, 1) + timedelta(days=DAYS)


@pytest.fixture(scope="module")
def links() -> Iterator[duckdb.DuckDBPyConnection]:
    """70 days of 120 handled contacts; hard topics repeat twice as often; delays are exponential."""
    rng = np.random.default_rng(11)
    n = DAYS * A_DAY
    arrived = pd.to_datetime(datetime(2024, 1, 1)) + pd.to_timedelta(
        np.repeat(np.arange(DAYS), A_DAY) * 86_400 + rng.integers(28_800, 64_800, n), unit="s"
    )
    hard = rng.random(n) < 0.4
    repeats = rng.random(n) < np.where(hard, 0.5, 0.25)
    gap = np.where(repeats, rng.exponential(5 * 86_400, n), np.inf)
    observed = (pd.Timestamp(END) - arrived).total_seconds().to_numpy()
    frame = pd.DataFrame(
        {
            "contact_id": [f"t:{i}" for i in range(n)],
            "arrived_at": arrived,
            "local_date": arrived.date,
            "topic": np.where(hard, "hard", "easy"),
            "queue": "q",
            "direction": "inbound",
            "handled": True,
            "identified": True,
            "observed_s": observed,
            "next_gap_s": np.where(gap <= observed, gap, np.inf),
            "next_gap_if_known_s": np.where(gap <= observed, gap, np.inf),
            "next_gap_topic_s": np.where(gap <= observed, gap, np.inf),
        }
    )
    con = duckdb.connect()
    con.execute(LINKS.ddl())
    con.register("drawn", frame)
    con.execute("INSERT INTO links BY NAME SELECT * FROM drawn")
    yield con
    con.close()


def test_matured_shares_count_only_days_whose_windows_closed(
    links: duckdb.DuckDBPyConnection,
) -> None:
    found = matured_shares(links, window_days=7)

    assert max(found) == date(2024, 1, 1) + timedelta(days=DAYS - 8)
    first = links.execute(
        "SELECT count_if(next_gap_s > 604800) / count(*) FROM links WHERE local_date = '2024-01-01'"
    ).fetchone()
    assert (found[date(2024, 1, 1)],) == first


def test_a_closed_day_is_its_own_count_and_an_open_day_is_not(
    links: duckdb.DuckDBPyConnection,
) -> None:
    cohorts = recent_cohorts(links, window_days=7, days=20, as_of=END)
    matured = matured_shares(links, window_days=7)

    closed = [c for c in cohorts if c.pending == 0]
    assert {c.day: pytest.approx(c.estimate) for c in closed} == {
        c.day: matured[c.day] for c in closed
    }
    assert all(c.estimate < c.naive for c in cohorts if c.pending)
    assert all(c.low <= c.estimate <= c.high for c in cohorts)
    assert [c.n for c in cohorts] == [A_DAY] * len(cohorts)


def test_estimate_is_at_most_half_as_wrong_as_no_repeat_yet(
    links: duckdb.DuckDBPyConnection,
) -> None:
    found = backtest(links, window_days=14, ages_days=(1, 3, 7))

    assert [b.age_days for b in found] == [1, 3, 7]
    assert all(b.cohorts == 42 for b in found)
    assert all(b.error <= b.naive_error / 2 for b in found), found
    assert all(b.inside >= 0.8 for b in found), found


@pytest.mark.parametrize("window_days", [0, 0.0])
def test_window_of_nothing_has_nothing_to_wait_for(
    links: duckdb.DuckDBPyConnection, window_days: float
) -> None:
    assert recent_cohorts(links, window_days=window_days) == []


def test_lake_without_known_customers_has_no_cohorts() -> None:
    con = duckdb.connect()
    con.execute(LINKS.ddl())

    assert recent_cohorts(con, window_days=7) == []
    assert backtest(con) == []
