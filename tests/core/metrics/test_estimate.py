"""The figures beside a value: intervals against other implementations, coverage, bounds, and what never is."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray
from scipy.stats import binomtest, ttest_1samp

from willet.core import statistics
from willet.core.metrics import catalogue
from willet.core.metrics.estimate import figures_of


def visits(con: DuckDBPyConnection, rows: Sequence[tuple[str, float | None]]) -> None:
    """Visits of which only outcome and wait matter."""
    for number, (outcome, wait) in enumerate(rows):
        con.execute(
            "INSERT INTO visits (contact_id, visit_no, source, direction, outcome, wait_s) "
            "VALUES (?, 1, 's', 'inbound', ?, ?)",
            [f"s:{number}", outcome, wait],
        )


def test_a_share_has_the_interval_of_wilson(con: DuckDBPyConnection, ask: Any) -> None:
    visits(con, [("answered", 10.0)] * 7 + [("answered", 99.0)] * 2 + [("abandoned", 5.0)] * 4)

    row = ask("service_level").row

    theirs = binomtest(7, 13).proportion_ci(method="wilson")
    assert (row.low, row.high) == (pytest.approx(theirs.low), pytest.approx(theirs.high))


def test_a_mean_has_the_interval_of_student(con: DuckDBPyConnection, ask: Any) -> None:
    waits = [3.0, 18.0, 7.5, 40.0, 11.0]
    visits(con, [("answered", w) for w in waits])

    row = ask("average_speed_of_answer").row

    theirs = ttest_1samp(waits, 0).confidence_interval()
    assert (row.value, row.n) == (pytest.approx(15.9), 5)
    assert (row.low, row.high) == (0.0, pytest.approx(theirs.high))
    assert theirs.low < 0


def test_one_row_has_a_mean_and_no_interval(con: DuckDBPyConnection, ask: Any) -> None:
    visits(con, [("answered", 12.0)])

    row = ask("average_speed_of_answer").row

    assert (row.value, row.n, row.low, row.high) == (12.0, 1, None, None)


def test_a_count_and_an_extreme_have_no_interval(con: DuckDBPyConnection, ask: Any) -> None:
    visits(con, [("answered", 12.0), ("answered", 30.0)])

    rows = ask(["visits_answered", "longest_wait"]).rows

    assert [(r.value, r.low, r.high) for r in rows] == [(2, None, None), (30.0, None, None)]


def test_the_interval_of_a_quantile_holds_the_exact_one(con: DuckDBPyConnection, ask: Any) -> None:
    waits = np.sort(np.random.default_rng(4).exponential(60.0, size=500).round(3))
    visits(con, [("answered", float(w)) for w in waits])

    row = ask("wait_p90").row

    low, high = (r[0] for r in statistics.quantile_ranks(np.array([500.0]), 0.9))
    exact = waits[round(low * 499)], waits[round(high * 499)]
    assert row.value == pytest.approx(np.quantile(waits, 0.9))
    assert waits[0] < row.low <= exact[0] < row.value < exact[1] <= row.high < waits[-1]
    assert row.high - row.low < 1.8 * (exact[1] - exact[0])


def test_a_few_waits_have_a_median_and_no_interval(con: DuckDBPyConnection, ask: Any) -> None:
    visits(con, [("answered", 1.0), ("answered", 2.0), ("answered", 9.0)])

    row = ask("wait_p50").row

    assert (row.value, row.low, row.high) == (2.0, None, None)


CASE = "INSERT INTO cases (case_id, source, customer_key, direction, handled, resolved, linked_by, contacts) VALUES "


def test_cases_of_one_customer_make_the_interval_wider(con: DuckDBPyConnection, ask: Any) -> None:
    """
    40 customers with five cases each, all five solved or all five not: 200 cases, 40 independent facts
    """
    for customer in range(40):
        solved = customer % 4 != 0
        rows = ", ".join(
            f"('c:{customer}.{n}', 's', {customer}, 'inbound', 1, {solved}, 'case_ref', 1)"
            for n in range(5)
        )
        con.execute(CASE + rows)

    row = ask("call_resolution").row

    # the delta method over 40 clusters: 39/40 of what forty independent facts are worth
    theirs = statistics.wilson_interval(np.array([0.75 * 39]), np.array([39.0]))
    assert (row.value, row.n) == (0.75, 200)
    assert (row.low, row.high) == (pytest.approx(theirs[0][0]), pytest.approx(theirs[1][0]))


def test_where_all_agree_each_customer_is_one_fact(con: DuckDBPyConnection, ask: Any) -> None:
    rows = (f"('c:{n}', 's', {n % 10}, 'inbound', 1, true, 'case_ref', 1)" for n in range(100))
    con.execute(CASE + ", ".join(rows))

    row = ask("call_resolution").row

    assert (row.value, row.high) == (1.0, 1.0)
    assert row.low == pytest.approx(binomtest(10, 10).proportion_ci(method="wilson").low)


def test_customers_nobody_knows_are_each_their_own(con: DuckDBPyConnection, ask: Any) -> None:
    rows = (f"('c:{n}', 's', NULL, 'inbound', 1, {n < 60}, 'case_ref', 1)" for n in range(80))
    con.execute(CASE + ", ".join(rows))

    row = ask("call_resolution").row

    theirs = binomtest(60, 80).proportion_ci(method="wilson")
    assert row.low == pytest.approx(theirs.low, abs=2e-3)
    assert row.high == pytest.approx(theirs.high, abs=2e-3)


def resolution(scope: int, taken: int, told: int, solved: int) -> dict[str, NDArray[np.float64]]:
    """The moments of `scope` cases, `taken` of them by someone, of which `told` say and `solved` were."""
    moments = {
        "scope": scope,
        "known": scope - taken + told,
        "above": solved,
        "stratum_scope": taken,
        "stratum_known": told,
        "stratum_above": solved,
    }
    return {name: np.array([float(value)]) for name, value in moments.items()}


def test_with_evidence_for_all_it_is_a_plain_share() -> None:
    figures = figures_of(
        catalogue()["call_resolution"], resolution(5000, 4054, 4054, 3646), statistics
    )

    theirs = binomtest(3646, 5000).proportion_ci(method="wilson")
    assert figures.value[0] == 0.7292
    assert figures.low[0] == pytest.approx(theirs.low)
    assert figures.high[0] == pytest.approx(theirs.high)
    assert (figures.coverage[0], figures.bound_low[0], figures.bound_high[0]) == (
        1.0,
        0.7292,
        0.7292,
    )


def test_with_evidence_for_none_of_the_taken_there_is_no_figure() -> None:
    figures = figures_of(catalogue()["call_resolution"], resolution(100, 80, 0, 0), statistics)

    assert np.isnan([figures.value[0], figures.low[0], figures.high[0]]).all()
    assert figures.coverage[0] == 0.2
    assert (figures.bound_low[0], figures.bound_high[0]) == (0.0, 0.8)


def test_the_interval_with_partial_evidence_covers_as_often_as_it_says() -> None:
    rng = np.random.default_rng(8)
    taken = rng.binomial(600, 0.85, size=2000).astype(float)
    told = rng.binomial(taken.astype(int), 0.3).astype(float)
    solved = rng.binomial(told.astype(int), 0.75).astype(float)
    scope = np.full(2000, 600.0)
    moments = {
        "scope": scope,
        "known": scope - taken + told,
        "above": solved,
        "stratum_scope": taken,
        "stratum_known": told,
        "stratum_above": solved,
    }

    figures = figures_of(catalogue()["call_resolution"], moments, statistics)

    true = 0.85 * 0.75
    assert 0.935 <= float(((figures.low <= true) & (true <= figures.high)).mean()) <= 0.965
    assert (figures.bound_low <= figures.value).all()
    assert (figures.value <= figures.bound_high).all()


def test_sales_per_agent_is_as_sure_as_its_agents(
    con: DuckDBPyConnection, ask: Any, draw: Any
) -> None:
    draw("contacts", "agent sale_amount\nann 10\nann 20\nbob 50\ncyd 0\ncyd 5")

    row = ask("sales_per_agent").row

    theirs = ttest_1samp([30.0, 50.0, 5.0], 0).confidence_interval()
    assert (row.value, row.n) == (pytest.approx(85 / 3), 3)
    assert row.high == pytest.approx(theirs.high)


def test_offers_nobody_took_are_as_sure_as_the_visits_they_came_in(draw: Any, ask: Any) -> None:
    draw("visits", "offers unanswered_offers\n1 0\n3 2\n1 0\n8 7\n1 1\n1 0")
    offers, lost = np.array([1.0, 3, 1, 8, 1, 1]), np.array([0.0, 2, 0, 7, 1, 0])

    row = ask("unanswered_offer_rate").row

    share = 10 / 15
    variance = 6 / 5 * ((lost - share * offers) ** 2).sum() / 15**2
    worth = np.array([share * (1 - share) / variance])
    low, high = statistics.wilson_interval(share * worth, worth)
    assert (row.value, row.n) == (pytest.approx(share), 15)
    assert (row.low, row.high) == (pytest.approx(low[0]), pytest.approx(high[0]))


def test_the_score_of_promoters_has_its_own_variance(draw: Any, ask: Any) -> None:
    scores = [10] * 30 + [8] * 15 + [2] * 25
    lines = "\n".join(f"nps 0-10 {score} {n}" for n, score in enumerate(scores))
    draw("answers", f"instrument scale score customer_key\n{lines}")

    row = ask("nps").row

    (value,), (low,), (high,) = statistics.nps_interval(
        np.array([30.0]), np.array([25.0]), np.array([70.0])
    )
    assert (row.value, row.n) == (pytest.approx(value), 70)
    # Student's t over 70 customers instead of the normal: two per cent wider
    assert (row.high - row.low) / (high - low) == pytest.approx(1.025, abs=0.01)


def test_figures_keep_twelve_digits() -> None:
    moments = {"scope": [3.0], "known": [3.0], "above": [2.0], "squares": [2.0]}
    arrays = {name: np.array(value) for name, value in moments.items()}

    figures = figures_of(catalogue()["average_talk_time"], arrays, statistics)

    assert figures.value[0] == 0.666666666667
