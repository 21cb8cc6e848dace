"""The invented sets: what each column means, the headings, the rows; and the file that each stands for."""

import csv
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from openpyxl import Workbook

SETS = sorted((Path(__file__).parent / "sets").glob("*.txt"))
FRESH = sorted((Path(__file__).parent / "fresh").glob("*.txt"))
"""Sets that were written down, and measured once, before the code had seen them; `readings.md` says what came of it."""
_DELIMITERS = {"tab": "\t"}


@dataclass(frozen=True, slots=True)
class InventedSet:
    """One set: how its file is written, what each column means, and the table."""

    name: str
    form: Sequence[str]
    meanings: Sequence[str]
    table: Sequence[Sequence[str]]


def set_in(path: Path) -> InventedSet:
    """The set in a file."""
    form, *lines = path.read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")] for line in lines if line.strip()]
    return InventedSet(path.stem, form.lstrip("# ").split(), rows[0], rows[1:])


def write(given: InventedSet, folder: Path) -> Path:
    """The file that the set stands for."""
    return _workbook(given, folder) if given.form[0] == "xlsx" else _text(given, folder)


def _text(given: InventedSet, folder: Path) -> Path:
    path = folder / f"{given.name}.csv"
    _, sign, encoding, *more = given.form
    form: Literal["NFC", "NFD"] = "NFD" if "nfd" in more else "NFC"
    with path.open("w", encoding=encoding, newline="") as file:
        rows = csv.writer(file, delimiter=_DELIMITERS.get(sign, sign))
        rows.writerows([unicodedata.normalize(form, cell) for cell in row] for row in given.table)
    return path


def _workbook(given: InventedSet, folder: Path) -> Path:
    book, path = Workbook(), folder / f"{given.name}.xlsx"
    sheet = book.active
    assert sheet is not None, "a new workbook has a sheet"
    if "cover" in given.form:
        sheet.title = "Deckblatt"
        sheet["A1"] = "Auswertung Dezember"
        sheet = book.create_sheet("Anrufe")
    if "titles" in given.form:
        sheet.append(["Anrufe im Dezember", None, "Stand", "31.12.2025"])
        sheet.merge_cells("A1:B1")
        sheet.append([])
    for row in given.table:
        sheet.append([_cell(text) for text in row])
    book.save(path)
    return path


def _cell(text: str) -> object:
    """A text of the table as the cell it stands for: `D` before a moment, `T` before a duration."""
    if text.startswith("D20"):
        return datetime.fromisoformat(text[1:])
    if text.startswith("T") and text[1:2].isdigit() and ":" in text:
        hours, minutes, seconds = map(int, text[1:].split(":"))
        return timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return int(text) if text.isdigit() and not text.startswith("0") else text or None
