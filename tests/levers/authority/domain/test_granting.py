"""What goes through within a limit, what does not, and what is written down of either."""

from typing import Any

import pytest

from tests.levers.authority.conftest import limit_of, wish
from tests.scaffold.cast import Cast
from willet.activity.models import ActivityEntry
from willet.levers.authority.domain import could_not, grant, mandates_of, take_back, wished
from willet.levers.authority.domain.refusals import AuthorityError, OverLimitError
from willet.levers.authority.domain.wishes import WishSubject
from willet.levers.authority.models import CouldNot, Grant, GrantKind, Payout
from willet.people.domain import add_person
from willet.people.models import KnownAgent, Role, Spelling, User
from willet.ui.fields import Money

# The limit is 50.00 at once, 80.00 per customer, 100.00 per agent and month. What came before (agent, customer,
# amount), what is wanted, and whether it goes through:
TABLE = """
before                     | customer | wanted | goes
                           | 7        | 5000   | yes
                           | 7        | 5001   | authority_over_event
anna 7 5000                | 7        | 3000   | yes
anna 7 5000                | 7        | 3001   | authority_over_customer
anna 7 5000                | 8        | 5000   | yes
anna 7 5000, anna 8 4000   | 9        | 1000   | yes
anna 7 5000, anna 8 4000   | 9        | 1001   | authority_over_agent
otto 7 5000                | 7        | 3000   | yes
otto 7 5000                | 7        | 3001   | authority_over_customer
anna - 5000                | -        | 3000   | yes
anna - 5000                | -        | 3001   | authority_over_customer
"""
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in TABLE.strip().splitlines()[1:]]


@pytest.mark.parametrize(("before", "customer", "wanted", "goes"), ROWS)
def test_grant_by_what_came_before(
    cast: Cast, refund: GrantKind, before: str, customer: str, wanted: str, goes: str
) -> None:
    limit_of(refund, cast.manager, per_customer_minor=8_000, per_agent_minor=10_000)
    for who, whom, minor in (line.split() for line in before.split(", ") if line):
        by = cast.agent if who == "anna" else cast.other_agent
        grant(wish(refund, int(minor), **_of(whom)), by=by)
    wanting = wish(refund, int(wanted), **_of(customer))

    became = _became(wanting, cast)

    assert became == goes


def _of(customer: str) -> dict[str, Any]:
    """Each customer calls once; of one nobody knows who it was."""
    known = None if customer == "-" else int(customer)
    return {"contact": f"table:{customer}", "customer": known}


def _became(wanting: object, cast: Cast) -> str:
    count = Grant.objects.count()
    try:
        grant(wanting, by=cast.agent)  # type: ignore[arg-type]
    except OverLimitError as refused:
        assert Grant.objects.count() == count
        return refused.message.code
    assert Grant.objects.count() == count + 1
    return "yes"


def test_month_before_is_another_budget(cast: Cast, refund: GrantKind) -> None:
    limit_of(refund, cast.manager, per_agent_minor=5_000)
    given = grant(wish(refund, 5_000), by=cast.agent)
    Grant.objects.filter(pk=given.pk).update(month="2025-01")

    assert grant(wish(refund, 5_000), by=cast.agent).amount_minor == 5_000


def test_own_limit_goes_before_that_of_the_role(cast: Cast, refund: GrantKind) -> None:
    limit_of(refund, cast.manager)
    limit_of(refund, cast.manager, cast.agent, per_event_minor=0)

    assert [m.most_minor for m in mandates_of(cast.agent)] == [0]
    assert [m.most_minor for m in mandates_of(cast.other_agent)] == [5_000]
    with pytest.raises(OverLimitError):
        grant(wish(refund, 1), by=cast.agent)


def test_who_has_no_limit_grants_nothing(cast: Cast, refund: GrantKind) -> None:
    limit_of(refund, cast.manager, Role.TEAM_LEAD)

    with pytest.raises(OverLimitError) as refused:
        grant(wish(refund, 1), by=cast.agent)

    assert refused.value.message.code == "authority_no_limit"


def test_other_currency_is_named(cast: Cast, refund: GrantKind) -> None:
    limit_of(refund, cast.manager)

    with pytest.raises(OverLimitError, match="in EUR, not in USD"):
        grant(wish(refund, 100, currency="USD"), by=cast.agent)


@pytest.mark.parametrize(
    ("minor", "currency", "code"),
    [
        (0, "EUR", "authority_nothing"),
        (-1, "EUR", "authority_nothing"),
        (10**15 + 1, "EUR", "authority_too_much"),
        (1, "EURO", "authority_no_currency"),
        (1, "", "authority_no_currency"),
    ],
)
def test_amount_that_cannot_be_granted(
    refund: GrantKind, minor: int, currency: str, code: str
) -> None:
    with pytest.raises(AuthorityError) as refused:
        wished(refund, WishSubject(contact_id="table:c01"), Money(minor, currency))

    assert refused.value.message.code == code


@pytest.mark.parametrize(
    ("share_bp", "became"),
    [
        (0, "authority_share_range"),
        (-100, "authority_share_range"),
        (10_100, "authority_share_range"),
        (None, "authority_needs_base"),
        (1_000, "1000"),
        (1_001, "authority_over_share"),
    ],
)
def test_share_of_a_base(
    cast: Cast, discount: GrantKind, share_bp: int | None, became: str
) -> None:
    """10 % of 100.00 is 10.00; 101 % is no share; 10.01 % is over the limit of 10 %."""
    limit_of(discount, cast.manager, share_bp=1_000)

    try:
        outcome = str(grant(wish(discount, 10_000, share_bp=share_bp), by=cast.agent).amount_minor)
    except AuthorityError as refused:
        outcome = refused.message.code

    assert outcome == became


def test_share_is_bounded_by_its_amount_too(cast: Cast, discount: GrantKind) -> None:
    limit_of(discount, cast.manager, share_bp=1_000)

    with pytest.raises(OverLimitError) as refused:
        grant(wish(discount, 50_010, share_bp=1_000), by=cast.agent)

    assert refused.value.message.code == "authority_over_event"


@pytest.mark.parametrize(
    "ids",
    [
        {},
        {"contact_id": "table:c01", "source": "a", "call_id": "1"},
        {"call_id": "1"},
        {"source": "asterisk", "call_id": "1"},
    ],
)
def test_subject_names_one_contact(ids: dict[str, str]) -> None:
    with pytest.raises(AuthorityError):
        WishSubject(**ids)  # type: ignore[arg-type]


def test_grant_is_an_entry_without_the_customer(cast: Cast, refund: GrantKind) -> None:
    limit_of(refund, cast.manager)

    given = grant(wish(refund, 100), by=cast.agent)

    entry = ActivityEntry.objects.get(kind="authority.grant", thing_id=str(given.pk))
    shown = {field["name"]: field.get("is", "hidden") for field in entry.fields}
    assert (shown["customer"], shown["reason"], shown["amount_minor"]) == (
        "hidden",
        "hidden",
        "1.00 EUR",
    )


def test_taken_back_frees_the_budget_once(cast: Cast, refund: GrantKind) -> None:
    limit_of(refund, cast.manager, per_agent_minor=5_000)
    given = grant(wish(refund, 5_000), by=cast.agent)

    take_back(given, by=cast.manager)

    assert Payout.objects.get(grant=given).state == "cancelled"
    assert grant(wish(refund, 5_000), by=cast.agent).pk != given.pk
    with pytest.raises(AuthorityError, match="already"):
        take_back(given, by=cast.manager)


@pytest.mark.parametrize("spelt", ["Anna Weber", "A. Weber"])
@pytest.mark.parametrize("role", [Role.AGENT, Role.TEAM_LEAD])
def test_one_person_has_one_month_whatever_account_they_use(
    cast: Cast, refund: GrantKind, spelt: str, role: Role
) -> None:
    """50.00 a month of the role, or of either role: what one account was charged is not left to the other."""
    known = KnownAgent.objects.create(name="Anna Weber")
    Spelling.objects.create(agent=known, spelt="A. Weber")
    User.objects.filter(pk=cast.agent.pk).update(agent="Anna Weber")
    anna = User.objects.get(pk=cast.agent.pk)
    also = add_person("anna2", email="anna2@willet.example", role=role, agent="A. Weber")
    other = add_person("zoe", email="zoe@willet.example", role=role, agent="Zoe")
    for holder in {Role.AGENT, role}:
        limit_of(refund, cast.manager, holder, per_agent_minor=5_000)
    first, second = (anna, also) if spelt == "Anna Weber" else (also, anna)

    grant(wish(refund, 3_000), by=first)

    left = [mandates_of(one)[0].left_of_month for one in (first, second, other)]
    assert left == [2_000, 2_000, 5_000]
    with pytest.raises(OverLimitError):
        grant(wish(refund, 2_001), by=second)


def test_not_allowed_needs_a_reason_and_no_limit(cast: Cast, refund: GrantKind) -> None:
    could_not(wish(refund, 9_900), by=cast.agent)

    with pytest.raises(AuthorityError, match="Write why"):
        could_not(wish(refund, 9_900, reason=" \u200b"), by=cast.agent)

    (missed,) = CouldNot.objects.all()
    assert (missed.amount_minor, missed.reason, missed.limit) == (9_900, "late again", None)


def test_closed_kind_is_not_granted(cast: Cast, refund: GrantKind) -> None:
    refund.is_active = False

    with pytest.raises(AuthorityError, match="not granted any more"):
        wish(refund, 100)
