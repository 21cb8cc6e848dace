"""Interfaces and channels of one agent, and those of others."""

import duckdb
import pytest

from willet.core.sources.interfaces import agent_key, interface


def of(sql: str, agent: str) -> str:
    found = duckdb.execute(f"SELECT {sql} FROM (SELECT ? AS a)", [agent]).fetchall()
    answer: str = found[0][0]
    return answer


@pytest.mark.parametrize(
    ("agent", "spelt"),
    [
        ("SIP/31-0000abcd", "SIP/31"),
        ("PJSIP/31-0000ABCD", "PJSIP/31"),
        ("PJSIP/desk-31-0000abcd", "PJSIP/desk-31"),
        ("Local/31@from-queue-0000abcd;1", "Local/31@from-queue"),
        ("Local/31@from-queue;2", "Local/31@from-queue"),
        ("Local/31@from-queue/n", "Local/31@from-queue/n"),
        ("DAHDI/31-1", "DAHDI/31"),
        ("DAHDI/i1/31-5", "DAHDI/i1/31"),
        ("IAX2/31-5712", "IAX2/31"),
        ("PJSIP/31/sip:31@10.0.0.4:5060", "PJSIP/31"),
        ("PJSIP/31/sips:31@phone.example;transport=tls", "PJSIP/31"),
        ("Sales/Ann/sip:31@10.0.0.4", "Sales/Ann/sip:31@10.0.0.4"),
        ("SIP/31", "SIP/31"),
        ("SIP/ana-12", "SIP/ana-12"),
        ("Ana-Maria", "Ana-Maria"),
        ("Ann-0000abcd", "Ann-0000abcd"),
        ("Sales/Ann-0000abcd", "Sales/Ann-0000abcd"),
    ],
)
def test_the_mark_of_a_channel_is_no_part_of_an_agent(agent: str, spelt: str) -> None:
    assert of(interface("a"), agent) == spelt


@pytest.mark.parametrize(
    "form",
    [
        "31",
        "PJSIP/31",
        "SIP/31-0000abcd",
        "pjsip/31",
        "Agent/31",
        "Local/31@agents",
        "Local/31@agents/n",
        "Local/31@agents-0000abcd;2",
        "DAHDI/31",
        "DAHDI/g1/31",
        "DAHDI/31-1",
        "IAX2/31",
        "SCCP/31",
        "PJSIP/31/sip:31@10.0.0.4:5060",
    ],
)
def test_every_form_of_extension_31_has_its_key(form: str) -> None:
    assert of(agent_key("a"), form) == "31"


@pytest.mark.parametrize("form", ["PJSIP/310", "Ann/31", "3 1", "SIP/", "31-0000abcd", "Queue/31"])
def test_other_agents_have_other_keys(form: str) -> None:
    assert of(agent_key("a"), form) != "31"
