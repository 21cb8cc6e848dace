"""Where the table stands in a file: the sheet, the line of the headings, the delimiter, under titles or without."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from duckdb import DuckDBPyConnection

from willet.core.records import RequestError, saying
from willet.core.sources.sep_line import stated_delimiter
from willet.core.sources.table.batches import RAW
from willet.core.sources.table.blocks import blocks
from willet.core.sources.table.dialect import CANDIDATES, delimiter_of, folded
from willet.core.sources.table.kinds import what_is_within
from willet.core.sources.table.limits import MIB, FileLimits
from willet.core.sources.table.mapping import FileForm
from willet.core.sources.table.opening import open_table
from willet.core.sources.table.proposing.dating import skeleton_of
from willet.core.sources.table.proposing.headings import heading_of
from willet.core.sources.table.sandbox.readers import READERS
from willet.core.sources.table.streams import opened

NO_ROWS = saying("no_rows_to_map", "%(file)s: holds no table of at least two columns and one row.")
_WIDEST = 120
_TITLES = 40
"""So many lines from the top the headings are looked for."""
_SHEETS = 24
Rows = Sequence[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class Grid:
    """The form of the table that was found, its headings, and how good a table it is."""

    form: FileForm
    header: tuple[str, ...]
    merit: float = 0.0
    sheets: tuple[str, ...] = ()
    sheet: str = ""


def find_grid(con: DuckDBPyConnection, path: Path, limits: FileLimits) -> Grid:
    """The table in a file.

    Raises:
        RequestError: there is no such file, it is of another kind, or nothing in it looks like a table.
    """
    narrow = replace(limits, block_bytes=MIB, batch_rows=2000)
    grids = list(_sheets(con, path, narrow) if _is_book(path) else _texts(path, narrow))
    best = max(grids, key=lambda grid: grid.merit, default=None)
    if best is None or best.merit <= 0:
        raise RequestError(NO_ROWS(file=path.name))
    return best


def _is_book(path: Path) -> bool:
    return what_is_within(path) in READERS


def _sheets(con: DuckDBPyConnection, path: Path, limits: FileLimits) -> Iterator[Grid]:
    """The table of each sheet; a Parquet file has one and its own headings."""
    if what_is_within(path) == "parquet":
        with open_table(con, path, FileForm(), (), limits) as reader:
            yield Grid(FileForm(), reader.header, 1.0)
        return
    wide = tuple(f"column {n}" for n in range(1, _WIDEST + 1))
    names: tuple[str, ...] = ("",)
    number = 1
    while number <= min(len(names), _SHEETS):
        form = FileForm(header=wide, sheet=number)
        with open_table(con, path, form, (), limits) as reader:
            names = getattr(reader, "sheets", names)
            rows = _first_rows(con, reader)
        yield _sheet_grid(rows, names, number)
        number += 1


def _first_rows(con: DuckDBPyConnection, reader: object) -> Rows:
    for _ in reader.batches():  # type: ignore[attr-defined]
        shown = con.execute(f"SELECT line, f FROM {RAW} ORDER BY line LIMIT 2000").fetchall()
        return [(line, [str(cell).strip() for cell in cells]) for line, cells in shown]
    return []


def _sheet_grid(rows: Rows, names: tuple[str, ...], number: int) -> Grid:
    grid = _grid(rows)
    name = names[number - 1]
    sheet = None if number == 1 else (number if name.isdigit() else name)
    return replace(grid, form=replace(grid.form, sheet=sheet), sheets=names, sheet=name)


def _texts(path: Path, limits: FileLimits) -> Iterator[Grid]:
    """The table of a text, under the delimiter that parts most of its lines alike."""
    with opened(path, limits) as stream:
        block = next(blocks(stream, None, limits), None)
    text = block.text if block else ""
    stated = stated_delimiter(text)
    for sign in (stated,) if stated else CANDIDATES:
        grid = _grid(_records(text, sign, skip=1 if stated else 0))
        yield _with_delimiter(grid, text, sign)


def _records(text: str, sign: str, *, skip: int) -> Rows:
    reader = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=sign)
    rows: list[tuple[int, list[str]]] = []
    before = 0
    try:
        for record in reader:
            if before >= skip and any(cell.strip() for cell in record):
                rows.append((before + 1, [cell.strip() for cell in record]))
            before = reader.line_num
            if len(rows) >= 2000:
                break
    except csv.Error:
        pass
    return rows


def _with_delimiter(grid: Grid, text: str, sign: str) -> Grid:
    """The delimiter is said where the reader would not find it by the headings alone."""
    rest = "\n".join(text.split("\n")[grid.form.skip :])
    guessed = stated_delimiter(text) or delimiter_of(rest[: 1 << 16], grid.header)
    if guessed == sign or grid.merit <= 0:
        return grid
    return replace(grid, form=replace(grid.form, delimiter=sign))


def _grid(rows: Rows) -> Grid:
    """The table among some rows: the headings are the first row that is as wide as what follows and holds no data."""
    widths = Counter(_width(cells) for _, cells in rows if _width(cells) > 1)
    if not widths:
        return Grid(FileForm(), ())
    width = max(widths, key=lambda w: (widths[w] * (w - 1), w))
    at = _heading_row(rows, width)
    if at is None:
        header = tuple(f"column {n}" for n in range(1, width + 1))
        return Grid(FileForm(header=header), header, _merit(rows, width, ()))
    line, cells = rows[at]
    names = tuple(cells[: max(_width(cells), 1)])
    skip = line - 1 if at or line > 1 else 0
    if not rows[at + 1 :]:
        return Grid(FileForm(), ())
    return Grid(FileForm(skip=skip), names, _merit(rows[at + 1 :], width, names))


def _width(cells: Sequence[str]) -> int:
    """The place of the last cell that is filled."""
    return max((n for n, cell in enumerate(cells, 1) if cell), default=0)


def _heading_row(rows: Rows, width: int) -> int | None:
    scored = [
        (_likeness_to_headings(cells, width), -n) for n, (_, cells) in enumerate(rows[:_TITLES])
    ]
    best, place = max(scored, default=(0.0, 0))
    return -place if best > 0 else None


def _likeness_to_headings(cells: Sequence[str], width: int) -> float:
    filled = [cell for cell in cells if cell]
    names = [cell for cell in filled if not _is_data(cell)]
    if len(filled) < max(2, 0.5 * width) or len(names) < 0.75 * len(filled):
        return 0.0
    known = sum(max(heading_of(cell).merits.values(), default=0.0) >= 0.7 for cell in names)
    different = len({folded(cell) for cell in names}) / len(names)
    return 2 * known / len(filled) + min(len(filled) / width, 1.0) + different / 2


def _is_data(cell: str) -> bool:
    digits = sum(letter.isdigit() for letter in cell)
    return digits * 2 >= len(cell) or "@" in cell or (digits > 3 and skeleton_of(cell) is not None)


def _merit(rows: Rows, width: int, names: Sequence[str]) -> float:
    """How good a table it is: rows of its width, and headings that are known."""
    alike = sum(_width(cells) in (width, width - 1, width + 1) for _, cells in rows)
    known = sum(max(heading_of(name).merits.values(), default=0.0) >= 0.7 for name in names if name)
    return min(alike, 50) * (width - 1) * (0.2 + known)
