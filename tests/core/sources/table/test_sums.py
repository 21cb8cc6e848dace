"""Rows that are no contacts: sums of others, and the header once more, each put to the engine as a row of a file."""

from collections.abc import Sequence
from functools import cache

import duckdb
import pytest

from willet.core.sources.table.fields import FIELDS
from willet.core.sources.table.mapping import Rule
from willet.core.sources.table.slots import Slot
from willet.core.sources.table.sums import Sums, is_header
from willet.core.sources.table.texts import FileColumns

NAMED = {"contact_id": "Id", "arrived_at": "Start", "queue": "Queue", "talk_s": "Talk"}
CALL = {"Id": "17", "Start": "2024-03-04 09:30", "Queue": "sales", "Talk": "60"}


@cache
def engine() -> duckdb.DuckDBPyConnection:
    """One engine for all rows: it keeps nothing of them."""
    return duckdb.connect()


def is_total(
    cells: dict[str, str],
    columns: Sequence[str] = tuple(CALL),
    *,
    named: dict[str, str] = NAMED,
) -> bool:
    """Whether a row of a file with these columns is taken for a sum; what is not given is blank."""
    places = {name: at for at, name in enumerate(columns, 1)}
    slots = [
        Slot(field, FIELDS[field], Rule(columns=(column,)))
        for field, column in named.items()
        if column in places
    ]
    wide = max(len(columns), 3)
    sums = Sums(slots, places, FileColumns(places, (), "."))
    shown = [cells.get(name, "") for name in columns] + [""] * (wide - len(columns))
    row = f"SELECT {', '.join(f'? AS c{at}' for at in range(1, wide + 1))}"
    sql = f"SELECT coalesce({sums.is_total()}, FALSE) FROM ({sums.asked_of(row)})"
    return bool(engine().execute(sql, shown).fetchall()[0][0])


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"Queue": "Total"},  # a queue of that name
        {"Start": ""},
        {"Id": "", "Queue": "sales"},
        {"Start": "soon"},
        {"Talk": "Total"},  # a duration is no name
        {"Queue": "sales Total"},
        {"Id": "sales Total", "Queue": "sales"},
    ],
)
def test_a_call_is_no_sum_whatever_its_queue_is_called(changed: dict[str, str]) -> None:
    assert not is_total(CALL | changed)


@pytest.mark.parametrize(
    "changed",
    [
        {"Id": "Total"},
        {"Id": "TOTAL:"},
        {"Start": "Total"},
        {"Queue": "Total", "Start": ""},
        {"Queue": "Total", "Start": "all"},
        {"Id": "", "Queue": "sales Total"},  # the sum of a group names it while it has no id
        {"Id": "sales Total", "Queue": ""},  # or says so in its id while nobody is named
        {"Id": "sales Total", "Queue": "Total"},
    ],
)
def test_a_row_that_calls_itself_a_sum_is_one(changed: dict[str, str]) -> None:
    assert is_total(CALL | changed)


def test_a_row_that_begins_with_a_sum_is_one_without_an_id_or_without_a_date() -> None:
    columns = ("Note", *CALL)

    assert not is_total(CALL | {"Note": "Total"}, columns)
    assert is_total(CALL | {"Note": "Total", "Id": ""}, columns)
    assert is_total(CALL | {"Note": "Total", "Start": ""}, columns)
    assert is_total(CALL | {"Note": "Total", "Queue": ""}, columns)
    assert is_total(CALL | {"Note": "Total", "Queue": "sum"}, columns)


def test_the_beginning_of_a_row_is_the_first_cell_of_three_that_says_something() -> None:
    columns = ("One", "Two", "Three", "Four", *CALL)
    undated = CALL | {"Start": ""}

    assert is_total(undated | {"Three": "Total"}, columns)
    assert not is_total(undated | {"Two": "x", "Three": "Total"}, columns)
    assert not is_total(undated | {"Four": "Total"}, columns)


def test_a_name_at_the_beginning_is_no_label() -> None:
    """Of a dated row with an id whose queue stands first and is called Total."""
    columns = ("Queue", "Note", "Id", "Start", "Talk")

    assert not is_total(CALL | {"Queue": "Total"}, columns)
    assert is_total(CALL | {"Queue": "", "Note": "Total"}, columns)
    assert not is_total(CALL | {"Queue": "sales", "Note": "Total"}, columns)


def test_in_a_file_without_ids_a_dated_row_begins_with_no_sum() -> None:
    named = {field: column for field, column in NAMED.items() if field != "contact_id"}
    columns = ("Start", "Queue", "Talk")

    assert not is_total(CALL, columns, named=named)
    assert not is_total(CALL | {"Queue": "sales Total"}, columns, named=named)
    assert is_total(CALL | {"Start": "Total"}, columns, named=named)
    assert is_total(CALL | {"Start": "", "Queue": "Total"}, columns, named=named)


def test_in_a_file_without_names_none_is_a_sum() -> None:
    named = {"contact_id": "Id", "arrived_at": "Start"}
    columns = ("Id", "Start", "Talk")

    assert not is_total({"Id": "17", "Start": "2024-03-04", "Talk": "Total"}, columns, named=named)
    assert is_total({"Id": "Total", "Start": "2024-03-04"}, columns, named=named)


def repeats(row: Sequence[str], places: dict[str, int], header: Sequence[str]) -> bool:
    named = ", ".join(f"? AS c{at}" for at in range(1, len(row) + 1))
    sql = f"SELECT {is_header(places, header)} FROM (SELECT {named})"
    return bool(engine().execute(sql, list(row)).fetchall()[0][0])


@pytest.mark.parametrize(
    ("row", "header", "repeated"),
    [
        (["Id", "Start"], ["Id", "Start"], True),
        (["ID", "start"], ["Id", "Start"], True),
        (["17", "Start"], ["Id", "Start"], False),
        (["Id", "2024"], ["Id", "Start"], False),
        (["Id", "Id"], ["Id", "Id (2)"], True),  # a second one of a name
        (["Id", "Id (2)"], ["Id", "Id (2)"], True),
        (["Id", ""], ["Id", "column 2"], True),  # one without any
        (["Id", "column 2"], ["Id", "column 2"], True),
        (["Id", ""], ["Id", "Start"], False),
        (["Id", "Started"], ["Id", "Started (at)"], False),
    ],
)
def test_a_row_that_shows_every_name_of_the_header_is_the_header(
    row: list[str], header: list[str], repeated: bool
) -> None:
    places = {name: at for at, name in enumerate(header, 1)}

    assert repeats(row, places, header) == repeated


def test_a_name_of_the_mapping_is_known_in_a_repeated_header_too() -> None:
    assert repeats(["number", "Start"], {"Number": 1, "Start": 2}, ["Nr.", "Start"])
    assert repeats(["nr.", "Start"], {"Number": 1, "Start": 2}, ["Nr.", "Start"])


def test_one_column_alone_repeats_no_header() -> None:
    assert not repeats(["Id"], {"Id": 1}, ["Id"])
