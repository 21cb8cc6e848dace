"""Authority for programs: limits, the ledger as its reader sees it, and what became of a grant, said once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.api.callers import program_of
from tests.levers.authority.conftest import limit_of, wish
from tests.scaffold.cast import Cast
from willet.levers.authority.domain import ask, could_not, grant, mandates_of, take_back
from willet.levers.authority.domain.ageing import forget_old
from willet.levers.authority.domain.budgets import month_of
from willet.levers.authority.domain.handing import OPEN_STATES, State, moved
from willet.levers.authority.domain.refusals import AuthorityError
from willet.levers.authority.models import CouldNot, Grant, GrantKind, GrantRequest, Payout


def test_ledger_shows_each_reader_their_part(cast: Cast, refund: GrantKind) -> None:
    limit_of(refund, cast.manager)
    grant(wish(refund, 500), by=cast.agent)
    grant(wish(refund, 700), by=cast.other_agent)
    ask(wish(refund, 9_000), by=cast.agent)
    could_not(wish(refund, 20_000), by=cast.agent)

    def amounts(role: str, address: str) -> list[tuple[int, str]]:
        items = program_of(cast.named(role)).get(address).json()["items"]  # type: ignore[arg-type]
        return [(item["amount_minor"], item["state"]) for item in items]

    assert amounts("manager", "grants") == [(700, "waiting"), (500, "waiting")]
    assert amounts("team_lead", "grants") == [(500, "waiting")]
    assert amounts("analyst", "grant-requests") == [(9_000, "open")]
    assert amounts("analyst", "not-allowed") == [(20_000, "not_allowed")]
    limits = program_of(cast.manager).get("limits").json()["items"]
    assert [(one["kind"], one["role"], one["per_event_minor"]) for one in limits] == [
        ("refund", "agent", 5_000)
    ]


@pytest.mark.parametrize("query", ["to=9999-12-31", "from=9999-12-31", "from=0001-01-01"])
@pytest.mark.parametrize("address", ["grants", "grant-requests", "not-allowed"])
def test_days_at_the_ends_of_the_calendar_are_days(
    cast: Cast, refund: GrantKind, address: str, query: str
) -> None:
    assert program_of(cast.manager).get(f"{address}?{query}").status_code == 200


def test_days_are_those_of_the_address_both_counted(cast: Cast, refund: GrantKind) -> None:
    limit_of(refund, cast.manager)
    grant(wish(refund, 500), by=cast.agent)
    manager, today = program_of(cast.manager), timezone.localdate()

    def count(first: int, last: int) -> int:
        days = [(today + timedelta(days=n)).isoformat() for n in (first, last)]
        return len(manager.get(f"grants?from={days[0]}&to={days[1]}").json()["items"])

    assert [count(-1, 1), count(-9, -2), count(2, 9)] == [1, 0, 0]


@pytest.mark.parametrize("state", ["paid", "rejected"])
def test_what_became_of_a_grant_is_said_once(cast: Cast, refund: GrantKind, state: str) -> None:
    limit_of(refund, cast.manager)
    given, payer = grant(wish(refund, 500), by=cast.agent), program_of(cast.manager)
    way, other = f"grants/{given.pk}/state", {"paid": "rejected", "rejected": "paid"}[state]

    answers = [
        payer.post(way, {"state": one, "note": "n"}) for one in (state, state, other, "lost")
    ]

    assert [a.status_code for a in answers] == [200, 200, 400, 400]
    assert (Payout.objects.get().state, answers[0].json()["state"]) == (state, state)
    assert payer.post(f"grants/{uuid4()}/state", {"state": state}).status_code == 404
    assert payer.post("grants/x/state", {"state": state}).status_code == 404


def test_why_it_was_rejected_is_read_beside_its_state(cast: Cast, refund: GrantKind) -> None:
    limit_of(refund, cast.manager)
    grant(wish(refund, 500), by=cast.agent)
    Payout.objects.update(state="rejected", note="account <closed>")

    pages = [
        cast.client("manager").get("/authority/ledger/").content.decode(),
        cast.client("agent").get("/authority/").content.decode(),
    ]

    assert [page.count("account &lt;closed&gt;") for page in pages] == [1, 1]


def test_grant_taken_back_is_not_paid(cast: Cast, refund: GrantKind) -> None:
    limit_of(refund, cast.manager)
    given = grant(wish(refund, 500), by=cast.agent)
    take_back(given, by=cast.agent)

    answer = program_of(cast.manager).post(f"grants/{given.pk}/state", {"state": "paid"})

    assert (answer.status_code, Payout.objects.get().state) == (400, "cancelled")


def test_manager_says_it_by_a_button_of_the_ledger(cast: Cast, refund: GrantKind) -> None:
    limit_of(refund, cast.manager)
    given = grant(wish(refund, 500), by=cast.agent)
    button = f'name="grant" value="{given.pk}"'

    shown = [
        button in cast.client(r).get("/authority/ledger/").content.decode()
        for r in ("manager", "team_lead")
    ]
    cast.client("manager").post("/authority/ledger/confirm/", {"grant": given.pk, "do": "rejected"})

    assert shown == [True, False]
    assert Payout.objects.get().state == "rejected"
    assert button not in cast.client("manager").get("/authority/ledger/").content.decode()


@pytest.mark.parametrize(("days", "left"), [(364, "late again"), (365, ""), (400, "")])
def test_customers_and_words_are_forgotten_by_the_clock_and_amounts_stay(
    cast: Cast, refund: GrantKind, settings: object, days: int, left: str
) -> None:
    settings.WILLET_VAULT_DAYS = 365  # type: ignore[attr-defined]
    limit_of(refund, cast.manager)
    grant(wish(refund, 500), by=cast.agent)
    ask(wish(refund, 9_000), by=cast.agent)
    could_not(wish(refund, 20_000), by=cast.agent)
    Payout.objects.update(note="late again")
    now = timezone.now()
    then = now - timedelta(days=days)
    for model in (Grant, GrantRequest, CouldNot):
        model._default_manager.update(at=then, month=month_of(then))

    forget_old(now)

    kept = [
        model._default_manager.values_list("reason", "amount_minor").get()
        for model in (Grant, GrantRequest, CouldNot)
    ]
    assert kept == [(left, 500), (left, 9_000), (left, 20_000)]
    assert Payout.objects.get().note == left


def test_running_month_keeps_its_customers_for_its_budgets(
    cast: Cast, refund: GrantKind, settings: object
) -> None:
    settings.WILLET_VAULT_DAYS = 1  # type: ignore[attr-defined]
    limit_of(refund, cast.manager)
    given = grant(wish(refund, 500), by=cast.agent)
    Grant.objects.update(at=timezone.now() - timedelta(days=2))

    assert forget_old(timezone.now()) == 0
    given.refresh_from_db()
    assert given.customer == "7"


def test_what_became_is_said_once_and_by_a_button(cast: Cast, refund: GrantKind) -> None:
    limit_of(refund, cast.manager)
    given = grant(wish(refund, 500), by=cast.agent)
    client = cast.client("manager")

    def press(**button: str) -> str:
        page = client.post("/authority/ledger/confirm/", {"grant": given.pk, **button}, follow=True)
        return " ".join(str(one) for one in page.context.get("messages", [page.status_code]))

    assert (press(), press(do="pay")) == ("404", "404")
    assert Payout.objects.get().state == "waiting"
    assert (press(do="paid"), press(do="paid")) == ("Saved.", "Saved.")
    assert press(do="rejected") == "This grant is paid already; what became of it is said once."
    assert Payout.objects.get().state == "paid"


@pytest.mark.parametrize(
    ("became", "left"), [(State.PAID, 0), (State.REJECTED, 500), (State.SENT, 500)]
)
def test_what_was_paid_is_not_taken_back(
    cast: Cast, refund: GrantKind, became: State, left: int
) -> None:
    limit_of(refund, cast.manager, per_event_minor=500, per_agent_minor=500)
    given = grant(wish(refund, 500), by=cast.agent)
    moved(given, became, of=OPEN_STATES)

    if left:
        take_back(given, by=cast.agent)
    else:
        with pytest.raises(AuthorityError) as refused:
            take_back(given, by=cast.agent)
        assert refused.value.message.code == "authority_paid_already"

    # Who has the money has spent the month's budget; it is not given twice.
    assert [m.most_minor for m in mandates_of(cast.agent)] == [left]
    assert Payout.objects.get().state == ("cancelled" if left else "paid")
