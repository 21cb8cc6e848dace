"""What a source says it cannot tell, and what it noted while reading, in the reader's language.

Sources speak English and know no translation; the literal copies below are there for the word lists.
A name, a count or a column in a sentence stays as it is. A sentence that is not known stays English.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from willet.calls.domain.figures import words_of
from willet.core.metrics import catalogue

KNOWN = (
    gettext_noop("this mapping has no outcome (%(field)s)"),
    gettext_noop("this mapping has no waiting time (%(field)s)"),
    gettext_noop("this mapping has no ring time (%(field)s)"),
    gettext_noop("this mapping has no talk time (%(field)s)"),
    gettext_noop("this mapping has no hold time (%(field)s)"),
    gettext_noop("this mapping has no after-call work (%(field)s)"),
    gettext_noop("this mapping has no transfers (%(field)s)"),
    gettext_noop("this mapping has no sales (%(field)s)"),
    gettext_noop("this mapping has no agent (%(field)s)"),
    gettext_noop("this mapping has no offers to agents (%(field)s)"),
    gettext_noop("this mapping has no unanswered offers (%(field)s)"),
    gettext_noop("this mapping has no %(survey)s answers"),
    gettext_noop("this mapping never gives the outcome blocked"),
    gettext_noop("this mapping does not say who the customers are"),
    gettext_noop("this mapping has no judgement of whether a contact was resolved"),
    gettext_noop(
        "queue_log writes nothing for a call that met a full, closed or empty queue or a busy "
        "trunk; blocked calls are in the call detail records only."
    ),
    gettext_noop("queue_log does not record hold; time on hold is part of its talk time."),
    gettext_noop("queue_log does not record sales."),
    gettext_noop(
        "these files hold no CALLSTATUS and no INFO|DISPOSITION, so nobody says what was resolved."
    ),
    gettext_noop("these files hold no PAUSE, so work after the call is not seen."),
    gettext_noop("these files hold no %(event)s event."),
    gettext_noop("No time zone was told: days are those of UTC."),
    gettext_noop("Kept as events that no record needs yet: %(events)s."),
    gettext_noop("the mapping says nothing of direction: every contact is taken as inbound"),
    gettext_noop("columns that the mapping does not use: %(columns)s"),
)


def source_words(text: str) -> str:
    """A source's sentence in the reader's language; as it is where it is not among those known."""
    for known, shape in _shapes():
        found = shape.fullmatch(text)
        if found is not None:
            said = _(known)
            return said % found.groupdict() if found.groupdict() else said
    return text


def notes_of(report: Mapping[str, Any]) -> list[str]:
    """The notes of an import's report, in words."""
    return [source_words(str(note)) for note in report.get("notes") or ()]


def gaps_of(report: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The metrics the imported files cannot give, by their titles, each with the reason."""
    told: Iterable[Mapping[str, Any]] = report.get("unsupported") or ()
    return [(_title(str(gap["metric"])), source_words(str(gap["why"]))) for gap in told]


def _title(metric: str) -> str:
    known = catalogue().get(metric)
    return words_of(known).title if known else metric


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The sentences as patterns; those with the fewest holes first, so that a whole one is never half read."""
    ordered = sorted(KNOWN, key=lambda text: text.count("%("))
    return tuple((text, re.compile(_pattern(text), re.DOTALL)) for text in ordered)


def _pattern(text: str) -> str:
    parts = re.split(r"%\((\w+)\)s", text)
    return "".join(f"(?P<{p}>.+)" if i % 2 else re.escape(p) for i, p in enumerate(parts))
