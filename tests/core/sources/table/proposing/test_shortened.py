"""Headings written short, joined to one word, or ending in a preposition, in each of the languages."""

import pytest

from willet.core.sources.table.proposing.headings import heading_of
from willet.core.sources.table.proposing.shortened import (
    Spellings,
    WeighedPhrase,
    joined,
    shortened,
)


def best(name: str) -> str:
    """The meaning that a heading fits best."""
    merits = heading_of(name).merits
    return max(merits, key=lambda meaning: merits[meaning], default="")


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("Compl Code", "disposition"),
        ("Queue Dur", "wait_s"),
        ("Acct No", "customer_id"),
        ("Fallnr.", "case_ref"),
        ("Kundennr.", "customer_id"),
        ("Abt.", "team"),
        ("Polisnr.", "customer_id"),
        ("Dossiernr.", "case_ref"),
        ("Cód. cliente", "customer_id"),
        ("Dpto.", "team"),
        ("KQ cuộc gọi", "outcome"),
        ("TG giữ máy", "hold_s"),
        ("Tên ĐTV", "agent"),
    ],
)
def test_a_short_word_says_what_it_says_in_full(name: str, meaning: str) -> None:
    assert best(name) == meaning


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("Servicegruppe", "team"),
        ("Oplosgroep", "team"),
        ("Zugangskanal", "channel"),
        ("Ingangskanaal", "channel"),
        ("Hauptkategorie", "topic"),
        ("Erstbearbeiter", "agent"),
        ("Inlogtijd", "arrived_time"),
    ],
)
def test_a_joined_word_is_what_its_end_says(name: str, meaning: str) -> None:
    assert best(name) == meaning


def test_a_short_word_of_one_language_is_none_of_another() -> None:
    assert "agent" not in heading_of("Mã").merits
    assert "agent" not in heading_of("Mã lạ").merits


def test_an_end_alone_is_no_joined_word() -> None:
    assert [list(joined((word,))) for word in ("tijd", "kanal", "team")] == [[], [], []]


@pytest.mark.parametrize(
    "name",
    ["Transferred to", "Weiterverbunden an", "Doorgezet naar", "Derivada a", "Đã chuyển sang"],
)
def test_to_whom_a_call_was_passed_counts_no_transfers(name: str) -> None:
    assert best(name) == "ignored"


@pytest.mark.parametrize(
    "name", ["Recorded by", "Erfasst von", "Ingevoerd door", "Anotada por", "Lập bởi"]
)
def test_who_wrote_a_row_down_is_its_agent(name: str) -> None:
    assert best(name) == "agent"


def test_the_beginning_of_two_meanings_is_none_of_them() -> None:
    phrases = Spellings(
        [
            WeighedPhrase("wait_s", 1.0, ("call", "waiting")),
            WeighedPhrase("queue", 1.0, ("call", "waits")),
        ]
    )

    assert shortened(("call", "wai"), phrases) == {}
    assert shortened(("call", "waiti"), phrases) == {"wait_s": 0.75}


def test_a_word_of_less_than_half_is_no_beginning() -> None:
    phrases = Spellings([WeighedPhrase("nps", 1.0, ("weiterempfehlung",))])

    assert shortened(("weite",), phrases) == {}
    assert shortened(("weiterempf",), phrases) == {"nps": 0.75}
