"""A small table handed over: its columns by name, its lines by number, every fault of it in one refusal."""

from pathlib import Path

import pytest

from willet.core.records import Message, RequestError
from willet.core.sources.side_table import (
    TOO_WIDE,
    TableFaultsError,
    is_too_wide,
    plain,
    read_side_table,
)


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "given.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_columns_are_called_and_lines_are_numbered(tmp_path: Path, sign: str, mark: str) -> None:
    text = f"{mark} Unit {sign}From\nann{sign}2026-03-01\n\nbob{sign}\n"

    table = read_side_table(written(tmp_path, text), str.lower)

    assert (table.file, table.columns) == ("given.csv", ["unit", "from"])
    assert [(line, dict(row)) for line, row in table.lines] == [
        (2, {"unit": "ann", "from": "2026-03-01"}),
        (4, {"unit": "bob", "from": ""}),
    ]


@pytest.mark.parametrize("above", ["\n", "\n \n\r\n", ";;\n", "\ufeff\n;\n"])
def test_empty_lines_above_the_headings_are_no_headings(tmp_path: Path, above: str) -> None:
    table = read_side_table(written(tmp_path, f"{above}unit;from\nann;2026-03-01\n"), str)

    number = 2 + above.count("\n")
    assert (table.columns, list(table.lines)) == (
        ["unit", "from"],
        [(number, {"unit": "ann", "from": "2026-03-01"})],
    )


@pytest.mark.parametrize("content", ["", "\n\n", ";;\n"])
def test_a_file_without_headings_has_no_columns(tmp_path: Path, content: str) -> None:
    table = read_side_table(written(tmp_path, content), str)

    assert (table.columns, list(table.lines)) == ([], [])


def test_a_line_of_more_cells_than_columns_is_seen(tmp_path: Path) -> None:
    table = read_side_table(written(tmp_path, "unit,value\nann,12\nbob,12,50\nkim\n"), str)

    assert [is_too_wide(row) for _, row in table.lines] == [False, True, False]


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "There is no file"), (b"PK\3\4unit\n\xff\n", "cannot be read as a table")],
)
def test_what_is_no_table_is_said(tmp_path: Path, content: bytes | None, words: str) -> None:
    path = tmp_path / "none.csv" if content is None else written(tmp_path, content)

    with pytest.raises(RequestError, match=words):
        read_side_table(path, str)


def test_twenty_faults_are_told_and_the_rest_is_counted() -> None:
    faults: list[Message] = [TOO_WIDE(file="a.csv", line=str(n)) for n in range(30)]

    error = TableFaultsError("a.csv", faults)

    assert error.faults == tuple(faults)
    assert str(error).splitlines()[0] == "a.csv has 30 faults; mend them and ask again:"
    assert (len(str(error).splitlines()), str(error).splitlines()[-1]) == (22, "… (30)")


def test_a_cell_is_text_without_blanks_around() -> None:
    assert [plain(value) for value in (None, " a ", 3)] == ["", "a", "3"]
