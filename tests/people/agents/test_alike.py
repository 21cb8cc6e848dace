"""Accounts of one person: by the same spelling, by another that means the same agent, and by no other."""

import pytest

from tests.scaffold.cast import Cast
from willet.people.agents.alike import accounts_of, names_of
from willet.people.models import KnownAgent, Spelling, User


@pytest.fixture
def anna(cast: Cast) -> User:
    """Anna, known under three names; one of them was an agent of its own before."""
    known = KnownAgent.objects.create(name="Anna Weber")
    KnownAgent.objects.create(name="Weber, Anna", merged_into=known)
    Spelling.objects.create(agent=known, spelt="Anna W")
    return cast.agent


@pytest.mark.parametrize(
    ("spelt", "same"),
    [("Anna W", True), ("Anna Weber", True), ("Weber, Anna", True), ("Anna K", False), ("", False)],
)
def test_accounts_of_one_person(cast: Cast, anna: User, spelt: str, *, same: bool) -> None:
    User.objects.filter(pk=cast.manager.pk).update(agent=spelt)
    cast.manager.refresh_from_db()

    assert (cast.manager.pk in accounts_of(anna)) is same
    assert (anna.pk in accounts_of(cast.manager)) is same


def test_an_account_of_no_agent_is_nobody_else(cast: Cast) -> None:
    assert accounts_of(cast.analyst) == {cast.analyst.pk}


def test_spellings_of_one_agent(anna: User) -> None:
    assert names_of("Anna W") == {"Anna W", "Anna Weber", "Weber, Anna"}
