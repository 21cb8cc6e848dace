"""Columns whose headings say nothing known, and times that may not be what they are taken for."""

from pathlib import Path

import pytest

from willet.core.lake.engine import open_engine
from willet.core.sources.table.proposing import propose


def read(folder: Path, head: str, *rows: str) -> list[tuple[str, list[str]]]:
    """Each column's meaning, and the codes of what is not sure of it."""
    path = folder / "calls.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    with open_engine() as con:
        columns = propose(con, path).columns
    return [(column.choice.meaning, [d.code for d in column.doubts]) for column in columns]


def meanings(folder: Path, head: str, *rows: str) -> list[str]:
    """The meanings alone."""
    return [meaning for meaning, _ in read(folder, head, *rows)]


def test_people_who_come_again_under_an_unknown_heading_are_agents(tmp_path: Path) -> None:
    rows = [
        f"A{n};{n + 10}.11.2025 10:0{n};{who}"
        for n, who in enumerate(("Eva Moll", "Udo Ott", "Eva Moll", "Udo Ott"))
    ]

    assert meanings(tmp_path, "Anruf-ID;Beginn;Zephyr", *rows)[2] == "agent"


@pytest.mark.parametrize(
    "cells",
    [
        ("Eva Moll", "Udo Ott", "Ina Roth", "Jan Pot"),
        ("red", "blue", "red", "blue"),
        ("A 1", "B 2", "A 1", "B 2"),
    ],
)
def test_people_of_whom_each_comes_once_and_other_texts_are_none(
    tmp_path: Path, cells: tuple[str, ...]
) -> None:
    rows = [f"A{n};{n + 10}.11.2025 10:0{n};{who}" for n, who in enumerate(cells)]

    assert meanings(tmp_path, "Anruf-ID;Beginn;Zephyr", *rows)[2] == ""


def test_a_key_of_something_unknown_is_that_of_what_the_table_is_of(tmp_path: Path) -> None:
    rows = [f"z{n}x7;2025-11-1{n} 10:00;p{n % 2};{n}0" for n in range(4)]

    cases = meanings(tmp_path, "zephyr_id,created,ticket_priority,due".replace(",", ";"), *rows)
    calls = meanings(tmp_path, "zephyr_id;started;x;talk_seconds", *rows)

    assert (cases[0], calls[0]) == ("case_ref", "contact_id")


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        (("open", "closed", "pending"), ""),
        (("offen", "in Bearbeitung", "geschlossen"), ""),
        (("abierto", "en curso", "cerrado"), ""),
        (("answered", "abandoned", "answered"), "outcome"),
        (("completed", "completed", "no answer"), "outcome"),
    ],
)
def test_states_of_a_case_are_no_outcomes(
    tmp_path: Path, words: tuple[str, ...], meaning: str
) -> None:
    rows = [f"A{n};{n + 10}.11.2025 10:0{n};{word}" for n, word in enumerate(words)]

    assert meanings(tmp_path, "Id;Start;Status", *rows)[2] == meaning


def test_numbers_of_rows_are_no_names(tmp_path: Path) -> None:
    rows = [f"{n + 1};{n + 10}.11.2025 10:0{n};x{n}" for n in range(4)]

    assert meanings(tmp_path, "TT;Ngày giờ gọi;Mã cuộc gọi", *rows)[0] == ""


def test_an_earlier_time_in_every_row_is_told_of(tmp_path: Path) -> None:
    """The arrival is chosen by its heading; a column of times shortly before may be the right one."""
    sooner = [f"A{n};1{n}.11.2025 10:0{n}:05;1{n}.11.2025 10:0{n}:00" for n in range(4)]
    later = [f"A{n};1{n}.11.2025 10:0{n}:05;1{n}.11.2025 10:0{n}:09" for n in range(4)]

    assert read(tmp_path, "Id;Start;Zephyr", *sooner)[1] == ("arrived_at", ["proposed_sooner"])
    assert read(tmp_path, "Id;Start;Zephyr", *later)[1] == ("arrived_at", [])


@pytest.mark.parametrize("heading", ["Wartezeit", "Wait", "Wachttijd", "Espera", "Chờ"])
def test_clocks_that_go_up_within_a_day_are_when_contacts_came(
    tmp_path: Path, heading: str
) -> None:
    """Below one o'clock they read as lengths do; beside a date alone, their order shows what they are."""
    clocks = [f"A{n};13.11.2025;00:{n * 5 + 2:02}:10" for n in range(10)]
    lengths = [f"A{n};13.11.2025;00:{(n * 7) % 11:02}:10" for n in range(10)]

    assert read(tmp_path, f"Id;Datum;{heading}", *clocks)[2] == ("arrived_time", ["proposed_clock"])
    assert read(tmp_path, f"Id;Datum;{heading}", *lengths)[2] == (
        "wait_s",
        ["proposed_may_be_clock"],
    )


def test_lengths_beside_a_time_of_day_are_not_asked_about(tmp_path: Path) -> None:
    rows = [f"A{n};13.11.2025;10:{n:02};00:0{(n * 3) % 7}:10" for n in range(8)]

    assert read(tmp_path, "Id;Datum;Uhrzeit;Wartezeit", *rows)[3] == ("wait_s", [])


def test_beside_the_mail_of_users_their_names_are_those_of_customers(tmp_path: Path) -> None:
    rows = [f"A{n};1{n}.11.2025 10:00;Eva;e{n}@example.org;Udo" for n in range(3)]

    assert meanings(tmp_path, "Id;Start;User name;User email;Closed by", *rows)[2:4] == [
        "",
        "customer_email",
    ]
