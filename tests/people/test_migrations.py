"""A database of before agents were written down comes up with its accounts and teams as they were."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from willet.people.agents.keeping import NOBODY
from willet.people.agents.verbs import add_agent
from willet.people.models import KnownAgent, Team, User
from willet.people.visibility import visibility_of

pytestmark = pytest.mark.journey("process")

BEFORE = [("people", "0002_sign_in_attempts")]


def migrate(to: list[tuple[str, str]]) -> Any:
    MigrationExecutor(connection).migrate(to)
    return MigrationExecutor(connection).loader.project_state(to).apps


def migrate_to_today() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.fixture
def earlier(transactional_db: None) -> Iterator[Any]:
    yield migrate(BEFORE)
    migrate_to_today()


def test_accounts_and_teams_of_before_stay_and_find_their_agent(earlier: Any) -> None:
    north = earlier.get_model("people", "Team").objects.create(name="North")
    account = earlier.get_model("people", "User").objects.create(
        username="anna", email="a@willet.example", role="agent", agent="a.weber"
    )
    account.teams.set([north])

    migrate_to_today()

    anna = User.objects.get()
    assert (anna.agent, [t.name for t in anna.teams.all()]) == ("a.weber", ["North"])
    assert (Team.objects.count(), KnownAgent.objects.count()) == (1, 0)
    add_agent("Anna Weber", by=NOBODY, spellings=["a.weber"])
    assert visibility_of(anna).agent == "Anna Weber"
