"""A centre of sixteen agents over twenty-two weeks, drawn once; a course works from week 12 on for eight of them."""

import shutil
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.core.effects.conftest import START, contact, day, drawn, lake_of, names
from tests.scaffold.cast import Cast
from willet.levers.plans.models import ImprovementPlan, Intervention
from willet.people.models import User

AVOIDANCE = "next_contact_avoidance"
WEEK = 12
HALF: Mapping[str, date | None] = {
    n: day(7 * WEEK) if i < 8 else None for i, n in enumerate(names(16))
}


@pytest.fixture(scope="session")
def made_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the drawn lake; nobody writes to it."""

    def solved(agent: int, week: int) -> float:
        return 0.6 + 0.02 * (agent % 4) + (0.16 if agent < 8 and week >= WEEK else 0.0)

    folder = tmp_path_factory.mktemp("plans") / "lake"
    teams = {name: f"team {n % 4}" for n, name in enumerate(names(16))}
    contacts, answers = drawn(names(16), 22, solved, teams=teams, per_week=8, answered_from=70)
    left = [contact(900_000 + n, 900_000 + n, START + timedelta(days=n), "gone") for n in range(60)]
    seen = set[int]()
    for row in contacts:
        # Who comes back is given a ticket: that is a case of its own, and the one before was not solved.
        if row["customer_key"] in seen:
            row["case_ref"] = row["contact_id"]
        seen.add(row["customer_key"])
    lake_of(folder, [*contacts, *left], answers)
    return folder


@pytest.fixture
def course(made_course: Path, home: Path) -> Path:
    """The drawn lake in the home of this test."""
    shutil.copytree(made_course, home / "lake")
    shutil.copy(made_course.with_name("lake.key"), home / "lake.key")
    return home / "lake"


def moment(n: int) -> datetime:
    """Noon of the nth day of the records."""
    return datetime.combine(day(n), time(12), UTC)


def plan_of(owner: User, **more: Any) -> ImprovementPlan:
    """A plan to have fewer customers come back."""
    given: dict[str, Any] = {"name": "Fewer come back", "metric": AVOIDANCE, "owner": owner, **more}
    return ImprovementPlan.objects.create(**given)


def intervention_of(
    plan: ImprovementPlan, starts: Mapping[str, date | None] = HALF, **more: Any
) -> Intervention:
    """A course for half of the agents, judged ten weeks after its start."""
    units = {n: {"assigned_from": d.isoformat() if d else None} for n, d in starts.items()}
    given: dict[str, Any] = {
        "lever": "training",
        "object": "Returns",
        "owner": plan.owner,
        "unit": "agent",
        "units": units,
        "metric": AVOIDANCE,
        "worth": 0.03,
        "verdict_on": day(7 * (WEEK + 10)),
        **more,
    }
    return Intervention.objects.create(plan=plan, **given)


@pytest.fixture
def plan(cast: Cast) -> ImprovementPlan:
    """A plan of the manager's for the whole centre."""
    return plan_of(cast.manager)
