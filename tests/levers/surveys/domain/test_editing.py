"""A wave changed while it runs: what was drawn stays as it was drawn, what is still to be sent heeds the change."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.levers.surveys.asking import NOW, a_wave, an_invitation, drawn, keep
from tests.levers.surveys.landing import answers, land
from tests.levers.surveys.views.test_waves import FORM
from tests.notices.post import post_office
from tests.scaffold.cast import Cast
from willet.levers.surveys.domain.answering import GivenAnswer, answer
from willet.levers.surveys.domain.phoning import CallToAsk, is_asked
from willet.levers.surveys.domain.sending import send_due
from willet.levers.surveys.domain.standard import standard_question
from willet.levers.surveys.models import Invitation, Wave

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
MIDDLE = datetime(2026, 3, 8, tzinfo=UTC)
"""Some calls of the small lake came before, some later."""
State, Held = Invitation.State, Invitation.Held
ENDED = {"state": Wave.State.ENDED}


def two_of(wave: Wave, **values: Any) -> tuple[Invitation, Invitation]:
    """Two customers of a wave, each with an address; the first is written to first."""
    keep(("7", "", "ann@b.example"), ("8", "", "ben@b.example"))
    first = an_invitation(wave, now=NOW, **values)
    return first, an_invitation(wave, now=NOW + SECOND, customer_key="8", **values)


def subjects(change: dict[str, Any], of: Wave | Invitation, when: datetime) -> list[str]:
    """Of the mails that go where a row is changed after the first of them."""

    def meanwhile(*_step: object) -> None:
        type(of)._default_manager.filter(pk=str(of.pk)).update(**change)

    with post_office() as post:
        send_due(meanwhile, now=when)
    return post.subjects


@pytest.mark.parametrize(
    ("change", "goes"),
    [
        ({}, True),
        ({"company": "Beta"}, True),
        (ENDED, False),
        ({"reminders": 0}, False),
        ({"remind_after_days": 30}, False),
    ],
)
def test_reminder_heeds_a_wave_that_is_changed_while_others_are_written_to(
    cast: Cast, home: Path, change: dict[str, Any], goes: bool
) -> None:
    wave = a_wave(cast.manager)
    _first, second = two_of(wave)

    sent = subjects(change, wave, NOW + 4 * DAY)

    name = change.get("company", "Acme")
    asks = ": may we still ask you one thing?"
    assert sent == [f"Acme{asks}", f"{name}{asks}"][: 1 + goes]
    second.refresh_from_db()
    assert second.reminded == goes


@pytest.mark.parametrize("moment", ["completed_at", "disowned_at", "bounced_at", "expires_at"])
def test_reminder_heeds_a_customer_who_speaks_while_others_are_written_to(
    cast: Cast, home: Path, moment: str
) -> None:
    _first, second = two_of(a_wave(cast.manager))

    assert len(subjects({moment: NOW + DAY}, second, NOW + 4 * DAY)) == 1

    second.refresh_from_db()
    assert second.reminded == 0


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({}, (State.SENT, "")),
        ({"company": "Beta"}, (State.SENT, "")),
        ({"reminders": 0, "delay_h": 48, "due_days": 9}, (State.SENT, "")),
        (ENDED, (State.HELD, Held.TOO_LATE)),
        ({"within_days": 0, "delay_h": 24}, (State.HELD, Held.TOO_LATE)),
    ],
)
def test_invitation_heeds_a_wave_that_is_changed_while_others_are_written_to(
    cast: Cast, home: Path, change: dict[str, Any], state: tuple[str, str]
) -> None:
    """When it is due was settled as it was drawn, two days after its call; whether it is asked at all is not."""
    wave = a_wave(cast.manager)
    _first, second = two_of(wave, state=State.DRAWN, sent_at=None, delivered_at=None)

    sent = subjects(change, wave, NOW + SECOND)

    second.refresh_from_db()
    assert (second.state, second.held_for) == state
    goes = state[0] == State.SENT
    names = ["Acme", change.get("company", "Acme")][: 1 + goes]
    assert [subject.partition(":")[0] for subject in sent] == names


def test_chance_stays_what_it_was_when_a_customer_was_drawn(cast: Cast, small_lake: Path) -> None:
    """The form does not let it change; were it changed beneath, the rows drawn before know better."""
    wave = a_wave(cast.manager, share=1)
    first = {one.pk: one.inclusion_p for one in drawn(wave, MIDDLE)}
    changed = {**FORM, "share": "0.6", "owner": cast.manager.pk}
    cast.client("manager").post(f"/surveys/{wave.pk}/change/", changed)
    wave.refresh_from_db()
    assert (wave.name, float(wave.share)) == ("Spring", 1.0)

    Wave.objects.filter(pk=wave.pk).update(share="0.6", within_days=60)
    wave.refresh_from_db()
    every = {one.pk: one.inclusion_p for one in drawn(wave)}

    assert set(first.values()) == {1.0}
    assert first.items() <= every.items()
    assert {p for pk, p in every.items() if pk not in first} == {0.6}


@pytest.mark.journey("history")
def test_chance_of_an_answer_reaches_the_lake_as_it_was_drawn(cast: Cast, small_lake: Path) -> None:
    wave = a_wave(cast.manager, share="0.5")
    asked = an_invitation(wave, contact_id="table:c02", inclusion_p=0.5, now=NOW)
    land()
    Wave.objects.filter(pk=wave.pk).update(share=1)

    for mark in (1, 0):
        again = Invitation.objects.get(pk=asked.pk)
        answer(again, GivenAnswer({standard_question("resolved").pk: mark}), now=NOW)
        land()

    assert {row[5] for row in answers()} == {0.5}


def test_chance_of_a_call_asked_on_the_phone_stays_too(cast: Cast, home: Path) -> None:
    line = a_wave(cast.manager, channel=Wave.Channel.IVR, share=1)
    call = CallToAsk(source="asterisk", call_id="17.1")
    assert is_asked(line, call, now=NOW)

    Wave.objects.filter(pk=line.pk).update(share="0.0001")

    assert is_asked(Wave.objects.get(), call, now=NOW + SECOND)
    assert line.invitations.get().inclusion_p == 1.0
