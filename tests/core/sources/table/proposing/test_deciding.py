"""What a column means where its heading alone does not say it: a group of calls or one of agents."""

from pathlib import Path

import pytest

from willet.core.lake.engine import open_engine
from willet.core.sources.table.proposing import propose


def meanings(folder: Path, heading: str, *more: tuple[str, list[str]], taken: bool) -> list[str]:
    """The meanings of the columns behind the id and the arrival: a group, an agent, and more."""
    agents = ["Anna", "Jörg", "" if not taken else "Lena", "Anna"]
    columns = [
        ("Nr", [str(7100 + n) for n in range(40)]),
        ("Beginn", [f"{n % 28 + 1:02}.03.2026 09:{n:02}:11" for n in range(40)]),
        (heading, ["Technik", "Rechnung", "Technik", "Vertrieb"] * 10),
        ("Mitarbeiter", agents * 10),
        *more,
    ]
    path = folder / "calls.csv"
    lines = zip(*(cells for _, cells in columns), strict=True)
    head = ";".join(name for name, _ in columns)
    path.write_text("\n".join([head, *map(";".join, lines)]), encoding="utf-8")
    with open_engine() as con:
        return [column.choice.meaning for column in propose(con, path).columns[2:]]


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("heading", ["Gruppe", "Group", "Groep", "Grupo"])
def test_a_group_that_stands_beside_calls_nobody_took_is_the_queue(
    tmp_path: Path, heading: str
) -> None:
    assert meanings(tmp_path, heading, taken=False) == ["queue", "agent"]
    assert meanings(tmp_path, heading, taken=True) == ["team", "agent"]


def test_a_group_beside_a_queue_or_called_a_team_is_one_of_agents(tmp_path: Path) -> None:
    queue = ("Warteschlange", ["A", "B"] * 20)

    assert meanings(tmp_path, "Gruppe", queue, taken=False) == ["team", "agent", "queue"]
    assert meanings(tmp_path, "Team", taken=False) == ["team", "agent"]


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    ("heading", "texts", "meaning"),
    [
        ("Queue Secs", ["21", "131", "5", "59"], "wait_s"),
        ("Handle Secs", ["310", "131", "783", "163"], ""),
        ("Cierre (mm:ss)", ["01:00", "00:20", "02:30", "00:45"], "acw_s"),
        ("In wachtrij", ["0m21s", "2m11s", "5s", "59s"], "wait_s"),
        ("Trong hàng đợi", ["0:21", "2:11", "0:05", "0:59"], "wait_s"),
        ("Im Gespräch (Min.)", ["4", "2", "11", "3"], "talk_s"),
        ("Gesprek (min)", ["4", "2", "11", "3"], "talk_s"),
        ("Beantwoord_ms", ["1762156812500", "1762157005000", "", "1762157405000"], "answered_at"),
        ("Ende (hh:mm)", ["09:30", "09:31", "09:55", "10:01"], "ended_at"),
    ],
)
def test_what_has_a_unit_of_time_is_a_length(
    tmp_path: Path, heading: str, texts: list[str], meaning: str
) -> None:
    queue = ("Warteschlange", ["A", "B"] * 20)

    assert meanings(tmp_path, "Team", queue, (heading, texts * 10), taken=False)[-1] == meaning


def proposed(folder: Path, text: str) -> list[tuple[str, str]]:
    """Meaning and unit of each column of a file behind the first two."""
    path = folder / "calls.csv"
    path.write_text(text, encoding="utf-8")
    with open_engine() as con:
        columns = propose(con, path).columns[2:]
    return [(column.choice.meaning, column.choice.unit) for column in columns]


def test_bare_numbers_of_one_file_are_in_one_unit(tmp_path: Path) -> None:
    """One column is in milliseconds by its size; holds of nothing or of 900 may be, a ring of 7 cannot."""
    text = (
        "Call ID,Start,Talk,Hold,Wrap-up time,Ring,Wait (s)\n"
        "1,2026-02-13 08:01,250000,0,900,7,21\n"
        "2,2026-02-13 08:03,633000,0,60000,5,131\n"
        "3,2026-02-13 08:09,104000,0,0,6,59\n"
    )

    assert proposed(tmp_path, text) == [
        ("talk_s", "ms"),
        ("hold_s", "ms"),
        ("acw_s", "ms"),
        ("ring_s", "auto"),
        ("wait_s", "s"),
    ]


def test_bare_numbers_without_a_large_one_are_seconds(tmp_path: Path) -> None:
    text = "Call ID,Start,Talk,Hold\n1,2026-02-13 08:01,250,0\n2,2026-02-13 08:03,633,12\n"

    assert proposed(tmp_path, text) == [("talk_s", "auto"), ("hold_s", "auto")]


@pytest.mark.parametrize(
    "numbers",
    [
        ("tel:+12125550101", "tel:+12125550102"),
        ("sip:+12125550101@example.org", "sip:2125550102@example.org;user=phone"),
        ('"Ann" <sip:+4930123456@example.org>', "Anonymous"),
    ],
)
def test_addresses_of_phones_are_numbers(tmp_path: Path, numbers: tuple[str, str]) -> None:
    rows = "".join(
        f"{n};2026-02-13 08:0{n};{text}\n"
        for n, text in enumerate('"' + t.replace('"', '""') + '"' for t in numbers)
    )

    assert proposed(tmp_path, f"Call ID;Start;ANI\n{rows}") == [("customer_number", "auto")]


@pytest.mark.parametrize("heading", ["lfd. Nr.", "Volgnummer", "STT", "Row number"])
def test_numbers_of_rows_are_no_ids(tmp_path: Path, heading: str) -> None:
    def first(numbers: list[str]) -> str:
        path = tmp_path / "calls.csv"
        lines = [f"{n};0{k + 1}.03.2026 09:11:00" for k, n in enumerate(numbers)]
        path.write_text("\n".join([f"{heading};Beginn", *lines]), encoding="utf-8")
        with open_engine() as con:
            return propose(con, path).columns[0].choice.meaning

    assert first(["1", "2", "3"]) == ""
    assert first(["7101", "7102", "7105"]) == ("" if heading == "Row number" else "contact_id")
