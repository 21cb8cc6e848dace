"""Numbers as keys: what lands of a caller, and what never does."""

from typing import Any

import pytest

from willet.core.sources.identity import callers

KEY = bytes(range(32))


def test_the_key_is_that_of_the_normalised_number(ask: Any) -> None:
    told = ask("1795466309|1795466309.0|sales|NONE|ENTERQUEUE||0264370893|1")
    want = callers(["+31264370893"], KEY)["+31264370893"].key
    assert told.row("SELECT customer_key, number_key, identity FROM contacts") == (
        want,
        want,
        "number",
    )


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    "line",
    [
        "|sales|NONE|ENTERQUEUE|http://crm/0612345678|0612345678|1|Mrs Smith 0612345678",
        "|sales|NONE|CALLBACKREQ|0612345678",
        "|NONE|Ann|OUTDIAL|0612345678|||0|0",
        "|NONE|Ann|OUTTRANSFER|0612345678|0612345678||5|5",
        "|NONE|Ann|OUTCALL|ANSWER|12|0612345678",
        "|sales|Ann|BLINDTRANSFER|0612345678|outside|2|15|1",
        "|sales|Ann|TRANSFER|0612345678|outside|2|15",
        "|sales|Ann|ATTENDEDTRANSFER|LINK|PJSIP/0612345678-1|PJSIP/6001-2|2|15|1",
        "|sales|NONE|WITHDRAW|1|1|9|called back on 0612345678",
        "|sales|NONE|DID|0612345678",
        "|sales|NONE|INFO|NOTE|0612345678",
        "|sales|NONE|WHATEVER|0612345678",
    ],
)
def test_no_event_lands_a_number_in_clear(ask: Any, line: Any) -> None:
    told = ask(f"1795466309|1795466309.0{line}")
    assert told.value("SELECT count(*) FROM landed") == 1
    assert "612345678" not in str(told.rows("FROM landed"))
    assert "Smith" not in str(told.rows("FROM landed"))


def test_two_callers_have_two_keys(ask: Any) -> None:
    told = ask(
        "1795466309|1795466309.0|sales|NONE|ENTERQUEUE||0264370893|1",
        "1795466310|1795466310.0|sales|NONE|ENTERQUEUE||0264370894|1",
    )
    assert told.value("SELECT count(DISTINCT customer_key) FROM contacts") == 2
