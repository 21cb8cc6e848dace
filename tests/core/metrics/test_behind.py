"""From each number down to the contacts behind it, and to those that two profiles count differently."""

from typing import Any

import pytest
from duckdb import DuckDBPyConnection

from willet.core.metrics import Question, behind, catalogue, differing
from willet.core.metrics.behind import PARTS, Behind
from willet.core.records import Message, RequestError, UnknownNameError

VISITS = """
contact_id outcome   wait_s queue local_date hold_s
s:1        answered  10     sales 1999-01-04 0
s:2        answered  30     sales 1999-01-04 20
s:3        abandoned 5      sales 1999-01-11 -
s:4        answered  -      help  1999-01-11 -
s:5        abandoned 50     help  1999-02-01 -
s:6        blocked   -      -     1999-02-01 -
s:7        timed_out 90     -     1999-02-01 -
"""


@pytest.fixture(autouse=True)
def visits(draw: Any) -> None:
    """The visits of the table above."""
    draw("visits", VISITS)


def ids(con: DuckDBPyConnection, found: Behind) -> list[str]:
    rows = con.execute(found.sql, dict(found.parameters)).fetchall()
    (total,) = con.execute(found.count_sql, dict(found.parameters)).fetchall()[0]
    assert total >= len(rows)
    return [row[0] for row in rows]


@pytest.mark.parametrize(
    ("metric", "part", "contacts"),
    [
        ("service_level", "numerator", ["s:1"]),
        ("service_level", "denominator", ["s:1", "s:2", "s:3", "s:5", "s:7"]),
        ("service_level", "rest", ["s:2", "s:3", "s:5", "s:7"]),
        ("service_level", "unknown", ["s:4"]),
        ("visits_abandoned", "numerator", ["s:3", "s:5"]),
        ("visits_abandoned", "denominator", ["s:3", "s:5"]),
        ("visits_abandoned", "rest", []),
        ("average_hold_time", "denominator", ["s:1", "s:2"]),
        ("average_hold_time", "rest", ["s:1"]),
        ("average_hold_time", "unknown", ["s:4"]),
        ("longest_wait", "denominator", ["s:1", "s:2", "s:3", "s:5", "s:7"]),
        ("longest_wait", "unknown", ["s:4"]),
    ],
)
def test_a_number_has_its_contacts(
    metric: str, part: Any, contacts: list[str], con: DuckDBPyConnection
) -> None:
    found = behind(Question.of(metric), metric, part=part, order_by="contact_id")

    assert ids(con, found) == contacts


@pytest.mark.parametrize(
    ("cell", "contacts"),
    [
        ({"queue": "sales"}, ["s:1", "s:2", "s:3"]),
        ({"queue": None}, ["s:7"]),
        ({"day": "1999-01-04"}, ["s:1", "s:2"]),
        ({"week": "1999-W02"}, ["s:3", "s:4"]),
        ({"month": "1999-02", "queue": "help"}, ["s:5"]),
        ({"quarter": "1999-Q1", "outcome": "timed_out"}, ["s:7"]),
        (
            {"year": "1999", "weekday": "1", "hour": "10", "interval": 40},
            ["s:1", "s:2", "s:3", "s:4", "s:5", "s:7"],
        ),
        ({"visit_no": "2"}, []),
    ],
)
def test_a_cell_narrows_to_its_own(
    cell: dict[str, object], contacts: list[str], con: DuckDBPyConnection
) -> None:
    con.execute("UPDATE visits SET visit_no = 1")

    found = behind(
        Question.of("visits_entered"), "visits_entered", cell=cell, order_by="contact_id"
    )

    assert ids(con, found) == contacts


def test_rows_come_sorted_and_in_pages(con: DuckDBPyConnection) -> None:
    question = Question.of("longest_wait", where="wait_s > 5")

    pages = [
        ids(
            con,
            behind(question, "longest_wait", order_by="wait_s", descending=True, limit=2, offset=n),
        )
        for n in (0, 2, 4)
    ]

    assert pages == [["s:7", "s:5"], ["s:2", "s:1"], []]


def test_the_period_and_the_filter_of_the_question_hold(con: DuckDBPyConnection) -> None:
    question = Question.of(
        "visits_entered", first="1999-01-05", last="1999-01-31", where="answered"
    )

    assert ids(con, behind(question, "visits_entered")) == ["s:4"]


def test_a_source_that_cannot_tell_shows_nothing(con: DuckDBPyConnection) -> None:
    silence = {"s": {"visits_abandoned": Message("it does not see callers leave")}}

    found = behind(Question.of("visits_abandoned"), "visits_abandoned", silence=silence)

    assert ids(con, found) == []


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("metric", list(catalogue()))
def test_every_metric_can_be_opened(metric: str, part: Any, con: DuckDBPyConnection) -> None:
    found = behind(Question.of(metric), metric, part=part, limit=5)

    opened = con.execute(found.sql, dict(found.parameters)).fetchall()
    assert len(opened) <= 5


@pytest.mark.parametrize("metric", ["service_level", "answer_rate", "abandonment_rate"])
def test_the_parts_add_up_to_the_number(metric: str, con: DuckDBPyConnection, ask: Any) -> None:
    question = Question.of(metric)
    sizes = {part: len(ids(con, behind(question, metric, part=part))) for part in PARTS}

    row = ask(metric).row

    assert sizes["numerator"] + sizes["rest"] == sizes["denominator"] == row.n
    assert row.value == pytest.approx(sizes["numerator"] / sizes["denominator"])
    assert row.coverage == pytest.approx(row.n / (row.n + sizes["unknown"]))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"cell": {"1=1; --": "x"}}, "Unknown dimension of visits '1=1; --'."),
        ({"cell": {"contact_id": "s:1"}}, "Unknown dimension of visits 'contact_id'."),
        ({"cell": {"day": "soon"}}, "'soon' is not a day; take one from the answer."),
        ({"cell": {"week": "1999"}}, "'1999' is not a week; take one from the answer."),
        ({"cell": {"visit_no": "one"}}, "'one' is not a visit_no; take one from the answer."),
        ({"order_by": "wait"}, "Unknown column of visits 'wait'. Did you mean 'wait_s'?"),
        (
            {"part": "half"},
            "Unknown part of a number 'half'. Known: denominator, numerator, rest, unknown.",
        ),
    ],
)
def test_what_cannot_be_opened_is_refused(words: Any, message: str) -> None:
    with pytest.raises(RequestError) as refused:
        behind(Question.of("visits_entered"), "visits_entered", **words)

    assert message in str(refused.value)


def test_an_unknown_metric_is_refused() -> None:
    with pytest.raises(UnknownNameError):
        behind(Question.of("visits_entered"), "visits")


def test_two_profiles_differ_by_the_calls_that_cause_it(con: DuckDBPyConnection) -> None:
    """Asterisk divides by answered: the abandoned and timed out are in our bottom and not in its own."""
    found = differing(Question.of("service_level"), "service_level", "asterisk")

    rows = con.execute(found.sql, dict(found.parameters)).fetchall()
    assert sorted((row[0], *row[-4:]) for row in rows) == [
        ("s:3", 0.0, 1.0, None, None),
        ("s:5", 0.0, 1.0, None, None),
        ("s:7", 0.0, 1.0, None, None),
    ]


def test_profiles_that_agree_differ_by_nothing(con: DuckDBPyConnection) -> None:
    question = Question.of("service_level", params={"target_s": 10}, where="queue = 'sales'")

    found = differing(
        question, "service_level", "queuemetrics", cell={"day": "1999-01-04"}, limit=9
    )

    assert con.execute(found.sql, dict(found.parameters)).fetchall() == []
    assert con.execute(found.count_sql, dict(found.parameters)).fetchall() == [(0,)]
