"""A correction is carried out only if its asker may still make it, and may still see its calls."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.scaffold.cast import Cast
from willet.core.cases import edits
from willet.core.lake import Lake
from willet.jobs.domain.asking import ask
from willet.jobs.domain.carrying import carry_out
from willet.jobs.domain.claiming import claim
from willet.jobs.models import Job
from willet.people.models import Team, User
from willet.resolution.case.corrections import CORRECT
from willet.ui.tasks import OF_THE_LAKE

ASK = {"verb": "split", "contact_id": "table:c12", "other_id": "", "note": "", "by": "Tomas"}


def carried_out() -> Job:
    """What waits, done by a worker."""
    job = claim(OF_THE_LAKE, "worker")
    assert job is not None
    carry_out(job)
    return job


def lose_the_role(lead: User) -> None:
    lead.role = "agent"
    lead.save()


def lose_the_account(lead: User) -> None:
    lead.is_active = False
    lead.save()


def lose_the_team(lead: User) -> None:
    lead.teams.set([Team.objects.get(name="South")])


def keep_everything(lead: User) -> None:
    assert lead.is_active


@pytest.mark.parametrize(
    ("meanwhile", "state", "code"),
    [
        (keep_everything, "done", None),
        (lose_the_role, "failed", "no_longer_permitted"),
        (lose_the_account, "failed", "no_longer_permitted"),
        (lose_the_team, "failed", "closed_since"),
    ],
)
def test_a_correction_is_made_if_its_asker_still_may(
    cast: Cast, small_lake: Path, meanwhile: Callable[[User], None], state: str, code: str | None
) -> None:
    ask(CORRECT, ASK, by=cast.team_lead)
    meanwhile(cast.team_lead)

    job = carried_out()

    assert (job.state, job.error.code if job.error else None) == (state, code)
    assert len(edits(Lake.at(small_lake))) == (1 if state == "done" else 0)


def test_a_correction_of_an_account_that_is_gone_is_not_made(cast: Cast, small_lake: Path) -> None:
    ask(CORRECT, ASK)

    job = carried_out()

    assert job.state == "failed"
    assert edits(Lake.at(small_lake)) == []
