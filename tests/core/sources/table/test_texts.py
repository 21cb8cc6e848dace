"""The text of a rule: each case put to the engine over cells written out by hand."""

from collections.abc import Mapping
from functools import cache

import duckdb
import pytest

from willet.core.sources.table.fields import FIELDS
from willet.core.sources.table.mapping import Rule
from willet.core.sources.table.texts import FileColumns, parts_of

PLACES = {"A": 1, "B": 2, "C": 3}


@cache
def engine() -> duckdb.DuckDBPyConnection:
    """One engine for all rows: it keeps nothing of them."""
    return duckdb.connect()


def read(
    rule: Rule,
    cells: Mapping[str, str],
    field: str = "topic",
    *,
    nulls: tuple[str, ...] = (),
    decimal: str = ".",
) -> list[str | None]:
    """What the rule reads of one row; a column that is not given is blank."""
    columns = FileColumns(PLACES, nulls, decimal)
    shown = [f"? AS c{place}" for place in PLACES.values()]
    known = [f"{columns.known_cell(f'c{place}')} AS k{place}" for place in PLACES.values()]
    row = f"SELECT *, {', '.join(known)}, 'abc123' AS content FROM (SELECT {', '.join(shown)})"
    parts = parts_of(rule, FIELDS[field], columns)
    found = (
        engine()
        .execute(
            f"SELECT {', '.join(parts)} FROM ({row})", [cells.get(name, "") for name in PLACES]
        )
        .fetchall()
    )
    return list(found[0])


def one(rule: Rule, cells: Mapping[str, str], field: str = "topic", **more: str) -> str | None:
    [text] = read(rule, cells, field, **more)  # type: ignore[arg-type]
    return text


@pytest.mark.parametrize(
    ("shown", "text"), [("x", "x"), ("", None), ("null", None), ("N/A", None), ("-", None)]
)
def test_a_blank_cell_or_a_word_for_unknown_is_no_text(shown: str, text: str | None) -> None:
    assert one(Rule(columns=("A",)), {"A": shown}) == text


def test_the_mappings_words_for_unknown_are_its_own_and_the_rules() -> None:
    rule = Rule(columns=("A",), nulls=("none yet",))

    assert one(rule, {"A": "none yet"}) is None
    assert one(Rule(columns=("A",)), {"A": "none yet"}) == "none yet"
    assert read(Rule(columns=("A",)), {"A": "later"}, nulls=("later",)) == [None]


def test_columns_are_joined_without_those_that_are_blank() -> None:
    rule = Rule(columns=("A", "B", "C"), join="/")

    assert one(rule, {"A": "x", "C": "z"}) == "x/z"
    assert one(rule, {"A": "x", "B": "y", "C": "z"}) == "x/y/z"
    assert one(rule, {}) is None
    assert one(Rule(columns=("A", "B"), separator=","), {"A": "x", "B": "y"}, "tags") == "x,y"


def test_half_an_id_is_none() -> None:
    rule = Rule(columns=("A", "B"), join="-")

    assert one(rule, {"A": "x", "B": "y"}, "contact_id") == "x-y"
    assert one(rule, {"A": "x"}, "contact_id") is None
    assert one(rule, {"A": "x"}, "queue") == "x"


def test_an_id_may_come_from_the_content() -> None:
    assert one(Rule(from_content=True), {}, "contact_id") == "abc123"


@pytest.mark.parametrize(
    ("field", "decimal", "text"),
    [("topic", ",", "1.5"), ("sale_amount", ",", "1,5"), ("talk_s", ",", "1,5"),
     ("transfers", ",", "1,5"), ("sale_amount", ".", "1.5")],
)  # fmt: skip
def test_a_constant_is_written_as_the_file_writes_numbers(
    field: str, decimal: str, text: str
) -> None:
    assert one(Rule(constant="1.5"), {}, field, decimal=decimal) == text


def test_words_are_translated_and_all_others_stay_or_become_another() -> None:
    some = Rule(columns=("A",), values=(("J", "yes"), ("O'K", "so"), ("", "blank")))
    every = Rule(columns=("A",), values=(("J", "yes"),), other="rest")
    other = Rule(columns=("A",), other="rest")

    assert [one(some, {"A": shown}) for shown in ("J", "O'K", "N", "", "-")] == [
        "yes", "so", "N", "blank", None,
    ]  # fmt: skip
    assert [one(every, {"A": shown}) for shown in ("J", "N", "", "-")] == [
        "yes", "rest", None, None,
    ]  # fmt: skip
    assert [one(other, {"A": shown}) for shown in ("J", "")] == ["rest", None]


def test_a_word_for_unknown_that_the_mapping_translates_means_what_it_says() -> None:
    assert one(Rule(columns=("A",), values=(("-", "answered"),)), {"A": "-"}) == "answered"


def test_several_columns_are_translated_as_they_are_shown_together() -> None:
    rule = Rule(columns=("A", "B"), values=(("x y", "both"),))

    assert one(rule, {"A": "x", "B": "y"}) == "both"
    assert one(rule, {"A": "x"}) == "x"


@pytest.mark.parametrize(("field", "text"), [("agent", "1001"), ("queue", "SIP/1001-0000abcd")])
def test_an_agent_is_spelt_without_the_marks_of_one_call(field: str, text: str) -> None:
    found = one(Rule(columns=("A",)), {"A": "SIP/1001-0000abcd"}, field)

    assert found == ("SIP/1001" if field == "agent" else text)


def test_a_word_that_names_nobody_is_no_agent() -> None:
    assert one(Rule(columns=("A",)), {"A": "NONE"}, "agent") is None


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ({"A": "x", "B": "1"}, "x"),
        ({"A": "x", "B": "2"}, "x"),
        ({"A": "x", "B": "3"}, "else"),
        ({"A": "x", "B": "1", "C": "no"}, "else"),
        ({"A": "x", "B": "3", "C": "no"}, "else"),
        ({"B": "1"}, None),
    ],
)
def test_a_condition_must_hold_and_its_opposite_must_not(
    cells: Mapping[str, str], text: str | None
) -> None:
    rule = Rule(
        columns=("A",), when=(("B", ("1", "2")),), unless=(("C", ("no",)),), otherwise="else"
    )

    assert one(rule, cells) == text


def test_every_column_of_a_condition_must_show_its_text() -> None:
    both = Rule(columns=("A",), when=(("B", ("1",)), ("C", ("2",))))
    never_both = Rule(columns=("A",), unless=(("B", ("1",)), ("C", ("2",))))

    assert one(both, {"A": "x", "B": "1", "C": "2"}) == "x"
    assert one(both, {"A": "x", "B": "1"}) is None
    assert one(never_both, {"A": "x", "B": "1"}) == "x"
    assert one(never_both, {"A": "x", "B": "1", "C": "2"}) is None


def test_a_date_and_a_time_are_two_texts_and_so_are_two_ends() -> None:
    dated = Rule(date="A", time="B", nulls=("0",))
    span = Rule(between=("A", "B"))

    assert read(dated, {"A": "1.2.2024", "B": "9:30"}, "arrived_at") == ["1.2.2024", "9:30"]
    assert read(dated, {"A": "1.2.2024", "B": "0"}, "arrived_at") == ["1.2.2024", None]
    assert read(span, {"A": "9:30"}, "talk_s") == ["9:30", None]


@pytest.mark.parametrize("form", ["epoch_s", "epoch_ms", "excel"])
@pytest.mark.parametrize("zero", ["0", "0.0", "0,0"])
def test_the_zero_of_a_clock_that_counts_is_no_end(form: str, zero: str) -> None:
    counted = Rule(between=("A", "B"), formats=(form,))

    assert read(counted, {"A": "17", "B": zero}, "talk_s") == ["17", None]
    assert read(Rule(between=("A", "B")), {"A": "17", "B": zero}, "talk_s") == ["17", zero]
    assert one(Rule(columns=("A",), formats=(form,)), {"A": zero}, "arrived_at") == zero
