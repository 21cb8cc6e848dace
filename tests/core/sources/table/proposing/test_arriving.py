"""When contacts came, where a date stands alone and a heading of several words speaks of the time."""

from pathlib import Path

import pytest

from willet.core.lake.engine import open_engine
from willet.core.sources.table.proposing import propose

EARLIEST = "no heading says when a contact came; this is the earliest moment of a row"
CLOCK = "a date stands beside it, and no other column says at what time of that day"


def meanings(folder: Path, text: str) -> list[tuple[str, list[str]]]:
    """The meaning of each column, and what is not sure of it."""
    path = folder / "calls.csv"
    path.write_text(text, encoding="utf-8")
    with open_engine() as con:
        columns = propose(con, path).columns
    return [(column.choice.meaning, [str(doubt) for doubt in column.doubts]) for column in columns]


@pytest.mark.parametrize(
    ("day", "heading"),
    [
        ("Datum gesprek", "Tijd gesprek"),
        ("Datum", "Uhrzeit laut Telefonanlage"),
        ("Fecha de llamada", "Hora del registro"),
        ("Ngày gọi", "Giờ ghi nhận"),
        ("Date", "Time on the switch"),
    ],
)
def test_a_time_of_day_beside_a_date_is_that_of_the_arrival(
    tmp_path: Path, day: str, heading: str
) -> None:
    text = f"Id;{day};{heading}\nA1;28-10-2025;9:05\nA2;28-10-2025;17:45\n"

    assert [meaning for meaning, _ in meanings(tmp_path, text)] == [
        *("contact_id", "arrived_date", "arrived_time")
    ]


def test_a_time_of_day_that_its_heading_hardly_says_is_told_of(tmp_path: Path) -> None:
    text = "Id;Datum gesprek;Tijd gesprek\nA1;28-10-2025;9:05\nA2;28-10-2025;17:45\n"

    assert meanings(tmp_path, text)[2] == ("arrived_time", [CLOCK])


@pytest.mark.parametrize(
    "more",
    [
        # A length is no time of day, and of two times of day none is guessed.
        ("Sprechweile", "0:05;", "0:45;"),
        ("Tijd gesprek;Tijd bericht", "9:05;9:06", "17:45;17:46"),
    ],
)
def test_what_may_be_something_else_is_no_time_of_arrival(
    tmp_path: Path, more: tuple[str, str, str]
) -> None:
    heading, one, two = more
    text = f"Id;Datum;{heading}\nA1;28-10-2025;{one}\nA2;28-10-2025;{two}\n"

    assert [meaning for meaning, _ in meanings(tmp_path, text)][2:] == [""] * (
        heading.count(";") + 1
    )


def test_a_moment_leaves_no_room_for_a_time_of_day(tmp_path: Path) -> None:
    """Of a call that came at a moment, `Call time` is how long it took."""
    text = (
        "Call ID,Timestamp,Call time\n"
        '1,"Tue, 04 Nov 2025 09:15:00",00:05:00\n2,"Wed, 19 Nov 2025 15:00:00",00:02:00\n'
    )

    assert [meaning for meaning, _ in meanings(tmp_path, text)][:2] == ["contact_id", "arrived_at"]
    assert "arrived_time" not in [meaning for meaning, _ in meanings(tmp_path, text)]


@pytest.mark.parametrize(
    ("day", "heading"),
    [
        ("Vermerkt am", "Vermerkt um"),
        ("Inklokdatum", "Inkloktijd"),
        ("Scribbled on", "Scribbled"),
    ],
)
def test_a_time_whose_heading_begins_as_that_of_the_date_is_its_time(
    tmp_path: Path, day: str, heading: str
) -> None:
    text = f"Case id;{day};{heading}\nA1;28-10-2025;09:05\nA2;28-10-2025;17:45\n"

    date, clock = meanings(tmp_path, text)[1:]

    assert (date[0], clock) == ("arrived_date", ("arrived_time", [CLOCK]))


def test_a_date_that_no_heading_names_is_told_of(tmp_path: Path) -> None:
    rows = "A1;28-10-2025;9:05\nA2;28-10-2025;17:45\n"

    assert meanings(tmp_path, f"Case id;Scribbled on;Scribbled\n{rows}")[1][1] == [EARLIEST]
    assert meanings(tmp_path, f"Case id;Created on;Scribbled\n{rows}")[1][1] == []


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("heading", ["Belt om", "Ringing", "Wartezeit", "Timbre", "Chờ"])
def test_times_of_day_are_no_lengths_whatever_their_heading(tmp_path: Path, heading: str) -> None:
    def last(*cells: str) -> str:
        rows = "".join(f"A{n};28-10-2025;{cell}\n" for n, cell in enumerate(cells))
        return meanings(tmp_path, f"Id;Datum;{heading}\n{rows}")[2][0]

    assert last("09:05:10", "14:10:00", "17:45:01") in ("", "arrived_time")
    assert last("00:05:10", "00:10:00", "01:45:01") in ("ring_s", "wait_s")


@pytest.mark.parametrize(
    "heading", ["Fecha de pago", "Zahlungsdatum", "Betaaldatum", "Payment date", "Ngày thanh toán"]
)
def test_the_day_of_something_not_known_is_no_arrival_without_a_word(
    tmp_path: Path, heading: str
) -> None:
    rows = "A1;28-10-2025;Ana\nA2;29-10-2025;Eva\n"
    beside = "A1;28-10-2025;27-10-2025\nA2;29-10-2025;28-10-2025\n"

    alone = meanings(tmp_path, f"Case id;{heading};Name\n{rows}")[1]
    assert alone[0] == "" or EARLIEST in alone[1]
    assert meanings(tmp_path, f"Case id;{heading};Created on\n{beside}")[1][0] == ""


@pytest.mark.parametrize(
    ("begin", "end"),
    [("von", "bis"), ("van", "tot"), ("desde", "hasta"), ("from", "to"), ("Từ", "Đến")],
)
def test_since_when_and_until_when_are_a_beginning_and_an_end(
    tmp_path: Path, begin: str, end: str
) -> None:
    rows = "A1;28-10-2025;09:05;09:15\nA2;29-10-2025;17:45;18:10\n"

    assert [m for m, _ in meanings(tmp_path, f"Id;Datum;{begin};{end}\n{rows}")][2:] == [
        "arrived_time",
        "ended_at",
    ]


def test_of_two_moments_of_answering_the_earlier_is_the_arrival(tmp_path: Path) -> None:
    rows = (
        "A1;28-10-2025 09:05;28-10-2025 09:06;28-10-2025 09:15\n"
        "A2;29-10-2025 17:45;29-10-2025 17:48;29-10-2025 18:10\n"
    )
    head = "Id;Customer connected at;Agent connected at;Ended at"

    assert meanings(tmp_path, f"{head}\n{rows}")[1:] == [
        ("arrived_at", [EARLIEST]),
        ("answered_at", []),
        ("ended_at", []),
    ]
