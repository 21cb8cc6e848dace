"""A flag put to a row in hand says what its SQL says of that row, unknown included."""

from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from willet.core.metrics import FLAGS, flag_sql, holds
from willet.core.records import TABLES, Direction, Outcome, UnknownNameError

TRUTH = st.sampled_from([True, False, None])
DRAWN: dict[str, st.SearchStrategy[Any]] = {
    "direction": st.sampled_from([None, "", "INBOUND", *Direction]),
    "outcome": st.sampled_from([None, "", *Outcome]),
    "scale": st.sampled_from(
        [None, "1-5", "1-5 low_is_good", "1-50", "1-7", "0-1", "0-10", "0-10 x"]
    ),
    "resolved": TRUTH,
    "matured": TRUTH,
}
OF_CASES = DRAWN | {"handled": st.sampled_from([0, 1, 2])}
TABLE_OF = dict.fromkeys(FLAGS, "contacts") | {
    **dict.fromkeys(("ever_handled", "handled_again", "judged", "solved"), "cases"),
    **dict.fromkeys(("on_five", "on_seven_easy", "on_ten", "on_yes_no"), "answers"),
}
COLUMNS = ", ".join(
    f"${name}::{'INTEGER' if name == 'handled' else 'BOOLEAN' if name in ('resolved', 'matured') else 'VARCHAR'}"
    f" AS {name}"
    for name in OF_CASES
)


EVERY_FLAG = ", ".join(flag_sql(flag, table) for flag, table in TABLE_OF.items())


@pytest.mark.journey("law")
@given(row=st.fixed_dictionaries(OF_CASES))
def test_flag_of_a_row_is_what_its_sql_says(row: dict[str, Any]) -> None:
    with duckdb.connect() as con:
        by_sql = con.execute(f"SELECT {EVERY_FLAG} FROM (SELECT {COLUMNS})", row).fetchall()[0]

    assert {flag: holds(flag, table, **row) for flag, table in TABLE_OF.items()} == dict(
        zip(TABLE_OF, by_sql, strict=True)
    )


@pytest.mark.parametrize(
    ("flag", "row", "is_so"),
    [
        ("inbound", {"direction": None}, True),  # who leaves it blank means a caller
        ("inbound", {"direction": "inbound"}, True),
        ("inbound", {"direction": "internal"}, False),
        ("outbound", {"direction": None}, None),
        ("outbound", {"direction": "outbound"}, True),
        ("handled", {"outcome": "answered"}, True),
        ("handled", {"outcome": "voicemail"}, False),
        ("handled", {"outcome": None}, None),
        ("offered", {"direction": "outbound", "outcome": None}, False),
        ("offered", {"direction": "inbound", "outcome": None}, None),
        ("offered", {"direction": "inbound", "outcome": "abandoned"}, True),
    ],
)
def test_flag_of_a_contact(flag: str, row: dict[str, Any], is_so: bool | None) -> None:
    assert holds(flag, **row) is is_so


def test_nothing_but_handled_is_a_flag_and_a_column() -> None:
    """A column hides the flag of its name: `handled` of links and cases is that flag, kept."""
    columns = {column.name for table in TABLES.values() for column in table.columns}

    assert columns & set(FLAGS) == {"handled"}


def test_row_that_lacks_a_column_is_refused() -> None:
    with pytest.raises(KeyError, match="outcome"):
        holds("answered", direction="inbound")


def test_unknown_flag_of_a_row_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="inbond"):
        holds("inbond", direction="inbound")
