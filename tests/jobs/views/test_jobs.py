"""The administrator's page of jobs: what waits, runs and failed, cancelled or tried again, by nobody else."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.jobs.rooms import PLAIN, offering, plain
from tests.scaffold.cast import ROLES, Cast
from tests.scaffold.page_text import texts_of
from willet.core.records import LakeError
from willet.jobs.domain.asking import ask
from willet.jobs.models import Job

LIST = "/jobs/"


@pytest.fixture(autouse=True)
def kinds(db: None) -> Iterator[None]:
    with offering(plain()):
        yield


def text_of(cast: Cast, address: str) -> str:
    return " ".join(texts_of(cast.client("administrator").get(address).content.decode()))


def test_a_line_says_state_lane_attempts_and_what_went_wrong(cast: Cast) -> None:
    at = datetime(2026, 3, 2, 9, 5, tzinfo=UTC)
    Job.objects.create(
        kind=PLAIN,
        state="waiting",
        lane="mail",
        attempts=2,
        asked_by=cast.manager,
        asked_at=at,
        not_before=at,
        error=LakeError("the disk is full").message,
    )

    text = text_of(cast, LIST)

    assert "Plain waiting again at Mar 2, 2026, 09:05 Mar 2, 2026, 09:05 Marit mail 2" in text
    assert "the disk is full" in text
    assert "No worker is running, so jobs wait." in text


@pytest.mark.parametrize(
    ("state", "shown"),
    [("", {"waiting", "failed"}), ("failed", {"failed"}), ("done", set()), ("x", {"waiting", "failed"})],
)  # fmt: skip
def test_jobs_of_a_state(cast: Cast, state: str, shown: set[str]) -> None:
    keys = {s: str(Job.objects.create(kind=PLAIN, state=s).pk) for s in ("waiting", "failed")}

    html = cast.client("administrator").get(f"{LIST}?state={state}").content.decode()

    assert {s for s, key in keys.items() if key in html} == shown


@pytest.mark.parametrize(
    ("state", "by_person", "usual"),
    [
        ("done", True, True),
        ("done", False, False),
        ("failed", False, True),
        ("waiting", False, True),
    ],
)
def test_what_the_clock_asked_for_and_was_done_is_shown_where_it_is_wanted(
    cast: Cast, state: str, *, by_person: bool, usual: bool
) -> None:
    by = cast.manager if by_person else None
    key = str(Job.objects.create(kind=PLAIN, state=state, asked_by=by).pk)
    client = cast.client("administrator")

    assert (key in client.get(LIST).content.decode()) is usual
    assert key in client.get(f"{LIST}?whose=all").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(
    cast: Cast, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(number):
        ask(PLAIN, {"n": n}, by=cast.manager)
    client = cast.client("administrator")
    client.get(LIST)

    # session, person, how many, jobs, lanes, clock, unread
    with django_assert_num_queries(7):
        client.get(LIST)


@pytest.mark.parametrize(
    ("state", "buttons"),
    [
        ("waiting", {"cancel"}),
        ("running", {"cancel"}),
        ("done", set()),
        ("failed", {"again"}),
        ("cancelled", {"again"}),
    ],
)
def test_what_can_be_done_with_a_job(cast: Cast, state: str, buttons: set[str]) -> None:
    job = Job.objects.create(kind=PLAIN, state=state)

    html = cast.client("administrator").get(f"{LIST}{job.pk}/").content.decode()

    assert {b for b in ("cancel", "again") if f"/jobs/{job.pk}/{b}/" in html} == buttons


@pytest.mark.parametrize(
    ("before", "button", "after", "words"),
    [
        ("waiting", "cancel", "cancelled", "The job was cancelled."),
        ("running", "cancel", "running", "The job stops at its next step."),
        ("done", "cancel", "done", "The job was over already."),
        ("failed", "again", "waiting", ""),
        ("done", "again", "done", "there is nothing to try again"),
    ],
)
def test_a_button_is_pressed(cast: Cast, before: str, button: str, after: str, words: str) -> None:
    job, client = Job.objects.create(kind=PLAIN, state=before), cast.client("administrator")

    answer = client.post(f"{LIST}{job.pk}/{button}/", follow=True)

    job.refresh_from_db()
    assert (job.state, answer.status_code) == (after, 200)
    assert words in answer.content.decode()


@pytest.mark.parametrize("role", [role for role in ROLES if role != "administrator"])
@pytest.mark.parametrize("button", ["cancel", "again"])
def test_nobody_else_presses_it(cast: Cast, role: str, button: str) -> None:
    job = Job.objects.create(kind=PLAIN, state="waiting" if button == "cancel" else "failed")

    answer = cast.client(role).post(reverse(f"jobs:{button}", args=[job.pk]))

    before = job.state
    job.refresh_from_db()
    assert (answer.status_code, job.state) == (302 if role == "stranger" else 403, before)


def test_the_menu_leads_there(cast: Cast) -> None:
    assert 'href="/jobs/"' in cast.client("administrator").get("/profile/").content.decode()
    assert 'href="/jobs/"' not in cast.client("manager").get("/profile/").content.decode()
