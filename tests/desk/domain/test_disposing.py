"""How a leg ended: one disposition per leg, the last leg's counts, changeable for some minutes, by its own agent."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import timezone, translation

from tests.desk.conftest import Phones, Say
from tests.scaffold.cast import Cast
from willet.activity.domain import history_of
from willet.activity.domain.words import change_words, what_words
from willet.activity.models import ActivityEntry
from willet.core.records import RequestError
from willet.desk.domain.disposing import Ending, dispose
from willet.desk.domain.statements import counting
from willet.desk.forms import in_zone
from willet.desk.models import Callback, Disposition, Draft, Leg, PhoneCall, Solved

HOUR = timedelta(hours=1)


def test_words_are_kept_and_the_draft_goes(phones: Phones, say: Say, cast: Cast) -> None:
    leg = phones.tell()
    Draft.objects.create(leg=leg, person=cast.agent)

    one = say(leg, "no", cause="authority", topic="refund", note="too much", tags=["vip"])

    assert (one.revision, one.cause, one.topic, one.note, one.tags) == (
        1,
        "authority",
        "refund",
        "too much",
        ["vip"],
    )
    assert Draft.objects.count() == 0


def test_cause_of_what_was_solved_is_left_out(phones: Phones, say: Say) -> None:
    assert say(phones.tell(), "yes", cause="authority").cause == ""


def test_disposition_for_a_call_of_another_agent_is_refused(
    phones: Phones, say: Say, cast: Cast
) -> None:
    leg = phones.tell()

    for other in (cast.other_agent, cast.team_lead, cast.manager, cast.administrator):
        with pytest.raises(RequestError, match="somebody else"):
            say(leg, by=other)

    assert Disposition.objects.count() == 0


def test_leg_of_nobody_is_nobodys_to_speak_of(phones: Phones, say: Say, cast: Cast) -> None:
    leg = phones.tell(agent="SIP/99")

    with pytest.raises(RequestError, match="somebody else"):
        say(leg, by=cast.agent)


def test_change_is_appended_and_both_stand_in_the_history(phones: Phones, say: Say) -> None:
    leg = phones.tell()
    say(leg, "yes")

    say(leg, "no")

    assert [(d.revision, d.resolved) for d in leg.dispositions.all()] == [(1, "yes"), (2, "no")]


def test_same_words_again_are_no_change(phones: Phones, say: Say) -> None:
    leg = phones.tell()

    first, again = say(leg, "yes"), say(leg, "yes")

    assert first.pk == again.pk


def test_button_pressed_twice_says_it_once_and_complains_of_nothing(
    phones: Phones, say: Say
) -> None:
    leg, due = phones.tell(), timezone.now() + HOUR

    first, again = (say(leg, "follow_up", call_back=due, known=0) for _press in range(2))

    assert (first.pk, Callback.objects.get().revision) == (again.pk, 1)


def test_two_presses_that_were_both_read_before_either_was_saved_say_it_once(
    phones: Phones, cast: Cast
) -> None:
    """The second waits for its turn, and then sees the callback that the first promised."""
    pk, due = phones.tell().pk, timezone.now() + HOUR
    read = [Leg.objects.select_related("call", "promise").get(pk=pk) for _press in range(2)]
    words = Ending(Solved.FOLLOW_UP, call_back=due)

    first, again = (dispose(leg, words, by=cast.agent, known=0) for leg in read)

    assert (first.pk, Callback.objects.get().revision) == (again.pk, 1)


@pytest.mark.parametrize("typed", ["2027-10-31T02:30", "2027-03-28T02:30", "2027-07-01T02:30"])
def test_hour_that_comes_twice_or_never_is_the_same_hour_again(
    phones: Phones, say: Say, typed: str
) -> None:
    """Berlin's clocks are set back in the first of these nights, and forward in the second."""
    leg, zone = phones.tell(), ZoneInfo("Europe/Berlin")
    moment = in_zone(datetime.fromisoformat(typed), zone)
    assert moment is not None
    Callback.objects.create(leg=leg, owner=leg.person, due_at=moment)

    first, again = (say(leg, "follow_up", call_back=moment) for _time in range(2))

    assert (first.pk == again.pk, Callback.objects.get().revision) == (True, 1)


@pytest.mark.parametrize(("late_s", "is_taken"), [(-5, True), (5, False)])
def test_change_is_taken_for_some_minutes_after_the_first_word(
    phones: Phones, say: Say, late_s: float, is_taken: bool
) -> None:
    leg = phones.tell()
    one = say(leg, "yes")
    minutes = timedelta(minutes=settings.WILLET_DESK_MINUTES)
    Disposition.objects.filter(pk=one.pk).update(
        at=timezone.now() - minutes - timedelta(seconds=late_s)
    )

    if is_taken:
        assert say(leg, "no").revision == 2
    else:
        with pytest.raises(RequestError, match="minutes ago"):
            say(leg, "no")


def test_change_on_a_change_does_not_lengthen_the_time(phones: Phones, say: Say) -> None:
    leg = phones.tell()
    first = say(leg, "yes")
    say(leg, "no")
    minutes = timedelta(minutes=settings.WILLET_DESK_MINUTES + 1)
    Disposition.objects.filter(pk=first.pk).update(at=timezone.now() - minutes)

    with pytest.raises(RequestError, match="minutes ago"):
        say(leg, "yes")


def test_second_tab_that_does_not_know_the_first_words_is_told(phones: Phones, say: Say) -> None:
    leg = phones.tell()
    say(leg, "yes")

    with pytest.raises(RequestError, match="another tab"):
        say(leg, "no", known=0)

    assert leg.dispositions.count() == 1


def test_last_leg_counts_whoever_spoke_last(phones: Phones, say: Say, cast: Cast) -> None:
    now = timezone.now()
    first = phones.tell(at=(now - HOUR).isoformat())
    last = phones.tell(agent="Otto K", at=(now - HOUR / 2).isoformat())
    say(last, "no")
    say(first, "yes")

    counts = counting(last.call)

    assert counts is not None
    assert (counts.leg_id, counts.resolved) == (last.pk, "no")


def test_last_leg_without_a_word_leaves_none(phones: Phones, say: Say) -> None:
    now = timezone.now()
    first = phones.tell(at=(now - HOUR).isoformat())
    say(first, "yes")

    last = phones.tell(agent="Otto K", at=now.isoformat())

    assert counting(last.call) is None


def test_leg_that_only_rang_is_not_the_last(phones: Phones, say: Say) -> None:
    first = phones.tell()
    say(first, "yes")

    phones.tell(agent="Otto K", state="ringing")

    counts = counting(first.call)
    assert counts is not None
    assert counts.resolved == "yes"


def test_follow_up_needs_a_time_to_come(phones: Phones, say: Say) -> None:
    leg = phones.tell()

    with pytest.raises(RequestError, match="until when"):
        say(leg, "follow_up")
    with pytest.raises(RequestError, match="past"):
        say(leg, "follow_up", call_back=timezone.now() - HOUR)
    with pytest.raises(RequestError, match="a year ahead"):
        say(leg, "follow_up", call_back=datetime.max.replace(tzinfo=UTC))

    assert (Disposition.objects.count(), Callback.objects.count()) == (0, 0)


def test_promise_moves_and_is_withdrawn_with_the_words(phones: Phones, say: Say) -> None:
    leg, due = phones.tell(), timezone.now() + HOUR
    say(leg, "follow_up", call_back=due)
    say(leg, "follow_up", call_back=due + HOUR)
    moved = Callback.objects.get()
    assert (moved.due_at, moved.revision, moved.is_withdrawn) == (due + HOUR, 2, False)

    say(leg, "yes")

    assert Callback.objects.get().is_withdrawn


def test_activity_says_who_and_hides_the_note(phones: Phones, say: Say) -> None:
    say(phones.tell(), "yes", note="owes us a goat")

    entry = ActivityEntry.objects.filter(kind="desk.disposition").get()

    assert (entry.who_name, entry.act) == ("Anna", "added")
    assert "goat" not in str(entry.fields)
    assert history_of("desk.disposition", str(entry.thing_id)) is not None


def test_activity_names_the_call_and_tells_the_rest_in_its_readers_language(
    phones: Phones, say: Say
) -> None:
    due = timezone.now() + timedelta(hours=1)
    say(phones.tell(), "no", cause="information", call_back=due)

    told = {}
    for language in ("en", "de"):
        with translation.override(language):
            entries = ActivityEntry.objects.filter(kind__in=["desk.disposition", "desk.callback"])
            told[language] = [f"{what_words(e, {})}; {change_words(e)}" for e in entries]

    assert all("asterisk 1.1 Anna W; " in line for line in told["en"] + told["de"])
    assert sum("why not: information missing" in line for line in told["en"]) == 1
    assert sum("warum nicht: Information fehlt" in line for line in told["de"]) == 1


def test_words_of_a_leg_survive_its_agents_account(phones: Phones, say: Say, cast: Cast) -> None:
    leg = phones.tell()
    say(leg, "yes")

    cast.agent.delete()

    kept = Leg.objects.get(pk=leg.pk)
    assert (kept.person, kept.agent, kept.dispositions.count()) == (None, "Anna W", 1)


def test_words_of_two_legs_at_one_moment_are_both_counted(phones: Phones, say: Say) -> None:
    # Each speaker holds the call as it was before the other spoke.
    first, second = phones.tell(leg="1"), phones.tell(leg="2")
    stale = Leg.objects.select_related("call").get(pk=first.pk)
    say(second, "yes")

    dispose(stale, Ending(Solved.NO), by=stale.person, known=0)  # type: ignore[arg-type]

    assert PhoneCall.objects.get().revision == 2
