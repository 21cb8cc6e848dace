"""Calls that agents placed: contacts of their own direction, without visits."""

from typing import Any

import pytest

CALL = "1795466300.7"


def test_an_answered_call_out(ask: Any) -> None:
    told = ask(
        f"1795466300|{CALL}|NONE|Agent/1141|OUTDIAL|0612345678|||0|0",
        f"1795466363|{CALL}|NONE|Agent/1141|OUTANSWER|0612345678|COMPLETECALLER||9|54",
    )
    assert told.row(
        "SELECT direction, outcome, agent, wait_s, talk_s, ended_by, identity, epoch(arrived_at) FROM contacts"
    ) == ("outbound", "answered", "Agent/1141", 9, 54, "agent", "number", 1795466300)
    assert told.rows("FROM visits") == []


@pytest.mark.journey("history")
def test_a_call_out_that_reached_nobody_is_unknown(ask: Any) -> None:
    for name in ("OUTCANCEL", "OUTBUSY", "OUTNOANSWER", "OUTCONGESTION", "OUTCHANUNAVAIL"):
        told = ask(
            f"1795466300|{CALL}|NONE|Ann|OUTDIAL|0612345678|||0|0",
            f"1795466309|{CALL}|NONE|Ann|{name}|0612345678|||9|0",
        )
        assert told.row("SELECT outcome, talk_s, wait_s FROM contacts") == ("unknown", None, 9), (
            name
        )


def test_a_call_out_handed_on_was_answered(ask: Any) -> None:
    told = ask(
        f"1795466300|{CALL}|NONE|Ann|OUTDIAL|0612345678|||0|0",
        f"1795466310|{CALL}|NONE|Ann|OUTTRANSFER|0612345678|1125||5|5",
    )
    assert told.row("SELECT outcome, transfers, talk_s FROM contacts") == ("answered", 1, 5)
    assert told.value("SELECT said FROM landed WHERE event = 'OUTTRANSFER'") is None


def test_a_call_that_also_waited_in_a_queue_is_inbound(ask: Any) -> None:
    told = ask(
        f"1795466300|{CALL}|NONE|Ann|OUTDIAL|0612345678|||0|0",
        f"1795466320|{CALL}|sales|NONE|ENTERQUEUE||0612345678|1",
        f"1795466330|{CALL}|sales|NONE|ABANDON|1|1|10",
    )
    assert told.row("SELECT direction, outcome FROM contacts") == ("inbound", "abandoned")


def test_the_caller_and_the_called_are_one_customer(ask: Any) -> None:
    told = ask(
        f"1795466300|{CALL}|NONE|Ann|OUTDIAL|0612345678|||0|0",
        "1795466400|1795466400.9|sales|NONE|ENTERQUEUE||+31612345678|1",
    )
    assert told.row("SELECT count(*), count(DISTINCT customer_key) FROM contacts") == (2, 1)
