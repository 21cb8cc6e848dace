"""A job carried out: progress kept, failures in words, tried again with growing waits, given up at its limit."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.jobs.rooms import PLAIN, done, offering, plain
from tests.scaffold.cast import Cast
from willet.core.records import LakeError, Message, steps
from willet.core.sources import Progress
from willet.jobs.domain.asking import ask
from willet.jobs.domain.carrying import carry_out
from willet.jobs.domain.claiming import claim
from willet.jobs.models import Job
from willet.ui.tasks import USUAL, WorkOrder


def failing(order: WorkOrder, progress: Progress) -> None:
    raise LakeError("the disk is full")


def test_progress_is_kept_where_pages_read_it(cast: Cast) -> None:
    def verb(order: WorkOrder, progress: Progress) -> None:
        progress(steps.FOLDING, 0.5)

    with offering(plain(verb)):
        ask(PLAIN, by=cast.manager)
        kept = done()

    assert (kept.step.code, kept.share, kept.state) == ("step.folding", 0.5, "done")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (LakeError("The disk is full."), "The disk is full."),
        (ZeroDivisionError("secret 0612345678"), "Something failed inside Willet; the log of the worker says what."),
    ],
)  # fmt: skip
def test_a_failure_is_told_in_words_and_never_as_a_trace(
    db: None, error: Exception, words: str
) -> None:
    def verb(order: WorkOrder, progress: Progress) -> None:
        raise error

    with offering(plain(verb, tries=1)):
        ask(PLAIN)
        kept = done()

    assert (kept.state, kept.error, kept.is_over) == ("failed", words, True)


def test_a_job_that_fails_after_it_was_cancelled_is_cancelled_and_not_tried_again(db: None) -> None:
    def verb(order: WorkOrder, progress: Progress) -> None:
        Job.objects.update(cancel_asked=True)
        raise LakeError("the disk is full")

    with offering(plain(verb, tries=3)):
        ask(PLAIN)
        kept = done()

    assert (kept.state, kept.error, kept.attempts) == ("cancelled", None, 1)


def test_a_job_that_always_fails_is_tried_with_growing_waits_and_given_up(db: None) -> None:
    """try   1     2     3      4
    then   +60   +120  +240   given up
    """
    waits = []
    with offering(plain(failing, tries=4, wait_s=60)):
        job = ask(PLAIN)
        for _attempt in range(3):
            began = timezone.now()
            job = done()
            waits.append(round((job.not_before - began).total_seconds()))
            assert (job.state, job.error) == ("waiting", "the disk is full")
            Job.objects.update(not_before=began)
        job = done()

    assert (waits, job.state, job.attempts) == ([60, 120, 240], "failed", 4)
    assert (job.error, job.open_as) == ("the disk is full", None)


def test_no_wait_is_longer_than_four_hours(db: None) -> None:
    with offering(plain(failing, tries=99, wait_s=60)):
        ask(PLAIN)
        Job.objects.update(attempts=30)
        job = done()

    assert timedelta(hours=3.9) < job.not_before - timezone.now() <= timedelta(hours=4)


def test_the_room_learns_once_how_it_ended(db: None) -> None:
    heard: list[Message | None] = []

    def verb(order: WorkOrder, progress: Progress) -> None:
        if order.payload["fails"]:
            failing(order, progress)

    def over(order: WorkOrder, error: Message | None) -> None:
        heard.append(error)

    with offering(plain(verb, tries=2, wait_s=0, over=over)):
        ask(PLAIN, {"fails": True})
        done()
        done()
        ask(PLAIN, {"fails": False})
        done()

    assert heard == ["the disk is full", None]


def test_a_room_that_fails_at_the_end_leaves_the_job_done(
    db: None, caplog: pytest.LogCaptureFixture
) -> None:
    def over(order: WorkOrder, error: Message | None) -> None:
        raise ZeroDivisionError

    with offering(plain(over=over)):
        ask(PLAIN)

        assert done().state == "done"
    assert "what follows on the end" in caplog.text


def test_what_another_worker_has_taken_up_is_stopped_and_its_end_is_the_others(db: None) -> None:
    reached = []

    def verb(order: WorkOrder, progress: Progress) -> None:
        Job.objects.filter(pk=order.id).update(holder="other")
        progress(steps.LINKING, 0.2)
        reached.append("went on")

    with offering(plain(verb)):
        ask(PLAIN)
        job = claim(USUAL, "w")
        assert job is not None
        carry_out(job)

    job.refresh_from_db()
    assert (job.state, job.holder, reached) == ("running", "other", [])


def test_a_step_that_is_no_message_fails_its_job_alone_and_is_not_kept(
    db: None, caplog: pytest.LogCaptureFixture
) -> None:
    def verb(order: WorkOrder, progress: Progress) -> None:
        progress("step 59", 0.5)  # type: ignore[arg-type] # as a careless room does

    with offering(plain(verb, tries=1)):
        ask(PLAIN)
        kept = done()

    assert (kept.state, kept.step, kept.share) == ("failed", None, None)
    assert "is a message, not 'step 59'" in caplog.text
