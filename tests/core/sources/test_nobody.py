"""Words that name no agent, and names that only look like them."""

import duckdb
import pytest

from willet.core.sources.nobody import names_nobody


def nobody(word: str) -> bool:
    found = duckdb.execute(f"SELECT {names_nobody('w')} FROM (SELECT ? AS w)", [word]).fetchall()
    answer: bool = found[0][0]
    return answer


@pytest.mark.parametrize(
    "word",
    [
        "unknown",
        "Unknown",
        "UNKNOWN AGENT",
        "(unknown)",
        "<unassigned>",
        "not_assigned",
        "Unbekannt",
        "nicht zugewiesen",
        "onbekend",
        "Niet-toegewezen",
        "Desconocido",
        "sin asignar",
        "Không rõ",
        "khong ro",
        "CHƯA PHÂN CÔNG",
        "inconnu",
        "Non attribué",
        "(empty)",
        "keiner",
        "N. N.",
        "N.N.",
        "Geen",
        "vacío",
        "niet beschikbaar",
    ],
)
def test_a_word_for_nobody_names_no_agent(word: str) -> None:
    assert nobody(word) is True


@pytest.mark.parametrize(
    "word",
    ["Ann", "Nadia", "Rõ", "Unknow", "Agent Unbekannt", "31", "", "Ninguna Pérez", "Niem", "NN"],
)
def test_a_name_is_a_name(word: str) -> None:
    assert nobody(word) is False
