"""Where phone systems tell of calls: a token of its own, clear refusals, and the address that opens the desk."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from tests.desk.conftest import Phones, phones_of
from tests.scaffold.cast import ROLES, Cast
from willet.api.domain.tokens import make_token
from willet.desk.domain.tokens import revoke
from willet.desk.models import Leg, PhoneCall, PhoneLink
from willet.live.models import LiveEvent


def test_event_is_taken_and_says_which_call(phones: Phones) -> None:
    response = phones.send()

    leg = Leg.objects.get()
    assert response.status_code == 200
    assert response.json() == {"call": str(leg.pk), "state": "connected", "desk": True}


def test_event_as_json_is_the_same(phones: Phones) -> None:
    event = json.dumps({"call_id": "1.1", "agent": "Anna W", "state": "ringing"})
    headers = {"Authorization": f"bearer {phones.token}"}

    response = Client(SERVER_NAME="localhost").post(
        "/desk/events/", event, content_type="application/json", headers=headers
    )

    assert (response.status_code, response.json()["state"]) == (200, "ringing")


def test_token_that_is_no_good_opens_nothing(phones: Phones, cast: Cast) -> None:
    of_a_program = make_token(cast.manager, "x", scopes=["ask"])[1]
    by_address = phones_of(cast, way=PhoneLink.Way.ADDRESS).token
    wrong_secret = phones.token[:-1] + ("A" if phones.token[-1] != "A" else "B")

    refused = [phones.send(t) for t in ("", "x", of_a_program, by_address, wrong_secret)]

    assert [r.status_code for r in refused] == [401] * 5
    assert refused[0].json()["code"] == "desk_no_such_token"
    assert refused[3].json()["code"] == "desk_other_way"
    assert PhoneCall.objects.count() == 0


def test_revoked_token_opens_nothing(phones: Phones, cast: Cast) -> None:
    revoke(phones.link, by=cast.administrator)

    assert phones.send().status_code == 401


def test_session_of_a_browser_opens_nothing(phones: Phones, cast: Cast) -> None:
    event = {"call_id": "1.1", "agent": "Anna W", "state": "connected"}

    response = cast.client("administrator").post("/desk/events/", event)

    assert response.status_code == 401


@pytest.mark.parametrize(
    "body", ["[]", "null", '"x"', "{", "\udcff", "[" * 5000, '{"at": ' + "9" * 5000 + "}"]
)
def test_body_that_is_no_event_is_refused_with_a_sentence(phones: Phones, body: str) -> None:
    sent = body.encode("utf-8", "surrogateescape")
    headers = {"Authorization": f"Bearer {phones.token}"}

    response = Client(SERVER_NAME="localhost").post(
        "/desk/events/", sent, content_type="application/json", headers=headers
    )

    assert response.status_code == 400
    assert response.json()["code"] == "desk_event_not_understood"


def test_body_that_is_too_large_is_refused(phones: Phones) -> None:
    assert phones.send(note="x" * 20_000).status_code == 400


def test_field_of_another_kind_is_refused_or_read_as_text(phones: Phones) -> None:
    assert phones.send(state="nonsense").json()["code"] == "desk_event_state"
    assert phones.send(call_id=17).status_code == 200


@pytest.mark.parametrize("value", ["1711000000.10", "true", "[1]", '{"a": 1}', "NaN", "1e400"])
def test_id_that_is_no_text_is_refused_with_a_sentence(phones: Phones, value: str) -> None:
    """Read as a number, 1711000000.10 is the id of the first call, not of the tenth."""
    event = f'{{"call_id": {value}, "agent": "Anna W", "state": "connected"}}'
    headers = {"Authorization": f"Bearer {phones.token}"}

    answer = Client(SERVER_NAME="localhost").post(
        "/desk/events/", event, content_type="application/json", headers=headers
    )

    assert (answer.status_code, answer.json()["code"]) == (400, "desk_event_no_text")
    assert PhoneCall.objects.count() == 0


def test_half_a_character_is_no_letter_of_an_id(phones: Phones) -> None:
    event = '{"call_id": "7\\ud83d", "agent": "Anna W", "state": "connected", "queue": "\\u0000q"}'
    headers = {"Authorization": f"Bearer {phones.token}"}

    answer = Client(SERVER_NAME="localhost").post(
        "/desk/events/", event, content_type="application/json", headers=headers
    )

    assert answer.status_code == 200
    (call,) = PhoneCall.objects.all()
    assert (call.call_id, call.queue) == (
        "7\N{REPLACEMENT CHARACTER}",
        "\N{REPLACEMENT CHARACTER}q",
    )


def test_reading_the_address_changes_nothing(phones: Phones, cast: Cast) -> None:
    assert Client(SERVER_NAME="localhost").get("/desk/events/").status_code == 405


def test_only_the_agents_page_hears(phones: Phones, cast: Cast, committed: Any) -> None:
    with committed():
        leg = phones.tell(number="0201234567")

    (event,) = LiveEvent.objects.all()
    assert (event.topic, event.audience) == ("desk", f"person:{cast.agent.pk}")
    assert event.payload == {"about": "calls", "leg": str(leg.pk), "go": f"/desk/calls/{leg.pk}/"}


def test_event_of_a_call_that_is_over_leads_no_page_there(
    phones: Phones, cast: Cast, committed: Any
) -> None:
    """state     | leads
    ringing   | yes
    connected | yes
    ended     | no, nor whatever is told of it afterwards
    """
    for state in ("ringing", "connected", "ended", "connected"):
        with committed():
            phones.tell(state=state)

    assert ["go" in event.payload for event in LiveEvent.objects.order_by("pk")] == [
        True,
        True,
        False,
        False,
    ]


def opened(client: Client, token: str, **changed: str) -> Any:
    event = {"call_id": "7.1", "agent": "Anna W", "state": "connected", "number": "0201234567"}
    return client.get("/desk/open/?" + urlencode({"token": token, **event, **changed}))


@pytest.fixture
def address(cast: Cast) -> Phones:
    return phones_of(cast, name="CRM", way=PhoneLink.Way.ADDRESS)


def test_address_opens_the_call_and_leaves_the_number_behind(address: Phones, cast: Cast) -> None:
    response = opened(cast.client("agent"), address.token)

    leg = Leg.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/desk/calls/{leg.pk}/")
    assert leg.person == cast.agent


def test_address_of_another_agent_is_refused(address: Phones, cast: Cast) -> None:
    response = opened(cast.client("agent"), address.token, agent="Otto K")

    assert response.status_code == 400
    assert "signed in as somebody else" in response.content.decode()
    assert Leg.objects.count() == 0


def test_address_needs_its_token_and_a_desk(address: Phones, phones: Phones, cast: Cast) -> None:
    statuses = {role: opened(cast.client(role), address.token).status_code for role in ROLES}

    assert statuses == {
        "stranger": 302,
        "manager": 403,
        "team_lead": 400,
        "agent": 302,
        "analyst": 403,
        "administrator": 403,
    }
    assert opened(cast.client("agent"), phones.token).status_code == 400
    assert opened(cast.client("agent"), "").status_code == 400


def test_last_event_is_noted_once_a_minute(phones: Phones) -> None:
    before = timezone.now()
    phones.send()
    noted = PhoneLink.objects.get().last_event_at

    phones.send()

    assert noted is not None
    assert noted >= before
    assert PhoneLink.objects.get().last_event_at == noted
