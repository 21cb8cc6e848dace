"""Laws that hold on any table: splits add up, filters part the rows, order does not matter."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from willet.core import statistics
from willet.core.metrics import Answer, Question, answer_from, compile_question
from willet.core.records import TABLES

ROW = st.tuples(
    st.sampled_from(["answered", "abandoned", "timed_out", "unknown"]),
    st.one_of(st.none(), st.floats(0, 3600, allow_nan=False)),
    st.sampled_from(["sales", "help", None]),
    st.integers(4, 28),
)
ROWS = st.lists(ROW, max_size=25)
QUIET = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
NAMES = ["visits_entered", "service_level", "average_speed_of_answer", "longest_wait", "wait_p90"]


@pytest.fixture(scope="module")
def engine() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        yield con


def ask(con: duckdb.DuckDBPyConnection, rows: list[Any], **words: Any) -> Answer:
    """The five metrics over exactly these visits."""
    con.execute(TABLES["visits"].ddl())
    if rows:
        places = ", ".join("(?, 1, 's', 'inbound', ?, ?, ?, make_date(1999, 1, ?))" for _ in rows)
        values = [v for n, row in enumerate(rows) for v in (f"s:{n}", *row)]
        columns = "contact_id, visit_no, source, direction, outcome, wait_s, queue, local_date"
        con.execute(f"INSERT INTO visits ({columns}) VALUES {places}", values)
    question = Question.of(NAMES, **words)
    compiled = compile_question(question)
    results = [con.execute(c.sql, dict(c.parameters)).fetchnumpy() for c in compiled]
    return answer_from(question, compiled, results, intervals=statistics)


def by_metric(answer: Answer) -> dict[str, Any]:
    return {row.metric: row for row in answer.rows}


@pytest.mark.journey("law")
@QUIET
@given(ROWS, st.sampled_from([["queue"], ["day"], ["week", "queue"], ["outcome"]]))
def test_a_split_adds_up_to_the_whole(
    engine: duckdb.DuckDBPyConnection, rows: list[Any], by: list[str]
) -> None:
    whole, parts = by_metric(ask(engine, rows)), ask(engine, rows, by=by).rows

    for name in ("visits_entered", "service_level", "average_speed_of_answer"):
        assert sum(part.n for part in parts if part.metric == name) == whole[name].n
    for name in ("service_level", "average_speed_of_answer"):
        told = [part for part in parts if part.metric == name and part.value is not None]
        if told:
            weighted = sum(float(part.value or 0) * part.n for part in told) / whole[name].n
            assert whole[name].value == pytest.approx(weighted, rel=1e-9, abs=1e-9)
    longest = [p.value for p in parts if p.metric == "longest_wait" and p.value is not None]
    assert max(longest, default=None) == whole["longest_wait"].value


@pytest.mark.journey("law")
@QUIET
@given(ROWS)
def test_a_filter_its_opposite_and_the_unknown_are_all(
    engine: duckdb.DuckDBPyConnection, rows: list[Any]
) -> None:
    tests = ["queue = 'sales'", "not (queue = 'sales')", "queue is null"]

    parts = [by_metric(ask(engine, rows, where=test))["visits_entered"].value for test in tests]

    assert sum(parts) == by_metric(ask(engine, rows))["visits_entered"].value


@pytest.mark.journey("law")
@QUIET
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_show(
    engine: duckdb.DuckDBPyConnection, rows: list[Any], chance: Any
) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)

    first, second = ask(engine, rows, by="queue"), ask(engine, shuffled, by="queue")

    assert first.to_json_object()["rows"] == second.to_json_object()["rows"]


@QUIET
@given(ROWS)
def test_a_value_lies_in_its_interval_and_its_bounds(
    engine: duckdb.DuckDBPyConnection, rows: list[Any]
) -> None:
    for row in ask(engine, rows, by="queue").rows:
        if row.value is None:
            assert row.reason is not None
            continue
        assert row.low is None or row.low <= row.value + 1e-9
        assert row.high is None or row.value <= row.high + 1e-9
        assert row.bound_low is None or row.bound_low <= row.value + 1e-9
        assert row.bound_high is None or row.value <= row.bound_high + 1e-9
        assert row.coverage is None or 0 <= row.coverage <= 1
