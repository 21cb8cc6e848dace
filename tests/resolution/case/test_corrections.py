"""A correction is carried out only if its asker may still make it, and may still see its calls."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.scaffold.cast import Cast
from willet.core.cases import edits
from willet.core.lake import Lake
from willet.imports.domain.jobs import carry_out
from willet.imports.models import Job
from willet.people.models import Team, User
from willet.resolution.tasks import JOBS

ASK = {"verb": "split", "contact_id": "table:c12", "other_id": "", "note": "", "by": "Tomas"}
WORK = {work.kind: work for work in JOBS}[Job.Kind.CORRECT]


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
    job = Job.objects.create(kind=Job.Kind.CORRECT, ask=ASK, asked_by=cast.team_lead)
    meanwhile(cast.team_lead)

    carry_out(Job.objects.get(pk=job.pk), WORK)

    job.refresh_from_db()
    assert (job.state, job.error.code if job.error else None) == (state, code)
    assert len(edits(Lake.at(small_lake))) == (1 if state == "done" else 0)


def test_a_correction_of_an_account_that_is_gone_is_not_made(cast: Cast, small_lake: Path) -> None:
    job = Job.objects.create(kind=Job.Kind.CORRECT, ask=ASK, asked_by=None)

    carry_out(job, WORK)

    assert job.state == "failed"
    assert edits(Lake.at(small_lake)) == []
