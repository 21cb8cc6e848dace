"""The figures beside a value: intervals against other implementations, coverage, bounds, and what never is."""

from collections.abc import Sequence
from math import sqrt
from typing import Any

import numpy as np
import pytest
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray
from scipy.stats import binom, binomtest, norm, t, ttest_1samp

from willet.core import statistics
from willet.core.metrics import catalogue
from willet.core.metrics.estimate import figures_of
from willet.core.metrics.reasons import (
    FEW_AGENTS,
    FEW_DAYS,
    FEWER_AGENTS,
    FEWER_DAYS,
    LOWER_END_ALONE,
    ONE_AGENT,
    ONE_CUSTOMER,
    ONE_DAY,
    ONE_HOLDS_MUCH,
    ONE_HOLDS_MUCH_OF,
    TOO_FEW_FOR_MEAN,
    TOO_FEW_FOR_QUANTILE,
)
from willet.core.records import Saying


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


def test_a_mean_has_the_interval_of_student_and_is_longer_where_its_tail_is(
    con: DuckDBPyConnection, ask: Any
) -> None:
    waits = [float(w) for w in range(1, 40)] + [300.0]
    visits(con, [("answered", w) for w in waits])

    row = ask("average_speed_of_answer").row

    theirs = ttest_1samp(waits, 0).confidence_interval()
    assert (row.value, row.n) == (pytest.approx(27.0), 40)
    assert row.low == pytest.approx(theirs.low)
    assert theirs.high < row.high < row.value + 2 * (theirs.high - row.value)


def test_a_mean_without_a_long_tail_has_the_interval_of_student(
    con: DuckDBPyConnection, ask: Any
) -> None:
    waits = [10.0, 20.0] * 20
    visits(con, [("answered", w) for w in waits])

    row = ask("average_speed_of_answer").row

    theirs = ttest_1samp(waits, 0).confidence_interval()
    assert (row.low, row.high) == (pytest.approx(theirs.low), pytest.approx(theirs.high))


@pytest.mark.parametrize(("n", "known"), [(29, False), (30, True)])
def test_fewer_than_thirty_waits_have_a_mean_and_no_interval(
    con: DuckDBPyConnection, ask: Any, n: int, known: bool
) -> None:
    visits(con, [("answered", 1.0 + number) for number in range(n)])

    row = ask("average_speed_of_answer").row

    assert (row.low is not None, row.high is not None) == (known, known)
    assert row.interval_note == (ONE_DAY if known else TOO_FEW_FOR_MEAN)()
    assert row.reason is None


def test_one_row_has_a_mean_and_no_interval(con: DuckDBPyConnection, ask: Any) -> None:
    visits(con, [("answered", 12.0)])

    row = ask("average_speed_of_answer").row

    assert (row.value, row.n, row.low, row.high) == (12.0, 1, None, None)


def test_a_count_and_an_extreme_have_no_interval(con: DuckDBPyConnection, ask: Any) -> None:
    visits(con, [("answered", 12.0), ("answered", 30.0)])

    rows = ask(["visits_answered", "longest_wait"]).rows

    assert [(r.value, r.low, r.high) for r in rows] == [(2, None, None), (30.0, None, None)]


@pytest.mark.parametrize("n", [6, 36, 37, 99, 500, 3001])
@pytest.mark.parametrize(("metric", "fraction"), [("wait_p50", 0.5), ("wait_p90", 0.9)])
def test_the_interval_of_a_quantile_ends_at_the_exact_order_statistics(
    con: DuckDBPyConnection, ask: Any, n: int, metric: str, fraction: float
) -> None:
    waits = np.sort(np.random.default_rng(n).exponential(60.0, size=n).round(1))
    visits(con, [("answered", float(w)) for w in waits] + [("blocked", 1.0), ("answered", None)])

    row = ask(metric).row

    low = int(binom.ppf(0.025, n, fraction))
    high = int(binom.ppf(0.975, n, fraction)) + 1
    assert row.value == pytest.approx(np.quantile(waits, fraction))
    assert row.low == waits[low - 1]
    assert row.high == (waits[high - 1] if high <= n else None)


def test_a_ninth_decile_of_few_waits_has_its_lower_end_alone(
    con: DuckDBPyConnection, ask: Any
) -> None:
    visits(con, [("answered", float(w)) for w in range(1, 36)])

    row = ask("wait_p90").row

    # P(B(35, 0.9) <= 27) = 2.46 %: the 28th is the last below which so few samples begin
    assert binom.cdf(27, 35, 0.9) < 0.025 < binom.cdf(28, 35, 0.9)
    assert (row.low, row.high, row.interval_note) == (28.0, None, LOWER_END_ALONE())


def test_a_few_waits_have_a_median_and_no_interval(con: DuckDBPyConnection, ask: Any) -> None:
    visits(con, [("answered", 1.0), ("answered", 2.0), ("answered", 9.0)])

    row = ask("wait_p50").row

    assert (row.value, row.low, row.high) == (2.0, None, None)
    assert row.interval_note == TOO_FEW_FOR_QUANTILE()


CASE = (
    "INSERT INTO cases (case_id, source, customer_key, direction, handled, resolved, linked_by, contacts, settled) "
    "VALUES "
)


def test_cases_of_one_customer_make_the_interval_wider(con: DuckDBPyConnection, ask: Any) -> None:
    """
    40 customers with five cases each, all five solved or all five not: 200 cases, 40 independent facts
    """
    for customer in range(40):
        solved = customer % 4 != 0
        rows = ", ".join(
            f"('c:{customer}.{n}', 's', {customer}, 'inbound', 1, {solved}, 'case_ref', 1, true)"
            for n in range(5)
        )
        con.execute(CASE + rows)

    row = ask("call_resolution").row

    # 39/40 of what forty independent facts are worth, and Student's quantile: a fifth of the variance is
    # that of single cases and known, the rest is learned from 39 degrees of freedom
    low, high = wilson(0.75, 39, t.ppf(0.975, 39 / 0.8**2))
    assert (row.value, row.n) == (0.75, 200)
    assert (row.low, row.high) == (pytest.approx(low), pytest.approx(high))


def wilson(share: float, n: float, z: float) -> tuple[float, float]:
    """Wilson's interval, written out: where the score test of a share reaches z."""
    middle, arm = share + z * z / 2 / n, z * sqrt(share * (1 - share) / n + z * z / 4 / n**2)
    return (middle - arm) / (1 + z * z / n), (middle + arm) / (1 + z * z / n)


def test_one_single_customer_has_a_share_and_no_interval(con: DuckDBPyConnection, ask: Any) -> None:
    rows = (f"('c:{n}', 's', 7, 'inbound', 1, {n < 30}, 'case_ref', 1, true)" for n in range(40))
    con.execute(CASE + ", ".join(rows))

    row = ask("call_resolution").row

    assert (row.value, row.n, row.low, row.high) == (0.75, 40, None, None)
    assert row.interval_note == ONE_CUSTOMER()


@pytest.mark.parametrize(("own", "named"), [(5, False), (6, True)])
def test_a_customer_with_more_than_a_twentieth_is_named(
    con: DuckDBPyConnection, ask: Any, own: int, named: bool
) -> None:
    keys = [1] * own + list(range(2, 102 - own))
    rows = (
        f"('c:{n}', 's', {key}, 'inbound', 1, {n % 3 > 0}, 'case_ref', 1, true)"
        for n, key in enumerate(keys)
    )
    con.execute(CASE + ", ".join(rows))

    answer = ask("call_resolution")

    note = answer.row.interval_note
    assert (note is not None and note == ONE_HOLDS_MUCH()) == named
    assert (any(n.is_one_of(ONE_HOLDS_MUCH_OF) for n in answer.notes)) == named


def test_a_share_of_one_day_is_that_of_its_rows_and_called_so(draw: Any, ask: Any) -> None:
    draw(
        "visits",
        "outcome local_date\n" + "answered 1999-01-04\n" * 30 + "abandoned 1999-01-04\n" * 10,
    )

    whole, by_day = ask("answer_rate").row, ask("answer_rate", by="day").row

    theirs = binomtest(30, 40).proportion_ci(method="wilson")
    assert (whole.low, whole.high) == (pytest.approx(theirs.low), pytest.approx(theirs.high))
    assert (by_day.low, by_day.high) == (whole.low, whole.high)
    assert (whole.interval_note, by_day.interval_note) == (ONE_DAY(), None)


def test_days_that_differ_make_a_share_less_sure(draw: Any, ask: Any) -> None:
    """
    nine days of forty calls, answered 40 38 36 34 32 30 28 26 24: 32 a day on average
    """
    answered = range(40, 22, -2)
    rows = [
        f"{'answered' if n < k else 'abandoned'} 1999-01-{day:02d}"
        for day, k in enumerate(answered, 4)
        for n in range(40)
    ]
    draw("visits", "outcome local_date\n" + "\n".join(rows))

    row = ask("answer_rate").row

    spread = np.array(answered) / 40
    variance = spread.var(ddof=1) / 9
    low, high = wilson(0.8, 0.16 / variance, t.ppf(0.975, 8 / (1 - 1 / 40) ** 2))
    assert (row.value, row.n) == (pytest.approx(0.8), 360)
    assert (row.low, row.high) == (pytest.approx(low, abs=1e-3), pytest.approx(high, abs=1e-3))
    assert row.interval_note is None


def test_agents_who_differ_make_a_mean_less_sure(draw: Any, ask: Any) -> None:
    """
    ten agents of ten calls, each at their own pace: ten facts and not a hundred
    """
    rows = [f"a{agent} {100 + 10 * agent + n % 2}" for agent in range(10) for n in range(10)]
    draw("visits", "agent talk_s\n" + "\n".join(rows))

    row = ask("average_talk_time").row

    theirs = ttest_1samp([100.5 + 10 * agent for agent in range(10)], 0).confidence_interval()
    assert (row.value, row.n) == (pytest.approx(145.5), 100)
    assert (row.low, row.high) == (pytest.approx(theirs.low), pytest.approx(theirs.high))


def test_calls_of_unknown_agents_go_by_their_day(draw: Any, ask: Any) -> None:
    rows = [
        f"- 1999-01-{4 + day:02d} {100 + 10 * day + n % 2}" for day in range(10) for n in range(10)
    ]
    draw("visits", "agent local_date talk_s\n" + "\n".join(rows))

    row = ask("average_talk_time").row

    theirs = ttest_1samp([100.5 + 10 * day for day in range(10)], 0).confidence_interval()
    assert (row.low, row.high) == (pytest.approx(theirs.low), pytest.approx(theirs.high))


def test_one_agent_has_the_interval_of_their_own_calls_and_it_is_called_so(
    draw: Any, ask: Any
) -> None:
    talk = [100.0, 200.0] * 20
    draw("visits", "agent talk_s\n" + "\n".join(f"ann {s}" for s in talk))

    row = ask("average_talk_time").row

    theirs = ttest_1samp(talk, 0).confidence_interval()
    assert (row.low, row.high) == (pytest.approx(theirs.low), pytest.approx(theirs.high))
    assert row.interval_note == ONE_AGENT()


def _talk_of(calls: dict[str, int]) -> str:
    """Every agent's calls, their own pace apart by some seconds."""
    rows = [
        f"{name} {100 + 7 * at + 3 * (n % 5)}"
        for at, (name, count) in enumerate(calls.items())
        for n in range(count)
    ]
    return "agent talk_s\n" + "\n".join(rows)


@pytest.mark.parametrize(
    ("calls", "note"),
    [
        ({"ann": 40, "bob": 40}, FEWER_AGENTS),
        ({"ann": 40, "bob": 40, "cyd": 40}, FEWER_AGENTS),
        ({"ann": 40, "bob": 40, "cyd": 40, "dan": 40}, FEW_AGENTS),
        # six by name, of whom one has nearly all: worth (300 + 5) ** 2 / (300 ** 2 + 5) = 1.03
        ({"ann": 300, "bob": 1, "cyd": 1, "dan": 1, "eve": 1, "fay": 1}, FEWER_AGENTS),
        (dict.fromkeys("abcdefgh", 40), None),
    ],
)
def test_three_agents_or_fewer_say_nothing_of_others(
    draw: Any, ask: Any, calls: dict[str, int], note: Saying | None
) -> None:
    draw("visits", _talk_of(calls))

    row = ask("average_talk_time").row

    missing = note == FEWER_AGENTS
    assert (row.low is None, row.high is None) == (missing, missing)
    assert row.interval_note == (note and note())


@pytest.mark.parametrize(
    ("days", "each", "note"),
    [(2, 30, FEWER_DAYS), (3, 3, FEWER_DAYS), (4, 3, FEW_DAYS), (3, 1, FEW_DAYS)],
)
def test_a_share_of_three_days_or_fewer_has_no_interval_unless_they_are_rows(
    draw: Any, ask: Any, days: int, each: int, note: Saying
) -> None:
    rows = [
        f"1999-01-0{day + 1} {('answered', 'abandoned')[(n + day) % 3 == 0]}"
        for day in range(days)
        for n in range(each)
    ]
    draw("visits", "local_date outcome\n" + "\n".join(rows))

    row = ask("answer_rate").row

    assert (row.low is None) == (note == FEWER_DAYS)
    assert row.interval_note == note()


@pytest.mark.parametrize(
    ("by", "days", "note"),
    [
        (None, 3, FEWER_DAYS),
        ("queue", 2, FEWER_DAYS),
        (None, 4, FEW_DAYS),
        ("queue", 7, FEW_DAYS),
        (None, 8, None),
        ("day", 8, None),
        (None, 1, ONE_DAY),
    ],
)
def test_a_quantile_over_days_has_an_interval_from_four_days_on(
    draw: Any, ask: Any, by: str | None, days: int, note: Saying | None
) -> None:
    rows = [f"1999-01-0{day + 1} {10 * (day % 2) + n}" for day in range(days) for n in range(40)]
    draw("visits", "local_date wait_s\n" + "\n".join(rows))

    row = ask("wait_p50", by=by).row if by and by != "day" else ask("wait_p50", by=by or []).rows[0]

    assert (row.low is None) == (note is FEWER_DAYS)
    assert row.interval_note == (note and note())


def test_customers_cannot_differ_more_than_all_or_nothing(
    con: DuckDBPyConnection, ask: Any
) -> None:
    """
    one customer with 100 cases, half of them solved, beside 200 with one each, 140 solved
    """
    huge = [
        f"('h:{n}', 's', 999, 'inbound', 1, {n % 2 == 0}, 'case_ref', 1, true)" for n in range(100)
    ]
    small = [
        f"('c:{n}', 's', {n}, 'inbound', 1, {n < 140}, 'case_ref', 1, true)" for n in range(200)
    ]
    con.execute(CASE + ", ".join([*huge, *small]))

    row = ask("call_resolution").row

    value, worth = 190 / 300, 300**2 / (100**2 + 200)
    low, high = wilson(value, worth, norm.ppf(0.975))
    assert row.value == pytest.approx(value)
    assert low - 1e-9 <= row.low < row.high <= high + 1e-9


def test_where_all_agree_each_customer_is_one_fact(con: DuckDBPyConnection, ask: Any) -> None:
    rows = (
        f"('c:{n}', 's', {n % 10}, 'inbound', 1, true, 'case_ref', 1, true)" for n in range(100)
    )
    con.execute(CASE + ", ".join(rows))

    row = ask("call_resolution").row

    assert (row.value, row.high) == (1.0, 1.0)
    assert row.low == pytest.approx(binomtest(10, 10).proportion_ci(method="wilson").low)


def test_customers_nobody_knows_are_each_their_own(con: DuckDBPyConnection, ask: Any) -> None:
    rows = (f"('c:{n}', 's', NULL, 'inbound', 1, {n < 60}, 'case_ref', 1, true)" for n in range(80))
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
    """
    ann sold 300 in ten contacts, bob 500, cyd 100, dan 300: four facts, spread evenly
    """
    sold = (("ann", 30), ("bob", 50), ("cyd", 10), ("dan", 30))
    lines = [f"{agent} {s}" for agent, s in sold for _ in range(10)]
    draw("contacts", "agent sale_amount\n" + "\n".join(lines))

    row = ask("sales_per_agent").row

    theirs = ttest_1samp([300.0, 500.0, 100.0, 300.0], 0).confidence_interval()
    assert (row.value, row.n) == (pytest.approx(300), 4)
    assert (row.low, row.high) == (pytest.approx(theirs.low), pytest.approx(theirs.high))
    assert row.interval_note == FEW_AGENTS()


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
