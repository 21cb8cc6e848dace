"""The SQL a question becomes: its text on two engines, one statement per table, nothing pasted."""

import re
import time

import pytest
import sqlglot
from duckdb import DuckDBPyConnection

from willet.core.metrics import Question, catalogue, compile_question
from willet.core.records import Message, UnknownNameError

DUCKDB = """\
SELECT by_0,
  COUNT(r0) AS m0,
  COUNT(r1) AS m1,
  COUNT(r2) AS m2,
  COUNT(r4) AS m3,
  COUNT(r3) AS m4,
  FSUM(r3) AS m5,
  FSUM(r3 * r3) AS m6,
  FSUM(r3 * r3 * r3) AS m7
FROM (
SELECT local_date AS by_0,
  CASE WHEN offered THEN 1 END AS r0,
  CASE WHEN offered AND (answered AND (wait_s <= $target_s)) IS NOT NULL THEN 1 END AS r1,
  CASE WHEN offered AND (answered AND (wait_s <= $target_s)) THEN 1 END AS r2,
  CASE WHEN answered THEN wait_s END AS r3,
  CASE WHEN answered THEN 1 END AS r4
FROM (
SELECT *,
  (INBOUND AND (NOT (outcome IN ('blocked', 'self_served', 'unknown')))) AS offered,
  (INBOUND AND (outcome = 'answered')) AS answered
FROM visits
WHERE local_date >= $first AND (queue = $literal_2)
) AS facts
) AS row_values
GROUP BY by_0""".replace("INBOUND", "((direction IS NULL) OR (direction = 'inbound'))")
"""Service level and speed of answer by day, from a day on, of one queue."""


def asked(*metrics: str, **words: object) -> Question:
    return Question.of(metrics, **words)  # type: ignore[arg-type]


def test_a_question_on_one_table_is_one_statement() -> None:
    question = asked(
        "service_level",
        "average_speed_of_answer",
        by="day",
        first="1999-01-04",
        where="queue = 'x'",
    )

    compiled = compile_question(question)

    assert len(compiled) == 1
    assert compiled[0].sql == DUCKDB
    assert compiled[0].parameters["target_s"] == 20
    assert compiled[0].parameters["literal_2"] == "x"


def test_each_table_and_key_has_its_statement() -> None:
    compiled = compile_question(asked(*catalogue()))

    keys = [(c.table, c.cluster) for c in compiled]
    assert sorted(keys, key=str) == sorted(set(keys), key=str)
    assert {c.table for c in compiled} == {m.table for m in catalogue().values()}


def test_what_a_person_typed_is_bound_and_never_pasted(con: DuckDBPyConnection) -> None:
    evil = "x' OR 1=1; DROP TABLE visits; --"
    quoted = evil.replace("'", "''")

    (compiled,) = compile_question(asked("visits_entered", where=f"queue = '{quoted}'"))

    assert "DROP" not in compiled.sql
    assert evil in compiled.parameters.values()
    assert con.execute(compiled.sql, dict(compiled.parameters)).fetchall() == [(0,)]


def test_equal_moments_are_one_column() -> None:
    alone = compile_question(asked("average_handle_time"))[0]
    together = compile_question(asked("average_handle_time", "average_hold_time"))[0]

    # hold's own count serves the note of handle time: no row is counted twice
    assert together.sql.count("COUNT(r") == alone.sql.count("COUNT(r")


def test_quantiles_of_one_column_share_one_sort() -> None:
    (compiled,) = compile_question(asked("wait_p50", "wait_p90", by="day"))

    # spelled six times, and one expression to an engine
    assert set(re.findall(r"list\(.*?\) FILTER \(.*?\)", compiled.sql)) == {
        "list(r0 ORDER BY r0) FILTER (WHERE r0 IS NOT NULL)"
    }


def test_quantiles_over_days_join_the_values_of_all_days_once_and_return_few() -> None:
    (compiled,) = compile_question(asked("wait_p50", "wait_p90", by="queue"))

    assert compiled.cluster == "day"
    (of_a_day,) = re.findall(r"list\(r0\) FILTER \(.*?\) AS (g\d+)", compiled.sql)
    (joined,) = re.findall(rf"flatten\(list\({of_a_day}\).*?\)\)\) AS (m\d+)", compiled.sql)
    assert joined not in compiled.columns
    assert compiled.slots["wait_p50"]["value"] != compiled.slots["wait_p90"]["value"]
    assert set(compiled.columns) >= {s["value"] for n, s in compiled.slots.items() if n != "*"}


def test_the_customers_of_a_case_are_summed_first() -> None:
    (compiled,) = compile_question(asked("call_resolution", by="queue"))

    assert "COALESCE(customer_key, HASH(case_id)) AS cluster_key" in compiled.sql
    assert compiled.cluster == "customer_key"


@pytest.mark.parametrize(
    ("metric", "words", "unit"),
    [
        ("average_handle_time", {}, "agent"),
        ("average_handle_time", {"by": ["queue", "day"]}, "agent"),
        ("average_handle_time", {"by": "agent"}, "day"),
        ("average_handle_time", {"where": "agent = 'ann' and hour < 12"}, "day"),
        ("average_handle_time", {"where": "agent = 'ann' or hour < 12"}, "agent"),
        ("average_handle_time", {"where": "agent <> 'ann'"}, "agent"),
        ("average_handle_time", {"by": ["agent", "day"]}, None),
        ("average_handle_time", {"by": "agent", "first": "1999-01-04", "last": "1999-01-04"}, None),
        ("service_level", {}, "day"),
        ("service_level", {"by": ["queue", "week"]}, "day"),
        ("service_level", {"by": "weekday"}, "day"),
        ("service_level", {"by": ["day", "hour"]}, None),
        ("service_level", {"first": "1999-01-04", "last": "1999-01-05"}, "day"),
        ("service_level", {"first": "1999-01-04", "last": "1999-01-04"}, None),
        ("call_resolution", {"by": "agent"}, "customer_key"),
        ("call_resolution", {"by": "day"}, "customer_key"),
        ("wait_p90", {}, "day"),
        ("wait_p90", {"by": "queue"}, "day"),
        ("wait_p90", {"by": "day"}, None),
        ("sales_per_agent", {"by": "agent"}, "each_agent"),
    ],
)
def test_the_unit_of_luck_follows_what_each_cell_holds(
    metric: str, words: dict[str, object], unit: str | None
) -> None:
    (compiled,) = compile_question(asked(metric, **words))

    assert compiled.cluster == unit


def test_a_source_that_cannot_tell_stays_out() -> None:
    silence = {"asterisk": {"blocked_rate": Message("its log shows no blocked calls")}}

    question = asked("blocked_rate", "received", by="day")
    (compiled,) = compile_question(question, silence=silence)

    assert "source NOT IN ('asterisk')" in compiled.sql
    assert "silent" in compiled.slots["blocked_rate"]
    assert "silent" not in compiled.slots["received"]


@pytest.mark.parametrize("dialect", ["duckdb", "postgres"])
def test_every_statement_is_sql_of_its_engine(dialect: str) -> None:
    question = asked(
        *(m.name for m in catalogue().values() if m.table == "visits"),
        by=["day", "week", "month", "quarter", "year", "weekday", "hour", "interval", "queue"],
        where="hour between 8 and 18 and queue in ('a', 'b') and not (topic like 'x%') and answered",
    )

    for compiled in compile_question(question, dialect):
        text = (
            compiled.sql.replace("%(", ":").replace(")s", "")
            if dialect == "postgres"
            else compiled.sql
        )
        assert isinstance(sqlglot.parse_one(text, read=dialect), sqlglot.exp.Query)


def test_postgres_gets_its_own_words() -> None:
    (compiled,) = compile_question(asked("wait_p90", by=["hour", "day"]), "postgres")
    (clustered,) = compile_question(asked("call_resolution"), "postgres")

    assert "(array_agg(r0 ORDER BY r0) FILTER (WHERE r0 IS NOT NULL))[" in compiled.sql
    assert "(wall_interval / 4) AS by_0" in compiled.sql
    assert "COALESCE(CAST(customer_key AS TEXT), case_id) AS cluster_key" in clustered.sql


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(
        UnknownNameError, match=r"Unknown SQL dialect 'duckbd'\. Did you mean 'duckdb'"
    ):
        compile_question(asked("received"), "duckbd")


def test_a_board_compiles_fast() -> None:
    question = asked(*list(catalogue())[:24], by=["day", "queue"])
    compile_question(question)

    took = min(_seconds(question) for _ in range(20))

    # a millisecond on a calm machine; ten times that still tells a parse per question from none
    assert took < 0.01


def _seconds(question: Question) -> float:
    start = time.process_time()
    compile_question(question)
    return time.process_time() - start
