"""Jobs claimed are done once; those left half done are taken up again, but not for ever."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.jobs.rooms import PLAIN, offering, plain
from willet.jobs.domain import working
from willet.jobs.domain.asking import ask, cancel
from willet.jobs.domain.claiming import bring_in_strays, claim, lanes_due, take_up_again
from willet.jobs.domain.lanes import living, take_lane
from willet.jobs.models import Job
from willet.people.domain import add_person
from willet.ui.tasks import USUAL


def test_a_job_cut_short_is_taken_up_again_but_not_for_ever(db: None) -> None:
    with offering(plain()):
        ask(PLAIN)
        states = []
        for _attempt in range(3):
            assert claim(USUAL, "w") is not None
            take_up_again(USUAL)
            states.append(Job.objects.get().state)

    assert states == ["waiting", "waiting", "failed"]
    assert Job.objects.get().error == "The worker stopped 3 times during this job."


def test_a_job_of_another_lane_is_left_alone(db: None) -> None:
    with offering(plain(lane="mail")):
        ask(PLAIN)
        claim("mail", "w")

        assert (take_up_again(USUAL), Job.objects.get().state) == (0, "running")
        assert (take_up_again("mail"), Job.objects.get().state) == (1, "waiting")


def test_a_lane_is_due_while_a_job_of_it_waits_and_its_time_has_come(db: None) -> None:
    noon = timezone.now() + timedelta(hours=1)
    with offering(plain(lane="mail")):
        ask(PLAIN, not_before=noon)
        just_before, then = noon - timedelta(microseconds=1), noon
        due = [lanes_due(now=just_before), lanes_due(now=then)]
        claim("mail", "w", now=noon)

        assert [*due, lanes_due()] == [set(), {"mail"}, set()]


def test_a_cancelled_job_is_not_taken_up_again(db: None) -> None:
    daan = add_person("daan", email="daan@willet.example")
    with offering(plain()):
        ask(PLAIN)
        job = claim(USUAL, "w")
        assert job is not None
        cancel(job, by=daan)

        assert (take_up_again(USUAL), Job.objects.get().state) == (0, "cancelled")


@pytest.mark.parametrize(
    ("not_before", "asked_at", "attempts", "is_due"),
    [
        (0, 0, 0, True),
        (300, 300, 0, True),  # at once, by a clock that was five hours ahead
        (300, 0, 0, False),  # for later
        (300, 300, 1, True),  # put off by such a clock: five hours are longer than the longest wait
        (239, 0, 1, False),  # put off, and still to wait
        (241, 0, 1, True),
    ],
)
def test_what_waits_by_a_clock_that_was_set_back_since_is_due(
    db: None, not_before: int, asked_at: int, attempts: int, is_due: bool
) -> None:
    now = timezone.now()
    with offering(plain()):
        job = ask(PLAIN)
        Job.objects.filter(pk=job.pk).update(
            not_before=now + timedelta(minutes=not_before),
            asked_at=now + timedelta(minutes=asked_at),
            attempts=attempts,
        )

        assert (lanes_due(now=now) == {USUAL}, claim(USUAL, "w", now=now) is not None) == (
            is_due,
            is_due,
        )


@pytest.mark.parametrize(("kind", "lane"), [(PLAIN, "mail"), ("tests.gone", USUAL)])
@pytest.mark.parametrize("state", ["waiting", "running"])
def test_jobs_of_a_lane_that_is_gone_are_brought_where_they_belong(
    db: None, home: Path, kind: str, lane: str, state: str
) -> None:
    stray = Job.objects.create(kind=kind, lane="gone", state=state, holder="dead")
    other = Job.objects.create(kind=kind, lane="long")
    over = Job.objects.create(kind=kind, lane="gone", state="done")
    with offering(plain(lane="mail")):
        assert bring_in_strays() == 1
        assert bring_in_strays() == 0

    assert [Job.objects.get(pk=job.pk).lane for job in (stray, other, over)] == [
        lane,
        "long",
        "gone",
    ]


def test_a_kind_that_is_gone_is_said_to_be_and_holds_nobody_up(db: None, home: Path) -> None:
    Job.objects.create(kind="tests.gone", lane="gone")
    with offering(plain()):
        ask(PLAIN)
        working.work_once()

        gone = Job.objects.get(kind="tests.gone")
        assert (gone.state, Job.objects.get(kind=PLAIN).state) == ("failed", "done")
        assert "tests.gone" in gone.failure


def test_what_a_worker_of_another_version_runs_in_its_lane_is_left_to_it(
    db: None, home: Path
) -> None:
    job = Job.objects.create(kind=PLAIN, lane="gone", state="running", holder="other")
    with offering(plain()), living() as other:
        take_lane("gone", other)

        assert (bring_in_strays(), Job.objects.get(pk=job.pk).lane) == (0, "gone")
