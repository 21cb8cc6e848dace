"""What an import reported, in the reader's language: its notes, and what the files cannot tell.

A report keeps its texts in English, and under `said` the messages that they are. A text of which no message is kept
stays English.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from willet.core.records import message_of
from willet.core.sources import SOURCES, source_named
from willet.core.sources.registry import HANDED
from willet.figures.domain.titles import metric_title
from willet.ui.messages import translate

Report = Mapping[str, Any]


def source_name(name: str) -> str:
    """What a source is called on a page: a product by its own name, tables and what people entered in words."""
    if name == "table":
        return str(capfirst(_("table")))
    if name in HANDED:
        return _("Entered in Willet")
    title = source_named(name).title if name in SOURCES else ""
    return title if title.casefold() == name else str(capfirst(name))


def words_of_report(report: Report) -> Callable[[str], str]:
    """How a text of the report reads in the reader's language."""
    kept = report.get("said") or {}
    return lambda english: translate(message_of(english, kept))


def notes_of(report: Report) -> list[str]:
    """The notes of the report, in words."""
    words = words_of_report(report)
    return [words(str(note)) for note in report.get("notes") or ()]


def gaps_of(report: Report) -> list[tuple[str, str]]:
    """The metrics the imported files cannot give, by their titles, each with the reason."""
    gaps: Iterable[Mapping[str, Any]] = report.get("unsupported") or ()
    words = words_of_report(report)
    return [(metric_title(str(gap["metric"])), words(str(gap["why"]))) for gap in gaps]
