"""A phone system asks whether a call is asked and hands in digits, with the token of its wave and no other."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from tests.levers.surveys.asking import a_wave
from tests.levers.surveys.landing import answers, land
from tests.scaffold.cast import Cast
from willet.levers.surveys.domain.standard import put_standard_in
from willet.levers.surveys.domain.starting import new_token
from willet.levers.surveys.facts import changed_since
from willet.levers.surveys.models import Invitation, Reply, SurveyQuestion, Wave
from willet.levers.surveys.public.phone import LONGEST
from willet.site.public.limits import MISSES

CALL = {"source": "asterisk", "call_id": "1710000000.7", "queue": "sales"}


def a_line(cast: Cast, **values: object) -> tuple[Wave, str]:
    """A wave by phone that asks for satisfaction too, and its token."""
    put_standard_in()
    wave = a_wave(cast.manager, channel="ivr", **values)
    wave.questions.set(SurveyQuestion.objects.filter(kind="csat"))
    return wave, new_token(wave)


def send(public: Client, way: str, token: str, **fields: str) -> tuple[int, str]:
    answer = public.post(
        f"/phone/{way}/", {**CALL, **fields}, headers={"authorization": f"Bearer {token}"}
    )
    return answer.status_code, answer.content.decode().strip()


def test_a_call_is_asked_heard_and_answered(public: Client, cast: Cast) -> None:
    wave, token = a_line(cast)

    assert send(public, "ask", token) == (200, "1")
    assert send(public, "ask", token) == (200, "1")
    invitation = wave.invitations.get()
    assert (invitation.delivered_at, invitation.inclusion_p) == (None, 1.0)
    send(public, "heard", token)
    invitation.refresh_from_db()
    assert invitation.delivered_at is not None
    assert send(public, "answer", token, digits="2*5") == (200, "ok")
    assert send(public, "answer", token, digits="1") == (200, "ok")

    kept = [(r.revision, r.instrument.code, r.score, r.source) for r in Reply.objects.all()]
    assert kept == [
        (1, "resolved", 0, "ivr"),
        (1, "csat", 5, "ivr"),
        (2, "resolved", 1, "ivr"),
        (2, "csat", None, "ivr"),
    ]
    assert [r.closed_how for r in invitation.reopenings.all()] == ["yes"]


@pytest.mark.parametrize(
    ("later", "same"),
    [
        (timedelta(minutes=1), True),
        (timedelta(hours=11, minutes=59), True),
        (timedelta(hours=12, minutes=1), False),
        (timedelta(days=31), False),
    ],
)
def test_an_id_that_begins_again_is_another_call(
    public: Client, cast: Cast, home: Path, later: timedelta, same: bool
) -> None:
    """It is asked by itself, and what its customer says is no revision of what the other one said."""
    wave, token = a_line(cast)
    assert send(public, "ask", token) == (200, "1")
    assert send(public, "answer", token, digits="2") == (200, "ok")
    Invitation.objects.update(arrived_at=timezone.now() - later)

    assert send(public, "ask", token) == (200, "1")
    assert send(public, "ask", token) == (200, "1")
    assert send(public, "answer", token, digits="1") == (200, "ok")

    newest = wave.invitations.order_by("-arrived_at")[0]
    said = list(newest.answers.filter(instrument__kind="resolved").values_list("revision", "score"))
    assert wave.invitations.count() == (1 if same else 2)
    assert said == ([(1, 0), (2, 1)] if same else [(1, 1)])
    first = wave.invitations.order_by("arrived_at")[0]
    assert first.reopenings.filter(closed_at=None).exists() is not same


def test_two_long_ids_that_begin_alike_are_two_calls(public: Client, cast: Cast) -> None:
    wave, token = a_line(cast)

    for end in ("1", "2"):
        assert send(public, "ask", token, call_id="c" * 199 + end) == (200, "1")

    assert wave.invitations.count() == 2


@pytest.mark.parametrize("field", list(LONGEST))
def test_what_is_too_long_to_be_kept_is_refused(public: Client, cast: Cast, field: str) -> None:
    wave, token = a_line(cast)
    most = LONGEST[field]

    status, words = send(public, "ask", token, **{field: "1" * (most + 1)})

    assert (status, words) == (422, f"{field} has at most {most} characters.")
    assert wave.invitations.count() == 0


def test_a_queue_is_known_however_its_letters_were_composed(public: Client, cast: Cast) -> None:
    _wave, token = a_line(cast, queue="Kỹ thuật")

    assert send(public, "ask", token, queue="Ky\u0303 thuật") == (200, "1")


def test_the_row_of_the_lake_names_the_call_by_its_ids(public: Client, cast: Cast) -> None:
    _wave, token = a_line(cast)
    send(public, "ask", token, pbx="north")
    send(public, "answer", token, digits="1", pbx="north")

    row = next(r for r in changed_since(None) if r.values["instrument"] == "resolved")

    assert row.about is not None
    assert (row.about.source, row.about.call_id, row.about.pbx) == (
        "asterisk",
        "1710000000.7",
        "north",
    )
    assert (row.values["score"], row.values["asked_by"]) == (1.0, "ivr")


def test_an_answer_waits_in_the_lake_for_a_call_that_was_not_imported(
    public: Client, cast: Cast, small_lake: Path
) -> None:
    _wave, token = a_line(cast)
    send(public, "ask", token)
    send(public, "answer", token, digits="1*4")

    land()

    assert answers() == []


@pytest.mark.parametrize("digits", ["", "3", "x", "1*9", "1*5*5", "*5", "1*five", "²"])
def test_digits_that_are_no_marks_are_refused(public: Client, cast: Cast, digits: str) -> None:
    _wave, token = a_line(cast)
    send(public, "ask", token)

    status, _why = send(public, "answer", token, digits=digits)

    assert status == 422
    assert Reply.objects.count() == 0


def test_a_token_of_before_of_another_kind_or_made_up_opens_nothing(
    public: Client, cast: Cast
) -> None:
    wave, old = a_line(cast)
    token = new_token(wave)

    assert send(public, "ask", old)[0] == 401
    assert send(public, "ask", "made up")[0] == 401
    assert public.post("/phone/ask/", CALL).status_code == 401
    assert public.post("/phone/ask/", {**CALL, "token": token}).status_code == 200
    assert public.post(f"/phone/ask/?token={token}", CALL).status_code == 401
    Wave.objects.update(channel=Wave.Channel.MAIL)
    assert send(public, "answer", token, digits="1")[0] == 401
    assert public.get("/phone/ask/").status_code == 405


@pytest.mark.parametrize("state", [Wave.State.ENDED, Wave.State.DRAFT])
def test_a_wave_that_does_not_run_asks_nobody_and_hears_who_was_asked(
    public: Client, cast: Cast, state: str
) -> None:
    """A dialplan that nobody changed is told no, call after call, and guesses nothing: other waves of it go on."""
    wave, token = a_line(cast)
    _other, running = a_line(cast)
    assert send(public, "ask", token) == (200, "1")
    Wave.objects.filter(pk=wave.pk).update(state=state)

    assert send(public, "ask", token) == (200, "1")
    assert send(public, "heard", token) == (200, "ok")
    assert send(public, "answer", token, digits="1") == (200, "ok")
    assert {send(public, "ask", token, call_id=f"{n}") for n in range(MISSES + 1)} == {(200, "0")}
    assert send(public, "answer", token, call_id="1", digits="1")[0] == 422
    assert send(public, "ask", running, call_id="2") == (200, "1")
    assert (wave.invitations.count(), wave.invitations.get().answers.count()) == (1, 2)


def test_a_call_that_was_not_asked_has_no_answer(public: Client, cast: Cast) -> None:
    _wave, token = a_line(cast, queue="support")

    assert send(public, "ask", token) == (200, "0")
    assert send(public, "answer", token, digits="1")[0] == 422
    assert send(public, "ask", token, call_id="") == (
        422,
        "Say which call it is: source and call_id are missing.",
    )
    assert Invitation.objects.count() == 0


def test_a_customer_who_was_asked_rests_whatever_their_call(
    public: Client, cast: Cast, small_lake: Path
) -> None:
    wave, token = a_line(cast)
    # The same id of another phone system is another call.
    assert send(public, "ask", token, call_id="0", pbx="north") == (200, "1")
    assert send(public, "ask", token, call_id="0", pbx="south") == (200, "1")
    assert wave.invitations.count() == 2
    caller = {"number": "+31612345678"}

    assert send(public, "ask", token, call_id="1", **caller) == (200, "1")
    assert send(public, "ask", token, call_id="2", **caller) == (200, "0")
    assert send(public, "ask", token, call_id="3", number="+31687654321") == (200, "1")
    # Who withholds the number is nobody known: nobody can tell whether they were asked.
    assert send(public, "ask", token, call_id="4") == (200, "1")
    assert wave.invitations.get(call_id="2").held_for == "quarantined"


def test_the_token_is_shown_once_to_a_manager(cast: Cast) -> None:
    wave, _token = a_line(cast)

    for role in ("team_lead", "agent", "analyst", "administrator"):
        assert cast.client(role).post(f"/surveys/{wave.pk}/token/").status_code == 403
    page = cast.client("manager").post(f"/surveys/{wave.pk}/token/").content.decode()
    token = page.partition("<code>")[2].partition("</code>")[0]

    assert len(token) == 43
    assert token not in cast.client("manager").get(f"/surveys/{wave.pk}/").content.decode()
