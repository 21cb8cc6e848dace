"""What is handed in about grants: what must be said and how much, who may be chosen, and what does not fit together."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.levers.authority.conftest import limit_of
from tests.scaffold.cast import Cast
from tests.scaffold.form_bounds import bounds
from willet.levers.authority.forms import (
    DecisionForm,
    DeputyForm,
    DeskWishForm,
    KindForm,
    LimitForm,
    ReceiverForm,
    TwoPeopleForm,
    WishForm,
    holders,
    in_hundredths,
    initial_of,
)
from willet.levers.authority.models import Deputy, GrantKind, GrantLimit, Receiver, TwoPeopleRule
from willet.people.models import Role, User
from willet.ui.fields import Money

MUST, MAY = True, False


@pytest.mark.parametrize(
    ("share", "hundredths"),
    [(None, None), ("0", 0), ("0.0001", 1), ("0.125", 1_250), ("0.99", 9_900), ("1", 10_000)],
)
def test_a_share_in_hundredths_of_a_percent(share: str | None, hundredths: int | None) -> None:
    assert in_hundredths(None if share is None else Decimal(share)) == hundredths


@pytest.mark.parametrize("share", ["0.00005", "0.12345", "0.00019"])
def test_a_share_finer_than_that_is_none(share: str) -> None:
    with pytest.raises(ValidationError):
        in_hundredths(Decimal(share))


def test_what_a_wish_must_say(refund: GrantKind) -> None:
    assert bounds(WishForm()) == {
        "form_id": (MAY, None),
        "contact": (MUST, 200),
        "kind": (MUST, None),
        "amount": (MUST, None),
        "share": (MAY, None),
        "reason": (MAY, 500),
    }
    assert bounds(DeskWishForm()).keys() == bounds(WishForm()).keys() - {"contact"}
    assert bounds(DecisionForm()) == {"reason": (MUST, 500)}


def test_only_kinds_that_can_be_granted_are_offered(refund: GrantKind, discount: GrantKind) -> None:
    GrantKind.objects.exclude(pk=refund.pk).update(is_active=False)

    offered: Any = WishForm().fields["kind"]

    assert list(offered.queryset) == [refund]


@pytest.mark.parametrize(
    ("share", "kept"),
    [("", None), ("0.01 %", 1), ("12.5", 1_250), ("100%", 10_000)]
    + [(wrong, "refused") for wrong in ("0", "0.005", "-1", "12.345", "100.01", "a lot")],
)
def test_the_percentage_of_a_wish(refund: GrantKind, share: str, kept: int | str | None) -> None:
    given = {"contact": "c", "kind": str(refund.pk), "amount_amount": "1", "share": share}
    form = WishForm(given | {"amount_currency": "EUR"})

    assert set(form.errors) == ({"share"} if kept == "refused" else set())
    assert kept == "refused" or form.cleaned_data["share"] == kept


def test_what_is_sent_next_is_another_wish(refund: GrantKind) -> None:
    sent = "6c84fb90-12c4-11e1-840d-7b25c5ee775a"
    form = WishForm({"form_id": sent})
    assert str(form["form_id"].value()) != sent
    form.is_valid()
    assert str(form.cleaned_data["form_id"]) == sent
    assert WishForm()["form_id"].value() != WishForm()["form_id"].value()


def _limit(kind: GrantKind, **more: str) -> dict[str, str]:
    given = {"kind": str(kind.pk), "role": "agent", "per_event_amount": "50", "reason": "as agreed"}
    currencies = {f"{n}_currency": "EUR" for n in ("per_event", "per_customer", "per_agent")}
    return given | currencies | more


def test_what_a_limit_must_say(cast: Cast, refund: GrantKind) -> None:
    new = {
        "kind": (MUST, None),
        "role": (MAY, None),
        "person": (MAY, None),
        "per_event": (MUST, None),
        "share": (MAY, None),
        "per_customer": (MAY, None),
        "per_agent": (MAY, None),
        "reason": (MUST, 500),
    }
    change = LimitForm(stands=limit_of(refund, cast.manager))

    assert bounds(LimitForm()) == new
    assert bounds(change) == new | {"seen": (MAY, None)}
    fixed = {name for name, field in change.fields.items() if field.disabled}
    assert fixed == {"kind", "role", "person"}
    assert not any(field.disabled for field in LimitForm().fields.values())


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, set()),
        ({"person": "agent", "role": ""}, set()),
        ({"person": "agent"}, {"person"}),  # both
        ({"role": ""}, {"person"}),  # neither
        ({"role": "analyst"}, {"role"}),
        ({"per_customer_amount": "9", "per_agent_amount": "9"}, set()),
        ({"per_customer_amount": "9", "per_customer_currency": "USD"}, {"per_event"}),
        ({"per_agent_amount": "9", "per_agent_currency": "USD"}, {"per_event"}),
        # No amount was written behind this currency.
        ({"per_agent_currency": "USD"}, set()),
        ({"per_event_amount": "0"}, set()),
        ({"per_event_amount": ""}, {"per_event"}),
        ({"share": "10"}, {"share"}),  # an amount has none
        ({"share": "0"}, {"share"}),
        ({"kind": "discount", "share": "10"}, set()),
        ({"kind": "discount", "share": "100"}, set()),
        ({"kind": "discount", "share": "0"}, set()),
        ({"kind": "discount", "share": "100.01"}, {"share"}),
        ({"kind": "discount"}, {"share"}),
        ({"reason": ""}, {"reason"}),
        # What lacks a field is told that, and nothing of how the others fit.
        ({"reason": "", "role": ""}, {"reason"}),
    ],
)
def test_what_fits_together_in_a_limit(
    cast: Cast, refund: GrantKind, discount: GrantKind, given: dict[str, str], wrong: set[str]
) -> None:
    known = {"agent": str(cast.agent.pk), "discount": str(discount.pk)}
    form = LimitForm(
        _limit(refund) | {n: v if n == "role" else known.get(v, v) for n, v in given.items()}
    )

    assert set(form.errors) == wrong


@pytest.mark.parametrize(("currency", "wrong"), [("EUR", set()), ("USD", {"per_event"})])
def test_a_change_stays_in_its_currency(
    cast: Cast, refund: GrantKind, currency: str, wrong: set[str]
) -> None:
    stands = limit_of(refund, cast.manager)
    seen = LimitForm(stands=stands)["seen"].value()

    form = LimitForm(
        _limit(refund, seen=seen, per_event_currency=currency),
        initial=initial_of(stands),
        stands=stands,
    )

    assert set(form.errors) == wrong


def test_the_limit_that_was_written(cast: Cast, refund: GrantKind) -> None:
    given = _limit(refund, per_customer_amount="120.50", reason="  as agreed ")
    form = LimitForm(given)
    assert form.is_valid()

    written = form.limit(cast.manager)

    assert (written.kind, written.role, written.person) == (refund, "agent", None)
    assert (written.currency, written.share_bp, written.reason) == ("EUR", None, "as agreed")
    bounds_minor = (written.per_event_minor, written.per_customer_minor, written.per_agent_minor)
    assert bounds_minor == (5_000, 12_050, None)
    assert (written.proposed_by, written.pk) == (cast.manager, None)


def test_a_limit_as_its_form_shows_it(cast: Cast, discount: GrantKind) -> None:
    limit = limit_of(
        discount, cast.manager, cast.agent, currency="VND", share_bp=1_250, per_agent_minor=0
    )

    assert initial_of(limit) == {
        "kind": discount.pk,
        "role": "",
        "person": cast.agent.pk,
        "share": Decimal("0.125"),
        "per_event": Money(5_000, "VND"),
        "per_customer": None,
        "per_agent": Money(0, "VND"),
    }
    assert initial_of(GrantLimit(kind=discount, currency="EUR", per_event_minor=1))["share"] is None


def test_who_may_have_a_limit_of_their_own(cast: Cast) -> None:
    assert set(holders()) == {cast.manager, cast.team_lead, cast.agent, cast.other_agent}
    User.objects.filter(pk=cast.agent.pk).update(is_active=False)
    assert cast.agent not in holders()


def test_a_kind_keeps_its_key_and_its_measure(refund: GrantKind) -> None:
    new, kept = KindForm(), KindForm(instance=refund)

    assert {n for n, f in kept.fields.items() if f.disabled} == {"key", "measure"}
    assert not any(field.disabled for field in new.fields.values())
    assert (bounds(new)["name"], bounds(new)["base"]) == ((MUST, 60), (MAY, 60))


@pytest.mark.parametrize(
    ("days", "kept"),
    [
        ({"days_from": "2026-03-01"}, (date(2026, 3, 1), None)),
        (
            {"days_from": "2026-03-01", "days_to": "2026-03-01"},
            (date(2026, 3, 1), date(2026, 3, 1)),
        ),
        ({"days_to": "2026-03-01"}, None),
        ({}, None),
        ({"days_from": "2026-03-02", "days_to": "2026-03-01"}, None),
    ],
)
def test_the_days_of_a_deputy(
    cast: Cast, days: dict[str, str], kept: tuple[date, date | None] | None
) -> None:
    form = DeputyForm({"deputy": cast.manager.pk, **days}, person=cast.team_lead)

    assert form.is_valid() is (kept is not None)
    if kept is not None:
        named = form.deputy_named()
        assert isinstance(named, Deputy)
        assert (named.person, named.deputy) == (cast.team_lead, cast.manager)
        assert (named.first, named.last) == kept


def test_who_may_decide_in_somebodys_place(cast: Cast, second_lead: User) -> None:
    """An active lead or manager, and nobody for themselves."""
    User.objects.create_user("gone", "gone@willet.example", role=Role.MANAGER, is_active=False)
    able: Any = DeputyForm(person=cast.team_lead).fields["deputy"]

    assert set(able.queryset) == {cast.manager, second_lead}


@pytest.mark.parametrize(
    ("amount", "kept"),
    [("", (None, "USD")), ("0", (0, "EUR")), ("12.34", (1_234, "EUR"))],
)
def test_two_people_above_an_amount(db: None, amount: str, kept: tuple[int | None, str]) -> None:
    """Left out there is no amount, and the currency of before stays."""
    rule = TwoPeopleRule.objects.create(above_minor=100, currency="USD")
    assert TwoPeopleForm(instance=rule)["above"].value() == Money(100, "USD")
    assert TwoPeopleForm(instance=TwoPeopleRule())["above"].value() is None
    seen = TwoPeopleForm(instance=rule)["seen"].value()

    form = TwoPeopleForm(
        {"above_amount": amount, "above_currency": "EUR", "seen": seen}, instance=rule
    )
    assert form.is_valid(), form.errors
    form.save()

    rule.refresh_from_db()
    assert (rule.above_minor, rule.currency) == kept


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("", ""),
        ("https://pay.example/in", "https://pay.example/in"),
        ("pay.example/in", "https://pay.example/in"),
        ("https://pay.example/" + "x" * 480, "https://pay.example/" + "x" * 480),
        ("https://pay.example/" + "x" * 481, None),
        ("ftp://pay.example/in", None),
        ("https://user:secret@pay.example/in", None),
    ],
)
def test_where_grants_are_handed_on_to(db: None, url: str, kept: str | None) -> None:
    form = ReceiverForm({"url": url}, instance=Receiver())

    assert form.is_valid() is (kept is not None)
    assert kept is None or form.cleaned_data["url"] == kept
