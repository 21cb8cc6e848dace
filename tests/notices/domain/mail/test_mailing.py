"""Notices mailed through a real server: at once, in five languages, and each thing a server can do to a mail."""

from datetime import time
from typing import Any

import pytest
from django.utils import timezone

from tests.notices.post import NEWS, hanging_server, mailed, news, post_office
from tests.scaffold.cast import Cast
from willet.jobs.domain.asking import try_again
from willet.jobs.domain.claiming import claim, take_up_again
from willet.jobs.models import Job
from willet.notices.domain.choices import choose
from willet.notices.domain.mail import mailing
from willet.notices.domain.mail.transport import send
from willet.notices.models import Notice
from willet.people.models import Role
from willet.ui.notices import Way
from willet.ui.tasks import MAIL


def again() -> Job:
    """The job once more, its wait over."""
    Job.objects.filter(state="waiting").update(not_before=timezone.now())
    return mailed()


def failures() -> list[tuple[str, str]]:
    """Who was told that a mail was not delivered, and why."""
    told = Notice.objects.filter(kind="notices.mail_failed").select_related("reader")
    return [(notice.reader.username, str(notice.text)) for notice in told]


def test_a_notice_is_mailed_at_once_with_its_link_and_never_twice(cast: Cast) -> None:
    with post_office() as post:
        news(cast.manager)
        job = mailed()
        mailing.mail_notice(str(Notice.objects.get().pk))

    (mail,) = post.taken
    assert (job.state, Notice.objects.get().mail) == ("done", "sent")
    assert (mail["To"], mail["Subject"]) == (
        "marit@willet.example",
        "[Willet] Your import of calls.csv is done.",
    )
    assert "http://127.0.0.1:8000/imports/" in mail.get_content()
    assert str(mail["Message-ID"]).startswith(f"<{Notice.objects.get().pk.hex}@")
    assert mail["Auto-Submitted"] == "auto-generated"


def test_a_text_with_line_breaks_is_one_subject_and_no_header_of_its_own(cast: Cast) -> None:
    with post_office() as post:
        news(cast.manager, files="a.csv\r\nBcc: everybody@example.org\n" + "x " * 200)
        mailed()

    (mail,) = post.taken
    assert mail["Bcc"] is None
    assert (
        str(mail["Subject"])
        .lstrip()
        .startswith("[Willet] Your import of a.csv Bcc: everybody@example.org x x")
    )


def test_a_server_that_never_answers_is_said_and_tried_again(cast: Cast) -> None:
    with hanging_server():
        news(cast.manager)
        job = mailed()
    with post_office() as post:
        later = again()

    assert (job.state, job.error.code, job.attempts) == ("waiting", "mail_unreachable", 1)
    assert (later.state, len(post.taken), Notice.objects.get().mail) == ("done", 1, "sent")
    assert failures() == []


def test_a_server_that_greets_and_then_hangs_is_tried_again(cast: Cast) -> None:
    with hanging_server(b"220 here\r\n"):
        news(cast.manager)

        assert mailed().error.code == "mail_unreachable"
    assert Notice.objects.get().mail == "waiting"


def test_no_server_at_all_is_said_and_given_up_after_the_last_try(cast: Cast) -> None:
    with hanging_server():
        news(cast.manager)
        Job.objects.update(attempts=13)
        job = mailed()

    assert (job.state, job.attempts, job.error.code) == ("failed", 14, "mail_unreachable")
    assert [(who, "does not answer" in why) for who, why in failures()] == [("daan", True)]
    assert Notice.objects.get(reader=cast.manager).mail == "waiting", "it can be tried again"
    with post_office() as post:
        try_again(job, by=cast.administrator)
        mailed()
    assert len(post.taken) == 1


def test_a_refused_address_is_not_tried_again_and_the_administrator_is_told(cast: Cast) -> None:
    with post_office(rcpt=["550 5.1.1 no such mailbox"]) as post:
        news(cast.manager)
        job = mailed()

    assert (job.state, job.attempts, post.taken) == ("failed", 1, [])
    assert job.error == (
        "The mail server refuses mail to Marit: 550 5.1.1 no such mailbox. "
        "Correct the address on the page “People”."
    )
    assert failures() == [("daan", f"A mail was not delivered. {job.error}")]
    assert Notice.objects.get(reader=cast.manager).mail == "refused"


@pytest.mark.parametrize("where", ["rcpt", "data"])
def test_a_server_that_is_busy_is_tried_again_and_then_takes_it(cast: Cast, where: str) -> None:
    busy: dict[str, Any] = {where: ["451 4.3.2 try later"]}
    with post_office(**busy) as post:
        news(cast.manager)
        job, later = mailed(), again()

    assert (job.state, job.error.code, later.state) == ("waiting", "mail_busy", "done")
    assert (len(post.taken), Notice.objects.get().mail) == (1, "sent")


def test_a_mail_refused_after_its_content_is_refused(cast: Cast) -> None:
    with post_office(data=["554 5.7.1 looks like spam"]) as post:
        news(cast.manager)
        job = mailed()

    assert (job.error.code, post.taken) == ("mail_refused", [])
    assert Notice.objects.get(reader=cast.manager).mail == "refused"


def test_what_may_have_arrived_is_not_sent_twice(cast: Cast) -> None:
    """The server takes the content and falls silent: nobody can know."""
    with post_office(data=["silence"]) as post:
        news(cast.manager)
        first = mailed()
        try_again(Job.objects.get(), by=cast.administrator)
        second = mailed()

    assert [(job.state, job.error.code) for job in (first, second)] == [
        ("failed", "mail_unsure")
    ] * 2
    assert len(post.taken) == 1
    assert [who for who, _why in failures()] == ["daan"], "once"


def test_a_worker_that_died_while_handing_over_sends_no_second_mail(cast: Cast) -> None:
    news(cast.manager)
    claim(MAIL, "killed")
    Notice.objects.update(mail="sending")
    take_up_again(MAIL)

    with post_office() as post:
        job = mailed()

    assert (job.error.code, post.taken) == ("mail_unsure", [])


def test_a_worker_that_died_before_handing_over_sends_it(cast: Cast) -> None:
    news(cast.manager)
    claim(MAIL, "killed")
    take_up_again(MAIL)

    with post_office() as post:
        assert mailed().state == "done"
    assert len(post.taken) == 1


@pytest.mark.parametrize(
    ("way", "mails"), [("none", 0), ("in_app", 0), ("digest", 1), ("at_once", 1)]
)
def test_whoever_wants_no_mail_of_it_any_more_gets_none(cast: Cast, way: Way, mails: int) -> None:
    news(cast.manager)
    choose(cast.manager, ways={NEWS: way}, zone="", digest_at=time(8))

    with post_office() as post:
        mailed()

    assert len(post.taken) == mails
    assert Notice.objects.get().mail == ("sent" if mails else "dropped")


@pytest.mark.parametrize("lost", ["account", "right"])
def test_whoever_may_no_longer_read_it_gets_no_mail(cast: Cast, lost: str) -> None:
    news(cast.manager)
    if lost == "account":
        cast.manager.is_active = False
    else:
        cast.manager.role = Role.AGENT
    cast.manager.save()

    with post_office() as post:
        job = mailed()

    assert (job.state, post.taken, Notice.objects.get().mail) == ("done", [], "dropped")


def test_a_mail_that_another_took_meanwhile_is_not_sent(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def while_another_sends(*args: object, **kwargs: object) -> None:
        Notice.objects.update(mail="sent")
        send(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(mailing, "send", while_another_sends)
    with post_office() as post:
        news(cast.manager)
        mailed()

    assert (post.taken, Notice.objects.get().mail) == ([], "sent")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("", "How Willet tells you is yours to choose:"),
        ("nl", "Hoe Willet je iets meldt, kies je zelf:"),
        ("de", "Wie Willet Sie benachrichtigt, wählen Sie selbst:"),
        ("es", "Usted elige cómo le avisa Willet:"),
        ("vi", "Bạn tự chọn cách Willet báo cho bạn:"),
    ],
)
def test_a_mail_speaks_its_reader_s_language(cast: Cast, language: str, words: str) -> None:
    cast.manager.language = language
    cast.manager.save()

    with post_office() as post:
        news(cast.manager)
        mailed()

    assert words in post.taken[0].get_content()


def test_without_a_mail_server_mails_are_left_as_they_always_were(cast: Cast) -> None:
    news(cast.manager)

    assert (mailed().state, Notice.objects.get().mail) == ("done", "sent")
