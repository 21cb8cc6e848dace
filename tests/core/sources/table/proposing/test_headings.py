"""What a heading says, in any of Unicode's forms and however it is cased, signed or abbreviated."""

import unicodedata
from typing import Literal

import pytest

from willet.core.sources.table.proposing.headings import heading_of, headings_of
from willet.core.sources.table.proposing.wording import meant

FORMS: tuple[Literal["NFC", "NFD", "NFKC"], ...] = ("NFC", "NFD", "NFKC")


def best(name: str) -> str:
    """The meaning that a heading fits best."""
    merits = heading_of(name).merits
    return max(merits, key=lambda meaning: merits[meaning], default="")


@pytest.mark.parametrize(
    ("name", "meaning", "unit"),
    [
        ("Wartezeit (mm:ss)", "wait_s", "m:s"),
        ("WARTEZEIT [Sek.]", "wait_s", "s"),
        ("callDuration", "talk_s", ""),
        ("Tiempo de espera en segundos", "wait_s", "s"),
        ("Thời gian chờ (giây)", "wait_s", "s"),
        ("Nawerktijd_sec", "acw_s", "s"),
        ("Rufnummer des Anrufers", "customer_number", ""),
        ("Recieved at", "arrived_at", ""),
        ("Von", "customer_number", ""),
        ("Name der Warteschlange", "queue", ""),
        ("Satisfacción (1-5)", "csat", ""),
        ("Klant tevreden 1 tot 10", "csat", ""),
        ("Zufriedenheit [1 bis 10]", "csat", ""),
        ("respuesta_epoch", "answered_at", ""),
        ("fin_ts", "ended_at", ""),
        ("xyz", "", ""),
        # The small words of one language are whole words of another.
        ("Mã", "contact_id", ""),
        ("Mã thẻ", "customer_id", ""),
        ("Vấn đề", "topic", ""),
        ("Van", "customer_number", ""),
        ("De", "customer_number", ""),
        ("Số gọi đến", "customer_number", ""),
    ],
)
def test_a_heading_says_a_meaning_and_a_unit(name: str, meaning: str, unit: str) -> None:
    assert (best(name), heading_of(name).unit) == (meaning, unit)


@pytest.mark.parametrize("form", FORMS)
def test_a_heading_and_a_word_are_one_in_three_forms(form: Literal["NFC", "NFD", "NFKC"]) -> None:
    heading, word = (unicodedata.normalize(form, text) for text in ("Gelöst", "Đã trả lời"))

    assert best(heading) == "resolved"
    assert meant("outcome", word) == "answered"


@pytest.mark.parametrize(
    ("field", "text", "word"),
    [
        ("outcome", "Angenommen", "answered"),
        ("outcome", "NICHT angenommen", "abandoned"),
        ("outcome", "Answered (agent 7)", "answered"),
        ("outcome", "not completed by anyone", ""),
        ("outcome", "completed", "answered"),
        ("outcome", "Cuộc gọi nhỡ", "abandoned"),
        ("direction", "Gọi ra", "outbound"),
        ("direction", "Rechnung", ""),
        ("truth", "Có", "true"),
        ("ended_by", "Klant", "customer"),
    ],
)
def test_a_word_of_a_cell_means_a_word_of_the_field(field: str, text: str, word: str) -> None:
    assert meant(field, text) == word


@pytest.mark.parametrize(
    ("names", "meanings"),
    [
        (
            ["Segment Start", "Segment Queue", "Segment Agent", "Segment No"],
            ["arrived_at", "queue", "agent", "ignored"],
        ),
        (["Anruf Beginn", "Anruf Ende", "Anruf Agent"], ["arrived_at", "ended_at", "agent"]),
        (["Llamada Cola", "Llamada Agente", "Llamada Estado"], ["queue", "agent", "outcome"]),
    ],
)
def test_a_word_before_most_headings_is_the_tables(names: list[str], meanings: list[str]) -> None:
    merits = [heading.merits for heading in headings_of(names)]

    assert [max(m, key=lambda meaning: m[meaning]) for m in merits] == meanings


def test_a_word_before_few_headings_belongs_to_them() -> None:
    names = ["Customer number", "Customer id", "Start", "Queue", "Agent"]

    assert headings_of(names) == [heading_of(name) for name in names]


@pytest.mark.parametrize(
    "name", ["Resolved (Y/N)", "Resuelto", "Gelöst", "Opgelost", "Đã giải quyết"]
)
def test_what_was_solved_is_no_name_of_who_solved_it(name: str) -> None:
    assert best(name) == "resolved"
