"""Proposals for invented sets of headings and rows in five languages, against what each column means.

A mark behind a meaning says how it is read: `=` the pattern of its moments, `/` the unit of its duration, `?` that
its dates can be read in two ways and must be asked for.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.core.sources.table.proposing.set_files import FRESH, SETS, InventedSet, set_in, write
from willet.core.sources.table import parse_mapping
from willet.core.sources.table.proposing import ColumnProposal, TableProposal, propose, stated

pytestmark = pytest.mark.journey("world")

MOMENTS = ("arrived_at", "arrived_date", "arrived_time", "answered_at", "ended_at", "revised_at")


@pytest.fixture(scope="module")
def proposed(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[InventedSet, TableProposal]]:
    """Every set with the proposal for its file."""
    folder = tmp_path_factory.mktemp("sets")
    con = duckdb.connect()
    return [(given, propose(con, write(given, folder))) for given in map(set_in, [*SETS, *FRESH])]


def columns(
    proposed: list[tuple[InventedSet, TableProposal]],
) -> Iterator[tuple[str, str, ColumnProposal]]:
    """Name of the set, the meaning expected, and what was proposed; for each column of each set."""
    for given, proposal in proposed:
        for want, column in zip(given.meanings, proposal.columns, strict=True):
            yield given.name, want, column


def is_right(want: str, column: ColumnProposal) -> bool:
    """Whether meaning, pattern and unit are those expected."""
    meaning, _, pattern = want.partition("=")
    meaning, _, unit = meaning.partition("/")
    choice = column.choice
    return (
        choice.meaning == meaning.rstrip("?").replace("-", "")
        and column.is_asked == meaning.endswith("?")
        and (not pattern or choice.formats == (pattern,))
        and (not unit or choice.unit == unit)
    )


def test_nine_of_ten_columns_are_right_at_first(
    proposed: list[tuple[InventedSet, TableProposal]],
) -> None:
    wrong = [
        (name, column.choice.column, want, column.choice.meaning)
        for name, want, column in columns(proposed)
        if not is_right(want, column)
    ]

    total = sum(1 for _ in columns(proposed))
    assert len(proposed) == len(SETS) + len(FRESH) >= 60
    assert len(wrong) <= 0.1 * total, wrong


def test_no_time_is_wrong_in_silence(proposed: list[tuple[InventedSet, TableProposal]]) -> None:
    wrong = [
        (name, want, column)
        for name, want, column in columns(proposed)
        if not is_right(want, column)
        and {want.rstrip("?").partition("=")[0], column.choice.meaning} & set(MOMENTS)
        and not column.is_asked
    ]

    assert wrong == []


def test_every_proposal_is_a_mapping_that_says_the_same(
    proposed: list[tuple[InventedSet, TableProposal]],
) -> None:
    for _, proposal in proposed:
        assert parse_mapping(stated(proposal)) == proposal.mapping()


def test_rows_of_one_id_are_proposed_as_legs(
    proposed: list[tuple[InventedSet, TableProposal]],
) -> None:
    rows = {given.name: proposal.choices.row for given, proposal in proposed}

    assert [name for name, row in rows.items() if row] == ["09_nl_legs", "33_de_callcenter_legs"]


@pytest.mark.parametrize("path", [*SETS, *FRESH], ids=lambda path: path.stem)
def test_a_set_is_as_wide_as_its_meanings(path: Path) -> None:
    given = set_in(path)

    assert {len(row) for row in given.table} == {len(given.meanings)}
