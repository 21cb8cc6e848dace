"""Reports through a real mail server: right day, rights and zone, in five languages, over a change of the clock."""

from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.jobs.rooms import done
from tests.notices.post import hanging_server, post_office
from tests.reports.conftest import body_of, book_of, cells, files_of, report_for
from tests.scaffold.cast import Cast
from tests.scaffold.lent import Lend
from tests.scaffold.page_text import text_of
from tests.scaffold.paper import links_of, need_poppler, read_pdf
from tests.scaffold.shelf import Shelf
from willet.jobs.domain.asking import try_again
from willet.jobs.models import Job
from willet.notices.domain.choices import choose
from willet.notices.models import Notice
from willet.people.models import Role, User
from willet.reports.domain.files import makes_pdf
from willet.reports.domain.planning import forget_due, plan, send_now
from willet.reports.models import Delivery, Report, ReportReader
from willet.reports.tasks import REPORTS, TRIES

SPRING = """contact_id,arrived_at,queue,agent,team,topic,outcome,talk_s,resolved,customer_id
a1,2026-03-23 09:00:00,sales,Anna W,North,order,answered,60,true,k1
a2,2026-03-28 09:00:00,sales,Anna W,North,order,answered,60,true,k2
a3,2026-03-29 01:59:00,sales,Anna W,North,order,answered,60,true,k3
a4,2026-03-29 03:01:00,support,Otto K,South,order,answered,60,true,k4
a5,2026-03-29 23:59:59,sales,Otto K,South,order,answered,60,true,k5
a6,2026-03-30 00:00:00,sales,Otto K,South,order,answered,60,true,k6
a7,2026-03-22 23:59:59,sales,Otto K,South,order,answered,60,true,k7
"""
"""Local times of Amsterdam, whose clocks skip 02:00 to 03:00 on Sunday 29 March 2026."""
SUNDAY, MONDAY = datetime(2026, 3, 29, 12, tzinfo=UTC), datetime(2026, 3, 30, 12, tzinfo=UTC)
WRITTEN = {
    "en": ("Mar 29, 2026", "Received: 3"),
    "nl": ("29 mrt 2026", "Ontvangen: 3"),
    "de": ("29.03.2026", "Eingegangen: 3"),
    "es": ("29 mar 2026", "Recibidos: 3"),
    "vi": ("29 thg 3, 2026", "Đã nhận: 3"),
}


@pytest.fixture
def spring(shelf: Shelf, lend: Lend) -> Path:
    """Seven calls around the change of the clock."""
    return lend(shelf.made(SPRING, count=7))


def sent(*, at: datetime = MONDAY) -> list[str]:
    """Plan on Sunday and at this moment, carry out what was asked for, and give how each delivery ended."""
    plan(SUNDAY)
    asked = plan(at)
    for _delivery in asked:
        done(REPORTS)
    return [Delivery.objects.get(pk=delivery.pk).state for delivery in asked]


def set_zone(reader: User, zone: str) -> None:
    choose(reader, ways={}, zone=zone, digest_at=time(8))


@pytest.mark.parametrize("language", WRITTEN)
def test_a_daily_report_speaks_of_the_day_before_in_the_readers_language(
    cast: Cast, spring: Path, language: str
) -> None:
    cast.manager.language = language
    cast.manager.save()
    report_for(cast.manager, often="daily", with_pdf=False)

    with post_office() as post:
        states = sent()

    (mail,) = post.taken
    day, received = WRITTEN[language]
    assert (states, mail["To"]) == (["sent"], "marit@willet.example")
    assert day in str(mail["Subject"])
    assert received in body_of(mail)
    link = "http://127.0.0.1:8000/calls/?from=2026-03-29&to=2026-03-29&against=weekdays&metric=received"
    assert link in body_of(mail)


@pytest.mark.parametrize(
    ("zone", "due"),
    [
        ("Europe/Amsterdam", "2026-03-30T05:00"),
        ("America/New_York", "2026-03-30T11:00"),
        ("Asia/Ho_Chi_Minh", "2026-03-30T00:00"),
    ],
)
def test_a_weekly_report_is_due_at_seven_by_the_readers_clock_and_holds_the_whole_week(
    cast: Cast, spring: Path, zone: str, due: str
) -> None:
    set_zone(cast.manager, zone)
    report_for(cast.manager, with_pdf=False)

    with post_office() as post:
        sent()

    (mail,) = post.taken
    expected = datetime.fromisoformat(due).replace(tzinfo=UTC)
    assert Delivery.objects.get().due_at == expected
    assert Delivery.objects.get().due_at.astimezone(ZoneInfo(zone)).hour == 7
    assert "Received: 5" in body_of(mail)
    assert zone in body_of(mail)


def test_numbers_are_written_as_in_the_country_one_asked_from(cast: Cast, spring: Path) -> None:
    report_for(cast.manager, tongue="de-CH", with_pdf=False)

    with post_office() as post:
        sent()

    page = book_of(post.taken[0]).worksheets[0]
    assert page["A1"].value == "Warteschlange"
    assert page["C2"].number_format == "0.0%"


def test_the_workbook_holds_what_the_reader_may_see_and_says_what_it_speaks_of(
    cast: Cast, spring: Path
) -> None:
    report_for(
        cast.manager, cast.team_lead, filters={"queue": "sales"}, with_pdf=False, owner=cast.manager
    )

    with post_office() as post:
        assert sent() == ["sent", "sent"]

    books = {str(mail["To"]).partition("@")[0]: cells(book_of(mail)) for mail in post.taken}
    assert [("Otto K" in book, "Anna W" in book) for book in books.values()] == [
        (True, True),
        (False, True),
    ]
    for book in books.values():
        assert [c for c in book if c in {"Mar 23, 2026 – Mar 29, 2026", "sales"}]
        assert "support" not in book


@pytest.mark.journey("world")
def test_the_pdf_holds_days_filters_and_links_to_the_calls(cast: Cast, spring: Path) -> None:
    need_poppler()
    if not makes_pdf():
        pytest.skip("LEFT OUT: no WeasyPrint or no Pango. Install willet[pdf] and libpango.")
    report_for(cast.manager, filters={"queue": "sales"}, with_xlsx=False)

    with post_office() as post:
        sent()

    files = files_of(post.taken[0])
    sheet = read_pdf(files["pdf"])
    assert set(files) == {"pdf"}
    assert sheet.outside == ()
    assert "Mar 23, 2026 – Mar 29, 2026" in sheet.text
    assert "Queue sales" in sheet.text
    link = "http://127.0.0.1:8000/calls/?from=2026-03-23&to=2026-03-29&queue=sales&metric=received"
    assert link in links_of(files["pdf"])


def test_who_lost_the_right_gets_a_sentence_once_and_never_a_figure(
    cast: Cast, spring: Path
) -> None:
    report_for(cast.manager, often="daily")
    cast.manager.role = Role.ADMINISTRATOR
    cast.manager.save()

    with post_office() as post:
        states = [*sent(), *sent(at=datetime(2026, 3, 31, 12, tzinfo=UTC))]

    (mail,) = post.taken
    assert states == ["closed", "silent"]
    assert "You may no longer read this report" in body_of(mail)
    assert (files_of(mail), mail.get_content_type()) == ({}, "text/plain")
    assert [
        word for word in ("Received", "Mar 29", "/calls/", "sales") if word in body_of(mail)
    ] == []


@pytest.mark.journey("history")
def test_a_right_that_came_back_brings_the_figures_back(cast: Cast, spring: Path) -> None:
    report_for(cast.manager, often="daily", with_pdf=False)
    with post_office() as post:
        User.objects.filter(pk=cast.manager.pk).update(role=Role.ADMINISTRATOR)
        first = sent()
        User.objects.filter(pk=cast.manager.pk).update(role=Role.MANAGER)
        second = sent(at=datetime(2026, 3, 31, 12, tzinfo=UTC))

    assert (first, second, len(post.taken)) == (["closed"], ["sent"], 2)


def test_figures_of_another_team_are_refused_in_words(cast: Cast, spring: Path) -> None:
    report_for(cast.agent, filters={"team": "South"}, often="daily")

    with post_office() as post:
        states = sent()

    assert states == ["closed"]
    assert "Received" not in body_of(post.taken[0])
    assert files_of(post.taken[0]) == {}


def test_an_agent_gets_their_own_row_and_no_workbook(cast: Cast, spring: Path) -> None:
    report_for(cast.agent, with_pdf=False)

    with post_office() as post:
        sent()

    (mail,) = post.taken
    html = mail.get_body(("html",))
    assert html is not None
    assert files_of(mail) == {}
    assert "your role takes no tables out" in body_of(mail)
    assert ("Anna W" in html.get_content(), "Otto K" in html.get_content()) == (True, False)


def test_a_leaver_gets_nothing(cast: Cast, spring: Path) -> None:
    report_for(cast.manager, often="daily")
    cast.manager.is_active = False
    cast.manager.save()

    with post_office() as post:
        states = sent()

    assert (states, post.taken) == (["gone"], [])


@pytest.mark.parametrize(("skips", "states", "mails"), [(True, ["empty"], 0), (False, ["sent"], 1)])
def test_days_without_calls_bring_a_mail_only_to_whoever_wants_one(
    cast: Cast, spring: Path, skips: bool, states: list[str], mails: int
) -> None:
    report_for(cast.manager, often="daily", filters={"queue": "nights"}, skips_empty=skips)

    with post_office() as post:
        assert sent() == states

    assert len(post.taken) == mails
    if post.taken:
        assert "There are no calls of these days and filters." in body_of(post.taken[0])


def test_a_report_is_planned_once_however_often_it_is_looked_for(cast: Cast, spring: Path) -> None:
    report_for(cast.manager)
    plan(SUNDAY)

    assert [len(plan(MONDAY)), len(plan(MONDAY))] == [1, 0]


def test_weeks_without_a_worker_are_made_up_for_once_and_speak_of_the_day_it_was_due(
    cast: Cast, spring: Path
) -> None:
    report_for(cast.manager, with_pdf=False)

    with post_office() as post:
        sent(at=datetime(2026, 4, 20, 12, tzinfo=UTC))

    assert ["Mar 23, 2026 – Mar 29, 2026" in str(mail["Subject"]) for mail in post.taken] == [True]


def test_a_stopped_report_is_not_sent_and_not_made_up_for(cast: Cast, spring: Path) -> None:
    report = report_for(cast.manager)
    plan(SUNDAY)
    report.is_active = False
    report.save()

    assert plan(MONDAY) == []
    report.is_active = True
    report.save()
    forget_due(report)
    assert plan(MONDAY) == []
    assert ReportReader.objects.get().due_at == datetime(2026, 4, 6, 5, tzinfo=UTC)


def test_a_server_that_may_have_taken_it_is_not_asked_again(cast: Cast, spring: Path) -> None:
    report = report_for(cast.manager, with_pdf=False)
    with post_office(data=["silence"]) as post:
        send_now(ReportReader.objects.get(report=report))
        done(REPORTS)
        again = Job.objects.get()

    assert (len(post.taken), again.state, Delivery.objects.get().state) == (1, "failed", "unsure")
    assert Notice.objects.filter(kind="reports.not_sent").count() == 1


def test_a_server_that_does_not_answer_is_tried_again(cast: Cast, spring: Path) -> None:
    report_for(cast.manager, with_pdf=False)
    with hanging_server():
        send_now(ReportReader.objects.get())
        job = done(REPORTS)
    with post_office() as post:
        Job.objects.filter(state="waiting").update(not_before=timezone.now())
        later = done(REPORTS)

    assert (job.state, later.state, len(post.taken)) == ("waiting", "done", 1)
    assert Delivery.objects.get().state == "sent"


# What the mail server does | how it ends | why, in the list | what comes of trying again
@pytest.mark.parametrize(
    ("rcpt", "data", "state", "why", "mails"),
    [
        (["550 unknown"], [], "refused", "refuses mail to Marit: 550 unknown", 1),
        (["450 later"], [], "given_up", "does not take the mail to Marit yet: 450 later", 1),
        ([], ["554 spam"], "refused", "refuses mail to Marit: 554 spam", 1),
        ([], ["silence"], "unsure", "did not say whether it took the mail to Marit", 1),
    ],
)
def test_a_report_that_is_given_up_ends_and_says_why(
    cast: Cast, spring: Path, rcpt: list[str], data: list[str], state: str, why: str, mails: int
) -> None:
    report = report_for(cast.manager, with_pdf=False)
    with post_office(rcpt=rcpt, data=data) as post:
        send_now(ReportReader.objects.get())
        Job.objects.update(attempts=TRIES - 1)
        done(REPORTS)
        ended = Delivery.objects.get()
        page = text_of(cast.client("manager").get(f"/reports/{report.pk}/").content.decode())
        try_again(Job.objects.get(), by=cast.administrator)
        done(REPORTS)

    assert (ended.state, ended.ended_at is not None) == (state, True)
    assert why in page
    assert len(post.taken) == mails
    after = Delivery.objects.get()
    expected = ("unsure", True) if state == "unsure" else ("sent", False)
    assert (after.state, after.reason is not None) == expected


def test_a_name_that_would_run_in_a_header_is_one_line(cast: Cast, spring: Path) -> None:
    report_for(cast.manager, name="a\r\nBcc: x@example.org", with_pdf=False)

    with post_office() as post:
        sent()

    assert post.taken[0]["Bcc"] is None
    assert Report.objects.get().name in {"a\r\nBcc: x@example.org"}
