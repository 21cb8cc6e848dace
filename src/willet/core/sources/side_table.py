"""A small table that a person hands over beside the calls: CSV in UTF-8, columns by name, lines by number."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from willet.core.records import Message, RequestError, counted, saying
from willet.core.sources.file_errors import file_errors

NO_TEXT = saying(
    "side_table.no_text", "%(file)s cannot be read as a table: %(why)s. Save it as CSV in UTF-8."
)
TOO_WIDE = saying(
    "side_table.too_wide", "%(file)s, line %(line)s: the line has more cells than the first."
)
FAULTS = counted(
    "side_table.faults",
    "%(file)s has %(n)s fault; mend it and ask again:%(faults)s",
    "%(file)s has %(n)s faults; mend them and ask again:%(faults)s",
)
_DELIMITERS = (",", ";", "\t")
_BLANK = " \r" + "".join(_DELIMITERS)
"""What a line of empty cells consists of: spreadsheets write such lines above the headings."""
_SHOWN = 20

Line = tuple[int, Mapping[str, object]]
"""The number of a line in its file, and its cells by column; cells beyond the last column stand under None."""


class TableFaultsError(RequestError):
    """A small table that cannot be taken as it is; `faults` names each with its line."""

    def __init__(self, file: str, faults: Iterable[Message]) -> None:
        self.faults = tuple(faults)
        more = [f"… ({len(self.faults)})"] if len(self.faults) > _SHOWN else []
        listed = "".join(f"\n{line}" for line in [*map(str, self.faults[:_SHOWN]), *more])
        super().__init__(FAULTS(n=len(self.faults), file=file, faults=listed))


@dataclass(frozen=True, slots=True)
class SideTable:
    """The name of the file, its columns as they are called here, and its lines."""

    file: str
    columns: list[str]
    lines: Iterator[Line]


def read_side_table(path: Path | str, called: Callable[[str], str]) -> SideTable:
    """The table in a file; `called` gives each heading its name here.

    Raises:
        RequestError: there is no such file, or it is no text.
    """
    place = Path(path)
    with file_errors(place, NO_TEXT, (UnicodeDecodeError,)):
        text = place.read_text(encoding="utf-8-sig")
    first = next((line for line in text.split("\n") if line.strip(_BLANK)), "")
    rows = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=first.count)
    )
    headings = next((row for row in rows.reader if "".join(row).strip(_BLANK)), [])
    columns = [called(plain(name)) for name in headings]
    rows.fieldnames = columns
    return SideTable(place.name, columns, ((rows.line_num, row) for row in rows))


def is_too_wide(row: Mapping[str, object]) -> bool:
    """Whether a line has cells beyond the last column: a comma within a number, most often."""
    return any(isinstance(cell, list) for cell in row.values())


def plain(value: object) -> str:
    """A cell as text, without the blanks around it."""
    return "" if value is None else str(value).strip()
