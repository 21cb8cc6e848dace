"""Verdicts that do not stand yet, and verdicts that are no more than a word."""

from typing import Any

import numpy as np
import pytest
from duckdb import DuckDBPyConnection
from scipy.stats import binomtest

from willet.core import statistics
from willet.core.metrics import (
    AnswerRow,
    Foresight,
    Question,
    answer_from,
    catalogue,
    compile_question,
)
from willet.core.metrics.estimate import figures_of

HEAD = "case_id settled handled resolved identified customer_key source"


def foreseen(con: DuckDBPyConnection, expected: dict[str, tuple[float, float]]) -> AnswerRow:
    """Call resolution where the pending cases of these ids are foreseen, each with its chance and doubt."""
    chances = " ".join(f"WHEN '{case}' THEN {c}" for case, (c, _) in expected.items())
    doubts = " ".join(f"WHEN '{case}' THEN {d}" for case, (_, d) in expected.items())
    con.execute(
        f"CREATE OR REPLACE TEMP VIEW seen_ahead AS SELECT *, CASE case_id {chances} END AS expected, "
        f"CASE case_id {doubts} END AS doubt FROM cases"
    )
    question = Question.of("call_resolution")
    compiled = compile_question(question, foresight=Foresight("cases", "seen_ahead"))
    results = [con.execute(c.sql, dict(c.parameters)).fetchnumpy() for c in compiled]
    return answer_from(question, compiled, results, intervals=statistics).row


def test_pending_cases_without_foresight_are_unknown_and_counted_beside(
    draw: Any, ask: Any
) -> None:
    draw(
        "cases",
        f"{HEAD}\na true 1 true true 1 s\nb true 1 false true 2 s\nc false 1 true true 3 s\nd false 0 - true 4 s"
        "\ne true 0 - true 5 s",
    )

    answer = ask("call_resolution")

    # a, b and e stand: one solved, one not, one that nobody took
    row = answer.row
    assert (row.value, row.n, row.pending, row.estimated) == (pytest.approx(1 / 3), 3, 2, False)
    assert (row.coverage, row.bound_low, row.bound_high) == (0.6, 0.2, 0.6)
    assert (
        "call_resolution leaves out 2 of 5 cases that are pending: "
        "the records are too short to estimate them" in map(str, answer.notes)
    )
    assert not row.is_settled


def test_where_all_is_pending_there_is_no_figure_and_the_reason_says_so(
    draw: Any, ask: Any
) -> None:
    draw("cases", f"{HEAD}\na false 1 true true 1 s\nb false 0 - true 2 s")

    row = ask("call_resolution").row

    assert (row.value, row.n, row.pending) == (None, 0, 2)
    assert str(row.reason).startswith("the cases of this selection are still pending")


def test_foreseen_cases_count_as_what_is_expected_of_them(
    draw: Any, con: DuckDBPyConnection
) -> None:
    draw(
        "cases",
        f"{HEAD}\na true 1 true true 1 s\nb true 1 false true 2 s\nc false 1 true true 3 s\nd false 0 - true 4 s",
    )

    row = foreseen(con, {"c": (0.9, 0.0), "d": (0.2, 0.0)})

    assert (row.value, row.n, row.pending, row.estimated) == (pytest.approx(2.1 / 4), 4, 2, True)
    # what stands is one solved and one not: nothing that is expected moves a bound
    assert (row.coverage, row.bound_low, row.bound_high) == (0.5, 0.25, 0.75)


def test_a_doubt_widens_the_interval_and_moves_nothing_else(
    draw: Any, con: DuckDBPyConnection
) -> None:
    lines = "\n".join(f"c{n} {n % 2 == 0} 1 {n % 3 > 0} true {n} s" for n in range(200))
    draw("cases", f"{HEAD}\n{lines}")
    pending = {f"c{n}": 0.7 for n in range(200) if n % 2}

    sure = foreseen(con, {case: (chance, 0.0) for case, chance in pending.items()})
    doubted = foreseen(con, {case: (chance, 0.1) for case, chance in pending.items()})

    assert doubted.value == sure.value
    assert doubted.n == sure.n == 200
    # errors of an estimate go together: half of the cases may err by a tenth, all alike
    share = sure.value or 0.0
    assert doubted.low is not None
    assert doubted.high is not None
    arm = 1.96 * np.sqrt(share * (1 - share) / 200 + 0.05**2)
    assert doubted.high - doubted.low == pytest.approx(2 * arm, rel=0.03)


def test_a_state_nothing_is_foreseen_of_goes_like_the_others_that_were_taken(
    draw: Any, con: DuckDBPyConnection
) -> None:
    draw(
        "cases",
        f"{HEAD}\na true 1 true true 1 s\nb true 1 false true 2 s\nc false 1 true true 3 s\nd false 1 - true 4 s",
    )

    row = foreseen(con, {"c": (0.8, 0.0)})

    assert (row.value, row.n, row.pending) == (pytest.approx(1.8 / 3), 3, 2)


@pytest.mark.parametrize(
    ("handled", "seen"),
    [
        (1, (2 / 3, 1 / 3, 2 / 3)),  # the word counts in the value and is not certain
        (0, (1.0, 1 / 3, 2 / 3)),  # nobody took it: known, but they may have been helped unseen
    ],
)
def test_the_word_on_an_unknown_callers_case_is_value_and_no_certainty(
    draw: Any, ask: Any, handled: int, seen: tuple[float, float, float]
) -> None:
    last = f"c true {handled} {'true' if handled else '-'} false - s"
    draw("cases", f"{HEAD}\na true 1 true true 1 s\nb true 1 false true 2 s\n{last}")

    row = ask("call_resolution").row

    assert (row.value, row.n) == (pytest.approx((1 + handled) / 3), 3)
    assert (row.coverage, row.bound_low, row.bound_high) == pytest.approx(seen)


def test_where_a_source_tells_no_customers_a_sentence_stands_for_the_bounds(
    draw: Any, con: DuckDBPyConnection
) -> None:
    draw(
        "cases",
        f"{HEAD}\na true 1 true false - blind\nb true 0 - false - blind\nc true 1 true true 1 s"
        "\nd true 1 true false - s",
    )
    question = Question.of("call_resolution", by="source")
    compiled = compile_question(question, foresight=Foresight(nameless=("blind",)))
    results = [con.execute(c.sql, dict(c.parameters)).fetchnumpy() for c in compiled]

    blind, seeing = answer_from(question, compiled, results, intervals=statistics).rows

    assert (blind.value, blind.n) == (0.5, 2)
    assert (blind.coverage, blind.bound_low, blind.bound_high) == (None, None, None)
    assert (seeing.coverage, seeing.bound_low, seeing.bound_high) == (0.5, 0.5, 1.0)


def test_a_blind_source_alone_is_said(draw: Any, con: DuckDBPyConnection) -> None:
    draw("cases", f"{HEAD}\na true 1 true false - blind\nb true 0 - false - blind")
    question = Question.of("call_resolution")
    compiled = compile_question(question, foresight=Foresight(nameless=("blind",)))
    results = [con.execute(c.sql, dict(c.parameters)).fetchnumpy() for c in compiled]

    answer = answer_from(question, compiled, results, intervals=statistics)

    assert (
        "call_resolution rests on what the record says of each contact: its source does not tell who the "
        "customers are, so nobody can be seen coming back" in map(str, answer.notes)
    )


def test_intervals_of_estimated_days_hold_the_planted_share_as_often_as_they_say() -> None:
    """2,000 days of 240 cases: a third stand, the others are foreseen with an error that days share."""
    rng = np.random.default_rng(12)
    true, cases, stand = 0.8, 240, 80
    chances = np.array(
        [0.9, 0.55]
    )  # of those called solved, and of the others; 5 in 7 are called so
    called = rng.binomial(cases - stand, 5 / 7, size=2000)
    hits = rng.binomial(stand, true, size=2000).astype(float)
    error = rng.normal(0, 0.03, size=2000)
    expected = called * chances[0] + (cases - stand - called) * chances[1]
    moments = {
        "scope": np.full(2000, float(cases)),
        "known": np.full(2000, float(stand)),
        "above": hits,
        "foreseen": np.full(2000, float(cases - stand)),
        "expected": expected + error * (cases - stand),
        "doubt": np.full(2000, 0.03 * (cases - stand)),
    }

    figures = figures_of(catalogue()["call_resolution"], moments, statistics)

    assert 0.94 <= float(((figures.low <= true) & (true <= figures.high)).mean()) <= 0.99
    plain = binomtest(192, 240).proportion_ci(method="wilson")
    assert float((figures.high - figures.low).mean()) > plain.high - plain.low
