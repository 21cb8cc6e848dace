"""What each role may see, and that nothing is seen where nobody said who reads."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.scaffold.cast import NORTH, Cast
from willet.people.agents.merging import merge
from willet.people.agents.verbs import add_agent
from willet.people.visibility import OPEN, Visibility, visibility_of


def test_agent_without_a_name_in_the_records_sees_nobody(cast: Cast) -> None:
    cast.agent.agent = ""

    assert visibility_of(cast.agent).sees(agent="", team=None) is False
    assert visibility_of(cast.agent).sees(agent=None, team=NORTH) is False


def test_former_agent_sees_no_calls_of_their_old_name(cast: Cast) -> None:
    cast.agent.role = "administrator"

    assert visibility_of(cast.agent) == replace(OPEN, individuals=True)


def test_lead_sees_teams_and_themselves(cast: Cast) -> None:
    assert visibility_of(cast.team_lead) == Visibility(
        centre=True, individuals=True, teams=frozenset({NORTH}), agent="Tomás R"
    )


@pytest.mark.parametrize(("role", "queries"), [("manager", 0), ("team_lead", 2), ("agent", 1)])
def test_visibility_costs_a_query_for_teams_and_one_for_a_name(
    cast: Cast, role: str, queries: int
) -> None:
    with CaptureQueriesContext(connection) as asked:
        visibility_of(cast.named(role))

    assert len(asked) == queries


def test_a_spelling_of_an_account_is_the_name_it_means(cast: Cast) -> None:
    anna = add_agent("Anna Weber", by=cast.manager, spellings=["Anna W"])
    assert visibility_of(cast.agent).agent == "Anna Weber"

    merge(anna, add_agent("Bea", by=cast.manager), by=cast.manager)
    assert visibility_of(cast.agent).agent == "Bea"
    assert visibility_of(cast.other_agent).agent == "Otto K"
