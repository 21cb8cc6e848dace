"""Why a contact is in its case, in words: what linked it, how long after, and what speaks against it."""

import math
from collections.abc import Iterator
from datetime import timedelta
from typing import Literal

from babel.dates import format_timedelta
from django.utils.translation import gettext as _

from willet.core.cases import DEFAULT
from willet.core.metrics import holds
from willet.figures.domain.words import value_words
from willet.resolution.case.query import Member
from willet.ui import formats

Unit = Literal["day", "hour", "minute", "second"]

_UNITS: tuple[tuple[Unit, int], ...] = (
    ("day", 86_400),
    ("hour", 3_600),
    ("minute", 60),
    ("second", 1),
)


def gap_words(seconds: float | None) -> str:
    """A gap in its two largest units: `2 days, 3 hours`. Empty where it is not known."""
    if seconds is None or not math.isfinite(seconds):
        return ""
    left, parts = max(0, round(seconds)), list[str]()
    for unit, size in _UNITS:
        count, left = divmod(left, size)
        if count or (unit == "second" and not parts):
            parts.append(_of_unit(timedelta(seconds=count * size), unit))
    return ", ".join(parts[:2])


def _of_unit(length: timedelta, unit: Unit) -> str:
    # Below the threshold a unit stays, so 400 days are no year; format_unit lacks words in Dutch and Vietnamese.
    return format_timedelta(length, granularity=unit, threshold=1e9, locale=formats.locale())


def link_words(member: Member, case_id: str) -> str:
    """Why the contact is in its case."""
    if member.linked_by == "case_ref":
        return _("The source gave it the same case number (%(ref)s).") % {
            "ref": case_id.partition(":")[2] or case_id
        }
    if member.linked_by == "by_hand":
        return _("By hand: see the corrections below.")
    if member.linked_by == "customer":
        return _by_customer(member)
    return _("It opened the case.")


def _by_customer(member: Member) -> str:
    values = {
        "gap": gap_words(member.link_gap_s),
        "days": formats.number(DEFAULT.window_days),
        "topic": value_words("topic", member.topic),
    }
    if member.topic is not None and member.prev_gap_topic_s == member.link_gap_s:
        sentence = _(
            "The same customer came back after %(gap)s, within the window of %(days)s days, "
            "about the same topic (%(topic)s)."
        )
    else:
        sentence = _(
            "The same customer came back after %(gap)s, within the window of %(days)s days; "
            "the topic of one of the two contacts is not known."
        )
    return sentence % values


def doubts(member: Member) -> Iterator[str]:
    """What a reader should know before trusting the link."""
    if member.identity == "shared":
        yield _("Its number belongs to many customers, so it links nobody.")
    elif member.identity == "withheld":
        yield _("The number was withheld, so a repeat of it cannot be seen.")
    elif member.identity == "extension":
        yield _("It came from an internal number, which may be a colleague's.")
    elif member.customer_key is None:
        yield _("The customer is not known, so a repeat of it cannot be seen.")
    if holds("outbound", direction=member.direction):
        yield _("The centre called: a follow-up, no repeat.")


def clock_words(note: str | None) -> Iterator[str]:
    """What an importer noted on the clock of a contact."""
    if note == "repeated_hour":
        yield _(
            "The clock was put back, and this hour came twice: the first of the two was taken, so the contact "
            "may have come an hour later."
        )
    elif note is not None:
        yield note
