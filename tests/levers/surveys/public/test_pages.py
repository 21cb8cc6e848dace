"""A customer's page: only a POST counts, once per invitation, and every link that leads nowhere says why."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from tests.levers.surveys.asking import a_wave, an_invitation, keep, path_of
from tests.scaffold.cast import Cast
from willet.activity.domain.words import what_words, who_words
from willet.activity.kinds import kinds
from willet.activity.models import ActivityEntry
from willet.levers.surveys.domain import answering
from willet.levers.surveys.domain.composing import mail_of
from willet.levers.surveys.domain.standard import standard_question
from willet.levers.surveys.models import Addressee, Invitation, Reply, SurveyQuestion
from willet.vault.models import VaultEntry

FETCHED_AHEAD = (
    {"Sec-Purpose": "prefetch;prerender"},
    {"Purpose": "prefetch"},
    {"X-Moz": "prefetch"},
)


@pytest.fixture
def invitation(cast: Cast) -> Invitation:
    return an_invitation(a_wave(cast.manager))


def solved_field() -> str:
    return f"q{standard_question('resolved').pk}"


def marks(invitation: Invitation) -> list[tuple[int, int | None]]:
    return [(reply.revision, reply.score) for reply in invitation.answers.all()]


@pytest.mark.journey("history")
def test_a_scanner_that_opens_every_link_leaves_no_answer_and_each_post_a_revision(
    public: Client, invitation: Invitation
) -> None:
    page = path_of(invitation)
    ways = [page, f"{page}?a=1", f"{page}?a=0", path_of(invitation, "stop/")]
    for _ten_times in range(10):
        for way in ways:
            assert public.get(way).status_code == 200
            assert public.head(way).status_code == 200
            for headers in FETCHED_AHEAD:
                assert public.get(way, headers=headers).status_code == 200
    assert marks(invitation) == []
    assert Addressee.objects.count() == 0

    assert public.post(page, {solved_field(): "1"}).status_code == 302
    assert marks(invitation) == [(1, 1)]
    public.post(page, {solved_field(): "0"})

    assert marks(invitation) == [(1, 1), (2, 0)]
    invitation.refresh_from_db()
    assert invitation.completed_at is not None


@pytest.mark.parametrize(
    ("headers", "method", "opened"),
    [({}, "get", True), ({}, "head", False), *((h, "get", False) for h in FETCHED_AHEAD)],
)
def test_opened_is_what_somebody_looks_at(
    public: Client, invitation: Invitation, headers: dict[str, str], method: str, opened: bool
) -> None:
    getattr(public, method)(path_of(invitation), headers=headers)

    invitation.refresh_from_db()
    assert (invitation.opened_at is not None) is opened


@pytest.mark.parametrize(
    ("mark", "chosen"),
    [
        ("1", "1"),
        ("0", "0"),
        ("2", ""),
        ("x", ""),
        ("", ""),
        ("-1", ""),
        ("²", ""),
        ("1" * 5000, ""),
    ],
)
def test_the_link_of_the_mail_chooses_an_answer_that_still_waits_for_the_button(
    public: Client, invitation: Invitation, mark: str, chosen: str
) -> None:
    page = public.get(f"{path_of(invitation)}?a={mark}").content.decode()

    checked = [value for value in ("0", "1") if f'value="{value}" checked' in page]
    assert checked == ([chosen] if chosen else [])


@pytest.mark.parametrize("place", [0, 1, 21, 22, 30, 42])
def test_an_altered_link_says_so_and_counts_nothing(
    public: Client, invitation: Invitation, place: int
) -> None:
    whole = path_of(invitation)[3:-1]
    other = "A" if whole[place] != "A" else "B"
    for token in (whole[:place] + other + whole[place + 1 :], whole[:place], f"{whole}A"):
        response = public.post(f"/s/{token}/" if token else "/s/-/", {solved_field(): "0"})
        assert response.status_code == 404
        assert "This link is not complete" in response.content.decode()

    assert Reply.objects.count() == 0


def test_an_expired_link_says_so(public: Client, cast: Cast) -> None:
    moment = datetime.now(UTC)
    over = an_invitation(a_wave(cast.manager), expires_at=moment - timedelta(seconds=1))

    for response in (public.get(path_of(over)), public.post(path_of(over), {solved_field(): "0"})):
        assert response.status_code == 410
        assert "The time to answer has passed" in response.content.decode()
    assert marks(over) == []


def test_the_link_of_an_erased_customer_says_that_it_was_erased(
    public: Client, invitation: Invitation
) -> None:
    way = path_of(invitation)
    invitation.delete()

    response = public.post(way, {solved_field(): "0"})

    assert response.status_code == 410
    assert "has been erased" in response.content.decode()


def test_whoever_got_it_forwarded_or_answers_for_a_household_says_that_it_was_not_their_call(
    public: Client, invitation: Invitation
) -> None:
    public.post(path_of(invitation), {solved_field(): "0", "text": "angry"})
    assert invitation.reopenings.filter(closed_at=None).count() == 1

    public.post(path_of(invitation), {"mine": "no"})

    invitation.refresh_from_db()
    assert marks(invitation) == [(1, 0), (2, None)]
    assert (invitation.completed_at, invitation.disowned_at is None) == (None, False)
    assert [r.closed_how for r in invitation.reopenings.all()] == ["disowned"]


def test_an_answer_without_the_first_question_comes_back_with_the_form(
    public: Client, invitation: Invitation
) -> None:
    for given in ({}, {solved_field(): "2"}, {solved_field(): "-1"}, {solved_field(): "many"}):
        response = public.post(path_of(invitation), given)
        assert response.status_code == 422
        assert "<form" in response.content.decode()

    assert marks(invitation) == []


@pytest.mark.parametrize(
    ("given", "still"),
    [({}, None), ({"0": "0"}, "0"), ({"0": "1"}, "1"), ({"0": "7"}, None)],
    ids=["nothing", "no", "yes", "on no scale"],
)
def test_a_form_that_comes_back_has_in_it_what_was_chosen_and_written(
    public: Client, invitation: Invitation, given: dict[str, str], still: str | None
) -> None:
    """Another mark is on no scale: a manager changed it while the page was open."""
    own = SurveyQuestion.objects.create(code="quick", wording={"en": "Was it?"}, scale_max=3)
    invitation.wave.questions.add(own)
    typed = {f"q{own.pk}": "5", "text": "<b>Two</b> words\r\nand a line"}
    first = {solved_field(): mark for mark in given.values()}

    response = public.post(path_of(invitation) + "?a=1", {**typed, **first})

    page = response.content.decode()
    chosen = re.findall(r'name="q\d+" value="(\d+)" checked', page)
    assert response.status_code == 422
    assert chosen == ([] if still is None else [still])
    assert "&lt;b&gt;Two&lt;/b&gt; words\r\nand a line</textarea>" in page
    assert marks(invitation) == []


def test_the_page_speaks_the_customers_language_or_the_one_they_choose(
    public: Client, cast: Cast
) -> None:
    german = an_invitation(a_wave(cast.manager), language="de")

    own = public.get(path_of(german)).content.decode()
    chosen = public.get(f"{path_of(german)}?in=vi").content.decode()

    assert 'lang="de"' in own.partition("<head>")[0]
    assert "Wurde Ihr Anliegen gelöst?" in own
    assert "Vấn đề của quý khách" in chosen


@pytest.mark.parametrize(("query", "thanks"), [("?a=0&in=vi", "vi"), ("?a=0", "de")])
def test_whoever_answers_is_thanked_in_the_language_of_the_questions(
    public: Client, cast: Cast, query: str, thanks: str
) -> None:
    german = an_invitation(a_wave(cast.manager), language="de")

    answered = public.post(path_of(german) + query, {solved_field(): "0"}, follow=True)

    assert answered.redirect_chain == [(f"{path_of(german, 'thanks/')}?in={thanks}", 302)]
    assert f'lang="{thanks}"' in answered.content.decode().partition("<head>")[0]


def test_asked_no_more_by_the_button_or_by_one_click_of_a_mail_program(
    public: Client, invitation: Invitation, home: Path
) -> None:
    keep(("7", "", "ann@b.example"))
    one_click = {"List-Unsubscribe": "One-Click"}

    assert public.get(path_of(invitation, "stop/")).status_code == 200
    assert VaultEntry.objects.get(pk="7").opted_out is False
    for _twice in range(2):
        assert public.post(path_of(invitation, "stop/"), one_click).status_code == 200

    assert VaultEntry.objects.get(pk="7").opted_out is True
    assert Addressee.objects.exclude(opted_out_at=None).count() == 1
    assert marks(invitation) == []


def activity() -> list[tuple[str, str, str]]:
    """Who did what to what, in words, the oldest first."""
    told = ActivityEntry.objects.filter(who_kind="customer").order_by("number")
    return [(who_words(e), str(e.get_act_display()), what_words(e, kinds())) for e in told]


@pytest.mark.parametrize(
    ("known", "what"),
    [([("7", "", "ann@b.example")], "customer in the vault: 7"), ([], "survey wave: {wave}")],
    ids=["with a vault", "without"],
)
def test_activity_says_once_that_a_customer_wants_no_more_contact(
    public: Client, invitation: Invitation, home: Path, known: list[tuple[str, str, str]], what: str
) -> None:
    for addresses in known:
        keep(addresses)
    for _twice in range(2):
        public.post(path_of(invitation, "stop/"))

    told = what.format(wave=invitation.wave)
    assert activity() == [("a customer", "wants no more contact", told)]


def test_when_somebody_first_refused_stays(public: Client, invitation: Invitation) -> None:
    moments = []
    for _twice in range(2):
        public.post(path_of(invitation, "stop/"))
        moments.append(Addressee.objects.get().opted_out_at)

    assert moments[0] == moments[1]


def test_activity_says_that_the_customer_reopened_the_case_and_closed_it(
    public: Client, invitation: Invitation
) -> None:
    for mark in ("0", "1"):
        public.post(path_of(invitation), {solved_field(): mark})

    assert [(who, did) for who, did, _what in activity()] == [
        ("a customer", "added"),
        ("a customer", "changed"),
    ]


def test_pages_set_no_cookie_and_tell_nobody_where_one_came_from(
    public: Client, invitation: Invitation
) -> None:
    response = public.get(path_of(invitation))

    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert "no-store" in response.headers["Cache-Control"]
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "script-src" not in response.headers["Content-Security-Policy"]
    assert response.cookies == {}


def test_the_style_sheet_alone_may_rest_in_a_cache(public: Client, invitation: Invitation) -> None:
    kept = [public.get(path)["Cache-Control"] for path in ("/style.css", path_of(invitation))]

    assert kept == ["public, max-age=3600", "private, no-store"]


def test_the_day_of_the_call_is_that_of_the_centres_calendar(
    public: Client, cast: Cast, small_lake: Path
) -> None:
    # In Amsterdam it was half past midnight.
    called = an_invitation(
        a_wave(cast.manager),
        arrived_at=datetime(2026, 3, 10, 23, 30, tzinfo=UTC),
        expires_at=datetime(2099, 3, 10, 23, 30, tzinfo=UTC),
    )

    assert "Mar 11, 2026" in public.get(path_of(called)).content.decode()
    public.post(path_of(called), {solved_field(): "1"})
    assert "Mar 11, 2099" in public.get(path_of(called, "thanks/")).content.decode()
    mail = mail_of(called, "ann@customers.example")
    assert "Mar 11, 2026" in f"{mail.subject} {mail.body}"


def test_a_customer_who_is_erased_while_they_answer_is_told(
    public: Client, invitation: Invitation, monkeypatch: pytest.MonkeyPatch
) -> None:
    way, field = path_of(invitation), solved_field()

    def open_and_erase(asked: Invitation, now: datetime) -> None:
        Invitation.objects.filter(pk=asked.pk).delete()

    monkeypatch.setattr(answering, "require_open", open_and_erase)
    answer = public.post(way, {field: "0"})

    assert (answer.status_code, "has been erased" in answer.content.decode()) == (410, True)
    assert Reply.objects.count() == 0
