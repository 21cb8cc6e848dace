"""Exports as strangers bring them: foreign headings, title rows, cover sheets, merged cells; each with what it says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter


@dataclass(frozen=True, slots=True)
class StrangersFile:
    """One export: who brings it, how it is written, and the contacts that stand in it."""

    name: str
    language: str
    zone: str
    write: Callable[[Path], object]
    contacts: Sequence[tuple[str, str, str]]
    """Arrival in UTC, outcome, agent."""


def _text(text: str, encoding: str) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(text.encode(encoding))


def _covered(path: Path) -> None:
    """A cover sheet before the table, and title rows above its headings."""
    with xlsxwriter.Workbook(str(path)) as book:
        cover = book.add_worksheet("Cover")
        cover.write_column(0, 0, ["Quarterly report", "Prepared for the board"])
        sheet = book.add_worksheet("Calls")
        day = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_row(0, 0, ["Helpline, all calls"])
        sheet.write_row(2, 0, ["Call reference", "Call start", "Result", "Operator"])
        for row, (ref, serial, result, who) in enumerate(
            [("R1", 46092.375, "Answered", "Ann"), ("R2", 46093.5, "Abandoned", "")], start=3
        ):
            sheet.write_row(row, 0, [ref, None, result, who])
            sheet.write_number(row, 1, serial, day)


def _merged(path: Path) -> None:
    """The agent's name stands once, in a cell that is merged over the rows of their calls."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Llamadas")
        sheet.write_row(0, 0, ["Agente", "Id llamada", "Fecha y hora", "Resultado"])
        sheet.merge_range(1, 0, 2, 0, "Lucía")
        for row, cells in enumerate(
            [("L1", "13/03/2026 09:00", "Contestada"), ("L2", "14/03/2026 10:30", "Contestada")], 1
        ):
            sheet.write_row(row, 1, cells)


GERMAN = (
    "Bericht Telefonie;;;;\n"
    "Anruf-Nr.;Beginn;Ergebnis;Wartezeit;Mitarbeiter\n"
    "A1;13.03.2026 08:35;angenommen;0:12;Jörg Müller\n"
    "A2;14.03.2026 09:10;aufgelegt;1:05;\n"
)
DUTCH = (
    "Gesprek;Datum;Tijd;Resultaat;Medewerker\n"
    "1;13-03-2026;08:35;Beantwoord;Daan\n"
    "2;14-03-2026;09:35;Gemist;\n"
)
VIETNAMESE = (
    "Mã cuộc gọi,Thời gian bắt đầu,Kết quả,Nhân viên\n"
    "V1,13/03/2026 08:35:00,Đã trả lời,Nguyễn Thị Hoa\n"
    "V2,14/03/2026 09:10:00,Cuộc gọi nhỡ,\n"
)
FILES = [
    StrangersFile(
        "anrufe.csv",
        "de",
        "Europe/Berlin",
        _text(GERMAN, "cp1252"),
        [("2026-03-13 07:35", "answered", "Jörg Müller"), ("2026-03-14 08:10", "abandoned", "")],
    ),
    StrangersFile(
        "gesprekken.csv",
        "nl",
        "Europe/Amsterdam",
        _text(DUTCH, "utf-8"),
        [("2026-03-13 07:35", "answered", "Daan"), ("2026-03-14 08:35", "abandoned", "")],
    ),
    StrangersFile(
        "cuoc-goi.csv",
        "vi",
        "Asia/Ho_Chi_Minh",
        _text(VIETNAMESE, "utf-8-sig"),
        [("2026-03-13 01:35", "answered", "Nguyễn Thị Hoa"), ("2026-03-14 02:10", "abandoned", "")],
    ),
    StrangersFile(
        "calls.xlsx",
        "en",
        "Europe/London",
        _covered,
        [("2026-03-11 09:00", "answered", "Ann"), ("2026-03-12 12:00", "abandoned", "")],
    ),
    StrangersFile(
        "llamadas.xlsx",
        "es",
        "Europe/Madrid",
        _merged,
        [("2026-03-13 08:00", "answered", "Lucía"), ("2026-03-14 09:30", "answered", "Lucía")],
    ),
]
