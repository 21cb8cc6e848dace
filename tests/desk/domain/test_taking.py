"""Events taken in: once, twice, in any order, of another phone system, of calls that never come."""

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from django.utils import timezone

from tests.desk.conftest import Phones, Say, phones_of
from tests.scaffold.cast import Cast
from willet.core.records import RequestError
from willet.desk.domain.desks import RINGS, open_legs, recent_legs
from willet.desk.models import Leg, PhoneCall
from willet.people.agents.verbs import give_spelling, rename_agent
from willet.people.models import KnownAgent, Spelling

NOW = timezone.now().replace(microsecond=0)
EVENTS = tuple(
    {"state": state, "at": (NOW + timedelta(seconds=s)).isoformat()}
    for state, s in (("ringing", 0), ("connected", 5), ("ended", 65))
)


def times(leg: Leg) -> tuple[Any, ...]:
    return leg.rang_at, leg.connected_at, leg.ended_at


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_order_of_events_changes_nothing(phones: Phones, order: tuple[int, ...]) -> None:
    for number in order:
        phones.tell(**EVENTS[number])

    (leg,) = Leg.objects.all()
    assert times(leg) == (NOW, NOW + timedelta(seconds=5), NOW + timedelta(seconds=65))
    assert leg.state == "ended"
    assert PhoneCall.objects.get().began_at == NOW


def test_event_that_comes_twice_is_taken_once(phones: Phones) -> None:
    first = phones.tell(**EVENTS[1], number="0201234567")

    again = phones.tell(**EVENTS[1] | {"at": (NOW + timedelta(seconds=9)).isoformat()})

    assert (again.pk, again.connected_at) == (first.pk, NOW + timedelta(seconds=5))
    assert (Leg.objects.count(), PhoneCall.objects.count()) == (1, 1)


def test_end_that_overtook_the_beginning_without_times_ends_it(phones: Phones) -> None:
    phones.tell(state="ended")

    leg = phones.tell(state="connected")

    assert leg.state == "ended"
    assert leg.connected_at == leg.ended_at


def test_ids_are_frozen_when_the_call_was_connected(phones: Phones) -> None:
    phones.tell(number="+31201234567", queue="sales", leg="SIP/31-0001")

    leg = phones.tell(state="ended", number="+31209999999", queue="support", leg="SIP/31-0001")

    call = leg.call
    assert (call.source, call.pbx, call.call_id) == ("asterisk", "", "1.1")
    assert (leg.leg, leg.agent, call.queue) == ("SIP/31-0001", "Anna W", "sales")
    assert call.number.endswith("67")


def test_number_is_kept_masked_only(phones: Phones, small_lake: object) -> None:
    call = phones.tell(number="+31201234567").call

    assert call.number == "+31 ** *** *67"
    assert call.customer_key.isdigit()
    assert "201234567" not in str(call.__dict__)


def test_withheld_number_is_nobody(phones: Phones, small_lake: object) -> None:
    call = phones.tell(number="anonymous").call

    assert (call.number, call.customer_key) == ("", "")


def test_two_phone_systems_may_have_one_id(cast: Cast) -> None:
    one, other = phones_of(cast, pbx="north"), phones_of(cast, pbx="south")

    legs = {one.tell().call_id, other.tell().call_id}

    assert len(legs) == 2


def test_event_of_another_phone_system_is_refused(cast: Cast) -> None:
    north = phones_of(cast, pbx="north")

    with pytest.raises(RequestError, match=r"'south'.*'north'"):
        north.tell(pbx="south")

    assert PhoneCall.objects.count() == 0


def test_token_of_any_phone_system_takes_the_name_the_event_has(phones: Phones) -> None:
    assert phones.tell(pbx="south").call.pbx == "south"


@pytest.mark.parametrize(("hours", "calls"), [(11.9, 1), (12.1, 2)])
def test_id_that_starts_again_is_another_call(phones: Phones, hours: float, calls: int) -> None:
    phones.tell(at=(NOW - timedelta(hours=hours)).isoformat())

    phones.tell(at=NOW.isoformat())

    assert PhoneCall.objects.count() == calls


def test_agent_is_known_by_every_spelling(phones: Phones, cast: Cast) -> None:
    agent = KnownAgent.objects.create(name="Anna W")
    Spelling.objects.create(agent=agent, spelt="SIP/31", source="asterisk")
    Spelling.objects.create(agent=agent, spelt="SIP/31", source="genesys")

    assert phones.tell(agent="SIP/31").person == cast.agent


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_agent_who_is_renamed_while_they_talk_keeps_the_call(
    phones: Phones, cast: Cast, say: Say, order: tuple[int, ...]
) -> None:
    agent = KnownAgent.objects.create(name="Anna W")
    first, *later = (EVENTS[number] for number in order)
    phones.tell(**first)

    rename_agent(agent, "Anna Weber", by=cast.manager)
    legs = [phones.tell(agent="Anna Weber", **event) for event in later]

    leg = Leg.objects.get()
    assert {leg.pk} == {one.pk for one in legs}
    assert times(leg) == tuple(NOW + timedelta(seconds=s) for s in (0, 5, 65))
    assert list(open_legs(cast.agent)) == [leg]
    say(leg, "no", cause="authority")
    assert (list(open_legs(cast.agent)), list(recent_legs(cast.agent))) == ([], [leg])


def test_name_that_is_learned_while_they_talk_brings_the_call(phones: Phones, cast: Cast) -> None:
    phones.tell(agent="SIP/31")
    agent = KnownAgent.objects.create(name="Anna W")
    give_spelling(agent, "SIP/31", by=cast.manager)

    phones.tell(agent="SIP/31", state="ended")

    assert [leg.state for leg in open_legs(cast.agent)] == ["ended"]


def test_colleague_in_the_same_call_has_a_leg_of_their_own(phones: Phones, cast: Cast) -> None:
    rename_agent(KnownAgent.objects.create(name="Anna W"), "Anna Weber", by=cast.manager)

    for name in ("Anna W", "Otto K", "Anna Weber", "SIP/77"):
        phones.tell(agent=name)

    assert sorted(Leg.objects.values_list("agent", flat=True)) == ["Anna W", "Otto K", "SIP/77"]


def test_spelling_of_another_source_is_not_the_agent(phones: Phones) -> None:
    agent = KnownAgent.objects.create(name="Anna W")
    Spelling.objects.create(agent=agent, spelt="SIP/31", source="genesys")

    assert phones.tell(agent="SIP/31").person is None


def test_name_of_two_accounts_is_nobodys_desk(phones: Phones, cast: Cast) -> None:
    cast.other_agent.agent = "Anna W"
    cast.other_agent.save()

    assert phones.tell().person is None


def test_agent_without_an_account_loses_nothing(phones: Phones) -> None:
    leg = phones.tell(agent="SIP/99")

    assert (leg.person, leg.agent) == (None, "SIP/99")


def test_call_that_rang_and_never_came_leaves_the_desk(phones: Phones, cast: Cast) -> None:
    leg = phones.tell(state="ringing")
    assert [one.pk for one in open_legs(cast.agent)] == [leg.pk]

    Leg.objects.update(heard_at=timezone.now() - RINGS)

    assert list(open_legs(cast.agent)) == []


def test_call_that_was_not_taken_asks_for_no_word(phones: Phones, cast: Cast) -> None:
    phones.tell(state="ringing")

    phones.tell(state="ended")

    assert list(open_legs(cast.agent)) == []


def test_call_that_ended_waits_for_a_word(phones: Phones, cast: Cast, say: Say) -> None:
    phones.tell()
    leg = phones.tell(state="ended")
    assert [one.pk for one in open_legs(cast.agent)] == [leg.pk]

    say(leg, "not_given")

    assert list(open_legs(cast.agent)) == []
    assert list(open_legs(cast.other_agent)) == []


WRONG = [
    ({"call_id": ""}, "call_id"),
    ({"agent": " "}, "agent"),
    ({"state": "busy"}, "'busy'.*ringing, connected, ended"),
    ({"state": ""}, "state"),
    ({"direction": "sideways"}, "'sideways'"),
    ({"at": "yesterday"}, "'yesterday'"),
    ({"at": "2026-03-02T09:00:00"}, "zone"),
    ({"at": "nan"}, "'nan'"),
    ({"at": "1e400"}, "'1e400'"),
    ({"at": "0"}, "more than a day"),
    ({"at": "0001-01-01T00:00:00+14:00"}, "'0001-01-01T00:00:00\\+14:00'"),
    ({"at": "9999-12-31T23:59:59-14:00"}, "'9999-12-31T23:59:59-14:00'"),
    ({"call_id": "x" * 201}, "200"),
]


@pytest.mark.parametrize(("changed", "words"), WRONG)
def test_event_that_says_nothing_is_refused(
    phones: Phones, changed: dict[str, str], words: str
) -> None:
    with pytest.raises(RequestError, match=words):
        phones.tell(**changed)

    assert PhoneCall.objects.count() == 0


def test_time_in_seconds_is_read(phones: Phones) -> None:
    assert phones.tell(at=str(NOW.timestamp())).connected_at == NOW
