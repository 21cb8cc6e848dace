"""An answer as JSON, as rows, as a DataFrame, as an Arrow table, as a plot, as one line of text."""

import sys
from datetime import UTC, datetime
from math import sqrt
from typing import Any

import pytest
from duckdb import DuckDBPyConnection
from scipy.stats import t as student

from willet.core import statistics
from willet.core.metrics import Answer, Question, answer_from, compile_question
from willet.core.records import RequestError

VISITS = """
queue outcome   wait_s local_date
sales answered  10     1999-01-04
sales answered  30     1999-01-04
sales abandoned 5      1999-01-11
help  answered  20     1999-02-01
-     answered  -      1999-02-01
"""


def two_days() -> tuple[float, float]:
    """Wilson's interval of 1 of 2 on one day and 0 of 1 on another, written out.

    Either residual is a third; over one less the day's part of the rows their squares make a variance of 1/18,
    which is what 4 independent rows have. One degree of freedom, in the 2/5 of the variance that days can tell.
    """
    n, z = 4, float(student.ppf(0.975, 1 / (2 / 5) ** 2))
    middle, arm = 1 / 3 + z * z / 2 / n, z * sqrt(2 / 9 / n + z * z / 4 / n**2)
    return (middle - arm) / (1 + z * z / n), (middle + arm) / (1 + z * z / n)


def test_the_json_object_is_that_of_the_contract(con: DuckDBPyConnection, draw: Any) -> None:
    draw("visits", VISITS)
    question = Question.of("service_level", by=["queue"], last="1999-01-31")
    compiled = compile_question(question)
    results = [con.execute(c.sql, dict(c.parameters)).fetchall() for c in compiled]

    answer = answer_from(
        question,
        compiled,
        results,
        intervals=statistics,
        as_of=datetime(1999, 2, 1, 12, tzinfo=UTC),
    )

    assert answer.to_json_object() == {
        "question": {
            "metrics": ["service_level"],
            "by": ["queue"],
            "from": None,
            "to": "1999-01-31",
            "where": None,
            "params": {},
            "profile": "willet",
        },
        "rows": [
            {
                "metric": "service_level",
                "queue": "sales",
                "value": 0.333333333333,
                "n": 3,
                "low": pytest.approx(two_days()[0]),
                "high": pytest.approx(two_days()[1]),
                "unit": "share",
                "reason": None,
                "coverage": 1.0,
                "bound_low": 0.333333333333,
                "bound_high": 0.333333333333,
                "interval_note": "the interval rests on fewer than 8 days and is rough",
            }
        ],
        "as_of": "1999-02-01T12:00:00+00:00",
        "formula": {
            "service_level": "count_if(answered and wait_s <= :target_s) / count_if(offered)"
        },
        "notes": [],
    }


def test_rows_and_columns_from_the_engine_give_the_same_answer(
    con: DuckDBPyConnection, draw: Any
) -> None:
    draw("visits", VISITS)
    question = Question.of(
        ["service_level", "wait_p50", "visits_entered", "call_resolution"],
        by=["queue", "day", "week"],
    )
    compiled = compile_question(question)

    answers = [
        answer_from(question, compiled, results, intervals=statistics)
        for results in (
            [con.execute(c.sql, dict(c.parameters)).fetchall() for c in compiled],
            [con.execute(c.sql, dict(c.parameters)).fetchnumpy() for c in compiled],
        )
    ]

    assert answers[0].to_json_object() == answers[1].to_json_object()


def test_cells_are_in_order_and_the_unknown_comes_last(draw: Any, ask: Any) -> None:
    draw("visits", VISITS)

    answer = ask("visits_entered", by=["queue", "month"])

    assert [(r.keys["queue"], r.keys["month"], r.value) for r in answer.rows] == [
        ("help", "1999-02", 1),
        ("sales", "1999-01", 3),
        (None, "1999-02", 1),
    ]


def test_tables_that_differ_share_their_cells(draw: Any, ask: Any) -> None:
    draw("visits", "queue wait_s\nsales 5")
    draw("contacts", "queue\nhelp")

    answer = ask(["visits_entered", "service_level", "received"], by="queue")

    assert [(r.metric, r.keys["queue"], r.value) for r in answer.rows] == [
        ("visits_entered", "help", 0),
        ("visits_entered", "sales", 1),
        ("service_level", "help", None),
        ("service_level", "sales", 1.0),
        ("received", "help", 1),
        ("received", "sales", 0),
    ]
    assert str(answer.rows[2].reason) == "no contacts in this selection"


@pytest.mark.parametrize(
    ("grain", "name"),
    [
        ("day", "1999-01-03"),
        ("week", "1998-W53"),
        ("month", "1999-01"),
        ("quarter", "1999-Q1"),
        ("year", 1999),
        ("weekday", 7),
        ("hour", 23),
        ("interval", 95),
    ],
)
def test_a_grain_is_named(grain: str, name: str | int, draw: Any, ask: Any) -> None:
    """A Sunday in the ISO year before its own, in the last quarter of its longest hour."""
    draw("contacts", "local_date local_interval wall_interval\n1999-01-03 99 95")

    assert ask("received", by=grain).row.keys == {grain: name}


def test_a_question_without_rows_has_one_cell_or_none(ask: Any) -> None:
    assert [(r.value, str(r.reason)) for r in ask("service_level").rows] == [
        (None, "no contacts in this selection")
    ]
    assert ask("received").row.value == 0
    assert ask("received", by="queue").rows == []


def test_an_answer_tells_itself_in_a_line(draw: Any, ask: Any) -> None:
    draw("visits", VISITS)

    assert repr(ask("visits_entered")) == "Answer(visits_entered = 5, n = 5)"
    answer = ask("answer_rate")
    ends = f"[{answer.row.low:.4g}, {answer.row.high:.4g}]"
    assert repr(answer) == f"Answer(answer_rate = 0.8 {ends}, n = 5)"
    assert (
        repr(ask("csat_mean"))
        == "Answer(csat_mean: no data, no survey questions in this selection)"
    )
    assert (
        repr(ask(["answer_rate", "visits_entered"], by="queue"))
        == "Answer(answer_rate, visits_entered by queue: 6 rows)"
    )


def monthly(draw: Any, ask: Any) -> Answer:
    draw("visits", VISITS)
    answer: Answer = ask(["service_level", "answer_rate"], by="month")
    return answer


def test_an_answer_becomes_a_frame(draw: Any, ask: Any) -> None:
    frame = monthly(draw, ask).to_pandas()

    assert list(frame.columns)[:4] == ["metric", "month", "value", "n"]
    assert frame[frame.metric == "answer_rate"].set_index("month")["value"].round(3).to_dict() == {
        "1999-01": 0.667,
        "1999-02": 1.0,
    }


def test_an_answer_becomes_an_arrow_table(draw: Any, ask: Any) -> None:
    table = monthly(draw, ask).to_arrow()

    assert table.num_rows == 4
    assert table.column("month").to_pylist() == ["1999-01", "1999-02"] * 2


def test_a_plot_shows_each_metric_with_its_interval(
    draw: Any, ask: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MPLBACKEND", "Agg")
    answer = monthly(draw, ask)

    axes: Any = answer.plot()

    labels = [text.get_text() for text in axes.get_legend().get_texts()]
    low, high = axes.containers[1].lines[2][0].get_segments()[0][:, 1]
    assert labels == ["service_level", "answer_rate"]
    assert axes.get_xlabel() == "month"
    assert (low, high) == (
        pytest.approx(answer.rows[2].low),
        pytest.approx(answer.rows[2].high),
    )


@pytest.mark.parametrize(
    ("method", "library"),
    [("to_pandas", "pandas"), ("to_arrow", "pyarrow"), ("plot", "matplotlib")],
)
def test_a_library_that_is_not_there_is_named(
    method: str, library: str, draw: Any, ask: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = monthly(draw, ask)
    for name in [n for n in sys.modules if n.partition(".")[0] == library]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, library, None)

    with pytest.raises(
        RequestError, match=rf"needs {library}, .* pip install 'willet\[notebook\]'"
    ):
        getattr(answer, method)()
