"""What is held of persons here, and what is left once they are erased."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests.levers.authority.conftest import limit_of, wish
from tests.scaffold.cast import Cast
from willet.core.lake.erased import Forgotten, hash_of
from willet.levers.authority.domain import ask, could_not, decide, grant
from willet.levers.authority.models import Grant, GrantKind, GrantRequest, Payout
from willet.levers.authority.personal import HOLDERS
from willet.ui.personal import Sought

(HOLDER,) = HOLDERS
SALT = "s"


def _gone(scope: str, value: str, name: str = "") -> Forgotten:
    return Forgotten(SALT, {(scope, hash_of(value, SALT)): name})


def _called(contact: str, at: datetime | None = None) -> Sought:
    """Whoever called then, as the records know them."""
    moment = at or timezone.now()
    return Sought(contacts=frozenset({contact}), arrivals={contact: moment})


@pytest.fixture
def rows(cast: Cast, refund: GrantKind) -> None:
    """One row of each kind for customer 7, and one for customer 8."""
    limit_of(refund, cast.manager)
    grant(wish(refund, 100), by=cast.agent)
    grant(wish(refund, 200, customer=8, contact="table:c05"), by=cast.agent)
    asked = ask(wish(refund, 9_000), by=cast.agent)
    decide(asked, by=cast.team_lead, grants=False, reason="paid before")
    could_not(wish(refund, 9_900), by=cast.agent)


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize(
    ("sought", "amounts"),
    [
        (Sought(keys=frozenset({7})), [100, 9_000, 9_900]),
        (_called("table:c05"), [200]),
        (Sought(names=frozenset({"Anna W"})), [100, 200, 9_000, 9_900]),
        (Sought(names=frozenset({"Otto K"})), []),
        (Sought(keys=frozenset({9})), []),
    ],
)
def test_held_of_somebody(sought: Sought, amounts: list[int]) -> None:
    assert sorted(row["amount_minor"] for row in HOLDER.held(sought)) == amounts


@pytest.mark.usefixtures("rows")
def test_erased_customer_leaves_amounts_without_words() -> None:
    assert HOLDER.forget(_gone("person", "7")) == 3
    assert HOLDER.forget(_gone("person", "7")) == 0

    first, other = Grant.objects.order_by("amount_minor")
    asked = GrantRequest.objects.get()
    assert (first.customer, first.reason, first.amount_minor) == ("", "", 100)
    assert (asked.customer, asked.reason, asked.decision) == ("", "", "")
    assert (other.customer, other.reason) == ("8", "late again")


@pytest.mark.usefixtures("rows")
def test_what_the_system_that_pays_said_goes_with_who_it_was_said_of() -> None:
    first, other = Grant.objects.order_by("amount_minor")
    Payout.objects.filter(grant=first).update(note="no account of that name")
    Payout.objects.filter(grant=other).update(note="asked by Anna W")
    (held,) = HOLDER.held(_called("table:c05"))
    assert held["said_by_who_pays"] == "asked by Anna W"

    HOLDER.forget(_gone("person", "7"))
    HOLDER.forget(_gone("agent", "Anna W", "former-1"))

    assert list(Payout.objects.order_by("grant__amount_minor").values_list("note", flat=True)) == [
        "",
        "asked by former-1",
    ]


@pytest.mark.usefixtures("rows")
def test_erased_agent_is_a_pseudonym() -> None:
    HOLDER.forget(_gone("agent", "Anna W", "former-1"))

    assert set(Grant.objects.values_list("agent_name", flat=True)) == {"former-1"}


CAME = datetime(2026, 3, 2, 9, 10, tzinfo=UTC)
DAY = timedelta(days=1)
BY_CONTACT = {"contact_id": "asterisk:7.1"}
BY_CALL = {"source": "asterisk", "call_id": "7.1"}


@pytest.mark.parametrize(
    ("ids", "connected", "written", "is_theirs"),
    [
        (BY_CONTACT, None, timedelta(minutes=5), True),
        (BY_CONTACT, None, 3 * DAY, True),
        (BY_CONTACT, None, 60 * DAY, False),
        (BY_CONTACT, None, -30 * DAY, False),
        (BY_CONTACT, timedelta(0), 60 * DAY, True),
        (BY_CONTACT, 30 * DAY, 30 * DAY, False),
        (BY_CALL, timedelta(minutes=2), timedelta(minutes=5), True),
        (BY_CALL, 30 * DAY, 30 * DAY, False),
        (BY_CALL | {"source": "freeswitch"}, timedelta(0), timedelta(0), False),
        (BY_CONTACT | BY_CALL, timedelta(0), timedelta(0), True),
        (BY_CONTACT | BY_CALL, -30 * DAY, -30 * DAY, False),
    ],
)
@pytest.mark.usefixtures("rows")
def test_grant_in_a_call_of_nobodys_key_is_its_customers_by_ids_and_moment(
    ids: dict[str, str], connected: timedelta | None, written: timedelta, is_theirs: bool
) -> None:
    """An id begins again another month: a grant in that call is another customer's."""
    connected_at = None if connected is None else CAME + connected
    fields = {"contact_id": "", "source": "", "call_id": "", **ids, "connected_at": connected_at}
    Grant.objects.update(customer="", at=CAME + written, **fields)
    stone = hash_of("asterisk:7.1", SALT)
    gone = Forgotten(SALT, {("contact", stone): CAME.replace(tzinfo=None).isoformat()})

    held = HOLDER.held(_called("asterisk:7.1", CAME))
    count = HOLDER.forget(gone)

    assert len(held) == count == (2 if is_theirs else 0)
    assert set(Grant.objects.values_list("reason", flat=True)) == {
        "" if is_theirs else "late again"
    }
