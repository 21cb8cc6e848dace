"""The closed vocabularies of the field as a reader’s language says them; a centre’s own words stay as they are."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.lists.domain.labels import label
from willet.ui import formats

UNKNOWN = "~unknown"
"""In an address: the rows whose value the source does not know. No name in the field starts with a tilde."""
Words = Mapping[str, str | Promise]

OUTCOMES: Words = {
    "answered": gettext_lazy("answered"),
    "abandoned": gettext_lazy("abandoned"),
    "blocked": gettext_lazy("blocked"),
    "timed_out": gettext_lazy("waited too long"),
    "left_by_key": gettext_lazy("left by key"),
    "overflowed": gettext_lazy("overflowed"),
    "voicemail": gettext_lazy("voicemail"),
    "callback": gettext_lazy("callback"),
    "self_served": gettext_lazy("served itself"),
    "unknown": gettext_lazy("end not seen"),
}
EVIDENCE: Words = {
    "customer": gettext_lazy("the customer’s answer"),
    "no_repeat": gettext_lazy("no repeat call"),
    "audit": gettext_lazy("a quality audit"),
    "disposition": gettext_lazy("the agent’s word"),
}
CAUSES: Words = {
    "complexity": gettext_lazy("complexity"),
    "information": gettext_lazy("information missing"),
    "turnover": gettext_lazy("agent too new"),
    "authority": gettext_lazy("agent not allowed"),
}
INSTRUMENTS: Words = {
    "resolved": gettext_lazy("Was it solved?"),
    "csat": gettext_lazy("Satisfaction"),
    "ces": gettext_lazy("Effort"),
    "nps": gettext_lazy("Would recommend"),
}
LINKED_BY: Words = {
    "case_ref": gettext_lazy("the source’s own case number"),
    "customer": gettext_lazy("same customer, within the repeat window"),
    "by_hand": gettext_lazy("joined by hand"),
    "single": gettext_lazy("one contact only"),
    "first": gettext_lazy("opened the case"),
}
STRETCHES: Words = {
    "menu": gettext_lazy("Voice menu"),
    "wait": gettext_lazy("Waiting"),
    "ring": gettext_lazy("Ringing"),
    "talk": gettext_lazy("Talking"),
    "hold": gettext_lazy("On hold"),
    "acw": gettext_lazy("After-call work"),
}
OTHER_STRETCHES: Words = {
    **STRETCHES,
    "ring": gettext_lazy("Offered to an agent"),
    "talk": gettext_lazy("Conversation"),
    "hold": gettext_lazy("Set aside"),
    "acw": gettext_lazy("Work afterwards"),
}
"""The same where nothing rings and nobody talks: a chat, a mail."""
CHANNELS: Words = {
    "voice": gettext_lazy("phone"),
    "chat": gettext_lazy("chat"),
    "email": gettext_lazy("e-mail"),
    "mail": gettext_lazy("e-mail"),
    "sms": gettext_lazy("text message"),
    "message": gettext_lazy("messages"),
    "video": gettext_lazy("video"),
}
DIRECTIONS: Words = {
    "inbound": gettext_lazy("inbound"),
    "outbound": gettext_lazy("outbound"),
    "internal": gettext_lazy("internal"),
}
ENDED_BY: Words = {
    "customer": gettext_lazy("the customer"),
    "agent": gettext_lazy("the agent"),
    "system": gettext_lazy("the system"),
}
TAGS: Words = {
    "second_level": gettext_lazy("not for the first level"),
    "consulted": gettext_lazy("a colleague was asked"),
}
"""The tags that mean something to Willet; all others are the centre's own words."""

_OF: Mapping[str, Words] = {
    "tag": TAGS,
    "outcome": OUTCOMES,
    "channel": CHANNELS,
    "direction": DIRECTIONS,
    "cause": CAUSES,
    "kind": EVIDENCE,
    "instrument": INSTRUMENTS,
    "linked_by": LINKED_BY,
    "ended_by": ENDED_BY,
}


_NONE: Words = {
    "agent": gettext_lazy("no agent"),
    "disposition": gettext_lazy("no code"),
    "tag": gettext_lazy("no tag"),
}
"""What a value that nobody knows is called."""
LISTED = frozenset({"agent", "queue", "topic", "disposition"})
"""Dimensions whose values have words of the centre's own."""


def value_words(dimension: str, value: str | None) -> str:
    """A value in words; empty where it is not known."""
    if value is None:
        return ""
    if dimension in LISTED:
        return label(dimension, value)
    if dimension == "language":
        return formats.language(value)
    return str(_OF.get(dimension, {}).get(value, value))


def is_call(channel: str | None) -> bool:
    """Whether a contact came by phone; a source that tells no channel tells of calls."""
    return channel in {None, "voice", "video"}


def stretches_of(channel: str | None) -> Words:
    """What the stretches of a contact are called, by how it came."""
    return STRETCHES if is_call(channel) else OTHER_STRETCHES


def named(dimension: str, value: str | None) -> str:
    """A value that stands for a line or a filter of its own: not knowing has a name too."""
    if value in {None, UNKNOWN}:
        return str(_NONE.get(dimension, _("not known")))
    return value_words(dimension, value)


def yes_or_no(value: bool | None) -> str:
    """A judgement in a word; empty where there is none."""
    if value is None:
        return ""
    return _("yes") if value else _("no")
