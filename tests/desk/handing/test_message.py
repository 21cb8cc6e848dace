"""What a CRM is told of a disposition: ids that are known, the words, and the note only where it may be handed on."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from willet.desk.handing.message import message_of
from willet.desk.models import Callback, Disposition, Leg, PhoneCall, Webhook

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


def _said(
    *, notes: bool = False, call: dict[str, Any] | None = None, **words: Any
) -> dict[str, Any]:
    phone = PhoneCall.objects.create(source="pbx", **(call or {}))
    leg = Leg.objects.create(call=phone, agent="Anna W", leg=words.pop("leg", ""))
    promise = words.pop("promise", None)
    if promise is not None:
        Callback.objects.create(leg=leg, due_at=AT + timedelta(days=1), **promise)
    one = Disposition.objects.create(leg=leg, at=AT, **{"resolved": "yes", **words})
    body: dict[str, Any] = json.loads(message_of(Webhook(with_notes=notes), one))
    assert body["data"].pop("disposition") == str(leg.pk)
    return body


def test_of_a_call_with_nothing_beside_it_nothing_is_made_up() -> None:
    body = _said()

    assert (body["type"], body["timestamp"]) == ("disposition.saved", "2026-03-02T08:00:00+00:00")
    assert body["data"] == {
        "revision": 1,
        "source": "pbx",
        "agent": "Anna W",
        "resolved": "yes",
        "asked_customer": False,
        "tags": [],
        "call_back_until": None,
        **dict.fromkeys(
            ["pbx", "call_id", "leg", "contact_id", "ticket", "code", "topic", "cause"]
        ),
    }


def test_all_that_is_known_is_said() -> None:
    call = {"pbx": "north", "call_id": "1", "contact_id": "pbx:1", "case_ref": "T-1"}
    words: dict[str, Any] = {
        "code": "c",
        "topic": "t",
        "cause": "k",
        "tags": ["a"],
        "asked_customer": True,
    }

    data = _said(call=call, leg="l", revision=3, promise={}, **words)["data"]

    assert data == {
        "revision": 3,
        "source": "pbx",
        "agent": "Anna W",
        "resolved": "yes",
        "leg": "l",
        "pbx": "north",
        "call_id": "1",
        "contact_id": "pbx:1",
        "ticket": "T-1",
        **words,
        "call_back_until": "2026-03-03T08:00:00+00:00",
    }


def test_a_promise_taken_back_is_none() -> None:
    assert _said(promise={"is_withdrawn": True})["data"]["call_back_until"] is None


@pytest.mark.parametrize(
    ("notes", "note", "said"), [(True, "Café", "Café"), (True, "", None), (False, "Café", ...)]
)
def test_a_note_is_handed_on_where_it_may(notes: bool, note: str, said: object) -> None:
    data = _said(notes=notes, note=note)["data"]

    assert data.get("note", ...) == said
