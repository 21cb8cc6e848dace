"""Whether a workbook may be opened: its reader unpacks it whole, so a bomb must be seen before."""

import re
import zipfile
from pathlib import Path

from willet.core.records import RequestError, saying
from willet.core.sources.damaged_zips import DAMAGED_ZIP
from willet.core.sources.file_errors import file_errors
from willet.core.sources.table.limits import FileLimits

DAMAGED_BOOK = saying("workbook_damaged", "%(file)s: the workbook is damaged: %(why)s.")
TOO_LARGE = saying(
    "workbook_too_large",
    "%(file)s: unpacks to %(unpacked)s bytes, more than the %(most)s a "
    "workbook may have. Save it as CSV; a CSV of any size is read.",
)
BOMB_BOOK = saying(
    "workbook_bomb",
    "%(file)s: unpacks to %(times)s times its size, as a zip bomb does and a "
    "workbook does not. Save it as CSV.",
)
TOO_WIDE = saying(
    "workbook_too_wide",
    "%(file)s: %(sheet)s reaches to row %(rows)s and column %(columns)s, which is more than "
    "%(most)s cells. Delete the stray cells, or save it as CSV.",
)
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]{0,3})(\d{1,7})["']""")
_PIECE = 1 << 20
_OVERLAP = 64


def holds_workbook(path: Path) -> bool:
    """Whether the files in a zip archive are those of a workbook."""
    try:
        with zipfile.ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except DAMAGED_ZIP:
        return False


def refuse_bombs(path: Path, limits: FileLimits) -> None:
    """Refuse a workbook that unpacks to too much, or whose cells span too wide a sheet.

    The reader keeps a sheet as one rectangle from its first cell to its last, so that two cells in
    opposite corners cost as much as all 17 billion between them.

    Raises:
        RequestError: the workbook is damaged or beyond the limits.
    """
    with file_errors(path, DAMAGED_BOOK, DAMAGED_ZIP), zipfile.ZipFile(path) as archive:
        _refuse_size(path, archive, limits)
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                _refuse_extent(path, name, _extent(archive, name), limits)


def _refuse_size(path: Path, archive: zipfile.ZipFile, limits: FileLimits) -> None:
    unpacked = sum(entry.file_size for entry in archive.infolist())
    packed = max(sum(entry.compress_size for entry in archive.infolist()), 1)
    if unpacked > limits.sheet_bytes:
        raise RequestError(TOO_LARGE(file=path.name, unpacked=unpacked, most=limits.sheet_bytes))
    if unpacked > limits.sheet_free_bytes and unpacked / packed > limits.sheet_ratio:
        raise RequestError(BOMB_BOOK(file=path.name, times=str(unpacked // packed)))


def _extent(archive: zipfile.ZipFile, name: str) -> tuple[int, int]:
    rows, columns, tail = 0, 0, b""
    with archive.open(name) as stream:
        while piece := stream.read(_PIECE):
            result = set(_PLACE.findall(tail + piece))
            rows = max([rows, *(int(row) for _, row in result)])
            columns = max([columns, *(_number(c) for c in {letters for letters, _ in result})])
            tail = piece[-_OVERLAP:]
    return rows, columns


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _refuse_extent(path: Path, name: str, extent: tuple[int, int], limits: FileLimits) -> None:
    rows, columns = extent
    if rows * columns > limits.sheet_cells:
        reach = {"rows": rows, "columns": columns, "most": limits.sheet_cells}
        raise RequestError(TOO_WIDE(file=path.name, sheet=name, **reach))
