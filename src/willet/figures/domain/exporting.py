"""Any table of a page as rows of plain values with two headings, and as CSV for programs."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise

from willet.core.records import harmless


class ColumnKind(StrEnum):
    """What a column holds; decides how a spreadsheet shows it, never the value itself."""

    TEXT = "text"
    COUNT = "count"
    NUMBER = "number"
    SHARE = "share"
    SECONDS = "seconds"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class SheetField:
    """One column of an exported table: how programs call it, what it holds, and how a person reads both."""

    heading: str
    kind: ColumnKind = ColumnKind.TEXT
    words: str | Promise = ""
    """The heading in the reader's language, with the unit; empty where the heading is a person's own words."""
    in_words: Callable[[Any], str] | None = None
    """A code of this column in the reader's language; None where the values are no codes."""

    @property
    def title(self) -> str:
        """The heading as a person reads it."""
        return str(self.words) or self.heading


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be exported: a name for the file, the columns, and rows of plain values (None: not known)."""

    name: str
    fields: Sequence[SheetField]
    rows: Iterable[Sequence[object]]
    title: str | Promise = ""
    """What the table is called on its page."""
    about: Sequence[tuple[str, str]] = ()
    """What it speaks of, as pairs of label and words, where its page has choices of its own."""

    def file_name(self, suffix: str) -> str:
        """A name every file system takes."""
        return f"{re.sub(r'[^A-Za-z0-9._-]+', '-', self.name).strip('-.') or 'table'}.{suffix}"


def csv_lines(sheet: Sheet) -> Iterator[str]:
    """The table line by line (RFC 4180) for programs: names of the lake, codes, a point, times as ISO 8601."""
    yield from lines_of(_plain_rows(sheet))


def _plain_rows(sheet: Sheet) -> Iterator[Sequence[object]]:
    yield [harmless(f.heading) for f in sheet.fields]
    for row in sheet.rows:
        yield [_plain(cell) for cell in row]


def lines_of(rows: Iterable[Sequence[object]], separator: str = ",") -> Iterator[str]:
    """Rows as lines of a file, each as soon as its row is there."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator)
    for row in rows:
        writer.writerow(row)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    return harmless(value)
