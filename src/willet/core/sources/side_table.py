"""A small table that a person hands over beside the calls: CSV, columns by name, lines by number."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from willet.core.records import Message, RequestError, counted, lines_below, saying
from willet.core.sources.file_errors import file_errors
from willet.core.sources.whole_text import whole_text

NO_TEXT = saying(
    "side_table.no_text", "%(file)s cannot be read as a table: %(why)s. Save it as CSV in UTF-8."
)
TOO_WIDE = saying(
    "side_table.too_wide", "%(file)s, line %(line)s: the line has more cells than the first."
)
UNCLOSED = saying(
    "side_table.unclosed",
    "%(file)s, line %(line)s: a quotation mark opens here and nothing closes it, so that all that follows would be one "
    "cell. Close it, or write two of them where one is meant.",
)
FAULTS = counted(
    "side_table.faults",
    "%(file)s has %(n)s fault; mend it and ask again:%(faults)s",
    "%(file)s has %(n)s faults; mend them and ask again:%(faults)s",
)
_DELIMITERS = (",", ";", "\t")
_BLANK = " \r" + "".join(_DELIMITERS)
"""What a line of empty cells consists of: spreadsheets write such lines above the headings."""
SHOWN, _QUOTE = 20, '"'
"""So many faults are named in one sentence; the others are counted."""

Line = tuple[int, Mapping[str, object]]
"""The number of a line in its file, and its cells by column; cells beyond the last column stand under None."""


class TableFaultsError(RequestError):
    """A small table that cannot be taken as it is; `faults` names each with its line."""

    def __init__(self, file: str, faults: Iterable[Message]) -> None:
        self.faults = tuple(faults)
        more = [f"… ({len(self.faults)})"] if len(self.faults) > SHOWN else []
        listed = lines_below([*self.faults[:SHOWN], *more])
        super().__init__(FAULTS(n=len(self.faults), file=file, faults=listed))


@dataclass(frozen=True, slots=True)
class SideTable:
    """The name of the file, its columns as they are called here, and its lines."""

    file: str
    columns: list[str]
    heading_line: int
    """Where the columns stand; the first line where there is none at all."""
    lines: Iterator[Line]


def read_side_table(path: Path | str, called: Callable[[str], str], named: str = "") -> SideTable:
    """The table in a file; `called` gives each heading its name here, `named` says what the file is called.

    Raises:
        RequestError: there is no such file, it is no text, or a quotation mark in it is never closed; that may turn out
            only when the last line is read.
    """
    place = Path(path)
    file = named or place.name
    with file_errors(place, NO_TEXT, (UnicodeDecodeError,), file):
        text = whole_text(place.read_bytes())
    first = next((line for line in text.split("\n") if line.strip(_BLANK)), "")
    rows = rows_of(file, text, max(_DELIMITERS, key=first.count))
    headings = ((line, row) for line, row in rows if "".join(row).strip(_BLANK))
    line, names = next(headings, (1, []))
    columns = [called(plain(name)) for name in names]
    cells = ((line, _cells(columns, row)) for line, row in rows if row)
    return SideTable(file, columns, line, cells)


def rows_of(file: str, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each row of a table that was read or typed, with the number of its last line.

    Raises:
        RequestError: a quotation mark is never closed, and would swallow all lines to the end.
    """
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(lines, delimiter=delimiter)
    while reader.line_num < len(lines):
        begins = reader.line_num
        try:
            with file_errors(Path(file), NO_TEXT, (csv.Error,), file):
                row = next(reader)
        except RequestError:
            _refuse_open_quote(file, lines, begins, delimiter)
            raise
        if reader.line_num == len(lines):
            _refuse_open_quote(file, lines, begins, delimiter)
        yield reader.line_num, row


def _refuse_open_quote(file: str, lines: Sequence[str], begins: int, delimiter: str) -> None:
    line = _open_quote(lines, begins, delimiter)
    if line is not None:
        raise RequestError(UNCLOSED(file=file, line=str(line)))


def _open_quote(lines: Sequence[str], begins: int, delimiter: str) -> int | None:
    """The line of the quotation mark that is open at the end, of those behind line `begins`; None where all close.

    A mark opens a cell at its beginning alone, and a doubled one within it is a mere sign, as `csv` reads them.
    """
    state, opened = "begins", 0
    for number, line in enumerate(lines[begins:], begins + 1):
        for sign in line:
            if state == "quoted":
                state = "closed" if sign == _QUOTE else "quoted"
            elif state == "closed" and sign == _QUOTE:
                state = "quoted"
            elif sign == delimiter or sign in "\r\n":
                state = "begins"
            elif state == "begins" and sign == _QUOTE:
                state, opened = "quoted", number
            else:
                state = "plain"
    return opened if state == "quoted" else None


def _cells(columns: Sequence[str], row: Sequence[str]) -> Mapping[str, object]:
    cells: dict[Any, object] = dict.fromkeys(columns) | dict(zip(columns, row, strict=False))
    if len(row) > len(columns):
        cells[None] = list(row[len(columns) :])
    return cells


def is_too_wide(row: Mapping[str, object]) -> bool:
    """Whether a line has cells beyond the last column: a comma within a number, most often."""
    return any(isinstance(cell, list) for cell in row.values())


def plain(value: object) -> str:
    """A cell as text, without the blanks around it."""
    return "" if value is None else str(value).strip()
