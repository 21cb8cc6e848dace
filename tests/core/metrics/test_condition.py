"""A condition that is built means what the same condition written by hand means, whatever its values."""

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from willet.core.metrics import (
    Condition,
    Question,
    among,
    both,
    condition_sql,
    contrary,
    either,
    unknown,
)
from willet.core.metrics.condition import written
from willet.core.metrics.formula import Reader
from willet.core.records import DIMENSIONS, RequestError, UnknownNameError

VALUES = (
    None,
    "sales",
    "O'Neill",
    "a; drop table contacts --",
    "Kỹ thuật",
    "%",
    "null",
    '"',
    "\\",
    "",
)
ROWS = [(queue, team) for queue in VALUES for team in ("north", None, "O'Neill")]

cells = st.builds(
    among, st.sampled_from(["queue", "team"]), st.lists(st.sampled_from(VALUES), max_size=3)
)
conditions = st.recursive(
    cells | st.builds(unknown, st.sampled_from(DIMENSIONS)),
    lambda inner: (
        st.builds(both, inner, inner) | st.builds(either, inner, inner) | st.builds(contrary, inner)
    ),
    max_leaves=6,
)


def chosen(
    condition: Condition, rows: list[tuple[str | None, str | None]]
) -> list[tuple[str | None, str | None]]:
    sql, bound = condition_sql(condition, "contacts", prefix="here_")
    with duckdb.connect() as con:
        con.execute("create table contacts (queue varchar, team varchar)")
        con.executemany("insert into contacts values (?, ?)", rows)
        return con.execute(f"select * from contacts where {sql}", dict(bound)).fetchall()


@given(conditions)
def test_the_text_of_a_built_condition_reads_as_the_same_condition(condition: Condition) -> None:
    text = str(condition)

    assert Reader("cases", bound=True).condition(text) == condition.node("cases")


@pytest.mark.journey("law")
@given(st.lists(st.sampled_from(VALUES), max_size=4), st.lists(st.sampled_from(VALUES), max_size=4))
def test_two_cells_leave_the_rows_that_have_both(
    queues: list[str | None], teams: list[str | None]
) -> None:
    condition = both(among("queue", queues), None, among("team", teams))

    assert condition is not None
    assert chosen(condition, ROWS) == [(q, t) for q, t in ROWS if q in queues and t in teams]


def test_a_value_is_bound_and_never_part_of_the_statement() -> None:
    clause = condition_sql(among("queue", ["x' or true --"]), "contacts")

    assert clause == ("(queue IN ($literal_0))", {"literal_0": "x' or true --"})
    assert condition_sql(None, "contacts") == ("TRUE", {})


def test_a_row_neither_known_to_hold_nor_not_is_left_out_by_the_contrary() -> None:
    others = contrary(among("queue", ["sales"]))

    assert chosen(others, [("sales", "a"), ("help", "a"), (None, "a")]) == [("help", "a")]
    assert chosen(either(unknown("queue"), others), [("sales", "a"), (None, "a")]) == [(None, "a")]


def test_either_of_nothing_leaves_no_row_and_both_of_nothing_every_row() -> None:
    assert chosen(either(), ROWS) == []
    assert chosen(among("queue", []), ROWS) == []
    assert both(None, None) is None


def test_values_are_spelled_as_every_source_spells_them_and_named_once() -> None:
    assert among("queue", ["Ky\u0303\u00a0thuật", "Kỹ thuật"]) == among("queue", ["Kỹ thuật"])


def test_a_number_beyond_what_a_double_holds_stays_itself() -> None:
    key = 2**63 + 1

    assert str(among("customer_key", [key])) == f"customer_key in ({key})"
    assert Question.of("repeat_rate", where=among("customer_key", [key])).condition("links")


@pytest.mark.parametrize(
    ("condition", "error"),
    [
        (among("postcode", ["1011"]), UnknownNameError),
        (unknown("postcode"), UnknownNameError),
        (among("wait_s", ["20"]), RequestError),
        (among("queue", [20]), RequestError),
        (among("outcome", ["answered"]), None),
        (among("matured", ["x"]), RequestError),
    ],
)
def test_what_is_built_is_checked_as_what_is_written(
    condition: Condition, error: type[Exception] | None
) -> None:
    if error is None:
        assert Question.of("received", where=condition).where == str(condition)
        return
    with pytest.raises(error) as built:
        Question.of("received", where=condition)
    with pytest.raises(error) as read:
        Question.of("received", where=str(condition))
    assert type(built.value) is type(read.value)


def test_a_written_condition_stands_in_brackets_among_others() -> None:
    condition = both(written("queue = 'a' or queue = 'b'"), among("team", ["north"]))

    assert str(condition) == "(queue = 'a' or queue = 'b') and team in ('north')"
    assert condition is not None
    assert Reader("contacts", bound=True).condition(str(condition)) == condition.node("contacts")


def test_a_question_repeats_the_text_it_was_asked_with() -> None:
    asked = Question.of("received", where="  queue='a'  and hour>=9 ")

    assert (asked.where, asked.as_json()["where"]) == ("queue='a'  and hour>=9",) * 2
    assert Question.of("received", where=" ").filters is None
