"""The pages of this room: an agent grants and asks, a lead decides, a manager reads the ledger and sets limits."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.levers.authority.conftest import limit_of, wish
from tests.scaffold.cast import Cast
from willet.imports.domain.facts import Handing
from willet.levers.authority.domain import WishSubject, ask, could_not, grant, wished
from willet.levers.authority.models import (
    CouldNot,
    Deputy,
    Grant,
    GrantKind,
    GrantLimit,
    GrantRequest,
    Payout,
    Receiver,
    TwoPeopleRule,
)
from willet.people.models import User
from willet.ui.fields import Money

OWN = "/authority/"
COST = "/metrics/cost_per_resolved_case/?period=all"
NB = "\N{NO-BREAK SPACE}"


def _wish(of: GrantKind, do: str, amount: str = "20.00", **more: str) -> dict[str, Any]:
    given = {"contact": "table:c01", "amount_currency": "EUR", "reason": "late again"}
    known = {"kind": str(of.pk), "amount_amount": amount, "do": do}
    return given | known | more


@pytest.mark.journey("history")
def test_each_currency_has_its_figure_on_a_tile(
    cast: Cast, refund: GrantKind, small_lake: Path
) -> None:
    limit_of(refund, cast.manager)
    limit_of(refund, cast.manager, currency="VND")
    manager = cast.client("manager")

    # c01 was resolved: what was granted in it is its cost.
    for currency, shown in (("EUR", f"20.00{NB}EUR"), ("VND", f"20.00{NB}EUR · 2,000{NB}VND")):
        grant(wish(refund, 2_000, currency=currency), by=cast.agent)
        Handing().land()
        page = manager.get(COST).content.decode()
        assert f'<p class="tile-value">{shown}</p>' in page
    assert "amounts of several currencies are not added" in page
    assert "money, of each currency by itself" in page


@pytest.mark.journey("history")
def test_grant_request_decision_and_ledger(cast: Cast, refund: GrantKind, small_lake: Path) -> None:
    limit_of(refund, cast.manager)
    agent, lead, manager = (cast.client(role) for role in ("agent", "team_lead", "manager"))

    assert agent.post(OWN, _wish(refund, "grant", "20.00")).status_code == 302
    over = agent.post(OWN, _wish(refund, "grant", "90.00"))
    assert (over.status_code, b"Ask for it." in over.content, b"90.00" in over.content) == (
        422,
        True,
        True,
    )
    assert agent.post(OWN, _wish(refund, "ask", "90.00")).status_code == 302
    assert agent.post(OWN, _wish(refund, "could_not", "500.00")).status_code == 302
    asked = GrantRequest.objects.get()
    assert b"Anna" in lead.get("/authority/requests/waiting/").content
    lead.post("/authority/requests/decide/", {"grant": asked.pk, "reason": "third delay"})

    became = agent.get("/authority/became/").content
    # Two grants, the request, and what was not allowed.
    assert (b"third delay" in became, became.count(b'href="/calls/table:c01/"')) == (True, 4)
    assert (Grant.objects.count(), CouldNot.objects.get().amount_minor) == (2, 50_000)
    Handing().land()
    # A figure stands on the day of the contact, here years before its grant.
    page = manager.get("/authority/ledger/?from=2024-01-01").content.decode()
    # c01 was resolved: 110.00 over one case.
    assert page.count("110.00\N{NO-BREAK SPACE}EUR") == 2
    assert "/calls/table:c01/" in page


def test_request_that_waits_says_of_how_much_and_until_when(
    cast: Cast, refund: GrantKind, small_lake: Path
) -> None:
    agent = cast.client("agent")
    agent.post(OWN, _wish(refund, "ask", "90.00"))
    GrantRequest.objects.update(expires_at=datetime(2096, 3, 5, 9, 30, tzinfo=UTC))

    shown = agent.get("/authority/became/").content.decode().replace(NB, " ")

    assert "90.00 EUR · Refund · to be decided by Mar 5, 2096, " in shown


def test_change_of_a_limit_is_of_that_limit(cast: Cast, refund: GrantKind) -> None:
    """Of another kind, holder or currency it would be a second limit, and the first would stand as it was."""
    limit = limit_of(refund, cast.manager)
    goodwill = GrantKind.objects.get(key="goodwill")
    way, manager = f"/authority/limits/{limit.pk}/change/", cast.client("manager")
    assert "Change: Refund: agent (EUR)" in manager.get(way).content.decode()
    other = {"kind": goodwill.pk, "role": "", "person": cast.agent.pk, "reason": "more"}

    refused = manager.post(way, other | {"per_event_amount": "30", "per_event_currency": "VND"})
    manager.post(way, other | {"per_event_amount": "30.00", "per_event_currency": "EUR"})

    assert "One in another currency is a new limit." in refused.content.decode()
    standing = GrantLimit.objects.filter(replaced_at=None)
    assert list(standing.values_list("kind__key", "role", "person", "per_event_minor")) == [
        ("refund", "agent", None, 3_000)
    ]


def test_case_means_its_last_contact(cast: Cast, refund: GrantKind, small_lake: Path) -> None:
    limit_of(refund, cast.manager, per_customer_minor=5_000)

    cast.client("agent").post(OWN, _wish(refund, "grant", contact="case:table:c01"))

    given = Grant.objects.get()
    assert (given.contact_id, bool(given.customer)) == ("table:c01", True)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"amount_amount": "0"}, "more than nothing"),
        ({"amount_amount": "-1"}, "The least is 0"),
        ({"amount_amount": "1.005"}, "no unit as small"),
        ({"amount_amount": "1.5", "amount_currency": "VND"}, "no unit as small"),
        ({"amount_amount": "1.0005", "amount_currency": "KWD"}, "no unit as small"),
        ({"amount_currency": "USD"}, "in EUR, not in USD"),
        ({"amount_currency": "XXL"}, "Select a valid choice"),
        ({"share": "101"}, "between 0% and 100%"),
        ({"share": "10.005"}, "two decimals"),
        ({"contact": "table:c99"}, "no contact or case"),
        ({"contact": "table:c02"}, "no contact or case"),
        ({"contact": " "}, "required"),
        ({"kind": "999"}, "Select a valid choice"),
    ],
)
def test_bad_wish_is_a_sentence_and_nothing_is_lost(
    cast: Cast, refund: GrantKind, small_lake: Path, more: dict[str, str], sentence: str
) -> None:
    """c02 is Otto's: Anna is told no more of it than of a contact that is not there."""
    limit_of(refund, cast.manager)

    page = cast.client("agent").post(OWN, _wish(refund, "grant", **more))

    text = page.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert (page.status_code, sentence in text, "late again" in text) == (422, True, True)
    assert Grant.objects.count() == 0


def test_three_decimals_are_right_in_a_currency_of_three(
    cast: Cast, refund: GrantKind, small_lake: Path
) -> None:
    limit_of(refund, cast.manager, currency="KWD", per_event_minor=2_000)

    cast.client("agent").post(OWN, _wish(refund, "grant", "1.005", amount_currency="KWD"))

    assert Grant.objects.get().amount_minor == 1_005
    assert "1.005\N{NO-BREAK SPACE}KWD" in cast.client("agent").get(OWN).content.decode()


def test_own_alone_are_withdrawn_and_taken_back(
    cast: Cast, refund: GrantKind, small_lake: Path
) -> None:
    limit_of(refund, cast.manager)
    asked, given = ask(wish(refund, 9_000), by=cast.agent), grant(wish(refund, 100), by=cast.agent)
    other = cast.client("other_agent")
    statuses = [
        other.post("/authority/withdraw/", {"request": asked.pk}).status_code,
        other.post("/authority/take-back/", {"grant": given.pk}).status_code,
        other.post("/authority/take-back/", {"grant": "x"}).status_code,
    ]
    own = cast.client("agent")
    own.post("/authority/withdraw/", {"request": asked.pk})
    own.post("/authority/take-back/", {"grant": given.pk})

    asked.refresh_from_db()
    given.refresh_from_db()
    assert (statuses, asked.verdict, given.taken_back_by) == ([404] * 3, "withdrawn", cast.agent)


def test_decision_without_a_reason_is_none(cast: Cast, refund: GrantKind) -> None:
    limit_of(refund, cast.manager)
    asked = ask(wish(refund, 9_000), by=cast.agent)

    page = cast.client("team_lead").post(
        "/authority/requests/decide/", {"grant": asked.pk, "reason": " "}, follow=True
    )

    assert b"Write why in a few words" in page.content
    assert GrantRequest.objects.get().is_open


def _limit(kind: GrantKind, **more: str) -> dict[str, str]:
    given = {"kind": str(kind.pk), "role": "agent", "reason": "why"}
    for name in ("per_event", "per_customer", "per_agent"):
        given |= {f"{name}_amount": "", f"{name}_currency": "EUR"}
    return given | {"per_event_amount": "50"} | more


def test_limit_set_and_settled_by_a_second_manager(
    cast: Cast, refund: GrantKind, second_manager: User
) -> None:
    administrator, manager = cast.client("administrator"), cast.client("manager")
    administrator.post("/authority/two-people/", {"above_amount": "40", "above_currency": "EUR"})
    manager.post("/authority/limits/new/", _limit(refund))
    limit = GrantLimit.objects.get()
    way = f"/authority/limits/{limit.pk}/"
    manager.post(f"{way}settle/", {"do": "agree"})
    assert (TwoPeopleRule.objects.get().above_minor, _state(limit)) == (4_000, "waiting")
    assert b"Agree to it" not in manager.get(way).content
    second = cast.client("manager")
    second.force_login(second_manager, backend="willet.people.signin.backend.AccountBackend")
    assert b"Agree to it" in second.get(way).content

    second.post(f"{way}settle/", {"do": "agree"})

    assert _state(limit) == "holds"


def test_change_of_one_s_own_is_taken_back_by_a_button_and_by_no_other_word(
    cast: Cast, refund: GrantKind
) -> None:
    TwoPeopleRule.objects.create(above_minor=0, currency="EUR")
    manager = cast.client("manager")
    manager.post("/authority/limits/new/", _limit(refund))
    limit = GrantLimit.objects.get()
    way = f"/authority/limits/{limit.pk}/"
    assert b"Withdraw" in manager.get(way).content

    answers = [manager.post(f"{way}settle/", {"do": do}).status_code for do in ("", "x")]
    before = _state(limit)
    manager.post(f"{way}settle/", {"do": "decline"})

    assert (answers, before, _state(limit)) == ([404, 404], "waiting", "declined")


def _state(limit: GrantLimit) -> str:
    limit.refresh_from_db()
    return limit.state


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"role": ""}, "a role or a person"),
        ({"per_agent_amount": "10"}, "is below that of one grant"),
        ({"per_agent_amount": "90", "per_agent_currency": "USD"}, "in one currency"),
        ({"share": "10"}, "granted as one"),
        ({"share": "101"}, "between"),
        ({"per_event_amount": "-1"}, "The least is"),
        ({"per_event_amount": "x"}, "not a number"),
        ({"per_event_amount": "1" * 40}, "The most is 10,000,000,000,000."),
        ({"per_customer_amount": "9" * 19}, "The most is 10,000,000,000,000."),
        ({"reason": ""}, "required"),
    ],
)
def test_bad_limit_is_a_sentence(
    cast: Cast, refund: GrantKind, more: dict[str, str], sentence: str
) -> None:
    page = cast.client("manager").post("/authority/limits/new/", _limit(refund, **more))

    assert (page.status_code, sentence in page.content.decode()) == (422, True)
    assert GrantLimit.objects.count() == 0


def test_own_kind_keeps_its_key(cast: Cast) -> None:
    manager, names = (
        cast.client("manager"),
        {f"name_{code}": "Voucher" for code in ("en", "nl", "de", "es", "vi")},
    )
    given = {"key": "voucher", "measure": "amount", "decide_within_s": "60", "is_active": "on"}
    manager.post("/authority/kinds/new/", given | names)
    kind = GrantKind.objects.get(key="voucher")

    manager.post(f"/authority/kinds/{kind.pk}/", {**given, **names, "key": "x", "measure": "share"})

    kind.refresh_from_db()
    assert (kind.key, kind.measure, str(kind)) == ("voucher", "amount", "Voucher")


def test_deputy_named_on_the_page(cast: Cast) -> None:
    today = timezone.now().date()
    days = {"days_from": today.isoformat(), "days_to": (today + timedelta(days=1)).isoformat()}
    lead = cast.client("team_lead")

    lead.post("/authority/deputies/new/", {"deputy": cast.manager.pk, **days})

    assert Deputy.objects.get().person == cast.team_lead
    assert b"Marit" in lead.get("/authority/deputies/").content


def test_secret_of_the_receiver_is_shown_once_and_hidden_in_the_activity(cast: Cast) -> None:
    administrator = cast.client("administrator")
    address = {"url": "https://pay.example/hook"}

    page = administrator.post("/authority/receiver/", address, follow=True)

    kept = Receiver.objects.get()
    assert kept.secret in page.content.decode()
    assert kept.secret not in administrator.get("/authority/receiver/").content.decode()
    administrator.post("/authority/receiver/", address)
    assert Receiver.objects.get().secret == kept.secret


def _ledger(cast: Cast, role: str, query: str = "") -> str:
    return cast.client(role).get(f"/authority/ledger/{query}").content.decode()


def test_lead_reads_the_ledger_of_their_teams(cast: Cast, refund: GrantKind) -> None:
    could_not(wish(refund, 111, reason="north"), by=cast.agent)
    could_not(wish(refund, 222, reason="south"), by=cast.other_agent)

    seen = {role: _ledger(cast, role) for role in ("manager", "analyst", "team_lead")}

    assert {role: ("north" in page, "south" in page) for role, page in seen.items()} == {
        "manager": (True, True),
        "analyst": (True, True),
        "team_lead": (True, False),
    }


def test_one_step_higher_names_what_stayed_unresolved(
    cast: Cast, refund: GrantKind, small_lake: Path
) -> None:
    """50.00 one step higher is 100.00. c02 and c06 stayed unresolved, c01 did not; 100.01 is over either."""
    limit_of(refund, cast.manager)
    for contact, minor in (("c01", 6_000), ("c02", 10_000), ("c06", 10_001)):
        could_not(wish(refund, minor, contact=f"table:{contact}"), by=cast.agent)

    page = _ledger(cast, "manager")

    row = page.partition("One step higher")[2].partition("</table>")[0]
    assert ("100.00" in row, "160.00" in row, "case:table:c02" in row, "c06" in row) == (
        True,
        True,
        True,
        False,
    )


def test_ledger_leads_to_the_call_that_a_row_joined_and_names_those_that_join_none(
    cast: Cast, refund: GrantKind, small_lake: Path
) -> None:
    """A call told of by its phone system's id, one that no import told of so far, and one written down by hand."""
    limit_of(refund, cast.manager)
    at = datetime(2026, 3, 2, 8, 0, 5, tzinfo=UTC)
    for source, call in (("table", "c01"), ("table", "c98"), ("hand", "h1")):
        subject = WishSubject(source=source, call_id=call, connected_at=at)
        grant(wished(refund, subject, Money(2_000, "EUR")), by=cast.agent)

    before = _ledger(cast, "manager")
    Handing().land()
    after = _ledger(cast, "manager")

    found = ('href="/calls/table:c01/"', "no record of the call yet", "written down by hand, not")
    # Why a cell is empty stands in its title, and once more for who reads by ear.
    assert [page.count(words) for page in (before, after) for words in found] == [0, 4, 2, 1, 2, 2]


def test_ledger_as_a_file(cast: Cast, refund: GrantKind) -> None:
    limit_of(refund, cast.manager)
    given = grant(wish(refund, 1_234), by=cast.agent)

    answer = cast.client("manager").get("/authority/ledger/?format=csv")

    lines = b"".join(answer).decode().splitlines()
    assert lines[0].startswith("id,at,kind,state,amount,currency,agent")
    assert lines[1].split(",")[0] == str(given.pk)
    assert lines[1].split(",")[2:] == "refund,grant,12.34,EUR,Anna W,table:c01,,waiting".split(",")


@pytest.mark.parametrize(
    "address", ["/authority/ledger/?format=xlsx", "/authority/ledger/?format=csv&bom=1"]
)
def test_ledger_as_a_file_for_people(cast: Cast, refund: GrantKind, address: str) -> None:
    limit_of(refund, cast.manager)
    grant(wish(refund, 1_234), by=cast.agent)

    answer = cast.client("manager").get(address)

    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith('attachment; filename="ledger.')


def test_amounts_in_a_file_have_the_decimals_of_their_currency(
    cast: Cast, refund: GrantKind
) -> None:
    for currency in ("VND", "KWD"):
        limit_of(refund, cast.manager, currency=currency, per_event_minor=10**15)
    grant(wish(refund, 12_345_678_901_234, currency="VND"), by=cast.agent)
    grant(wish(refund, 1_234, currency="KWD"), by=cast.agent)

    answer = cast.client("manager").get("/authority/ledger/?format=csv")

    lines = [line.split(",") for line in b"".join(answer).decode().splitlines()[1:]]
    assert sorted(line[4:6] for line in lines) == [["1.234", "KWD"], ["12345678901234", "VND"]]


@pytest.mark.parametrize("do", [None, "", "__class__", "decide"])
def test_what_is_no_button_grants_nothing(
    cast: Cast, refund: GrantKind, small_lake: Path, do: str | None
) -> None:
    limit_of(refund, cast.manager)
    handed = {n: value for n, value in _wish(refund, "").items() if n != "do"}
    pressed = {} if do is None else {"do": do}

    assert cast.client("agent").post(OWN, handed | pressed).status_code == 404
    assert Grant.objects.count() == 0


def test_request_that_ran_out_is_noted_by_a_button(cast: Cast, refund: GrantKind) -> None:
    limit_of(refund, cast.manager)
    late = ask(wish(refund, 9_000), by=cast.agent)
    GrantRequest.objects.update(expires_at=timezone.now())
    lead, other = cast.client("team_lead"), cast.client("manager")

    assert b"Ran out of time" in lead.get("/authority/requests/").content
    other.post("/authority/requests/noted/", {"note": late.pk})
    assert b"Ran out of time" in lead.get("/authority/requests/waiting/").content
    assert lead.post("/authority/requests/noted/", {"note": "nonsense"}).status_code == 404
    assert (
        cast.client("agent").post("/authority/requests/noted/", {"note": late.pk}).status_code
        == 403
    )
    lead.post("/authority/requests/noted/", {"note": late.pk})
    assert b"Ran out of time" not in lead.get("/authority/requests/").content


def test_paid_is_confirmed_once(cast: Cast, refund: GrantKind) -> None:
    limit_of(refund, cast.manager)
    given = grant(wish(refund, 100), by=cast.agent)
    manager = cast.client("manager")

    manager.post("/authority/ledger/confirm/", {"grant": given.pk, "do": "paid"})
    manager.post("/authority/ledger/confirm/", {"grant": given.pk, "do": "rejected"})

    assert Payout.objects.get().state == "paid"


@pytest.mark.parametrize(("role", "address", "count"), [("manager", "/authority/ledger/", 8)])
def test_queries_do_not_grow_with_the_rows(
    cast: Cast, refund: GrantKind, role: str, address: str, count: int
) -> None:
    limit_of(refund, cast.manager)
    client, counted = cast.client(role), []
    for more in (1, 2):
        for _ in range(more):
            grant(wish(refund, 100), by=cast.agent)
            could_not(wish(refund, 9_000), by=cast.agent)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(address)
        counted.append(len(asked))

    assert counted == [count, count]


@pytest.mark.parametrize(("role", "status"), [("manager", 200), ("team_lead", 403), ("agent", 403)])
def test_limits_are_closed_to_who_may_not_see_them(cast: Cast, role: str, status: int) -> None:
    """Signed in they are refused, not sent to sign in once more."""
    assert cast.client(role).get("/authority/limits/").status_code == status
