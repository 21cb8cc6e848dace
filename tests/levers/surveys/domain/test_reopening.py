"""What a customer says is not solved: reopened for the right person, and closed by what happened."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.levers.surveys.asking import a_wave, an_invitation, keys, reading
from tests.scaffold.cast import Cast
from willet.core.cases import split
from willet.core.lake import Lake
from willet.levers.surveys.domain.answering import GivenAnswer, answer
from willet.levers.surveys.domain.reopening import close, close_by_later_contacts, reopen
from willet.levers.surveys.domain.standard import standard_question
from willet.levers.surveys.domain.tables import unsolved_words
from willet.levers.surveys.forms import ReopeningForm
from willet.levers.surveys.models import Invitation, Reopening, Reply
from willet.notices.domain.inbox import inbox_of
from willet.people.models import User
from willet.ui.meanwhile import MeanwhileError

MARCH = datetime(2026, 3, 1, tzinfo=UTC)


def arrivals() -> dict[str, datetime]:
    """When each contact of the lake arrived."""
    rows = reading().whole.rows("SELECT contact_id, arrived_at FROM contacts")
    return {contact: at.replace(tzinfo=UTC) for contact, at in rows}


def say(invitation: Invitation, mark: int, *, now: datetime | None = None) -> None:
    answer(invitation, GivenAnswer({standard_question("resolved").pk: mark}), now=now)


def lines(reader: User) -> list[str]:
    return [item.line.href for part in inbox_of(reader).values() for item in part]


@pytest.mark.parametrize(
    ("team", "owner"), [("North", "team_lead"), ("South", "manager"), ("", "manager")]
)
def test_no_goes_to_the_lead_of_the_agents_team_else_to_whom_the_wave_names(
    cast: Cast, team: str, owner: str
) -> None:
    invitation = an_invitation(a_wave(cast.manager, due_days=3), team=team)

    say(invitation, 0)

    opened = Reopening.objects.get()
    assert opened.owner == cast.named(owner)
    assert opened.due_at - opened.opened_at == timedelta(days=3)
    assert lines(opened.owner) == [f"/surveys/unsolved/{opened.pk}/"]
    for other in {"team_lead", "manager", "agent", "analyst"} - {owner}:
        reader = cast.named(other)
        assert isinstance(reader, User)
        assert lines(reader) == []


def test_no_said_twice_is_one_line_and_a_later_yes_closes_it(cast: Cast) -> None:
    invitation = an_invitation(a_wave(cast.manager))

    say(invitation, 0)
    say(invitation, 0)
    assert len(lines(cast.manager)) == 1
    say(invitation, 1)

    assert lines(cast.manager) == []
    assert [r.closed_how for r in Reopening.objects.all()] == ["yes"]
    say(invitation, 0)
    assert len(lines(cast.manager)) == 1


def test_yes_reopens_nothing(cast: Cast) -> None:
    say(an_invitation(a_wave(cast.manager)), 1)

    assert Reopening.objects.count() == 0


def test_closed_by_hand_once_stays_as_it_ended(cast: Cast) -> None:
    say(an_invitation(a_wave(cast.manager)), 0)
    opened = Reopening.objects.get()

    close(opened, Reopening.How.HAND, now=MARCH, note="called back")
    close(opened, Reopening.How.YES, now=MARCH + timedelta(days=1))

    opened.refresh_from_db()
    assert (opened.closed_how, opened.note, opened.closed_at) == ("hand", "called back", MARCH)


# k1 calls on 2 March (c01) and again, ten days later, on 14 March (c12).
@pytest.mark.parametrize(
    ("contact", "said_on_day", "closed"),
    [
        ("c01", 3, True),
        ("c01", 15, False),  # said after the later call
        ("c12", 15, False),  # the last call of its customer
        ("c02", 3, False),  # called no more
        ("c09", 12, False),  # nobody known: no later call is theirs
    ],
)
def test_a_later_call_of_the_customer_closes_it(
    cast: Cast, small_lake: Path, contact: str, said_on_day: int, closed: bool
) -> None:
    wave = a_wave(cast.manager)
    key = keys()[f"table:{contact}"]
    said_at = MARCH.replace(day=said_on_day)
    invitation = an_invitation(
        wave,
        contact_id=f"table:{contact}",
        customer_key=key,
        arrived_at=arrivals()[f"table:{contact}"],
        now=said_at,
        expires_at=None,
    )
    say(invitation, 0, now=said_at)

    assert close_by_later_contacts(now=MARCH.replace(day=20)) == int(closed)

    opened = Reopening.objects.get()
    assert opened.later_contact == ("table:c12" if closed else "")
    assert opened.closed_how == ("contact" if closed else "")


@pytest.mark.parametrize(
    ("ids", "apart_days", "closed"),
    [
        ({"contact_id": "table:c01"}, 0, True),
        ({"contact_id": "table:c01"}, -31, False),
        ({"contact_id": "", "source": "table", "call_id": "c01"}, 0, True),
        ({"contact_id": "", "source": "table", "call_id": "c01"}, -31, False),
        ({"contact_id": "", "source": "asterisk", "call_id": "c01"}, 0, False),
    ],
)
def test_it_is_closed_by_whose_call_it_was_whichever_way_that_is_named(
    cast: Cast, small_lake: Path, ids: dict[str, str], apart_days: int, closed: bool
) -> None:
    """Asked by the phone system a call goes by its ids; an id of a month before was another customer's call."""
    arrived = arrivals()["table:c01"] + timedelta(days=apart_days)
    opened_at = MARCH.replace(day=3)
    invitation = an_invitation(
        a_wave(cast.manager), **ids, arrived_at=arrived, now=opened_at, expires_at=None
    )
    say(invitation, 0, now=opened_at)

    assert close_by_later_contacts(now=MARCH.replace(day=20)) == int(closed)
    assert Reopening.objects.get().later_contact == ("table:c12" if closed else "")


def test_owner_changed_at_the_moment_at_which_it_is_closed_opens_nothing_again(cast: Cast) -> None:
    opened = reopen(an_invitation(a_wave(cast.manager)), now=MARCH)
    given = {"owner": cast.team_lead.pk, "due_at": "2026-03-05T10:00", "note": "mine"}
    form = ReopeningForm(given, instance=Reopening.objects.get())
    assert form.is_valid(), form.errors

    close(opened, Reopening.How.YES, now=MARCH)

    with pytest.raises(MeanwhileError):
        form.save()
    assert Reopening.objects.values_list("closed_how", "owner").get() == ("yes", cast.manager.pk)


def test_an_answer_on_a_case_that_was_split_stays_with_its_own_contact(
    cast: Cast, small_lake: Path
) -> None:
    from tests.levers.surveys.landing import evidence_of, land

    invitation = an_invitation(
        a_wave(cast.manager), contact_id="table:c04", arrived_at=MARCH.replace(day=3, hour=10)
    )
    say(invitation, 0)
    land()
    # k3 hung up on 2 March (c03) and was answered on the 3rd (c04): one case until somebody splits it.
    assert evidence_of("table:c03") == evidence_of("table:c04") == (False, "customer")

    split(Lake.at(small_lake), "table:c04", by="Marit")

    assert evidence_of("table:c04") == (False, "customer")
    assert evidence_of("table:c03")[1] != "customer"
    assert len(lines(cast.manager)) == 1


def test_the_inbox_says_which_call_and_what_the_customer_wrote(
    cast: Cast, small_lake: Path
) -> None:
    arrived = datetime(2026, 3, 10, 23, 30, tzinfo=UTC)
    called = an_invitation(a_wave(cast.manager), arrived_at=arrived, queue="support")
    resolved = standard_question("resolved")
    Reply.objects.create(
        invitation=called, instrument=resolved, revision=1, score=0, source="mail", text="no " * 40
    )

    words = unsolved_words(reopen(called, now=arrived))

    assert words.startswith("Not solved: support, call of Mar 11, 2026 · “no no")
    assert len(words) < 140
