"""The pages of waves and questions: set up, started, counted, ended, and links taken out once."""

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.test import override_settings
from django.utils import translation

from tests.levers.surveys.asking import a_wave, an_invitation, keep
from tests.scaffold.cast import Cast
from tests.scaffold.commits import Committed
from tests.scaffold.page_text import text_of
from willet.activity.domain.words import change_words
from willet.activity.models import ActivityEntry
from willet.core.records import RequestError
from willet.levers.surveys.domain.counting import counts_of
from willet.levers.surveys.domain.standard import put_standard_in, standard_question
from willet.levers.surveys.domain.starting import end, start
from willet.levers.surveys.forms import WaveForm
from willet.levers.surveys.models import Invitation, Reopening, Reply, SurveyQuestion, Wave
from willet.levers.surveys.views.reopened import PER_PAGE
from willet.lists.models import ListEntry
from willet.notices.models import ReaderClock
from willet.people.agents.keeping import changing_names
from willet.people.models import User
from willet.ui import formats
from willet.ui.meanwhile import MeanwhileError

FORM = {
    "name": "Spring",
    "channel": "mail",
    "company": "Acme",
    "share": "0.5",
    "delay_h": "24",
    "within_days": "7",
    "quarantine_days": "30",
    "reminders": "1",
    "remind_after_days": "3",
    "expires_days": "14",
    "ground": "interest",
    "language": "nl",
    "due_days": "2",
}
State = Invitation.State


def test_a_manager_sets_up_a_wave_starts_and_ends_it(cast: Cast) -> None:
    manager = cast.client("manager")
    put_standard_in()
    further = [str(standard_question("csat").pk)]

    manager.post("/surveys/new/", {**FORM, "owner": cast.manager.pk, "questions": further})
    wave = Wave.objects.get()
    assert (wave.name, wave.is_draft, str(wave.share)) == ("Spring", True, "0.5000")
    page = manager.get(f"/surveys/{wave.pk}/").content.decode()
    assert page.index("Was your question") < page.index("How satisfied")

    manager.post(f"/surveys/{wave.pk}/start/")
    wave.refresh_from_db()
    assert wave.state == Wave.State.RUNNING
    changed = {**FORM, "name": "Summer", "share": "1", "owner": cast.manager.pk}
    manager.post(f"/surveys/{wave.pk}/change/", changed)
    wave.refresh_from_db()
    # The chance stays as it was drawn by; names may change.
    assert (wave.name, str(wave.share), wave.questions.count()) == ("Summer", "0.5000", 1)

    manager.post(f"/surveys/{wave.pk}/end/")
    wave.refresh_from_db()
    assert (wave.state, wave.ended_at is None) == (Wave.State.ENDED, False)
    again = manager.post(f"/surveys/{wave.pk}/start/", follow=True).content.decode()
    assert "was started before" in again


def test_of_two_who_begin_or_end_a_wave_at_one_moment_one_is_told(cast: Cast) -> None:
    """Each looked at it before the other was done."""
    wave = a_wave(cast.manager, state=Wave.State.DRAFT, started_at=None)
    for step, why in ((start, "was started before"), (end, "does not run")):
        one, other = (Wave.objects.get(pk=wave.pk) for _manager in range(2))
        step(one)
        moments = Wave.objects.values_list("started_at", "ended_at").get()
        with pytest.raises(RequestError, match=why):
            step(other)
        assert Wave.objects.values_list("started_at", "ended_at").get() == moments


@pytest.mark.parametrize("state", [Wave.State.RUNNING, Wave.State.ENDED, None])
def test_a_change_of_a_wave_that_was_begun_ended_or_removed_meanwhile_is_not_kept(
    cast: Cast, state: str | None
) -> None:
    """A share that may be changed of a draft alone, and a state that nobody turned back."""
    wave = a_wave(cast.manager, state=Wave.State.DRAFT)
    given = {**FORM, "share": "0.5", "owner": cast.manager.pk}
    form = WaveForm(given, instance=Wave.objects.get(pk=wave.pk))
    assert form.is_valid()
    same = Wave.objects.filter(pk=wave.pk)
    same.delete() if state is None else same.update(state=state)

    with pytest.raises(MeanwhileError):
        form.save()

    assert list(same.values_list("state", "share", "name")) == (
        [] if state is None else [(state, 1, wave.name)]
    )


def test_a_wave_does_not_start_where_customers_could_open_no_link(cast: Cast) -> None:
    wave = a_wave(cast.manager, state=Wave.State.DRAFT)

    with override_settings(WILLET_PUBLIC_ADDRESS=""):
        page = cast.client("manager").post(f"/surveys/{wave.pk}/start/", follow=True)

    wave.refresh_from_db()
    assert wave.state == Wave.State.DRAFT
    told = page.content.decode()
    assert "Customers cannot open a link yet" in told
    assert "WILLET_" not in told  # Only who runs the server can follow that.


@pytest.mark.parametrize(
    ("field", "value"),
    [("share", "0"), ("share", "1.1"), ("quarantine_days", "0"), ("reminders", "4"), ("name", "")],
)
def test_a_wave_that_breaks_a_rule_comes_back(cast: Cast, field: str, value: str) -> None:
    form = {**FORM, "owner": cast.manager.pk, field: value}

    assert cast.client("manager").post("/surveys/new/", form).status_code == 422
    assert Wave.objects.count() == 0


@pytest.mark.parametrize("role", ["stranger", "team_lead", "agent", "analyst", "administrator"])
def test_nobody_else_changes_anything(cast: Cast, role: str) -> None:
    wave = a_wave(cast.manager, state=Wave.State.DRAFT, channel="sms")
    client, posts = cast.client(role), ("start/", "end/", "links/", "change/", "remove/")

    statuses = {client.post(f"/surveys/{wave.pk}/{way}").status_code for way in posts}

    assert statuses == ({302} if role == "stranger" else {403})
    wave.refresh_from_db()
    assert wave.state == Wave.State.DRAFT


def test_the_stages_of_a_wave_and_its_rates(cast: Cast) -> None:
    wave = a_wave(cast.manager)
    moment = wave.started_at
    assert moment is not None
    silent = an_invitation(wave)
    an_invitation(wave, delivered_at=None, bounced_at=moment, state=State.REFUSED)
    an_invitation(wave, sent_at=None, delivered_at=None, state=State.HELD, held_for="no_address")
    an_invitation(wave, sent_at=None, delivered_at=None, state=State.DRAWN)
    an_invitation(wave, opened_at=moment, disowned_at=moment)
    first = standard_question("resolved")
    for marks in ([1], [0], [1, 0]):
        answered = an_invitation(wave, opened_at=moment, completed_at=moment)
        for revision, mark in enumerate(marks, start=1):
            Reply.objects.create(
                invitation=answered, instrument=first, revision=revision, score=mark, source="mail"
            )

    counts = counts_of(wave)

    assert silent.completed_at is None
    assert (counts.drawn, counts.held, counts.waiting, counts.sent) == (8, 1, 1, 6)
    assert (counts.delivered, counts.bounced, counts.opened) == (5, 1, 4)
    assert (counts.completed, counts.disowned, counts.solved, counts.unsolved) == (3, 1, 1, 2)
    assert (counts.response_rate, counts.delivery_rate) == (3 / 5, 5 / 6)
    page = cast.client("analyst").get(f"/surveys/{wave.pk}/").content.decode()
    assert formats.percent(0.6) in page
    assert "no address" in page


def test_rates_of_nothing_are_no_data(cast: Cast) -> None:
    counts = counts_of(a_wave(cast.manager))

    assert (counts.response_rate, counts.delivery_rate) == (None, None)


@pytest.mark.parametrize("items", [1, 3])
def test_the_list_asks_as_often_for_three_waves_as_for_one(
    cast: Cast, items: int, django_assert_num_queries: object
) -> None:
    for _ in range(items):
        an_invitation(a_wave(cast.manager))
    client = cast.client("analyst")

    with django_assert_num_queries(5):  # type: ignore[operator]
        assert client.get("/surveys/").status_code == 200


def test_links_for_sms_are_taken_out_once_and_their_customers_rest(cast: Cast, home: Path) -> None:
    keep(("7", "+31612345678", ""), ("8", "", "only@mail.example"))
    wave = a_wave(cast.manager, channel="sms")
    due = {"state": State.DRAWN, "sent_at": None, "delivered_at": None}
    an_invitation(wave, **due)
    an_invitation(wave, **due)
    an_invitation(wave, customer_key="8", **due)
    manager = cast.client("manager")

    rows = list(
        csv.DictReader(io.StringIO(manager.post(f"/surveys/{wave.pk}/links/").content.decode()))
    )
    again = manager.post(f"/surveys/{wave.pk}/links/", follow=True).content.decode()

    assert [row["number"] for row in rows] == ["+31612345678"]
    assert rows[0]["link"].startswith("https://ask.willet.example/s/")
    assert "No link is due now." in again
    held = wave.invitations.filter(state=State.HELD).values_list("held_for", flat=True)
    assert sorted(held) == ["no_address", "quarantined"]


@pytest.mark.parametrize("role", ["stranger", "team_lead", "agent", "analyst", "administrator"])
def test_nobody_but_a_manager_takes_out_links(cast: Cast, role: str) -> None:
    wave = a_wave(cast.manager, channel="sms")

    answer = cast.client(role).post(f"/surveys/{wave.pk}/links/")

    assert answer.status_code == (302 if role == "stranger" else 403)


def test_a_standard_question_keeps_its_scale_and_our_own_until_it_was_answered(cast: Cast) -> None:
    put_standard_in()
    manager, csat = cast.client("manager"), standard_question("csat")
    form = {"code": "x", "wording_en": "How was it?", "scale_min": "0", "scale_max": "9"}
    form |= {"good_end": "low"}

    manager.post(f"/surveys/questions/{csat.pk}/", form)
    csat.refresh_from_db()
    assert (csat.wording, csat.code, csat.scale) == ({"en": "How was it?"}, "csat", "1-5")

    manager.post("/surveys/questions/new/", form)
    own = SurveyQuestion.objects.get(kind="own")
    assert (own.code, own.scale) == ("x", "0-9 low_is_good")
    invitation = an_invitation(a_wave(cast.manager))
    Reply.objects.create(invitation=invitation, instrument=own, revision=1, score=3, source="mail")
    manager.post(f"/surveys/questions/{own.pk}/", form | {"scale_max": "5"})
    own.refresh_from_db()
    assert own.scale == "0-9 low_is_good"


@pytest.mark.parametrize(
    "values",
    [
        {"scale_min": "5", "scale_max": "5"},
        {"scale_min": "0", "scale_max": "11"},
        {"scale_min": "-10", "scale_max": "1"},
        {"code": "csat"},
        {"wording_en": ""},
    ],
)
def test_a_question_that_breaks_a_rule_comes_back(cast: Cast, values: dict[str, str]) -> None:
    form = {"code": "x", "wording_en": "How?", "scale_min": "0", "scale_max": "9"}
    form |= {"good_end": "high"}

    answer = cast.client("manager").post("/surveys/questions/new/", form | values)

    assert answer.status_code == 422
    assert SurveyQuestion.objects.filter(kind="own").count() == 0


def test_a_lead_takes_up_their_own_and_closes_it_with_a_reason(cast: Cast) -> None:
    wave = a_wave(cast.manager)
    due = wave.started_at
    assert due is not None
    mine = Reopening.objects.create(
        invitation=an_invitation(wave), owner=cast.team_lead, due_at=due
    )
    theirs = Reopening.objects.create(
        invitation=an_invitation(wave), owner=cast.manager, due_at=due
    )
    lead = cast.client("team_lead")

    assert lead.get(f"/surveys/unsolved/{theirs.pk}/").status_code == 404
    assert lead.post(f"/surveys/unsolved/{theirs.pk}/close/", {"note": "x"}).status_code == 404
    lead.post(f"/surveys/unsolved/{mine.pk}/close/", {"note": ""})
    mine.refresh_from_db()
    assert mine.closed_at is None
    lead.post(f"/surveys/unsolved/{mine.pk}/close/", {"note": "called back, solved"})

    mine.refresh_from_db()
    assert (mine.closed_how, mine.note) == ("hand", "called back, solved")
    assert cast.client("manager").get(f"/surveys/unsolved/{mine.pk}/").status_code == 200


def test_every_case_that_was_reopened_is_on_some_page_and_in_the_file(cast: Cast) -> None:
    wave = a_wave(cast.manager)
    assert wave.started_at is not None
    for number in range(PER_PAGE + 1):
        due = wave.started_at + timedelta(hours=number)
        Reopening.objects.create(
            invitation=an_invitation(wave), owner=cast.manager, due_at=due, opened_at=due
        )
    manager = cast.client("manager")

    pages = [manager.get(f"/surveys/unsolved/?page={n}").content.decode() for n in (1, 2)]
    ways = [re.findall(r'href="/surveys/unsolved/(\d+)/"', page) for page in pages]
    file = b"".join(manager.get("/surveys/unsolved/?shown=0&file=csv")).decode()

    assert [len(page) for page in ways] == [PER_PAGE, 1]
    assert sorted(int(way) for page in ways for way in page) == sorted(
        Reopening.objects.values_list("pk", flat=True)
    )
    assert file.count("overdue") == PER_PAGE + 1


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "How satisfied are you with how we helped you?"),
        ("de", "Wie zufrieden sind Sie damit, wie wir Ihnen geholfen haben?"),
    ],
)
def test_history_tells_the_questions_of_a_wave_in_its_readers_language(
    cast: Cast, language: str, words: str
) -> None:
    with translation.override("vi"):
        a_wave(cast.manager).questions.add(standard_question("csat"))
    (entry,) = ActivityEntry.objects.filter(kind="surveys.wave", act="changed")

    with translation.override(language):
        assert change_words(entry).rpartition(" → ")[2] == words


def test_a_queue_is_called_as_its_readers_language_calls_it(
    cast: Cast, small_lake: Path, committed: Committed
) -> None:
    with committed(), changing_names(cast.manager):
        ListEntry.objects.create(kind="queue", name="sales", words={"de": "Verkauf"})
    User.objects.update(language="de")
    wave = a_wave(cast.manager, queue="sales")
    reopening = Reopening.objects.create(
        invitation=an_invitation(wave, queue="sales"), owner=cast.manager, due_at=datetime.now(UTC)
    )
    manager = cast.client("manager")

    for address, words in (
        ("", "<dd>Verkauf</dd>"),
        (f"unsolved/{reopening.pk}/", " · Verkauf</dd>"),
    ):
        page = manager.get(f"/surveys/{address or f'{wave.pk}/'}").content.decode()
        assert page.count(words) == 1, address


# invitation | was it solved?     | mark 1 to 5
# first      | no, then yes       | 4
# second     | no                 | passed over
# third      | not their call: taken back
def test_what_customers_answered_is_counted_and_taken_out(cast: Cast) -> None:
    put_standard_in()
    solved, csat = standard_question("resolved"), standard_question("csat")
    own = SurveyQuestion.objects.create(
        code="parking", wording={"en": "Was parking easy?", "de": "War das Parken leicht?"}
    )
    wave = a_wave(cast.manager, name="Spring")
    wave.questions.add(solved, csat, own)
    given: list[list[tuple[SurveyQuestion, int | None]]] = [
        [(solved, 0), (solved, 1), (own, 4)],
        [(solved, 0), (own, None)],
        [(solved, None)],
    ]
    for replies in given:
        invitation = an_invitation(wave)
        for revision, (question, score) in enumerate(replies, 1):
            Reply.objects.create(
                invitation=invitation,
                instrument=question,
                revision=revision,
                score=score,
                source="mail",
            )
        Invitation.objects.filter(pk=invitation.pk).update(completed_at=invitation.sent_at)

    address = f"/surveys/{wave.pk}/?format=csv"
    lines = b"".join(cast.client("analyst").get(address)).decode().splitlines()
    rows = [(row["question"], row["score"], row["scale"]) for row in csv.DictReader(lines)]

    assert sorted(rows) == [
        ("parking", "4", "1-5"),
        ("resolved", "0", "0-1"),
        ("resolved", "1", "0-1"),
    ]
    page = cast.client("manager").get(f"/surveys/{wave.pk}/", headers={"accept-language": "de"})
    assert "War das Parken leicht?" in page.content.decode()
    assert cast.client("team_lead").get(address).status_code == 403


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ("{year}-07-01T17:00", "{year}-07-01T15:00:00+00:00"),
        ("9999-12-31T23:59", ""),
        ("0001-01-01T00:00", ""),
    ],
)
def test_the_day_of_what_was_reopened_is_typed_by_the_clock_of_the_page(
    cast: Cast, typed: str, due: str
) -> None:
    year = datetime.now(UTC).year + (datetime.now(UTC).month > 6)
    before = datetime.now(UTC).replace(second=0, microsecond=0)
    reopened = Reopening.objects.create(
        invitation=an_invitation(a_wave(cast.manager)), owner=cast.manager, due_at=before
    )
    ReaderClock.objects.create(reader=cast.manager, zone="Europe/Berlin")
    manager, way = cast.client("manager"), f"/surveys/unsolved/{reopened.pk}/change/"
    form = {"owner": cast.manager.pk, "due_at": typed.format(year=year), "note": ""}

    answer = manager.post(way, form)

    reopened.refresh_from_db()
    assert answer.status_code == (302 if due else 422)
    assert (
        reopened.due_at.isoformat() == due.format(year=year) if due else reopened.due_at == before
    )
    assert manager.get("/surveys/unsolved/").status_code == 200
    shown = "17:00" if due else f"{before.astimezone(ZoneInfo('Europe/Berlin')):%H:%M}"
    assert f"T{shown}" in manager.get(way).content.decode()


@pytest.mark.parametrize("is_invented", [True, False])
def test_truth_stands_beside_the_answers_of_an_invented_centre(
    cast: Cast, home: Path, is_invented: bool
) -> None:
    shares = {
        "solved_when_handled": 0.746,
        "csat_top2_of_all_handled": 0.655,
        "response_if_solved": 0.3,
        "response_if_unsolved": 0.138,
    }
    (home / "simulated").mkdir()
    (home / "simulated" / "truth.json").write_text(json.dumps({"planted": shares}))
    wave = a_wave(cast.manager)

    with override_settings(WILLET_INVENTED=is_invented):
        page = text_of(cast.client("manager").get(f"/surveys/{wave.pk}/").content.decode())

    truth = (
        "74.6% of the contacts that an agent took solved the matter, and 65.5% of these customers are content; "
        "of those who were helped 30.0% answer, of the others 13.8%."
    )
    assert (truth in page) is is_invented
