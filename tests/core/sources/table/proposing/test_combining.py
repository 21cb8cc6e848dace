"""Headings that are no phrase are read by what their words name together; the same kinds in each of five languages."""

import pytest

from willet.core.sources.table.proposing import MEANINGS
from willet.core.sources.table.proposing.combining import combination_words, combined, of_place
from willet.core.sources.table.proposing.concepts import (
    best_concepts,
    concept_names,
    concepts_of,
    word_known,
)
from willet.core.sources.table.proposing.headings import heading_of
from willet.core.sources.table.proposing.plainly import plain

MARKS = {"unit", "scale", "idle"}
BESIDE = {"ignored", "subject"}
"""What a heading may mean that is no field."""


def best(name: str, own: str = "") -> str:
    """The meaning that a heading fits best."""
    merits = heading_of(name, own).merits
    return max(merits, key=lambda meaning: merits[meaning], default="")


def test_rules_speak_of_concepts_and_meanings_that_there_are() -> None:
    named, meant = combination_words()

    assert named - MARKS <= concept_names()
    assert meant <= {*MEANINGS, *BESIDE}


@pytest.mark.parametrize(
    ("meaning", "names"),
    [
        (
            "answered_at",
            [
                "Moment the call was picked up",
                "Zeitpunkt der Anrufannahme",
                "Tijdstip van opnemen gesprek",
                "Momento en que se contesta la llamada",
                "Thời điểm bắt máy cuộc gọi",
            ],
        ),
        (
            "wait_s",
            [
                "Caller waiting duration",
                "Wartedauer des Anrufers",
                "Hoe lang gewacht door beller",
                "Cuánto tiempo esperó el cliente",
                "Bao lâu khách phải chờ",
            ],
        ),
        (
            "ignored",
            [
                "Recording of this conversation",
                "Aufzeichnung des Telefonats",
                "Opname van het telefoontje",
                "Archivo de audio de la llamada",
                "File ghi âm cuộc thoại",
            ],
        ),
        (
            "customer_number",
            [
                "Mobile of the caller",
                "Handynummer des Kunden",
                "Mobiele nummer van de klant",
                "Celular del titular",
                "Số di động của khách",
            ],
        ),
        (
            "resolved",
            [
                "Issue fixed at once",
                "Problem des Kunden behoben",
                "Storing in een keer verholpen",
                "Quedó solucionado el reclamo",
                "Sự cố đã khắc phục",
            ],
        ),
        (
            "agent",
            [
                "Engineer assigned",
                "Zuständige Beraterin",
                "Naam van de adviseur",
                "Gestora a cargo",
                "Chuyên viên phụ trách",
            ],
        ),
    ],
)
def test_words_name_a_meaning_together(meaning: str, names: list[str]) -> None:
    assert [best(name) for name in names] == [meaning] * len(names)


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        # What goes with a thing is not the thing.
        ("Agent state", "ignored"),
        ("Time of abandon", "ignored"),
        ("Survey sent date", "ignored"),
        ("Grund der Weiterleitung", "ignored"),
        ("Aantal keer in de wacht", "ignored"),
        ("Nombre del titular", "ignored"),
        ("Ngày đóng phiếu", "ignored"),
        ("Termin der Wiedervorlage", "ignored"),
        # A small word at the end.
        ("Anruf von", "customer_number"),
        ("Erfasst von", "agent"),
    ],
)
def test_a_further_word_makes_it_another(name: str, meaning: str) -> None:
    assert best(name) == meaning


def test_a_word_is_known_by_its_parts_its_ending_and_its_beginning() -> None:
    assert word_known("zephyrnummer", "de")[1] < 0.7
    assert word_known("warteschlangenname", "de")[0] == ("queue", "name")
    assert word_known("beraterinnen", "de")[0] == ("agent",)
    assert word_known("represent", "en")[0] == ("agent",)
    assert word_known("zephyr", "de") == ((), 0.0)


def test_what_is_not_known_names_nothing() -> None:
    assert best_concepts(["zephyr", "qqq"]).known == 0
    assert combined(["zephyr", "qqq"], ()) == ({}, False)
    assert best("Zephyr qqq") == ""


def test_the_language_of_the_table_goes_first() -> None:
    """`Ten` is a name in Vietnamese and a number in English; `Cho` is to wait."""
    assert "name" in best_concepts(["ten", "khach"], "vi").concepts
    assert "wait" in concepts_of(("cho",), "vi").concepts
    assert not concepts_of(("cho",), "de").concepts


def test_a_state_beside_a_city_is_a_place() -> None:
    assert of_place(["Ciudad", "Estado", "Cola"]) == [False, True, False]
    assert of_place(["Cola", "Estado"]) == [False, False]


def test_every_word_of_the_lists_is_known_in_its_language() -> None:
    assert all(
        concepts_of(tuple(plain(text).split()), "de").known == 1
        for text in ("Wartezeit", "Anrufer", "Datum Uhrzeit", "nicht angenommen")
    )
