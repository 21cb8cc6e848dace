"""Every id of a call is found again, with its contact and visit."""

from typing import Any

T = 1772442000
FIRST, SECOND = f"{T + 10}.709", f"{T + 10}.711"
IDS = "SELECT call_id, leg, contact_id, visit_no FROM call_ids ORDER BY call_id, leg NULLS FIRST"

LINES = [
    f"{T + 10}|{FIRST}|400|NONE|ENTERQUEUE||0205550101|1",
    f"{T + 11}|{FIRST}|400|Local/31@agents/n|CONNECT|1|{T + 10}.710|1",
    f"{T + 26}|{SECOND}|400|NONE|ENTERQUEUE||0205550101|1",
    f"{T + 34}|{SECOND}|400|Local/32@agents/n|CONNECT|8|{T + 26}.715|3",
    f"{T + 42}|{SECOND}|400|Local/32@agents/n|COMPLETECALLER|8|8|1",
    f"{T + 42}|{FIRST}|400|Local/31@agents/n|COMPLETECALLER|1|31|1",
]


def test_a_contact_is_known_by_its_calls_and_by_the_channels_to_its_agents(ask: Any) -> None:
    contact = f"asterisk:{FIRST}"

    assert ask(*LINES).rows(IDS) == [
        (FIRST, None, contact, 1),
        (FIRST, f"{T + 10}.710", contact, 1),
        (SECOND, None, contact, 2),
        (SECOND, f"{T + 26}.715", contact, 2),
    ]


def test_a_second_call_under_one_id_is_known_by_it_too(ask: Any) -> None:
    later = T + 7 * 86_400

    told = ask(
        f"{T}|{T}.1|desk|NONE|ENTERQUEUE||0205550101|1",
        f"{T + 40}|{T}.1|desk|NONE|ABANDON|1|1|40",
        f"{later}|{T}.1|desk|NONE|ENTERQUEUE||0205550102|1",
        f"{later + 5}|{T}.1|desk|NONE|ABANDON|1|1|5",
    )

    assert told.rows(IDS + ", contact_id") == [
        (f"{T}.1", None, f"asterisk:{T}.1", 1),
        (f"{T}.1", None, f"asterisk:{T}.1@{later}", 1),
    ]


def test_a_call_that_an_agent_placed_belongs_to_no_visit(ask: Any) -> None:
    told = ask(f"{T}|{T}.5|NONE|Ann|OUTANSWER|0205550101|COMPLETECALLER|x|4|60")

    assert told.rows(IDS) == [(f"{T}.5", None, f"asterisk:{T}.5", None)]


def test_the_name_before_an_id_is_the_phone_systems(ask: Any) -> None:
    told = ask(*[line.replace(FIRST, f"pbx-1-{FIRST}") for line in LINES[:1]])

    assert told.rows("SELECT pbx, call_id FROM call_ids") == [("pbx-1", f"pbx-1-{FIRST}")]


def test_words_where_a_channel_should_stand_do_not_land(ask: Any) -> None:
    told = ask(LINES[0], LINES[1].replace(f"{T + 10}.710", "SIP/0205550101-0000a1"))

    assert told.rows("SELECT said FROM landed WHERE event = 'CONNECT'") == [(None,)]
    assert [row[1] for row in told.rows(IDS)] == [None]
