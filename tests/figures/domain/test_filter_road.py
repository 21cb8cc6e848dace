"""One filter road: whatever an address names, a figure, a list and a plain oracle mean the same rows."""

import ast
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

import willet
from willet.calls.domain.calls import CallPage, Search
from willet.core.cases.causes import unsolved
from willet.core.lake import Lake
from willet.core.records import DIMENSIONS
from willet.figures.domain.asking import Reading
from willet.figures.domain.periods import OWN, Period
from willet.figures.domain.selection import EVERY_FILTER, Selection, read_selection
from willet.figures.domain.whole import LakeState
from willet.figures.domain.words import UNKNOWN
from willet.people.visibility import Visibility

SOURCE = Path(willet.__path__[0])
FIRST = date(2026, 3, 1)
EVERYBODY = Visibility(centre=True, everyone=True, individuals=True)
COLUMNS = ", ".join(DIMENSIONS)

Rows = list[tuple[str, date, dict[str, str | None]]]


@pytest.fixture(scope="module")
def reading(made_filters: Path) -> Reading:
    lake = Lake.at(made_filters)
    return Reading(LakeState(lake, lake.snapshot()), EVERYBODY)


@pytest.fixture(scope="module")
def contacts(reading: Reading) -> Rows:
    return rows_of(reading, f"select contact_id, local_date, {COLUMNS} from contacts")


@pytest.fixture(scope="module")
def cases(reading: Reading) -> Rows:
    return rows_of(reading, f"select case_id, local_date, {COLUMNS} from cases")


def rows_of(reading: Reading, sql: str) -> Rows:
    return [
        (n, day, dict(zip(DIMENSIONS, values, strict=True)))
        for n, day, *values in reading.rows(sql)
    ]


def chosen(rows: Rows, selection: Selection) -> Rows:
    """The rows of a selection, by no word of SQL: a value that is not known goes by its own sign."""
    first, last = selection.period.first or date.min, selection.period.last or date.max
    return [
        (name, day, cells)
        for name, day, cells in rows
        if first <= day <= last
        and all((cells[d] or UNKNOWN) in values for d, values in selection.cells.items())
    ]


@st.composite
def selections(draw: st.DrawFn, rows: Rows) -> Selection:
    """Up to three filters by values that rows have, that no row has, or that nobody knows; over some days."""
    cells: dict[str, tuple[str, ...]] = {}
    for name in draw(st.lists(st.sampled_from(DIMENSIONS), max_size=3, unique=True)):
        known = sorted({cells[name] or UNKNOWN for _name, _day, cells in rows})
        values = st.one_of(st.sampled_from(known), st.sampled_from(["';--", "no such", UNKNOWN]))
        cells[name] = tuple(draw(st.lists(values, min_size=1, max_size=4, unique=True)))
    days = sorted(draw(st.tuples(st.integers(0, 9), st.integers(0, 9))))
    first, last = (FIRST + timedelta(days=n) for n in days)
    return Selection(Period(first, last), OWN, cells)


def is_received(cells: dict[str, str | None]) -> bool:
    return cells["direction"] in {None, "inbound"}


@pytest.mark.journey("law")
@settings(max_examples=25)
@given(data=st.data())
def test_calls_listed_are_those_received_and_those_of_the_oracle(
    reading: Reading, contacts: Rows, data: st.DataObject
) -> None:
    selection = data.draw(selections(contacts))

    expected = chosen(contacts, selection)
    listed = CallPage(reading, Search(selection))
    received = reading.ask(["received"], selection=selection).row.value

    assert sorted(call.contact_id for call in listed[0:100]) == sorted(n for n, _d, _c in expected)
    assert len(listed) == len(expected)
    assert (received or 0) == sum(is_received(cells) for _n, _d, cells in expected)


@pytest.mark.journey("law")
@settings(max_examples=15)
@given(data=st.data())
def test_a_case_is_filtered_by_its_first_contact_and_its_own_topic(
    reading: Reading, cases: Rows, data: st.DataObject
) -> None:
    selection = data.draw(selections(cases))
    asked = reading.question(["fcr_case"], selection=selection, params={})

    with reading.whole.connected() as con:
        every, found = unsolved(con), unsolved(con, asked)

    inside = {name for name, _day, _cells in chosen(cases, selection)}
    assert [case.case_id for case in found] == [c.case_id for c in every if c.case_id in inside]


@given(data=st.data())
def test_an_address_carries_every_filter_to_the_next_page(
    contacts: Rows, data: st.DataObject
) -> None:
    selection = data.draw(selections(contacts))

    read = read_selection(QueryDict(selection.address()[1:]), newest=FIRST)

    assert (read.where, read.period) == (selection.where, selection.period)


DIMENSION = rf"(?:\b(?:{'|'.join(EVERY_FILTER)})|\0)"
GIVEN = r"(?:\$|\?|'|\0)"
TESTED = re.compile(
    rf"{DIMENSION}\s+(?:=\s*{GIVEN}|in\s*\(\s*{GIVEN})|list_contains\([^,]*,\s*{DIMENSION}\)", re.I
)
"""A dimension, or a name put in, that is compared with a value given or put in."""
ELSEWHERE = (
    "core/metrics",
    "core/sources",
    "core/simulator",
    "core/lake",
    "core/records",
    "commands",
    "figures/endpoints.py",
    "core/intake/erasing.py",
    "core/intake/overlaps.py",
    "people/agents/seen.py",
)
"""Where formulas, raw columns of a source, files, and examples for whoever types one are spoken of; and where a
name or an id itself is looked for in the rows, to be erased, or because two may be one: no reader's filter."""


def _text(part: ast.expr) -> str:
    match part:
        case ast.Constant(value=value):
            return str(value)
        case ast.FormattedValue(value=ast.Name(id=name)) if name.isupper():
            return name  # written down in the module, and no dimension put in
    return "\0"


def texts(tree: ast.AST) -> Iterator[str]:
    """Every text of a module, with a sign in place of what an f-string puts in."""
    inside = {id(n) for f in ast.walk(tree) if isinstance(f, ast.JoinedStr) for n in f.values}
    inside |= {id(s.value) for s in ast.walk(tree) if isinstance(s, ast.Expr)}  # docstrings
    for node in ast.walk(tree):
        match node:
            case ast.JoinedStr(values=values):
                yield "".join(map(_text, values))
            case ast.Constant(value=str(text)) if id(node) not in inside:
                yield text


def modules() -> list[Path]:
    return [
        path
        for path in sorted(SOURCE.rglob("*.py"))
        if not path.relative_to(SOURCE).as_posix().startswith(ELSEWHERE)
    ]


def test_no_other_module_writes_a_condition_on_a_dimension() -> None:
    written = {
        f"{path.relative_to(SOURCE)}: {found.group()!r}"
        for path in modules()
        for text in texts(ast.parse(path.read_text("utf-8")))
        for found in TESTED.finditer(text)
    }

    assert written == set()


@pytest.mark.parametrize(
    "code",
    [
        'x = f"queue = {bind(value)}"',
        'x = f"{dimension} in ({known})"',
        'x = "agent = $own or list_contains($teams::VARCHAR[], team)"',
        "x = \"topic in ('a', 'b')\"",
    ],
)
def test_the_search_knows_a_condition_written_by_hand(code: str) -> None:
    assert any(TESTED.search(text) for text in texts(ast.parse(code)))
