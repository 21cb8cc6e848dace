"""Jobs asked for, joined, cancelled and tried again."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from tests.jobs.rooms import PLAIN, done, offering, plain
from tests.scaffold.cast import Cast
from willet.activity.models import ActivityEntry
from willet.core.records import RequestError, UnknownNameError, steps
from willet.core.sources import Progress
from willet.jobs.domain.asking import ask, cancel, forget_about, jobs_about, try_again
from willet.jobs.domain.changes import job_changed
from willet.jobs.domain.claiming import claim
from willet.jobs.models import Job
from willet.people.rules import EDIT_CASES, UNDO_IMPORT
from willet.ui.tasks import USUAL, WorkOrder, ask_for


@pytest.fixture(autouse=True)
def kinds(db: None) -> Iterator[None]:
    with offering(plain()):
        yield


def test_jobs_are_taken_in_the_order_they_were_asked_for(cast: Cast) -> None:
    first, second = ask(PLAIN, {"n": 1}, by=cast.manager), ask(PLAIN, {"n": 2}, by=cast.manager)

    assert [claim(USUAL, "w"), claim(USUAL, "w"), claim(USUAL, "w")] == [first, second, None]


def test_asking_twice_for_the_same_is_one_job_while_it_waits_and_while_it_runs(cast: Cast) -> None:
    first = ask(PLAIN, {"a": 1, "b": 2}, by=cast.manager)
    second = ask(PLAIN, {"b": 2, "a": 1}, by=cast.administrator)
    claim(USUAL, "w")
    third = ask(PLAIN, {"a": 1, "b": 2}, by=cast.manager)

    assert (first, Job.objects.count()) == (second, 1)
    assert (third, third.state) == (first, "running")


def test_the_same_may_be_asked_again_once_it_is_over(cast: Cast) -> None:
    ask(PLAIN, by=cast.manager)
    done()
    ask(PLAIN, by=cast.manager)

    assert sorted(Job.objects.values_list("state", flat=True)) == ["done", "waiting"]


def test_of_two_times_the_earlier_counts(cast: Cast) -> None:
    now = timezone.now()
    ask(PLAIN, not_before=now + timedelta(hours=2))
    job = ask(PLAIN, not_before=now + timedelta(hours=1))
    later = ask(PLAIN, not_before=now + timedelta(hours=3))

    assert (job.not_before, later.not_before) == (now + timedelta(hours=1),) * 2


def test_a_job_is_not_taken_before_its_time() -> None:
    now = timezone.now()
    job = ask(PLAIN, not_before=now + timedelta(seconds=60))

    assert claim(USUAL, "w", now=now + timedelta(seconds=59.999)) is None
    assert claim(USUAL, "w", now=now + timedelta(seconds=60)) == job


def test_whoever_joins_a_job_takes_it_over_where_the_first_may_no_longer(cast: Cast) -> None:
    with offering(plain(permission=UNDO_IMPORT)):
        ask(PLAIN, by=cast.manager)
        cast.manager.role = "agent"
        cast.manager.save()

        assert ask(PLAIN, by=cast.analyst).asked_by == cast.manager
        assert ask(PLAIN, by=cast.administrator).asked_by == cast.administrator


def test_a_kind_that_no_room_offers_is_refused() -> None:
    with pytest.raises(UnknownNameError, match=r"Unknown kind of job .tests\.plan."):
        ask("tests.plan")


def test_a_room_beneath_asks_by_a_signal(cast: Cast) -> None:
    ask_for(PLAIN, {"n": 1}, by=cast.manager, about="x")

    (job,) = Job.objects.all()
    assert (job.kind, job.payload, job.asked_by, job.about) == (PLAIN, {"n": 1}, cast.manager, "x")


def test_a_job_of_a_kind_of_another_version_fails_in_words() -> None:
    Job.objects.create(kind="tests.gone")

    job = done()

    assert (job.state, job.error.code) == ("failed", "unknown_name")


@pytest.mark.parametrize(
    ("state", "after", "asked"),
    [
        ("waiting", "cancelled", True),
        ("running", "running", True),
        ("done", "done", False),
        ("failed", "failed", False),
        ("cancelled", "cancelled", False),
    ],
)
def test_cancelling(cast: Cast, state: str, after: str, *, asked: bool) -> None:
    job = Job.objects.create(kind=PLAIN, state=state, open_as="x")

    cancel(job, by=cast.administrator)

    assert (job.state, job.cancel_asked) == (after, asked)
    assert (job.open_as is None) is (state == "waiting")


def test_a_running_job_stops_at_its_next_step(cast: Cast) -> None:
    reached = []

    def verb(order: WorkOrder, progress: Progress) -> None:
        progress(steps.FOLDING, 0.1)
        cancel(Job.objects.get(pk=order.id), by=cast.administrator)
        try:
            progress(steps.LINKING, 0.2)
        except Exception:
            reached.append("swallowed")
        reached.append("went on")

    with offering(plain(verb)):
        ask(PLAIN)
        job = done()

    assert (job.state, reached) == ("cancelled", [])


def test_a_job_that_ends_before_its_next_step_is_done_though_cancelled(cast: Cast) -> None:
    def verb(order: WorkOrder, progress: Progress) -> None:
        cancel(Job.objects.get(pk=order.id), by=cast.administrator)

    with offering(plain(verb)):
        ask(PLAIN)

        assert done().state == "done"


def test_a_cancelled_job_that_fails_is_not_tried_again(cast: Cast) -> None:
    def verb(order: WorkOrder, progress: Progress) -> None:
        cancel(Job.objects.get(pk=order.id), by=cast.administrator)
        raise ZeroDivisionError

    with offering(plain(verb)):
        ask(PLAIN)

        assert done().state == "cancelled"


@pytest.mark.parametrize(
    ("state", "again"),
    [
        ("waiting", False),
        ("running", False),
        ("done", False),
        ("failed", True),
        ("cancelled", True),
    ],
)
def test_trying_again(cast: Cast, state: str, *, again: bool) -> None:
    job = Job.objects.create(kind=PLAIN, state=state, attempts=3, asked_by=cast.manager)

    try_again(job, by=cast.administrator)

    assert (job.state, job.attempts) == (("waiting", 0) if again else (state, 3))
    assert job.asked_by == cast.manager, "the right of whoever asked first counts"


def test_trying_again_what_waits_anew_already_gives_that(cast: Cast) -> None:
    old = Job.objects.create(kind=PLAIN, state="failed")
    new = ask(PLAIN, by=cast.manager)

    assert try_again(old, by=cast.administrator) == new
    assert Job.objects.get(pk=old.pk).state == "failed"


def test_the_activity_says_who_cancelled_and_who_let_it_be_tried_again(cast: Cast) -> None:
    job = ask(PLAIN, by=cast.manager)
    cancel(job, by=cast.administrator)
    cancel(job, by=cast.administrator)
    try_again(job, by=cast.administrator)

    kept = ActivityEntry.objects.filter(kind="jobs.job").order_by("number")
    assert [(e.who_name, e.act, e.fields[0]["was"], e.fields[0]["is"]) for e in kept] == [
        ("Daan", "changed", "waiting", "cancelled"),
        ("Daan", "changed", "cancelled", "waiting"),
    ]


def test_jobs_are_found_and_forgotten_by_what_they_are_about() -> None:
    kept = ask(PLAIN, {"n": 1}, about="other")
    older, newer = ask(PLAIN, {"n": 2}, about="it"), ask(PLAIN, {"n": 3}, about="it")

    assert list(jobs_about("it", [PLAIN])) == [newer, older]
    assert list(jobs_about("it", ["tests.other"])) == []

    forget_about("it", [PLAIN])
    assert list(Job.objects.all()) == [kept]


def test_every_change_is_announced(cast: Cast) -> None:
    heard: list[tuple[str, float | None]] = []

    def hear(job: Job, **_rest: object) -> None:
        heard.append((job.state, job.share))

    def verb(order: WorkOrder, progress: Progress) -> None:
        progress(steps.FOLDING, 0.5)
        if Job.objects.get(pk=order.id).attempts == 1:
            raise ZeroDivisionError

    job_changed.connect(hear)
    try:
        with offering(plain(verb, wait_s=0)):
            ask(PLAIN)
            done()
            done()
            cancel(ask(PLAIN), by=cast.administrator)
    finally:
        job_changed.disconnect(hear)

    first = [("waiting", None), ("running", None), ("running", 0.5), ("waiting", 0.5)]
    second = [("running", None), ("running", 0.5), ("done", 0.5)]
    assert heard == [*first, *second, ("waiting", None), ("cancelled", None)]


def test_the_right_is_asked_again_when_it_is_done(cast: Cast) -> None:
    with offering(plain(permission=EDIT_CASES)):
        ask(PLAIN, by=cast.team_lead)
        cast.team_lead.is_active = False
        cast.team_lead.save()
        job = done()

    assert (job.state, job.error.code) == ("failed", "no_longer_permitted")


def test_what_asks_for_a_right_is_not_done_for_nobody() -> None:
    with offering(plain(permission=EDIT_CASES)):
        ask(PLAIN)

        assert done().error.code == "no_longer_permitted"


def test_request_error_of_a_verb_stands_as_it_was_said() -> None:
    def verb(order: WorkOrder, progress: Progress) -> None:
        raise RequestError("The file has no column 'when'.")

    with offering(plain(verb, tries=5)):
        ask(PLAIN)
        job = done()

    assert (job.state, job.error, job.attempts) == ("failed", "The file has no column 'when'.", 1)


@pytest.mark.parametrize(
    "payload",
    [
        {"a": float("nan")},
        {"a": [float("-inf")]},
        {"a": object()},
        {"a": {1, 2}},
        {"a": "half a character \ud83d"},
        {"a": "\0"},
        {"\0": 1},
        {1: "a", "b": 2},
    ],
    ids=["nan", "infinity", "object", "set", "half", "nul", "nul in a name", "names of two kinds"],
)
def test_what_is_no_json_that_every_database_keeps_is_refused_at_once(
    payload: dict[Any, Any],
) -> None:
    with pytest.raises(ValueError, match=r"."):
        ask(PLAIN, payload)

    assert not Job.objects.exists()


def test_what_only_reads_like_nul_is_kept() -> None:
    written = {"path": r"C:\u0000", "long": "x" * 1_000_000}

    assert Job.objects.get(pk=ask(PLAIN, written).pk).payload == written


@pytest.mark.django_db(transaction=True)
def test_a_job_that_the_store_refuses_is_not_asked_for_without_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tries = []

    def refuse(*_args: Any, **_named: Any) -> None:
        tries.append(1)
        raise IntegrityError("who asked is gone")

    monkeypatch.setattr(Job, "save", refuse)

    with pytest.raises(IntegrityError):
        ask(PLAIN)
    assert 1 <= len(tries) <= 20


def test_one_that_is_tried_again_is_due_whatever_the_clock_was(cast: Cast) -> None:
    job = ask(PLAIN, by=cast.manager, not_before=timezone.now() + timedelta(days=400))
    cancel(job, by=cast.manager)

    try_again(job, by=cast.manager)

    assert claim(USUAL, "w") == job
