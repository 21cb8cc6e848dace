"""What a source says it cannot tell, and what it noted while reading, in the reader's language.

Why a metric is lacking is kept in the lake as an English sentence alone; it is known again by its shape.
A name, a count or a column in a sentence stays as it is. A sentence that is not known stays English.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from willet.core.metrics import catalogue
from willet.core.sources import SOURCES, source_named
from willet.figures.domain.figure import words_of
from willet.figures.domain.spoken import in_words, known_sayings, words_of_report

REASONS = "why."
"""What the codes of those sentences begin with."""


def source_name(name: str) -> str:
    """What a source is called on a page: a product by its own name, a plain table in the reader's language."""
    if name == "table":
        return str(capfirst(_("table")))
    title = source_named(name).title if name in SOURCES else ""
    return title if title.casefold() == name else str(capfirst(name))


def source_words(text: str) -> str:
    """A source's reason in the reader's language; as it is where it is not among those known."""
    for code, shape in _shapes():
        found = shape.fullmatch(text)
        if found is not None:
            return in_words({"code": code, "values": found.groupdict()}, text)
    return text


def notes_of(report: Mapping[str, Any]) -> list[str]:
    """The notes of an import's report, in words."""
    said = words_of_report(report)
    return [said(str(note)) for note in report.get("notes") or ()]


def gaps_of(report: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The metrics the imported files cannot give, by their titles, each with the reason."""
    told: Iterable[Mapping[str, Any]] = report.get("unsupported") or ()
    return [(_title(str(gap["metric"])), source_words(str(gap["why"]))) for gap in told]


def _title(metric: str) -> str:
    known = catalogue().get(metric)
    return words_of(known).title if known else metric


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The reasons as patterns; those with the fewest holes first, so that a whole one is never half read."""
    reasons = [s for s in known_sayings().values() if s.code.startswith(REASONS)]
    ordered = sorted(reasons, key=lambda s: s.text.count("%("))
    return tuple((s.code, re.compile(_pattern(s.text), re.DOTALL)) for s in ordered)


def _pattern(text: str) -> str:
    parts = re.split(r"%\((\w+)\)s", text)
    return "".join(f"(?P<{p}>.+)" if i % 2 else re.escape(p) for i, p in enumerate(parts))
