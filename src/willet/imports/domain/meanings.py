"""What a column can mean and what its words can mean, in the reader's language, in the groups of a list."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from willet.figures.domain.words import DIRECTIONS, ENDED_BY, OUTCOMES

Words = Mapping[str, str | Promise]

GROUPS: Sequence[tuple[str | Promise, Words]] = (
    (
        _("When"),
        {
            "arrived_at": _("Start of the contact"),
            "arrived_date": _("Start: date alone"),
            "arrived_time": _("Start: time alone"),
            "answered_at": _("Answered at"),
            "ended_at": _("Ended at"),
            "revised_at": _("Last changed at"),
        },
    ),
    (
        _("Which contact"),
        {
            "contact_id": _("Id of the contact"),
            "case_ref": _("Number of the case or ticket"),
            "direction": _("Direction"),
            "channel": _("Channel"),
            "language": _("Language"),
            "queue": _("Queue"),
            "topic": _("Topic"),
            "tags": _("Tags"),
        },
    ),
    (
        _("Who"),
        {
            "agent": _("Agent"),
            "team": _("Team"),
            "agent_tenure_days": _("Agent’s days of service"),
            "customer_id": _("Customer number"),
            "customer_number": _("Customer’s phone number"),
            "customer_email": _("Customer’s e-mail address"),
        },
    ),
    (
        _("How it ended"),
        {
            "outcome": _("Outcome"),
            "answered_flag": _("Answered: yes or no"),
            "abandoned_flag": _("Abandoned: yes or no"),
            "ended_by": _("Who hung up"),
            "disposition": _("Wrap-up code"),
            "resolved": _("Solved: yes or no"),
            "cause": _("Why it was not solved"),
            "sale_amount": _("Sale"),
        },
    ),
    (
        _("How long"),
        {
            "ivr_s": _("Time in the voice menu"),
            "wait_s": _("Waiting time"),
            "ring_s": _("Ringing time"),
            "talk_s": _("Talk time"),
            "hold_s": _("Hold time"),
            "acw_s": _("After-call work"),
        },
    ),
    (
        _("How often"),
        {
            "transfers": _("Transfers"),
            "offers": _("Offers to agents"),
            "unanswered_offers": _("Offers not answered"),
            "consults": _("Questions to colleagues"),
            "consulted": _("Colleague asked: yes or no"),
        },
    ),
    (
        _("Survey"),
        {
            "csat": _("Satisfaction"),
            "nps": _("Would recommend"),
            "ces": _("Effort"),
        },
    ),
)
CHANNELS: Words = {
    "voice": _("phone"),
    "chat": _("chat"),
    "email": _("e-mail"),
    "social": _("social media"),
    "message": _("message"),
}
TRUTHS: Words = {"true": _("yes"), "false": _("no")}
WORDS: Mapping[str, Words] = {
    "outcome": OUTCOMES,
    "direction": DIRECTIONS,
    "ended_by": ENDED_BY,
    "channel": CHANNELS,
    "truth": TRUTHS,
}
"""Field -> the words its cells can mean."""
UNITS: Words = {
    "auto": _("as written (seconds, 2:05, 1:02:03, 3 min 20 s)"),
    "s": _("seconds"),
    "ms": _("milliseconds"),
    "min": _("minutes"),
    "h": _("hours"),
    "h:m": _("hours:minutes"),
    "m:s": _("minutes:seconds"),
    "day_fraction": _("fraction of a day (spreadsheet)"),
}
ROWS: Words = {
    "": _("let the times show it"),
    "contacts": _("a contact of its own"),
    "legs": _("a leg of a call: rows with one id belong together"),
}
CONFIDENCE: Words = {"sure": _("sure"), "likely": _("likely"), "unsure": _("please check")}
_LABELS = {name: label for _group, words in GROUPS for name, label in words.items()}


def meaning_label(meaning: str) -> str:
    """What a meaning is called; a name that is none stays as it is."""
    return str(_LABELS.get(meaning, meaning))


def unit_label(unit: str) -> str:
    """What a unit of a length of time is called; one that is none stays as it is."""
    return str(UNITS.get(unit, unit))
