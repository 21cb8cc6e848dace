"""The daily mail: one a day by the reader's clock, over its changes, in five languages; nothing lost, nothing twice."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone

from tests.notices.post import NEWS, TEXT, mailed, post_office
from tests.scaffold.cast import Cast
from willet.core.lake import Lake
from willet.jobs.models import Job
from willet.notices.domain.choices import choose
from willet.notices.domain.mail.digests import ask_for_due_digests
from willet.notices.models import Notice
from willet.people.models import User
from willet.ui.notices import Way


def daily(reader: User, *, at: str = "08:00", zone: str = "", way: Way = "digest") -> None:
    choose(reader, ways={NEWS: way}, zone=zone, digest_at=time.fromisoformat(at))


def waiting(reader: User, at: datetime, files: str = "calls.csv") -> None:
    """A notice that waits for the daily mail since then."""
    text = TEXT(files=files)
    Notice.objects.create(
        reader=reader, kind=NEWS, text=text, at=at, mail="digest", key=str(at) + files
    )


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "at", "told", "due"),
    [
        ("Europe/Amsterdam", "08:00", "2026-03-28T12:00", "2026-03-29T06:00"),
        ("Europe/Amsterdam", "02:30", "2026-03-28T12:00", "2026-03-29T01:00"),
        ("Europe/Amsterdam", "02:30", "2026-10-24T12:00", "2026-10-25T00:30"),
        ("Europe/Amsterdam", "02:30", "2026-10-25T00:45", "2026-10-26T01:30"),
        ("America/New_York", "02:30", "2026-03-07T12:00", "2026-03-08T07:00"),
        ("America/New_York", "01:30", "2026-10-31T12:00", "2026-11-01T05:30"),
        ("Asia/Ho_Chi_Minh", "08:00", "2026-03-28T12:00", "2026-03-29T01:00"),
    ],
)
def test_it_is_due_when_the_reader_s_time_has_come_since_the_oldest_notice(
    cast: Cast, zone: str, at: str, told: str, due: str
) -> None:
    daily(cast.manager, at=at, zone=zone)
    waiting(cast.manager, utc(told))

    assert ask_for_due_digests(utc(due) - timedelta(seconds=1)) == []
    assert ask_for_due_digests(utc(due)) == [cast.manager.pk]


def test_without_a_zone_of_their_own_it_comes_by_the_centre_s(cast: Cast, home: object) -> None:
    Lake.create(f"{home}/lake", zone="Asia/Ho_Chi_Minh")
    daily(cast.manager)
    waiting(cast.manager, utc("2026-03-02T00:00"))

    assert ask_for_due_digests(utc("2026-03-02T01:00")) == [cast.manager.pk]


def test_a_night_of_two_hours_alike_brings_one_mail(cast: Cast) -> None:
    """02:30 comes twice on 25 October; a notice each quarter, and the clock looked at every five minutes."""
    daily(cast.manager, at="02:30", zone="Europe/Amsterdam")
    start = utc("2026-10-24T22:00")
    with post_office() as post:
        for minute in range(0, 60 * 25, 5):
            now = start + timedelta(minutes=minute)
            if minute % 15 == 0:
                waiting(cast.manager, now)
            if ask_for_due_digests(now):
                mailed()

    # 25 hours: due at 00:30 UTC alone; the notices told since then wait for the next night.
    assert len(post.taken) == 1
    assert post.subjects == ["[Willet] 11 notices"]
    assert Notice.objects.filter(mail="digest").count() == 100 - 11


def test_what_waits_goes_in_one_mail_oldest_first_and_once(cast: Cast) -> None:
    daily(cast.manager, zone="Europe/Amsterdam")
    for number in (2, 1, 3):
        waiting(cast.manager, utc(f"2026-03-02T1{number}:00"), f"{number}.csv")
    with post_office() as post:
        asked = [ask_for_due_digests(utc("2026-03-03T07:00")) for _twice in range(2)]
        mailed()
        after = ask_for_due_digests(utc("2026-03-03T07:05"))

    body = post.taken[0].get_content().replace("\N{NO-BREAK SPACE}", " ")
    assert asked == [[cast.manager.pk]] * 2
    assert Job.objects.filter(kind="notices.digest").count() == 1
    assert (len(post.taken), post.subjects, after) == (1, ["[Willet] 3 notices"], [])
    assert body.index("1.csv") < body.index("2.csv") < body.index("3.csv")
    assert "Mar 2, 2026, 12:00" in body, "11:00 in UTC is 12:00 there"


def test_a_day_without_a_worker_is_made_up_for_once(cast: Cast) -> None:
    daily(cast.manager, zone="UTC")
    waiting(cast.manager, utc("2026-03-02T10:00"))

    with post_office() as post:
        ask_for_due_digests(utc("2026-03-09T23:00"))
        mailed()

    assert (len(post.taken), ask_for_due_digests(utc("2026-03-10T23:00"))) == (1, [])


def test_a_busy_server_takes_the_day_later_whole_and_once(cast: Cast) -> None:
    daily(cast.manager)
    for number in range(3):
        waiting(cast.manager, utc("2026-03-02T10:00"), f"{number}.csv")
    with post_office(data=["451 later"]) as post:
        ask_for_due_digests()
        job = mailed()
        assert ask_for_due_digests() == [cast.manager.pk], "it still waits, and is the same job"
        Job.objects.update(not_before=timezone.now())
        mailed()

    assert (job.state, Job.objects.count(), post.subjects) == ("waiting", 1, ["[Willet] 3 notices"])
    assert set(Notice.objects.values_list("mail", flat=True)) == {"sent"}


def test_a_refused_day_is_not_asked_for_for_ever(cast: Cast) -> None:
    daily(cast.manager)
    waiting(cast.manager, utc("2026-03-02T10:00"))
    with post_office(rcpt=["550 gone"]):
        ask_for_due_digests()
        mailed()

    assert ask_for_due_digests() == []
    assert Notice.objects.get(reader=cast.manager).mail == "refused"


def test_of_a_day_only_what_is_still_open_is_mailed(cast: Cast) -> None:
    daily(cast.manager)
    waiting(cast.manager, utc("2026-03-02T10:00"), "open.csv")
    Notice.objects.create(
        reader=cast.manager, kind="imports.damage", text=TEXT(files="x"), mail="digest", key="x",
        at=utc("2026-03-02T10:00"),
    )  # fmt: skip
    with post_office() as post:
        ask_for_due_digests()
        mailed()

    assert "open.csv" in post.taken[0].get_content()
    assert post.subjects == ["[Willet] 1 notice"]
    assert Notice.objects.get(kind="imports.damage").mail == "dropped"


@pytest.mark.parametrize(
    ("language", "subject", "moment"),
    [
        ("en", "2 notices", "Mar 2, 2026, 11:00"),
        ("nl", "2 meldingen", "2 mrt 2026, 11:00"),
        ("de", "2 Mitteilungen", "02.03.2026, 11:00"),
        ("es", "2 avisos", "2 mar 2026, 11:00"),
        ("vi", "2 thông báo", "2 thg 3, 2026, 11:00"),
    ],
)
def test_it_speaks_five_languages(cast: Cast, language: str, subject: str, moment: str) -> None:
    cast.manager.language = language
    cast.manager.save()
    daily(cast.manager, zone="Europe/Amsterdam")
    for number in range(2):
        waiting(cast.manager, utc("2026-03-02T10:00"), f"{number}.csv")

    with post_office() as post:
        ask_for_due_digests()
        mailed()

    assert post.subjects == [f"[Willet] {subject}"]
    assert moment in post.taken[0].get_content().replace("\N{NO-BREAK SPACE}", " ")
