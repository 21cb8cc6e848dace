"""Agents under several interfaces: one spelling a day."""

from typing import Any

import pytest

T = 1772438400
FORMS = [
    "PJSIP/31",
    "SIP/31",
    "Local/31@from-queue/n",
    "Local/31@agents",
    "Agent/31",
    "Sip/31",
    "pjsip/31",
    "31",
]


def call(offset: int, agent: str) -> list[str]:
    place = f"{T + offset}.{offset + 1}|desk"
    return [
        f"{T + offset}|{place}|NONE|ENTERQUEUE||+31205550400|1",
        f"{T + offset + 10}|{place}|{agent}|CONNECT|10|x|9",
        f"{T + offset + 70}|{place}|{agent}|COMPLETEAGENT|10|60|1",
    ]


def agents(told: Any) -> list[str]:
    return [row[0] for row in told.rows("SELECT DISTINCT agent FROM contacts ORDER BY 1")]


def test_the_forms_of_one_agent_are_one_agent_of_a_day(ask: Any) -> None:
    told = ask(*[line for n, form in enumerate(FORMS) for line in call(200 * n, form)])

    assert agents(told) == ["PJSIP/31"]


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("form", FORMS)
def test_an_agent_with_one_form_keeps_it(ask: Any, form: str) -> None:
    assert agents(ask(*call(0, form))) == [form]


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PJSIP/31", "PJSIP/310"),
        ("PJSIP/31", "DAHDI/310"),
        ("Ann", "Anna"),
        ("Ann/31", "31"),
        ("Müller, Jörg", "Müller"),
    ],
)
def test_other_agents_are_others(ask: Any, one: str, other: str) -> None:
    assert agents(ask(*call(0, one), *call(200, other))) == sorted([one, other])


@pytest.mark.parametrize(
    ("form", "spelt"),
    [
        ("SIP/31-0000abcd", "SIP/31"),
        ("Local/31@from-queue-00000007;1", "Local/31@from-queue"),
        ("DAHDI/31-1", "DAHDI/31"),
    ],
)
def test_a_channel_is_the_interface_it_belongs_to(ask: Any, form: str, spelt: str) -> None:
    assert agents(ask(*call(0, form))) == [spelt]


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("word", ["unknown", "Unbekannt", "onbekend", "desconocido", "không rõ"])
def test_a_word_for_nobody_is_no_agent(ask: Any, word: str) -> None:
    assert agents(ask(*call(0, word))) == [None]


def test_the_name_under_which_calls_were_taken_stands(ask: Any) -> None:
    """Asterisk may pause the interface and connect the member's name."""
    told = ask(
        *call(0, "31"),
        f"{T + 100}|NONE|desk|PJSIP/31|PAUSE|Lunch",
        f"{T + 700}|NONE|desk|PJSIP/31|UNPAUSE|",
    )

    assert agents(told) == ["31"]
    assert told.rows("SELECT agent, reason FROM agent_states") == [("31", "Lunch")]


def test_accounts_with_names_are_one_agent_too(ask: Any) -> None:
    told = ask(*call(0, "SIP/alice"), *call(200, "Local/alice@agents/n"))

    assert agents(told) == ["SIP/alice"]
