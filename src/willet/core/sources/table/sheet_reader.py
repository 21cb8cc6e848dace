"""A sheet of an Excel workbook; its cells become texts as a CSV would have them, formulas their values."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from willet.core.records import RequestError, did_you_mean, saying
from willet.core.sources.file_errors import file_errors
from willet.core.sources.table.batches import FIELD, RECORD, Piece
from willet.core.sources.table.dialect import unique
from willet.core.sources.table.kinds import no_table
from willet.core.sources.table.limits import FileLimits
from willet.core.sources.table.mapping import FileForm
from willet.core.sources.table.merging import MergedCells
from willet.core.sources.table.workbook import DAMAGED_BOOK, holds_workbook, refuse_bombs

EMPTY_SHEET = saying("sheet_empty", "%(file)s: the sheet is empty.")
NO_SHEET = saying("no_such_sheet", "%(file)s: has no sheet %(sheet)s.%(hint)s")
NO_WORKBOOK = saying("no_workbook", "%(file)s: cannot be opened as a workbook: %(why)s.")
_SIGNS = str.maketrans({FIELD: " ", RECORD: " "})
_EXACT = 10**15
Cell = str | float | bool | date | time | datetime | timedelta
Row = list[Cell]


class SheetReader:
    """One open sheet. Its rows are numbered as the spreadsheet shows them."""

    def __init__(self, path: Path, form: FileForm, limits: FileLimits) -> None:
        self._path, self._name, self._limits = path, path.name, limits
        refuse_bombs(path, limits)
        with _named(path):
            book = CalamineWorkbook.from_path(path)
            self.sheets = tuple(book.sheet_names)
            sheet = _sheet(book, form, path.name)
            self._rows_in_all = max(sheet.height, 1)
            self._merged = MergedCells[Cell](sheet)
            self._rows = _numbered(sheet, form.skip, self._merged)
        self._decimal = form.decimal
        self.header = form.header or self._read_header()

    def pieces(self) -> Iterator[Piece]:
        """The rows, some ten thousands at a time."""
        with _named(self._path):
            while rows := list(islice(self._rows, self._limits.batch_rows)):
                text = RECORD.join(f"{n}{FIELD}{self._joined(cells)}" for n, cells in rows)
                yield Piece(text, len(rows), min(rows[-1][0] / self._rows_in_all, 1.0))

    def _joined(self, cells: Row) -> str:
        # A sheet is a rectangle: cells to the right of the header are blanks or remarks, not fields.
        texts = [self._text_of(cell) for cell in cells[: len(self.header)]]
        texts += [""] * (len(self.header) - len(texts))
        return FIELD.join(texts)

    def _text_of(self, cell: Cell) -> str:
        # A typed number has no sign of its own: it is written with the one that the mapping reads by.
        text = text_of(cell)
        return text.replace(".", self._decimal) if isinstance(cell, float) else text

    def _read_header(self) -> tuple[str, ...]:
        first = next(self._rows, None)
        if first is None:
            raise RequestError(EMPTY_SHEET(file=self._name))
        names = [text_of(cell).strip() for cell in self._merged.heading(*first)]
        while names and not names[-1]:
            names.pop()
        return unique(names)


class ArchiveReader(SheetReader):
    """A sheet in a zip archive of which only its list of files says whether it is a workbook."""

    def __init__(self, path: Path, form: FileForm, limits: FileLimits) -> None:
        if not holds_workbook(path):
            raise no_table(path, "zip")
        super().__init__(path, form, limits)


def text_of(cell: Cell) -> str:
    """A cell as text: ISO for dates and times, and for numbers the digits the sheet would show.

    >>> text_of(109.0), text_of(timedelta(seconds=143)), text_of(6.02701e17)
    ('109', '0:02:23', '6.02701E+17')
    """
    if isinstance(cell, str):
        return cell.translate(_SIGNS) if FIELD in cell or RECORD in cell else cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, (int, float)):
        return _number_text(float(cell))
    if isinstance(cell, timedelta):
        return _span_text(cell)
    return _moment_text(cell)


def _number_text(number: float) -> str:
    # A spreadsheet keeps fifteen digits; of a longer number the rest is lost, and it must show.
    if abs(number) >= _EXACT:
        return f"{number:.15G}"
    return str(int(number)) if number.is_integer() else repr(number)


def _span_text(span: timedelta) -> str:
    total = round(span.total_seconds(), 3)
    sign, whole = "-" if total < 0 else "", abs(total)
    hours, rest = divmod(whole, 3600)
    minutes, seconds = divmod(rest, 60)
    fraction = f"{seconds % 1:.3f}"[1:] if seconds % 1 else ""
    return f"{sign}{int(hours)}:{int(minutes):02}:{int(seconds):02}{fraction}"


def _moment_text(cell: date | time | datetime) -> str:
    if isinstance(cell, datetime):
        # The cell's number is a fraction of a day, exact to some microseconds only.
        near = cell + timedelta(microseconds=500)
        cell = near.replace(microsecond=near.microsecond // 1000 * 1000)
        return cell.isoformat(sep=" ") if cell.time() != time() else cell.date().isoformat()
    return cell.isoformat()


def _numbered(
    sheet: CalamineSheet, skip: int, merged: MergedCells[Cell]
) -> Iterator[tuple[int, Row]]:
    """The rows that hold something of their own, each with what it shares with the rows above it."""
    for number, cells in enumerate(sheet.iter_rows(), 1):
        whole = merged.filled(number, cells)
        if number > skip and any(cell != "" for cell in cells):
            yield number, whole


def _sheet(book: CalamineWorkbook, form: FileForm, file: str) -> CalamineSheet:
    names = book.sheet_names
    wanted = form.sheet
    if wanted is None:
        return book.get_sheet_by_index(0)
    if isinstance(wanted, int) and 1 <= wanted <= len(names):
        return book.get_sheet_by_index(wanted - 1)
    if str(wanted) in names:
        return book.get_sheet_by_name(str(wanted))
    raise RequestError(
        NO_SHEET(file=file, sheet=repr(wanted), hint=did_you_mean(str(wanted), names))
    )


@contextmanager
def _named(path: Path) -> Iterator[None]:
    try:
        with file_errors(path, NO_WORKBOOK, (CalamineError, OSError, ValueError)):
            yield
    except BaseException as error:
        # The reader is written in Rust; where it meets what it did not foresee it panics, and that
        # comes through as an exception of no family.
        if type(error).__name__ != "PanicException":
            raise
        raise RequestError(DAMAGED_BOOK(file=path.name, why=str(error))) from None
