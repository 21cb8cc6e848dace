"""What the worker does for this room by the clock: names made good in the lake, numbers for who left."""

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import LazySettings

from willet.core.sources import silent
from willet.people.agents.keeping import NOBODY
from willet.people.agents.verbs import add_agent, set_days
from willet.people.invitations.inviting import MAIL_INVITATION
from willet.people.models import KnownAgent
from willet.people.tasks import EVERY, JOBS, LEAVERS, PUBLISH
from willet.ui.tasks import WorkOrder

pytestmark = pytest.mark.django_db


def carried_out(kind: str) -> None:
    (work,) = (work for work in JOBS if work.kind == kind)
    work.verb(WorkOrder(uuid4(), kind, {}), silent)


def test_each_job_of_the_clock_is_one_that_is_offered() -> None:
    """An invitation is mailed when somebody is invited, and not by the clock."""
    assert {every.kind for every in EVERY} == {PUBLISH, LEAVERS}
    assert {work.kind for work in JOBS} == {PUBLISH, LEAVERS, MAIL_INVITATION}


def test_names_lost_with_an_older_copy_of_the_lake_are_made_good(small_lake: Path) -> None:
    add_agent("Anna Weber", by=NOBODY, spellings=["Anna W"])
    assert not (small_lake / "dimension.json").exists()

    carried_out(PUBLISH)
    made_good = (small_lake / "dimension.json").read_text()
    (small_lake / "dimension.json").write_text("{")
    carried_out(PUBLISH)

    assert "Anna Weber" in made_good
    assert (small_lake / "dimension.json").read_text() == made_good


def test_names_are_there_before_the_first_import(home: Path) -> None:
    carried_out(PUBLISH)
    assert not (home / "lake").exists()

    add_agent("Anna Weber", by=NOBODY)
    carried_out(PUBLISH)

    assert "Anna Weber" in (home / "lake" / "dimension.json").read_text()


def test_who_left_long_ago_is_a_number(home: Path, settings: LazySettings) -> None:
    settings.WILLET_LEAVERS_DAYS = 1
    set_days(add_agent("Anna", by=NOBODY), hired=None, left=date(2020, 1, 1), by=NOBODY)

    carried_out(LEAVERS)

    assert KnownAgent.objects.get().name == "Former agent 1"
