"""A lake of a hundred days that end yesterday, small enough to know by heart, and a goal on it."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.scaffold.cast import Cast
from willet.core.intake import import_files
from willet.figures.domain.asking import Reading, read_lake
from willet.levers.goals.domain.setting import Wording, set_goal
from willet.levers.goals.models import Goal, GoalSpan
from willet.people.visibility import visibility_of

TODAY = date.today()
DAYS = 100
HEAD = "contact_id,arrived_at,queue,agent,team,outcome,wait_s,talk_s,acw_s,sale_amount,resolved,customer_id\n"
AGENTS = (("Anna W", "North"), ("Bo", "North"), ("Cy", "North"), ("Otto K", "South"))
"""Who answers the first four calls of a day; the fifth hangs up after 90 s, the sixth on Mondays after 2."""

SetGoal = Callable[..., Goal]


def _rows() -> Iterator[str]:
    """Each day four answered calls: three within 20 s but on every fifth day two, and one hang-up."""
    for number in range(DAYS):
        day = TODAY - timedelta(days=DAYS - number)
        for place, (agent, team) in enumerate(AGENTS):
            wait = 30 if place == 3 or (place == 2 and number % 5 == 0) else 10
            yield (
                f"d{number}c{place},{day} 10:0{place}:00,sales,{agent},{team},answered,{wait},"
                f"{100 + 10 * (number % 7)},20,{50 + place},true,k{number}x{place}\n"
            )
        yield f"d{number}c9,{day} 11:00:00,sales,,,abandoned,90,,,,,k{number}x9\n"


@pytest.fixture(scope="session")
def made_goals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of that lake; nobody writes to it."""
    folder = tmp_path_factory.mktemp("goals")
    calls = folder / "calls.csv"
    calls.write_text(HEAD + "".join(_rows()), encoding="utf-8")
    report = import_files(folder / "lake", "table", [calls], zone="UTC")
    assert (report.contacts_new, report.rejects.total) == (5 * DAYS, 0)
    return folder / "lake"


@pytest.fixture
def goals_lake(made_goals: Path, home: Path) -> Path:
    """That lake in the home of this test."""
    shutil.copytree(made_goals, home / "lake")
    shutil.copy(made_goals.with_name("lake.key"), home / "lake.key")
    return home / "lake"


@pytest.fixture
def reading(goals_lake: Path, cast: Cast) -> Reading:
    """That lake as the manager sees it."""
    read = read_lake(visibility_of(cast.manager))
    assert read is not None
    return read


@pytest.fixture
def put(cast: Cast, reading: Reading) -> SetGoal:
    """Sets a goal on the service level from 20 days ago to in ten days, unless something else is said."""

    def put_one(
        target: str = "0.5", direction: str = "", reason: str = "asked", **fields: object
    ) -> Goal:
        given = {
            "metric": "service_level",
            "span": GoalSpan.OWN,
            "first": TODAY - timedelta(days=20),
            "last": TODAY + timedelta(days=9),
            "filters": {},
            **fields,
        }
        wording = Wording(Decimal(target), direction, reason)
        return set_goal(Goal(**given), wording, by=cast.manager, reading=reading, today=TODAY)

    return put_one
