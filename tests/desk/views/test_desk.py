"""The page beside the call: whose it is, what it shows and keeps, with and without the lake, and who may not."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.desk.conftest import Phones, Say, phones_of
from tests.scaffold.cast import Cast
from tests.scaffold.commits import Committed
from tests.scaffold.page_text import text_of
from willet.activity.models import ActivityEntry
from willet.core.intake import SoughtPerson
from willet.core.lake import Lake
from willet.desk.models import Callback, Disposition, Draft, Leg, PhoneCall
from willet.lists.models import ListEntry
from willet.people.agents.verbs import give_spelling, rename_agent
from willet.people.models import KnownAgent, User
from willet.vault.domain.persons import erase, export


def page(client: Client, leg: Leg) -> Any:
    return client.get(f"/desk/calls/{leg.pk}/")


def say_on_page(client: Client, leg: Leg, **fields: Any) -> Any:
    return client.post(f"/desk/calls/{leg.pk}/", {"resolved": "yes", "known": 0, **fields})


def type_on_page(client: Client, leg: Leg, version: int, **words: Any) -> Any:
    body = json.dumps({"version": version, "tab": "one", "words": words})
    return client.post(f"/desk/calls/{leg.pk}/draft/", body, content_type="application/json")


@pytest.mark.journey("history")
def test_saving_keeps_the_words_and_leads_to_the_desk(phones: Phones, cast: Cast) -> None:
    leg, client = phones.tell(), cast.client("agent")
    ListEntry.objects.create(kind="topic", name="refund")

    response = say_on_page(
        client, leg, resolved="no", topic="refund", cause="authority", tags="vip, , vip, late"
    )

    one = Disposition.objects.get()
    assert response["Location"] == f"/desk/?saved={leg.pk}"
    assert (one.resolved, one.topic, one.cause, one.tags) == (
        "no",
        "refund",
        "authority",
        ["vip", "late"],
    )


def test_nothing_chosen_is_not_given_and_never_yes(phones: Phones, cast: Cast) -> None:
    leg, client = phones.tell(), cast.client("agent")

    html = page(client, leg).content.decode()

    assert 'value="not_given" id="id_resolved_3" checked' in " ".join(html.split()) or (
        'value="not_given"' in html and html.count(" checked") == 1
    )
    client.post(f"/desk/calls/{leg.pk}/", {"resolved": "not_given", "known": 0})
    assert Disposition.objects.get().resolved == "not_given"


def test_callback_is_typed_by_the_centres_clock(
    phones: Phones, cast: Cast, small_lake: Path
) -> None:
    leg = phones.tell()
    day = (timezone.now() + timedelta(days=2)).date().isoformat()

    say_on_page(cast.client("agent"), leg, resolved="follow_up", call_back=f"{day}T10:30")

    due = Callback.objects.get().due_at
    hour = {1: 9, 2: 8}[_offset_h(due)]
    assert (due.hour, due.minute) == (hour, 30)


def _offset_h(moment: datetime) -> int:
    from zoneinfo import ZoneInfo

    offset = moment.astimezone(ZoneInfo("Europe/Amsterdam")).utcoffset()
    assert offset is not None
    return int(offset.total_seconds() // 3600)


@pytest.mark.parametrize(("characters", "is_taken"), [(1000, True), (1001, False)])
def test_ends_of_lines_in_a_note_count_once(
    phones: Phones, cast: Cast, characters: int, is_taken: bool
) -> None:
    leg, client = phones.tell(), cast.client("agent")
    note = "a\r\n" * (characters // 2) + "b" * (characters % 2)

    kept, saved = type_on_page(client, leg, 0, note=note), say_on_page(client, leg, note=note)

    assert (kept.status_code, saved.status_code) == ((200, 302) if is_taken else (400, 422))


def test_call_of_another_agent_is_refused_with_a_sentence(phones: Phones, cast: Cast) -> None:
    leg = phones.tell()

    for client in (cast.client("team_lead"), signed_in(cast)):
        assert page(client, leg).status_code == 403
        assert say_on_page(client, leg).status_code == 403
        assert type_on_page(client, leg, 0, note="x").status_code == 403

    assert (Disposition.objects.count(), Draft.objects.count()) == (0, 0)


def signed_in(cast: Cast) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(cast.other_agent, backend="willet.people.signin.backend.AccountBackend")
    return client


def test_draft_is_kept_given_back_and_goes_with_the_words(phones: Phones, cast: Cast) -> None:
    leg, client = phones.tell(), cast.client("agent")

    kept = type_on_page(client, leg, 0, note="half a sent", resolved="no")

    assert kept.json() == {"version": 1}
    html = page(client, leg).content.decode()
    assert "half a sent</textarea>" in html
    assert "Draft kept" in html
    say_on_page(client, leg, note="whole sentence")
    assert Draft.objects.count() == 0


def test_draft_of_another_tab_is_answered_with_the_newer_one(phones: Phones, cast: Cast) -> None:
    leg, client = phones.tell(), cast.client("agent")
    type_on_page(client, leg, 0, note="mine")
    body = json.dumps({"version": 0, "tab": "two", "words": {"note": "other"}})

    answer = client.post(f"/desk/calls/{leg.pk}/draft/", body, content_type="application/json")

    assert (answer.status_code, answer.json()["words"]["note"]) == (409, "mine")


WRONG_DRAFTS = [
    "",
    "[]",
    "{}",
    "[" * 19_000,
    "x" * 30_000,
    *(
        f'{{"version": {version}, "words": {{}}}}'
        for version in ('"x"', "-1", "9" * 30, "1.5", "true")
    ),
]


def test_second_tab_sees_what_the_first_saved_and_saves_after_all(
    phones: Phones, cast: Cast
) -> None:
    leg, client = phones.tell(), cast.client("agent")
    say_on_page(client, leg, resolved="yes", note="the first tab")
    other = {"resolved": "no", "cause": "authority", "note": "the second tab"}

    refused = say_on_page(client, leg, **other)
    shown = refused.content.decode()
    (known,) = re.findall(r'name="known" value="(\d+)"', shown)
    again = say_on_page(client, leg, known=known, **other)

    assert refused.status_code == 422
    assert "saved in another tab" in shown
    assert "the first tab" in shown
    assert "the second tab" in shown
    assert again.status_code == 302
    notes = list(Disposition.objects.order_by("revision").values_list("note", flat=True))
    assert notes == ["the first tab", "the second tab"]


@pytest.mark.parametrize("body", WRONG_DRAFTS)
def test_draft_that_is_none_is_refused(phones: Phones, cast: Cast, body: str) -> None:
    leg = phones.tell()

    answer = cast.client("agent").post(
        f"/desk/calls/{leg.pk}/draft/", body, content_type="application/json"
    )

    assert answer.status_code == 400


def test_half_a_character_in_a_draft_leaves_the_page_readable(phones: Phones, cast: Cast) -> None:
    leg, client = phones.tell(), cast.client("agent")
    body = '{"version": 0, "tab": "\\ud83d", "words": {"note": "fine \\ud83d"}}'

    kept = client.post(f"/desk/calls/{leg.pk}/draft/", body, content_type="application/json")

    assert kept.status_code == 200
    assert "fine \N{REPLACEMENT CHARACTER}</textarea>" in page(client, leg).content.decode()


def test_desk_works_without_a_lake(phones: Phones, cast: Cast, home: Path) -> None:
    leg, client = phones.tell(number="0201234567"), cast.client("agent")

    assert "cannot be read" in client.get("/desk/").content.decode()
    assert page(client, leg).status_code == 200
    say_on_page(client, leg)

    assert Disposition.objects.count() == 1


def test_desk_works_with_a_damaged_lake(phones: Phones, cast: Cast, small_lake: Path) -> None:
    leg, client = phones.tell(number="0201234567"), cast.client("agent")
    for file in small_lake.rglob("*.parquet"):
        file.write_bytes(b"nothing")

    assert page(client, leg).status_code == 200
    say_on_page(client, leg)

    assert Disposition.objects.count() == 1


def test_caller_is_shown_masked_with_their_case_and_contacts(
    phones: Phones, cast: Cast, small_lake: Path, known_caller: PhoneCall
) -> None:
    leg = known_caller.legs.get()

    html = page(cast.client("agent"), leg).content.decode()

    _before, _sign, contacts = text_of(html).partition("Last contacts")
    assert "+31 ** *** *67" in html
    # k2 called once, on 2 March at 9:10, about an order; Otto took it and did not solve it.
    assert "Mar 2, 2026, 09:10:00 sales order answered no" in " ".join(contacts.split())
    assert "Open since Mar 2, 2026, 09:10:00: order. Contacts so far: 1." in text_of(html)
    assert "Otto K" not in html
    assert "table:c02" not in html


@pytest.fixture
def known_caller(phones: Phones, small_lake: Path) -> PhoneCall:
    """A call of the customer k2, who called on 2 March (sales, order, Otto) and got no solution."""
    with Lake.at(small_lake).snapshot().reading() as con:
        sql = "select customer_key from contacts where contact_id = 'table:c02'"
        key = con.execute(sql).fetchall()[0][0]
    leg = phones.tell()
    PhoneCall.objects.update(customer_key=str(key), number="+31 ** *** *67")
    return PhoneCall.objects.get(pk=leg.call_id)


def test_every_page_says_whose_clock_it_reads(phones: Phones, cast: Cast, small_lake: Path) -> None:
    leg, client = phones.tell(), cast.client("agent")
    zone = Lake.at(small_lake).zone

    for address in ("/desk/", "/desk/records/", f"/desk/calls/{leg.pk}/"):
        assert f"Times are those of {zone}." in client.get(address).content.decode(), address


def test_now_leads_a_waiting_page_to_the_call(phones: Phones, cast: Cast) -> None:
    client = cast.client("agent")
    assert "Willet-Go" not in client.get("/desk/now/").headers
    leg = phones.tell(state="ringing")

    waiting, busy = client.get("/desk/now/"), client.get(f"/desk/now/?on={leg.pk}")

    assert waiting["Willet-Go"] == f"/desk/calls/{leg.pk}/"
    assert "Willet-Go" not in busy.headers
    assert 'aria-current="page"' in busy.content.decode()


def test_clock_of_a_call_that_is_over_goes_on_at_its_page(
    phones: Phones, say: Say, cast: Cast
) -> None:
    phones.tell()
    leg = phones.tell(state="ended")
    say(leg, "yes")
    client = cast.client("agent")

    texts = [
        text_of(client.get(f"/desk/now/?on={on}").content.decode())
        for on in (leg.pk, "", "x", "00000000-0000-0000-0000-000000000000")
    ]

    assert ["ended" in text for text in texts] == [True, False, False, False]


def test_now_never_leads_away_for_a_call_that_ended(phones: Phones, cast: Cast) -> None:
    phones.tell()
    phones.tell(state="ended")

    assert "Willet-Go" not in cast.client("agent").get("/desk/now/").headers


def test_call_written_down_by_hand_is_on_the_desk(cast: Cast, home: Path) -> None:
    client = cast.client("agent")
    began = (timezone.now() - timedelta(minutes=3)).strftime("%Y-%m-%dT%H:%M")

    response = client.post("/desk/by-hand/", {"number": "0201234567", "began_at": began})

    leg = Leg.objects.get()
    assert response["Location"] == f"/desk/calls/{leg.pk}/"
    assert (leg.origin, leg.person, leg.call.source) == ("hand", cast.agent, "hand")


@pytest.mark.parametrize(("days", "legs"), [(-400, 0), (-360, 1), (0.2, 0)])
def test_call_written_down_began_within_the_last_year(
    cast: Cast, home: Path, days: float, legs: int
) -> None:
    began = (timezone.now() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")

    cast.client("agent").post("/desk/by-hand/", {"number": "", "began_at": began})

    assert Leg.objects.count() == legs


def test_year_that_was_mistyped_is_refused_with_a_sentence(cast: Cast, home: Path) -> None:
    # Two hours east of UTC the first day of all began before the first day.
    given = {"number": "", "began_at": "0001-01-01T00:00"}

    answer = cast.client("agent").post("/desk/by-hand/", given, follow=True)

    assert "more than a year ago" in answer.content.decode()


def test_own_calls_of_the_records_come_to_the_desk_once(cast: Cast, small_lake: Path) -> None:
    client = cast.client("agent")
    assert "/desk/records/table:c12/" in client.get("/desk/records/").content.decode()

    ways = {client.post("/desk/records/table:c12/")["Location"] for _ in range(2)}

    call = PhoneCall.objects.get()
    assert ways == {f"/desk/calls/{call.legs.get().pk}/"}
    assert (call.contact_id, call.source) == ("table:c12", "table")


RECORDED_AT = datetime(2026, 3, 14, 8, tzinfo=UTC)
"""When c12 of the small lake arrived."""


def at_the_time(leg: Leg, when: datetime = RECORDED_AT) -> Leg:
    """A leg as it would be had its events come then; an event of so long ago is refused."""
    PhoneCall.objects.filter(pk=leg.call_id).update(began_at=when)
    Leg.objects.filter(pk=leg.pk).update(connected_at=when, heard_at=when)
    return leg


def test_calls_of_the_records_follow_an_agent_who_is_renamed(
    cast: Cast, say: Say, small_lake: Path, committed: Committed
) -> None:
    leg = at_the_time(phones_of(cast, source="table").tell(call_id="c12"))
    with committed():
        agent = KnownAgent.objects.create(name="Anna W")
        rename_agent(agent, "Anna Weber", by=cast.manager)
    say(leg, "no", cause="authority")
    client = cast.client("agent")

    listed = text_of(client.get("/desk/records/").content.decode())
    way = client.post("/desk/records/table:c12/")["Location"]

    assert listed.count("Solved: no") == 1
    assert way == f"/desk/calls/{leg.pk}/"


def test_call_told_of_before_its_agent_was_known_is_theirs_from_the_records(
    cast: Cast, small_lake: Path
) -> None:
    phones = phones_of(cast, source="table")
    nobodys = [at_the_time(phones.tell(call_id=call, agent="SIP/31")) for call in ("c12", "c99")]
    give_spelling(KnownAgent.objects.create(name="Anna W"), "SIP/31", by=cast.manager)

    way = cast.client("agent").post("/desk/records/table:c12/")["Location"]

    assert way == f"/desk/calls/{nobodys[0].pk}/"
    assert [Leg.objects.get(pk=leg.pk).person for leg in nobodys] == [cast.agent, None]


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    ("source", "apart", "same"),
    [
        ("table", timedelta(0), True),
        ("table", timedelta(hours=12), True),
        ("table", timedelta(hours=-1), True),
        ("table", timedelta(hours=13), False),
        ("table", timedelta(days=31), False),
        ("table", timedelta(days=-31), False),
        ("table@north", timedelta(0), False),
        ("asterisk", timedelta(0), False),
    ],
)
def test_call_of_an_id_that_began_again_is_another(
    cast: Cast, say: Say, small_lake: Path, source: str, apart: timedelta, same: bool
) -> None:
    """A phone system may count its calls from the start again each month, and two may count alike."""
    leg = at_the_time(phones_of(cast, source=source).tell(call_id="c12"), RECORDED_AT + apart)
    say(leg, "no", cause="authority")
    client = cast.client("agent")

    listed = text_of(client.get("/desk/records/").content.decode())
    way = client.post("/desk/records/table:c12/")["Location"]

    assert listed.count("Solved: no") == same
    assert (way == f"/desk/calls/{leg.pk}/") == same
    assert Leg.objects.count() == (1 if same else 2)


@pytest.mark.parametrize(
    ("apart", "same"),
    [
        (timedelta(0), True),
        (timedelta(hours=12), True),
        (timedelta(hours=-1), True),
        (timedelta(hours=13), False),
        (timedelta(days=31), False),
        (timedelta(days=-31), False),
    ],
)
def test_record_of_an_id_that_began_again_is_opened_anew(
    cast: Cast, say: Say, small_lake: Path, apart: timedelta, same: bool
) -> None:
    """What was said of last month's call stays with it, and this month's says nothing yet."""
    client = cast.client("agent")
    before = client.post("/desk/records/table:c12/")["Location"]
    leg = Leg.objects.get()
    say(leg, "no", cause="authority", note="of the first")
    at_the_time(leg, RECORDED_AT + apart)

    listed = text_of(client.get("/desk/records/").content.decode())
    way = client.post("/desk/records/table:c12/")["Location"]

    assert listed.count("Solved: no") == same
    assert (way == before) == same
    assert ("of the first" in client.get(way).content.decode()) == same
    assert PhoneCall.objects.filter(contact_id="table:c12").count() == (1 if same else 2)
    assert client.post("/desk/records/table:c12/")["Location"] == way


def test_colleague_opens_the_call_of_this_month(cast: Cast, small_lake: Path) -> None:
    """The records name another agent by now: their leg is one of this call, and not of last month's."""
    cast.client("agent").post("/desk/records/table:c12/")
    old = at_the_time(Leg.objects.get(), RECORDED_AT - timedelta(days=31))
    User.objects.filter(pk=cast.agent.pk).update(agent="")
    User.objects.filter(pk=cast.other_agent.pk).update(agent="Anna W")

    cast.client("other_agent").post("/desk/records/table:c12/")

    assert Leg.objects.exclude(pk=old.pk).get().call_id != old.call_id


@pytest.mark.parametrize("contact", ["table:c02", "table:c03", "table:none"])
def test_record_of_another_agent_is_none(cast: Cast, small_lake: Path, contact: str) -> None:
    assert cast.client("agent").post(f"/desk/records/{contact}/").status_code == 404
    assert PhoneCall.objects.count() == 0


def test_own_figures_name_nobody_else(cast: Cast, small_lake: Path) -> None:
    response = cast.client("agent").get("/desk/own/")

    text = text_of(response.content.decode())
    assert response["Willet-Done"] == "1"
    assert "Call resolution" in text
    assert "Otto" not in text


def test_callback_is_kept_by_its_owner_alone(phones: Phones, say: Say, cast: Cast) -> None:
    say(phones.tell(), "follow_up", call_back=timezone.now() + timedelta(hours=1))
    promise = Callback.objects.get()

    assert cast.client("team_lead").post(f"/desk/promises/{promise.pk}/kept/").status_code == 404
    cast.client("agent").post(f"/desk/promises/{promise.pk}/kept/")

    promise.refresh_from_db()
    assert promise.by_hand


def test_history_and_end_of_the_time_to_change_are_shown(
    phones: Phones, say: Say, cast: Cast
) -> None:
    leg = phones.tell()
    say(leg, "yes")
    Disposition.objects.update(at=timezone.now() - timedelta(days=1))
    client = cast.client("agent")

    assert "time to change this is over" in page(client, leg).content.decode()
    assert say_on_page(client, leg, resolved="no", known=1).status_code == 422


def test_links_show_their_token_once(cast: Cast) -> None:
    client = cast.client("administrator")

    made = client.post("/desk/links/", {"name": "PBX", "way": "request", "source": "asterisk"})

    assert "wld_" in made.content.decode()
    assert "wld_" not in client.get("/desk/links/").content.decode()


def test_person_is_exported_and_forgotten(
    phones: Phones, say: Say, known_caller: PhoneCall
) -> None:
    say(known_caller.legs.get(), "no", note="wants a goat")

    held = export(SoughtPerson(agent="Anna W"))

    assert held["desk"][0]["said"][0]["note"] == "wants a goat"


@pytest.mark.journey("history")
def test_customer_who_is_erased_is_nobody_here(
    phones: Phones, say: Say, cast: Cast, known_caller: PhoneCall
) -> None:
    """The call of k2 loses number, key, ticket and note; whether it was solved stays, and other calls stay whole."""
    other = phones.tell(call_id="2.1", number="+31201234567").call
    PhoneCall.objects.filter(pk=known_caller.pk).update(case_ref="T-17")
    say(known_caller.legs.get(), "no", note="wants a goat")

    erase(SoughtPerson(id="k2"))

    known_caller.refresh_from_db()
    assert (known_caller.number, known_caller.customer_key, known_caller.case_ref) == ("", "", "")
    assert [(d.resolved, d.note) for d in Disposition.objects.all()] == [("no", "")]
    assert PhoneCall.objects.get(pk=other.pk).number != ""
    assert "goat" not in str(ActivityEntry.objects.values_list("fields", flat=True))


@pytest.mark.parametrize("count", [1, 3])
def test_desk_asks_the_database_as_often_for_many_calls(
    phones: Phones, cast: Cast, home: Path, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        phones.tell(call_id=f"{number}.1")
    client = cast.client("agent")
    client.get("/desk/")

    with django_assert_num_queries(7):
        client.get("/desk/")


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_a_call_asks_the_database_as_often_for_many_calls(
    phones: Phones, cast: Cast, home: Path, count: int, django_assert_num_queries: Any
) -> None:
    legs = [phones.tell(call_id=f"{number}.1") for number in range(count)]
    client = cast.client("agent")
    client.get(f"/desk/calls/{legs[0].pk}/")

    with django_assert_num_queries(9):
        client.get(f"/desk/calls/{legs[0].pk}/")
