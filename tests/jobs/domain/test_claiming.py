"""Jobs claimed are done once; those left half done are taken up again, but not for ever."""

from datetime import timedelta

from django.utils import timezone

from tests.jobs.rooms import PLAIN, offering, plain
from willet.jobs.domain.asking import ask, cancel
from willet.jobs.domain.claiming import claim, lanes_due, take_up_again
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
    noon = timezone.now()
    with offering(plain(lane="mail")):
        ask(PLAIN, not_before=noon)
        just_before, then = noon - timedelta(microseconds=1), noon
        due = [lanes_due(now=just_before), lanes_due(now=then)]
        claim("mail", "w")

        assert [*due, lanes_due()] == [set(), {"mail"}, set()]


def test_a_cancelled_job_is_not_taken_up_again(db: None) -> None:
    daan = add_person("daan", email="daan@willet.example")
    with offering(plain()):
        ask(PLAIN)
        job = claim(USUAL, "w")
        assert job is not None
        cancel(job, by=daan)

        assert (take_up_again(USUAL), Job.objects.get().state) == (0, "cancelled")
