"""Jobs: one at a time, in order, told about in words, and taken up again after a crash."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.scaffold.cast import Cast
from willet.core.records import RequestError, steps
from willet.core.sources import Progress
from willet.imports.domain import jobs
from willet.imports.models import Job
from willet.people.rules import UNDO_IMPORT


def waiting(cast: Cast, run_id: str) -> Job:
    return jobs.hand_over(Job.Kind.UNDO, by=cast.manager, run_id=run_id)


def undoing(verb: jobs.Verb) -> jobs.Work:
    return jobs.Work(Job.Kind.UNDO, verb, UNDO_IMPORT)


def test_jobs_are_taken_in_the_order_they_were_asked_for(cast: Cast) -> None:
    first, second = waiting(cast, "r1"), waiting(cast, "r2")
    assert [jobs.take_next(), jobs.take_next(), jobs.take_next()] == [first, second, None]


def test_asking_twice_for_the_same_is_one_job(cast: Cast) -> None:
    assert waiting(cast, "r1") == waiting(cast, "r1")
    assert Job.objects.count() == 1


def test_the_same_may_be_asked_again_once_it_is_over(cast: Cast) -> None:
    jobs.carry_out(waiting(cast, "r1"), undoing(lambda job, progress: None))
    waiting(cast, "r1")
    assert Job.objects.count() == 2


def test_progress_is_kept_where_pages_read_it(cast: Cast) -> None:
    def verb(job: Job, progress: Progress) -> None:
        progress(steps.FOLDING, 0.5)

    job = waiting(cast, "r1")
    jobs.carry_out(job, undoing(verb))

    kept = Job.objects.get(pk=job.pk)
    assert (kept.step.code, kept.share, kept.state) == ("step.folding", 0.5, "done")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (RequestError("The file has no column 'when'."), "The file has no column 'when'."),
        (ZeroDivisionError("secret 0612345678"), "Something failed inside Willet; the log of the worker says what."),
    ],
)  # fmt: skip
def test_a_failure_is_told_in_words_and_never_as_a_trace(
    cast: Cast, error: Exception, said: str
) -> None:
    def verb(job: Job, progress: Progress) -> None:
        raise error

    job = waiting(cast, "r1")
    jobs.carry_out(job, undoing(verb))

    kept = Job.objects.get(pk=job.pk)
    assert (kept.state, kept.error, kept.is_over) == ("failed", said, True)


def test_a_job_cut_short_is_taken_up_again_but_not_for_ever(cast: Cast) -> None:
    job = waiting(cast, "r1")
    for _attempt in range(jobs.ATTEMPTS):
        assert jobs.take_next() == job
        jobs.take_up_again()

    kept = Job.objects.get(pk=job.pk)
    assert (kept.state, kept.error) == ("failed", "The worker stopped 3 times during this job.")


def test_there_is_one_worker_per_home(home: Path) -> None:
    assert not jobs.somebody_works()
    with jobs.sole_worker():
        assert jobs.somebody_works()
    assert not jobs.somebody_works()


def test_a_second_worker_says_so_and_stops(home: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home / "worker.lock")], stdout=subprocess.PIPE
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(RequestError, match="one is enough"), jobs.sole_worker():
            pass
    finally:
        holder.kill()
        holder.communicate()
    assert not jobs.somebody_works()


HOLD = """
import fcntl, sys, time
file = open(sys.argv[1], "a+")
fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(60)
"""
