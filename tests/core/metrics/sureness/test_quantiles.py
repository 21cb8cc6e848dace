"""Quantiles over days: as sure as days are alike, however many calls each has."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.stats import binom

Waits = Sequence[Sequence[float | None]]
"""Of each day the waits of its calls."""
FIRST = date(1999, 1, 4)


def asked(con: Any, ask: Any, days: Waits, metric: str) -> Any:
    """The figure over visits of these days, and no others."""
    con.execute("DELETE FROM visits")
    rows = [
        [f"s:{day}:{n}", FIRST + timedelta(days=day), wait]
        for day, waits in enumerate(days)
        for n, wait in enumerate(waits)
    ]
    con.executemany(
        "INSERT INTO visits (contact_id, visit_no, source, direction, outcome, local_date, wait_s) "
        "VALUES (?, 1, 's', 'inbound', 'answered', ?, ?)",
        rows,
    )
    return ask(metric).row


def of_rows(n: int, fraction: float) -> tuple[int, int]:
    """The ranks between which the quantile of so many independent values lies."""
    return int(binom.ppf(0.025, n, fraction)), int(binom.ppf(0.975, n, fraction)) + 1


def test_days_of_one_wait_each_are_worth_one_call_each(con: Any, ask: Any) -> None:
    days = [[10.0 * (day + 1)] * 40 for day in range(20)]

    row = asked(con, ask, days, "wait_p50")

    low, high = of_rows(20, 0.5)
    assert row.n == 800
    # twenty independent values would end at their 6th and 15th; Student's quantile reaches a little further
    assert (low, high) == (6, 15)
    assert 10.0 * (low - 2) <= row.low <= 10.0 * low
    assert 10.0 * high <= row.high <= 10.0 * (high + 2)


def test_days_that_are_all_alike_give_about_what_rows_give(con: Any, ask: Any) -> None:
    days = [[float(n) for n in range(1, 51)] for _ in range(12)]

    row = asked(con, ask, days, "wait_p50")

    values = np.sort(np.array(days).ravel())
    low, high = of_rows(600, 0.5)
    assert values[low - 1] <= row.low < row.value < row.high <= values[high - 1]
    # no narrower than eight tenths of that, to the grain of the values
    assert row.high - row.low >= 0.8 * (values[high - 1] - values[low - 1]) - 1


def test_an_end_beyond_all_that_was_seen_is_left_out(con: Any, ask: Any) -> None:
    """
    eight days of forty calls: on each the waits are about as long as the day says, up to eight times as long
    """
    rng = np.random.default_rng(20_260_302)
    jams = (1.0, 1.0, 2.0, 2.0, 3.0, 4.0, 6.0, 8.0)
    days = [(10 * jam * rng.exponential(size=40)).tolist() for jam in jams]

    row = asked(con, ask, days, "wait_p90")

    assert row.value == pytest.approx(np.quantile(np.array(days).ravel(), 0.9))
    assert row.low < row.value
    assert row.high is None
    assert row.interval_note.code == "lower_end_alone"


DAYS = st.lists(
    st.lists(st.one_of(st.none(), st.integers(0, 400).map(float)), min_size=1, max_size=15),
    min_size=1,
    max_size=14,
)
QUIET = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.parametrize(("metric", "fraction"), [("wait_p50", 0.5), ("wait_p90", 0.9)])
@QUIET
@given(days=DAYS)
def test_the_quantile_is_exact_and_lies_in_its_interval(
    con: Any, ask: Any, metric: str, fraction: float, days: Waits
) -> None:
    row = asked(con, ask, days, metric)

    known = [wait for waits in days for wait in waits if wait is not None]
    assert row.n == len(known)
    if not known:
        assert (row.value, row.low, row.high) == (None, None, None)
        return
    assert row.value == pytest.approx(np.quantile(known, fraction))
    assert row.low is None or min(known) <= row.low <= row.value
    assert row.high is None or row.value <= row.high <= max(known)


@QUIET
@given(days=DAYS)
def test_twice_as_long_waits_have_twice_as_long_ends(con: Any, ask: Any, days: Waits) -> None:
    doubled = [[None if wait is None else 2 * wait for wait in waits] for waits in days]

    one, other = (asked(con, ask, some, "wait_p50") for some in (days, doubled))

    for end in ("value", "low", "high"):
        plain = getattr(one, end)
        assert getattr(other, end) == (plain if plain is None else pytest.approx(2 * plain))
