"""Dates that could mean two days: which patterns fit, and when a file is refused until one is named."""

from collections.abc import Iterator, Sequence

import duckdb
import pytest

from willet.core.records import RequestError
from willet.core.sources.table.dates import formats_that_fit, refuse_ambiguous
from willet.core.sources.table.fields import FIELDS
from willet.core.sources.table.mapping import Rule, TableMapping
from willet.core.sources.table.slots import Slot
from willet.core.sources.table.steps import TYPED, Shape


@pytest.mark.parametrize(
    ("texts", "fitting"),
    [
        (["03/04/2021"], ["%d/%m/%Y", "%m/%d/%Y"]),
        (["03/04/2021", "04/13/2021"], ["%m/%d/%Y"]),
        (["03/04/2021", "13/04/2021"], ["%d/%m/%Y"]),
        (["13/04/2021", "04/13/2021"], []),
        (["03/04/21"], ["%d/%m/%y", "%m/%d/%y"]),
        (["3.4.2021 9:30"], ["%d.%m.%Y %H:%M"]),
        (["3.4.2021   9:30:05"], ["%d.%m.%Y %H:%M:%S"]),
        (["03-04-2021 09:30 PM"], ["%d-%m-%Y %I:%M %p", "%m-%d-%Y %I:%M %p"]),
        (["13-04-2021 09:30:01 PM"], ["%d-%m-%Y %I:%M:%S %p"]),
        (["03/04/2021", "03/04/2021 09:30"], []),
        (["soon"], []),
        (["44287"], ["excel"]),
        (["1617000000"], ["epoch_s"]),
        (["1617000000000"], ["epoch_ms"]),
        (["1617000000000000", "1"], ["epoch_ms"]),
        (["1617000000000000000"], ["epoch_ms"]),
        (["202103"], []),
        (["1617000000", "x"], []),
    ],
)
def test_the_patterns_that_fit_are_those_under_which_every_text_is_a_date(
    texts: list[str], fitting: list[str]
) -> None:
    assert formats_that_fit(texts) == fitting


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        yield opened


def refusal(
    con: duckdb.DuckDBPyConnection, texts: Sequence[str | None], *, rule: Rule | None = None, field: str = "arrived_at"
) -> str:  # fmt: skip
    """What is said of a file that shows these texts; nothing where it is taken."""
    con.execute(
        f"CREATE OR REPLACE TABLE {TYPED} AS SELECT unnest(?::VARCHAR[]) AS t_at", [list(texts)]
    )
    slot = Slot("at", FIELDS[field], rule or Rule(columns=("Start",)))
    shape = Shape(TableMapping.__new__(TableMapping), (slot,), {}, False, ())
    try:
        refuse_ambiguous(con, shape, "a.csv")
    except RequestError as error:
        return str(error)
    return ""


def test_a_file_is_refused_with_the_formats_that_would_fit(con: duckdb.DuckDBPyConnection) -> None:
    said = refusal(con, [None, "04/04/2021", "03/04/2021"])

    assert said.startswith("a.csv: Start shows times such as '03/04/2021', which are not ISO")
    assert said.endswith('[columns.arrived_at] format = "..." These would fit: %d/%m/%Y, %m/%d/%Y.')


def test_a_file_of_which_nothing_fits_is_refused_without_any(
    con: duckdb.DuckDBPyConnection,
) -> None:
    assert refusal(con, ["123 soon"]).endswith('format = "..."')


@pytest.mark.parametrize(
    "texts",
    [
        ["2021-03-28 09:30:00", "03/04/2021"],
        ["2021/03/28"],
        ["soon", "12", None],  # without three digits no date at all: wrong, row by row
        [None],
        [],
    ],
)
def test_a_file_that_shows_one_iso_date_or_none_at_all_is_taken(
    con: duckdb.DuckDBPyConnection, texts: list[str | None]
) -> None:
    assert refusal(con, texts) == ""


@pytest.mark.parametrize(("text", "refused"), [("1/2", False), ("1/23", True)])
def test_three_digits_may_be_a_date(
    con: duckdb.DuckDBPyConnection, text: str, refused: bool
) -> None:
    assert bool(refusal(con, [text])) == refused


def test_a_format_in_the_mapping_and_a_field_without_moments_ask_nothing(
    con: duckdb.DuckDBPyConnection,
) -> None:
    ambiguous = ["03/04/2021"]

    assert refusal(con, ambiguous, rule=Rule(columns=("Start",), formats=("%d/%m/%Y",))) == ""
    assert refusal(con, ambiguous, field="queue") == ""
    assert refusal(con, ambiguous) != ""


def test_no_more_than_two_thousand_rows_are_looked_at(con: duckdb.DuckDBPyConnection) -> None:
    late = ["03/04/2021"] * 2000 + ["2021-03-28"]

    assert refusal(con, late) != ""
    assert refusal(con, late[1:]) == ""
