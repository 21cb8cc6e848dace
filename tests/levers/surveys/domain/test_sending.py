"""Mails to customers: one each, delivered and bounced counted, nobody who must rest, and reminders up to the cap."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.dispatch import Signal
from django.test import override_settings

from tests.levers.surveys.asking import NOW, PUBLIC, a_wave, an_invitation, drawn, keep, keys
from tests.notices.post import hanging_server, post_office
from tests.scaffold.cast import Cast
from willet.core.records import RequestError, WilletError
from willet.levers.surveys.domain import sending
from willet.levers.surveys.domain.delivery import hear, note_event
from willet.levers.surveys.domain.links import token_of
from willet.levers.surveys.domain.resting import mark_of_mail, refuse_more
from willet.levers.surveys.domain.sending import invite, send_due
from willet.levers.surveys.models import Addressee, Invitation, Wave
from willet.vault.domain.looking import opt_out
from willet.vault.models import VaultEntry

DAY = timedelta(days=1)
State, Held = Invitation.State, Invitation.Held


def states(wave: Wave) -> dict[str, tuple[str, str]]:
    """Contact -> its state, and why it is held."""
    rows = wave.invitations.order_by("contact_id")
    return {i.contact_id.removeprefix("table:"): (i.state, i.held_for) for i in rows}


def keep_customers(*contacts: str) -> None:
    """An address for the customer of each contact, named after the contact."""
    known = keys()
    keep(*[(known[f"table:{c}"], "", f"{c}@b.example") for c in contacts])


@pytest.fixture
def wave(cast: Cast, small_lake: Path) -> Wave:
    """A wave that has drawn; the vault has addresses of c01 (k1, as c12), c02 and c05."""
    wave = a_wave(cast.manager)
    drawn(wave)
    keep_customers("c01", "c02", "c05")
    return wave


def test_each_customer_gets_one_mail_and_the_others_a_reason(wave: Wave) -> None:
    with post_office() as post:
        assert send_due(now=NOW) == 3
        assert send_due(now=NOW) == 0

    assert sorted(mail["To"] for mail in post.taken) == [f"c0{n}@b.example" for n in (1, 2, 5)]
    none = (State.HELD, Held.NO_ADDRESS)
    assert states(wave) == {
        **dict.fromkeys(("c01", "c02", "c05"), (State.SENT, "")),
        **dict.fromkeys(("c04", "c06", "c07", "c09", "c10"), none),
        # The same customer as c01, who was asked this very moment.
        "c12": (State.HELD, Held.QUARANTINED),
    }
    assert wave.invitations.filter(delivered_at=NOW).count() == 3


def test_the_mail_asks_with_two_links_and_lets_one_click_end_it(wave: Wave) -> None:
    with post_office() as post:
        send_due(now=NOW)

    mail = next(m for m in post.taken if m["To"] == "c02@b.example")
    link = f"{PUBLIC}/s/{token_of(wave.invitations.get(contact_id='table:c02'))}/"
    text = mail.get_body(("plain",))
    assert text is not None
    assert mail["Subject"] == "Acme: Was your question or problem solved?"
    assert f"Yes: {link}?a=1\nNo: {link}?a=0\n" in text.get_content().replace("\r\n", "\n")
    assert mail["List-Unsubscribe"].strip() == f"<{link}stop/>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Auto-Submitted"] == "auto-generated"


def test_an_address_that_bounces_counts_as_sent_and_is_never_written_to_again(
    wave: Wave, cast: Cast
) -> None:
    with post_office(rcpt=["550 no such mailbox"]):
        assert send_due(now=NOW) == 2

    refused = wave.invitations.get(state=State.REFUSED)
    assert (refused.contact_id, refused.sent_at, refused.bounced_at) == ("table:c01", NOW, NOW)
    assert refused.delivered_at is None
    # The mailbox of k1 is dead: the same customer's other call is not asked about either.
    assert states(wave)["c12"] == (State.HELD, Held.BOUNCED)
    later = a_wave(cast.manager)
    drawn(later)
    with post_office() as post:
        send_due(now=NOW + 40 * DAY)
    assert "c01@b.example" not in [mail["To"] for mail in post.taken]


def test_a_mail_server_that_is_busy_or_away_is_asked_again_and_nobody_rests_for_nothing(
    wave: Wave,
) -> None:
    with post_office(data=["451 later"]), pytest.raises(WilletError):
        send_due(now=NOW)
    assert {state for state, _why in states(wave).values()} == {State.DRAWN}
    assert Addressee.objects.exclude(asked_at=None).count() == 0
    with hanging_server(), pytest.raises(WilletError):
        send_due(now=NOW)

    with post_office() as post:
        assert send_due(now=NOW) == 3
    assert len(post.taken) == 3


def test_a_mail_that_may_have_arrived_is_not_sent_again(wave: Wave) -> None:
    with post_office(data=["silence"]) as post:
        send_due(now=NOW)
        send_due(now=NOW)

    assert [mail["To"] for mail in post.taken].count("c01@b.example") == 1
    unsure = wave.invitations.get(contact_id="table:c01")
    assert (unsure.state, unsure.delivered_at) == (State.SENT, None)


def test_who_opted_out_in_the_vault_or_by_a_link_is_not_asked(wave: Wave) -> None:
    opt_out(VaultEntry.objects.get(pk=keys()["table:c02"]), wanted=True)
    refuse_more([mark_of_mail("C05@b.example ")], now=NOW)

    with post_office() as post:
        send_due(now=NOW)

    assert [mail["To"] for mail in post.taken] == ["c01@b.example"]
    assert states(wave)["c02"] == states(wave)["c05"] == (State.HELD, Held.OPTED_OUT)


def test_a_household_with_two_numbers_and_one_mailbox_is_asked_once(
    cast: Cast, small_lake: Path
) -> None:
    wave, known = a_wave(cast.manager), keys()
    drawn(wave)
    keep(
        (known["table:c02"], "+31600000001", "home@b.example"),
        (known["table:c05"], "+31600000002", "HOME@b.example"),
    )

    with post_office() as post:
        send_due(now=NOW)

    assert len(post.taken) == 1
    assert sorted([states(wave)["c02"], states(wave)["c05"]]) == [
        (State.HELD, Held.QUARANTINED),
        (State.SENT, ""),
    ]


@pytest.mark.parametrize(
    ("first_days", "second_days", "gap_days", "sent"),
    [
        (30, 30, 29, 0),
        (30, 30, 30, 1),
        (30, 7, 8, 0),  # the wave that asked first promised thirty days
        (7, 30, 8, 0),  # the one that would ask next wants thirty before it
        (7, 30, 30, 1),
    ],
)
def test_a_customer_rests_between_waves_by_the_days_of_both(
    cast: Cast, small_lake: Path, first_days: int, second_days: int, gap_days: int, sent: int
) -> None:
    keep_customers("c02")
    first = a_wave(cast.manager, quarantine_days=first_days, within_days=200)
    an_invitation(first, customer_key=keys()["table:c02"], state=State.DRAWN, sent_at=None, now=NOW)
    with post_office():
        assert send_due(now=NOW) == 1
    second = a_wave(cast.manager, quarantine_days=second_days, within_days=200)
    later = NOW + gap_days * DAY
    an_invitation(
        second, customer_key=keys()["table:c02"], state=State.DRAWN, sent_at=None, now=later
    )
    Wave.objects.filter(pk=first.pk).update(reminders=0)

    with post_office() as post:
        send_due(now=later)

    assert len(post.taken) == sent


def test_reminders_go_to_who_is_silent_up_to_the_cap(cast: Cast, home: Path) -> None:
    keep(("7", "", "ann@b.example"))
    wave = a_wave(cast.manager, reminders=2, remind_after_days=3, expires_days=14)
    invitation = an_invitation(wave, now=NOW)

    sent = []
    with post_office() as post:
        for day in range(15):
            sent += [day] * send_due(now=NOW + day * DAY)

    assert sent == [3, 6]
    assert [mail["Subject"] for mail in post.taken] == ["Acme: may we still ask you one thing?"] * 2
    invitation.refresh_from_db()
    assert invitation.reminded == 2


@pytest.mark.parametrize(
    "values",
    [
        {"completed_at": NOW},
        {"disowned_at": NOW},
        {"bounced_at": NOW},
        {"expires_at": NOW + DAY},
        {"state": State.HELD},
        {"state": State.DRAWN, "sent_at": None, "due_at": NOW + 100 * DAY},
    ],
)
def test_nobody_else_is_reminded(cast: Cast, home: Path, values: dict[str, object]) -> None:
    keep(("7", "", "ann@b.example"))
    an_invitation(a_wave(cast.manager), now=NOW, **values)

    with post_office() as post:
        send_due(now=NOW + 3 * DAY)

    assert post.taken == []


def test_a_wave_that_ended_asks_and_reminds_nobody(wave: Wave) -> None:
    with post_office() as post:
        Wave.objects.filter(pk=wave.pk).update(state=Wave.State.ENDED)
        send_due(now=NOW)

    assert post.taken == []
    assert set(states(wave).values()) == {(State.HELD, Held.TOO_LATE)}


def test_nothing_is_asked_where_customers_could_open_no_link(wave: Wave) -> None:
    with (
        override_settings(WILLET_PUBLIC_ADDRESS=""),
        post_office() as post,
        pytest.raises(RequestError, match="WILLET_PUBLIC_ADDRESS"),
    ):
        send_due(now=NOW)

    assert post.taken == []
    assert {state for state, _why in states(wave).values()} == {State.DRAWN}


# What a service tells, one after another -> delivered, bounced. Opened and clicked are a scanner's.
@pytest.mark.parametrize(
    ("events", "delivered", "bounced"),
    [
        (["delivered"], True, False),
        (["bounced"], False, True),
        (["delivered", "bounced"], False, True),
        (["bounced", "delivered"], False, True),
        (["opened", "clicked"], False, False),
        (["rejected"], False, True),
    ],
)
def test_what_a_mail_service_tells(
    cast: Cast, events: list[str], delivered: bool, bounced: bool
) -> None:
    invitation = an_invitation(a_wave(cast.manager), delivered_at=None, address_mark="m")

    for event in events:
        note_event(str(invitation.pk), event)

    invitation.refresh_from_db()
    assert (invitation.delivered_at is not None, invitation.bounced_at is not None) == (
        delivered,
        bounced,
    )


@dataclass
class MailEvent:
    """An event as django-anymail gives it to its signal."""

    event_type: str
    metadata: dict[str, str]
    timestamp: datetime = NOW


def test_an_event_of_a_mail_service_finds_its_invitation_by_what_the_mail_carried(
    cast: Cast,
) -> None:
    invitation = an_invitation(a_wave(cast.manager), delivered_at=None, now=NOW)
    tracking = Signal()
    tracking.connect(hear)

    tracking.send(None, event=MailEvent("delivered", {}))
    tracking.send(None, event=MailEvent("delivered", {"invitation": str(invitation.pk)}))

    invitation.refresh_from_db()
    assert invitation.delivered_at == NOW


def test_what_is_told_of_an_unknown_or_answered_invitation_changes_nothing(cast: Cast) -> None:
    answered = an_invitation(a_wave(cast.manager), completed_at=NOW)

    assert note_event(str(answered.pk), "bounced") is False
    assert note_event("00000000-0000-0000-0000-000000000000", "delivered") is False
    assert note_event("no id", "delivered") is False
    # What a mail service hands back is what somebody sent it.
    odd: Any
    for odd in (5, [], {}):
        assert note_event(odd, "delivered") is False


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\v", "\x85", "\u2028"])
def test_a_name_of_two_lines_begins_no_other_header(wave: Wave, end: str) -> None:
    Wave.objects.filter(pk=wave.pk).update(company=f"Acme{end}Bcc: eve@e.example")

    with post_office() as post:
        assert send_due(now=NOW) == 3

    assert {(mail["Subject"].partition(": W")[0], mail["Bcc"]) for mail in post.taken} == {
        ("Acme Bcc: eve@e.example", None)
    }


def test_a_customer_who_is_erased_meanwhile_holds_up_nobody(
    wave: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    def invite_and_erase(invitation: Invitation, *, now: datetime) -> bool:
        wave.invitations.filter(contact_id="table:c05").delete()
        return invite(invitation, now=now)

    monkeypatch.setattr(sending, "invite", invite_and_erase)

    with post_office() as post:
        assert send_due(now=NOW) == 2

    assert sorted(mail["To"] for mail in post.taken) == ["c01@b.example", "c02@b.example"]
