"""A call and its caller in the reader's language, as the desk shows them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.desk.domain.knowing import KnownCaller, PastContact
from willet.desk.domain.records import TakenCall
from willet.desk.domain.statements import solved_words
from willet.desk.models import Callback, Disposition, Leg, Solved
from willet.figures.domain.words import value_words
from willet.ui import formats
from willet.ui.components import Cell, Column, Empty, Row, Table

STATES = {
    "ringing": gettext_lazy("ringing"),
    "connected": gettext_lazy("talking"),
    "ended": gettext_lazy("ended"),
}


WRAP_UP: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One call on the desk, as its list shows it."""

    leg: Leg
    title: str
    state: str
    since: datetime
    """When its state began: a clock on the page counts from here."""
    href: str

    @property
    def ticks(self) -> bool:
        """Whether a clock runs: of a call that ended long ago nobody counts the work afterwards."""
        return self.leg.state != "ended" or timezone.now() - self.since < WRAP_UP


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A call of the call records in words, and the address that takes it to the desk."""

    when: str
    queue: str
    topic: str
    words: str
    take: str


def line_of(leg: Leg) -> DeskLine:
    """One call on the desk."""
    since = {"ringing": leg.rang_at, "connected": leg.connected_at, "ended": leg.ended_at}
    return DeskLine(
        leg,
        leg.call.number or _("number not known"),
        str(STATES[leg.state]),
        since[leg.state] or leg.heard_at,
        reverse("desk:call", args=[leg.pk]),
    )


def moment_words(at: datetime, zone: ZoneInfo) -> str:
    """A moment by the centre's clocks; one of the lake comes without a zone and is UTC."""
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    here = aware.astimezone(zone).replace(tzinfo=None)
    return f"{formats.date(here)}, {formats.clock(here)}"


def call_facts(leg: Leg, zone: ZoneInfo) -> list[tuple[str, str]]:
    """What this call is: pairs of heading and words."""
    call = leg.call
    pairs = [
        (_("Number"), call.number or _("not known")),
        (_("Began"), moment_words(call.began_at, zone)),
        (_("Direction"), value_words("direction", call.direction)),
        (_("Queue"), value_words("queue", call.queue)),
        (_("Ticket"), call.case_ref),
        (_("Known from"), str(leg.get_origin_display())),
    ]
    return [(heading, text) for heading, text in pairs if text]


def case_words(known: KnownCaller, zone: ZoneInfo) -> str:
    """The open case of the caller in a sentence; empty without one."""
    case = known.case
    if case is None:
        return ""
    words = {
        "when": moment_words(case.opened_at, zone),
        "topic": value_words("topic", case.topic) or _("topic not known"),
        "n": formats.number(case.contacts),
    }
    return _("Open since %(when)s: %(topic)s. Contacts so far: %(n)s.") % words


def contacts_table(known: KnownCaller, zone: ZoneInfo) -> Table:
    """The caller's last contacts."""
    return Table(
        caption=_("Last contacts"),
        columns=[
            Column("when", _("Arrived")),
            Column("queue", _("Queue")),
            Column("topic", _("Topic")),
            Column("outcome", _("Outcome")),
            Column("resolved", _("Solved")),
        ],
        rows=[_contact_row(contact, zone) for contact in known.contacts],
        empty=Empty(
            _("No earlier contact"), _("Nobody with this number called before."), icon="phone"
        ),
    )


def _contact_row(contact: PastContact, zone: ZoneInfo) -> Row:
    way = reverse("calls:call", args=[contact.contact_id]) if contact.is_open else ""
    solved = {True: _("yes"), False: _("no"), None: ""}[contact.resolved]
    return Row(
        [
            Cell(moment_words(contact.arrived_at, zone), href=way),
            Cell(value_words("queue", contact.queue)),
            Cell(value_words("topic", contact.topic)),
            Cell(value_words("outcome", contact.outcome)),
            Cell(solved, reason=_("nobody said")),
        ]
    )


def answer_words(known: KnownCaller, zone: ZoneInfo) -> list[str]:
    """What the caller answered when asked, a line each."""
    return [
        _("%(question)s: %(score)s on %(scale)s")
        % {
            "question": value_words("instrument", one.instrument),
            "score": formats.number(one.score),
            "scale": (one.scale or "–").partition(" ")[0],
        }
        for one in known.answers
    ]


def history_table(dispositions: Sequence[Disposition], zone: ZoneInfo) -> Table:
    """Every wording of how a leg ended, the newest first."""
    return Table(
        caption=_("What was said so far"),
        columns=[
            Column("at", _("When")),
            Column("resolved", _("Solved")),
            Column("cause", _("Why not")),
            Column("topic", _("Topic")),
            Column("note", _("Note")),
        ],
        rows=[
            Row(
                [
                    Cell(moment_words(one.at, zone)),
                    Cell(str(Solved(one.resolved).label)),
                    Cell(value_words("cause", one.cause or None)),
                    Cell(value_words("topic", one.topic or None)),
                    Cell(one.note),
                ]
            )
            for one in sorted(dispositions, key=lambda one: -one.revision)
        ],
    )


def legs_table(legs: Iterable[Leg], zone: ZoneInfo) -> Table:
    """One's own last calls, as the desk was told of them."""
    return Table(
        caption=_("My last calls"),
        columns=[
            Column("began", _("Began")),
            Column("number", _("Number")),
            Column("queue", _("Queue")),
            Column("solved", _("Solved")),
        ],
        rows=[
            Row(
                [
                    Cell(
                        moment_words(leg.call.began_at, zone),
                        href=reverse("desk:call", args=[leg.pk]),
                    ),
                    Cell(leg.call.number, reason=_("not known")),
                    Cell(value_words("queue", leg.call.queue or None), reason=_("not known")),
                    Cell(solved_words(leg), reason=_("nothing said yet")),
                ]
            )
            for leg in legs
        ],
        empty=Empty(
            _("No call yet"),
            _("A call shows here once the phone system tells of it, or you write it down."),
            icon="phone",
        ),
    )


def promise_words(one: Callback, zone: ZoneInfo) -> str:
    """A promised callback in a sentence."""
    if one.is_withdrawn:
        return _("The callback was withdrawn.")
    if one.kept_at is not None:
        return _("Called back on %(when)s.") % {"when": moment_words(one.kept_at, zone)}
    due = moment_words(one.due_at, zone)
    if not one.leg.call.number:
        return _("Call the customer back until %(when)s.") % {"when": due}
    words = {"number": one.leg.call.number, "when": due}
    return _("Call back %(number)s until %(when)s.") % words


def callback_words(one: Callback) -> str:
    """What an inbox says of a promised callback: whom to call, by the number or else by their call.

    By its reader's clock, as all of an inbox.
    """
    call = one.leg.call
    if call.number:
        return _("Call back %(number)s") % {"number": call.number}
    return _("Call back the customer of %(when)s") % {"when": formats.moment(call.began_at)}


def records_table(taken: Iterable[TakenCall], zone: ZoneInfo) -> list[RecordLine]:
    """One's own calls of the call records, each with the way to take it to the desk."""
    return [
        RecordLine(
            when=moment_words(one.call.arrived_at, zone),
            queue=value_words("queue", one.call.queue),
            topic=value_words("topic", one.call.topic),
            words=one.words,
            take=reverse("desk:record", args=[one.call.contact_id]),
        )
        for one in taken
    ]
