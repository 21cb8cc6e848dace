"""A table with Willet's own headers needs no mapping; another gets the beginning of one."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from willet.core.records import RequestError

Importer = Callable[..., Any]


def test_headers_are_the_mapping(importer: Importer) -> None:
    text = (
        "contact_id,started_at,direction,queue,outcome,wait,talk,customer_key,csat,resolved,case_id\n"
        "1,2021-03-01T09:30:00Z,inbound,sales,answered,12,1:02,C7,4,yes,T1\n"
    )

    found = importer(text, mapping=None, zone="UTC")

    assert found.rows(
        "SELECT contact_id, arrived_at, queue, outcome, wait_s, talk_s, identity, resolved, case_ref FROM contacts"
    ) == [
        (
            "table:1",
            datetime(2021, 3, 1, 9, 30),
            "sales",
            "answered",
            12.0,
            62.0,
            "customer_id",
            True,
            "table:T1",
        )
    ]
    assert found.rows("SELECT instrument, scale, score FROM answers") == [("csat", "1-5", 4.0)]


def test_other_headers_are_listed_with_the_way_to_a_mapping(importer: Importer) -> None:
    with pytest.raises(RequestError) as caught:
        importer("Call ID,Start time,Agent\n1,2021-03-01,ann\n", mapping=None, zone="UTC")

    message = str(caught.value)
    assert "its columns are Call ID, Start time, Agent" in message
    assert "`willet propose" in message


def test_a_zone_is_needed_all_the_same(importer: Importer) -> None:
    with pytest.raises(RequestError, match="--zone"):
        importer("contact_id,arrived_at\n1,2021-03-01\n", mapping=None)


SHORT = "contact_id,arrived_at\n1,2021-03-01 09:00\n"
LONG = "contact_id,arrived_at,queue,wait,nps\n2,2021-03-01 10:00,sales,12,9\n"


@pytest.mark.parametrize("order", [(SHORT, LONG), (LONG, SHORT)])
def test_each_table_is_read_by_its_own_header(importer: Importer, order: tuple[str, str]) -> None:
    found = importer(*order, mapping=None, zone="UTC")

    assert found.rejects == []
    assert found.rows("SELECT contact_id, queue, wait_s FROM contacts ORDER BY 1") == [
        ("table:1", None, None),
        ("table:2", "sales", 12.0),
    ]
    assert found.rows("SELECT contact_id, score FROM answers") == [("table:2", 9.0)]
    told = found.landing.cannot_tell
    assert "nps" not in told


def test_what_no_table_of_an_import_tells_is_still_lacking(importer: Importer) -> None:
    (one, both) = (importer(*some, mapping=None, zone="UTC") for some in ((SHORT,), (SHORT, LONG)))

    alone, together = (set(found.landing.cannot_tell) for found in (one, both))
    assert "nps" in alone
    assert together < alone
