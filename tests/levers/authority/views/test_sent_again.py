"""What is sent twice counts once, and who saves after somebody else is told: wishes, limits, kinds, deputies."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from tests.levers.authority.conftest import limit_of
from tests.scaffold.cast import Cast
from willet.levers.authority.domain.limits import propose
from willet.levers.authority.models import (
    CouldNot,
    Deputy,
    Grant,
    GrantKind,
    GrantLimit,
    GrantRequest,
    LedgerRow,
    Receiver,
)
from willet.people.models import User
from willet.ui.meanwhile import MeanwhileError

OWN = "/authority/"


def _seen(client: Client, way: str, name: str = "seen") -> str:
    return str(client.get(way).context["form"][name].value())


def _client_of(cast: Cast, person: User) -> Client:
    client = cast.client("manager")
    client.force_login(person, backend="willet.people.signin.backend.AccountBackend")
    return client


@pytest.mark.parametrize(
    ("do", "amount", "rows"),
    [("grant", "20.00", Grant), ("ask", "90.00", GrantRequest), ("could_not", "9.00", CouldNot)],
)
def test_form_sent_twice_is_kept_once_and_the_next_is_meant(
    cast: Cast, refund: GrantKind, small_lake: Path, do: str, amount: str, rows: type[LedgerRow]
) -> None:
    limit_of(refund, cast.manager)
    agent = cast.client("agent")
    wish = {"contact": "table:c01", "kind": refund.pk, "reason": "late", "do": do}
    wish |= {"amount_amount": amount, "amount_currency": "EUR"}
    wish |= {"form_id": _seen(agent, OWN, "form_id")}

    first, second = agent.post(OWN, wish), agent.post(OWN, wish)

    assert (first.status_code, second.status_code) == (302, 422)
    assert "This was sent already, and is kept once." in second.content.decode()
    assert [str(row.pk) for row in rows._default_manager.all()] == [wish["form_id"]]
    agent.post(OWN, wish | {"form_id": second.context["form"]["form_id"].value()})
    assert rows._default_manager.count() == 2


@pytest.mark.parametrize("then", ["ask", "could_not"])
def test_what_one_button_refused_another_may_do(
    cast: Cast, refund: GrantKind, small_lake: Path, then: str
) -> None:
    limit_of(refund, cast.manager)
    agent = cast.client("agent")
    wish = {"contact": "table:c01", "kind": refund.pk, "reason": "late"}
    wish |= {"amount_amount": "90", "amount_currency": "EUR"}
    wish |= {"form_id": _seen(agent, OWN, "form_id")}

    answers = [agent.post(OWN, wish | {"do": do}).status_code for do in ("grant", then, then)]

    assert answers == [422, 302, 422]


def _limit(kind: GrantKind, amount: str, seen: str) -> dict[str, str]:
    given = {"kind": str(kind.pk), "role": "agent", "reason": "why", "seen": seen}
    for name in ("per_event", "per_customer", "per_agent"):
        given |= {f"{name}_amount": "", f"{name}_currency": "EUR"}
    return given | {"per_event_amount": amount}


def test_limit_lowered_while_another_has_its_page_open(
    cast: Cast, refund: GrantKind, second_manager: User
) -> None:
    """50.00 is lowered to 20.00; a second manager, who saw 50.00 and writes 60.00, sees 20.00 before it counts."""
    way = f"/authority/limits/{limit_of(refund, cast.manager).pk}/change/"
    first, second = cast.client("manager"), _client_of(cast, second_manager)
    seen = _seen(second, way)
    first.post(way, _limit(refund, "20", _seen(first, way)))

    late = second.post(way, _limit(refund, "60", seen))

    assert (late.status_code, _in_force()) == (422, [2_000])
    assert "“20.00 EUR” is kept now." in late.content.decode()
    again = late.context["form"]["seen"].value()
    assert second.post(way, _limit(refund, "60", again)).status_code == 302
    assert _in_force() == [6_000]


def _in_force() -> list[int]:
    rows = GrantLimit.objects.filter(state="holds", replaced_at=None)
    return list(rows.values_list("per_event_minor", flat=True))


def test_limit_changed_at_the_same_moment(cast: Cast, refund: GrantKind) -> None:
    stands = limit_of(refund, cast.manager)

    def change(minor: int) -> GrantLimit:
        wording = GrantLimit(
            kind=refund, role="agent", currency="EUR", per_event_minor=minor, reason="why"
        )
        return propose(wording, by=cast.manager, upon=stands)

    change(2_000)
    with pytest.raises(MeanwhileError):
        change(6_000)

    assert _in_force() == [2_000]


def test_kind_changed_while_another_has_its_page_open(
    cast: Cast, refund: GrantKind, second_manager: User
) -> None:
    way = f"/authority/kinds/{refund.pk}/"
    first, second = cast.client("manager"), _client_of(cast, second_manager)
    names = {f"name_{code}": "Money back" for code in ("en", "nl", "de", "es", "vi")}
    seen = _seen(second, way)
    first.post(way, {**names, "decide_within_s": "90", "is_active": "on"})

    late = second.post(way, {**names, "decide_within_s": "120", "is_active": "on", "seen": seen})

    refund.refresh_from_db()
    assert (late.status_code, refund.decide_within_s) == (422, 90)
    assert "“90” is kept now." in late.content.decode()


def test_deputy_comes_back_only_where_there_is_no_circle(cast: Cast) -> None:
    """The lead takes their deputy off, is named by that one, and would bring the first back."""
    lead = cast.client("team_lead")
    named = Deputy.objects.create(
        person=cast.team_lead, deputy=cast.manager, first=date(2020, 1, 1)
    )
    page = lead.post(f"/authority/deputies/{named.pk}/remove/", follow=True).content.decode()
    undo = re.search(r'action="([^"]*/undo/[^"]*)"', page) or re.search(r'"(/undo/[^"]*)"', page)
    assert undo is not None
    other = Deputy.objects.create(
        person=cast.manager, deputy=cast.team_lead, first=date(2020, 1, 1)
    )

    refused = lead.post(undo[1], follow=True)

    assert "nobody would be left to decide" in refused.content.decode()
    assert list(Deputy.objects.all()) == [other]


def test_deputy_comes_back(cast: Cast) -> None:
    lead = cast.client("team_lead")
    named = Deputy.objects.create(
        person=cast.team_lead, deputy=cast.manager, first=date(2020, 1, 1)
    )
    page = lead.post(f"/authority/deputies/{named.pk}/remove/", follow=True).content.decode()
    undo = re.search(r'"([^"]*undo/[^"]*)"', page)
    assert undo is not None

    lead.post(undo[1])

    assert Deputy.objects.get().deputy == cast.manager


@pytest.mark.parametrize(
    ("address", "fits"),
    [
        ("https://pay.example/hook", True),
        ("http://127.0.0.1:9000/in", True),
        ("ftp://pay.example/hook", False),
        ("https://user:secret@pay.example/", False),
        ("javascript:alert(1)", False),
        ("", True),
    ],
)
def test_grants_are_handed_on_to_a_web_server(cast: Cast, address: str, *, fits: bool) -> None:
    page = cast.client("administrator").post("/authority/receiver/", {"url": address})

    assert page.status_code == (302 if fits else 422)
    assert Receiver.objects.count() == fits
