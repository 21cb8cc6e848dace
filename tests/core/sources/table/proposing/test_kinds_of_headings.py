"""What turns a heading, what its head says, and what stands beside a column: by kinds, in each of the languages."""

from pathlib import Path

import pytest

from willet.core.lake.engine import open_engine
from willet.core.sources.table.proposing import propose
from willet.core.sources.table.proposing.headings import heading_of, headings_of, language_of


def best(name: str) -> str:
    """The meaning that a heading fits best."""
    merits = heading_of(name).merits
    return max(merits, key=lambda meaning: merits[meaning], default="")


@pytest.mark.parametrize(
    ("name", "meaning", "unit"),
    [
        # Written short within a word, by its consonants, or without its last word.
        ("Gesprächsz.", "talk_s", ""),
        ("Agt Name", "agent", ""),
        ("Nombre ejec.", "agent", ""),
        ("ID cuộc", "contact_id", ""),
        ("Loai YC", "topic", ""),
        # A unit that is joined to a word, and one that leaves the word for time out.
        ("Wachtsec.", "wait_s", "s"),
        ("Speaking secs", "talk_s", "s"),
        ("Số giây nói", "talk_s", "s"),
        # Whose number, why not, who did it, by which way.
        ("From Phone", "customer_number", ""),
        ("Zielnr. Telefon", "ignored", ""),
        ("Why still open", "cause", ""),
        ("Warum noch offen", "cause", ""),
        ("Motivo de no solución", "cause", ""),
        ("Vì sao chưa xong", "cause", ""),
        ("Resuelto por", "agent", ""),
        ("Gemeldet über", "channel", ""),
        ("Störungs-ID", "case_ref", ""),
        ("Zaakkenmerk", "case_ref", ""),
        ("Número de socio abonado", "customer_id", ""),
        # The head of several words, and what only explains.
        ("Conversation rating", "csat", ""),
        ("Área resolutora", "team", ""),
        ("Kontaktende (Uhrzeit)", "ended_at", ""),
        ("Note (1-5)", "ignored", ""),
    ],
)
def test_a_heading_is_read_by_its_kind(name: str, meaning: str, unit: str) -> None:
    assert (best(name), heading_of(name).unit) == (meaning, unit)


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("Datum/tijd gereed", "ignored"),
        ("Fecha hora límite", "ignored"),
        ("Thời điểm sửa cuối", "revised_at"),
        ("Tijdstip einde", "ended_at"),
        ("Birth date", "arrived_date"),
    ],
)
def test_a_later_moment_is_no_arrival(name: str, meaning: str) -> None:
    merits = heading_of(name).merits

    assert meaning == "arrived_date" or best(name) == meaning
    assert max(merits.get(n, 0.0) for n in ("arrived_at", "arrived_date")) < 0.7


def test_a_heading_is_read_in_the_language_of_its_table_first() -> None:
    spanish = ["Cola", "Agente", "Estado", "Área"]

    assert language_of(spanish) == "es"
    assert headings_of(spanish)[3].merits["team"] > headings_of(spanish)[3].merits["ignored"]
    assert headings_of(["Queue", "Area"])[1].merits["ignored"] == 1.0


def meanings(folder: Path, text: str) -> list[tuple[str, list[str]]]:
    """Each column's meaning, and the codes of what is not sure of it."""
    path = folder / "calls.csv"
    path.write_text(text, encoding="utf-8")
    with open_engine() as con:
        columns = propose(con, path).columns
    return [(column.choice.meaning, [d.code for d in column.doubts]) for column in columns]


def rows(*cells: str) -> str:
    """Rows of an id, an arrival at night, and a cell."""
    clocks = ("03:03:50", "01:12:09", "04:40:00")
    return "".join(
        f"A{n};1{n + 3}-11-2025 {clock};{cell}\n"
        for n, (clock, cell) in enumerate(zip(clocks, cells, strict=True))
    )


@pytest.mark.parametrize("heading", ["Wachttijd", "Wait", "Klingelzeit", "Espera", "Chờ"])
def test_a_clock_that_follows_the_arrival_is_no_length(tmp_path: Path, heading: str) -> None:
    """Also at night, when as lengths the times would be of less than five hours."""
    clocks = meanings(tmp_path, f"Id;Begin;{heading}\n{rows('03:04:10', '01:12:30', '04:41:02')}")
    lengths = meanings(tmp_path, f"Id;Begin;{heading}\n{rows('00:00:20', '00:02:05', '00:03:12')}")

    assert clocks[2][0] == ""
    assert lengths[2][0] in ("wait_s", "ring_s")


def test_lengths_of_hours_are_told_of(tmp_path: Path) -> None:
    text = f"Id;Begin;Wachttijd\n{rows('01:04:10', '03:12:30', '02:41:02')}"

    assert meanings(tmp_path, text)[2] == ("wait_s", ["proposed_hours_long"])


@pytest.mark.parametrize("heading", ["Subject", "Betreff", "Titel", "Asunto", "Tiêu đề"])
def test_a_subject_is_a_topic_only_where_it_is_chosen_from_a_list(
    tmp_path: Path, heading: str
) -> None:
    def last(*texts: str) -> str:
        lines = "".join(f"A{n};1{n % 9}-11-2025 09:15;{text}\n" for n, text in enumerate(texts))
        return meanings(tmp_path, f"Id;Beginn;{heading}\n{lines}")[2][0]

    assert last("Kein Netz seit gestern", "Rechnung doppelt", "Bitte um Rückruf") == ""
    assert last("Netz", "Rechnung", "Netz", "Netz", "Rechnung") == "topic"
