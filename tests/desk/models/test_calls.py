"""Where a leg stands, whichever event came first."""

from datetime import UTC, datetime

import pytest

from willet.desk.models import Leg, PhoneCall

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rang", "connected", "ended", "state"),
    [
        (None, None, None, "ringing"),
        (AT, None, None, "ringing"),
        (AT, AT, None, "connected"),
        (None, AT, None, "connected"),
        (AT, AT, AT, "ended"),
        (AT, None, AT, "ended"),  # nobody took it
        (None, None, AT, "ended"),
    ],
)
def test_where_a_leg_stands(
    rang: datetime | None, connected: datetime | None, ended: datetime | None, state: str
) -> None:
    assert Leg(rang_at=rang, connected_at=connected, ended_at=ended).state == state


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (PhoneCall(source="s", call_id="1", contact_id="s:1"), "s 1"),
        (PhoneCall(source="s", contact_id="s:1"), "s s:1"),
        (PhoneCall(source="s"), "s "),
    ],
)
def test_a_call_is_called_by_its_id_else_by_its_contact(call: PhoneCall, words: str) -> None:
    assert str(call) == words
    assert str(Leg(call=call, agent="Anna")) == f"{words} Anna"
