"""What the core says, in the reader's language: found by its code, filled with its values.

The core speaks English (`core.records.sayings`). A text without a code, or with one that this version does
not know, stays as it is. A test holds that every saying of the core is in the word lists.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from willet.core.records import Told, WilletError
from willet.core.records.sayings import SAYINGS, Saying
from willet.core.sources import SOURCES, source_named
from willet.ui import formats

KINDS = (
    gettext_noop("time zone"),
    gettext_noop("source"),
    gettext_noop("run"),
    gettext_noop("contact"),
    gettext_noop("metric"),
    gettext_noop("parameter"),
    gettext_noop("profile"),
    gettext_noop("dimension"),
    gettext_noop("part of a number"),
    gettext_noop("link rule"),
    gettext_noop("topic rule"),
    gettext_noop("table"),
)
"""What a name that is not known may be a name of."""


def spoken(error: WilletError) -> str:
    """What went wrong, in the reader's language."""
    return in_words(error.told.as_json(), str(error))


def in_words(said: Mapping[str, Any] | None, english: str) -> str:
    """A saying from its code and values; the English where there is none of that code."""
    known = known_sayings().get(str(said["code"])) if said else None
    if said is None or known is None:
        return english
    values = said["values"]
    try:
        return _sentence(known, values) % {n: _shown(n, v) for n, v in values.items()}
    except KeyError:  # Kept by a version that said it with other values.
        return english


def words_of_report(report: Mapping[str, Any]) -> Callable[[str], str]:
    """How the sentences of an import's report are said in the reader's language."""
    said: Mapping[str, Any] = report.get("said") or {}
    return lambda english: in_words(said.get(english), english)


def _sentence(known: Saying, values: Mapping[str, Any]) -> str:
    if known.plural:
        return ngettext(known.text, known.plural, int(values["n"]))
    return _(known.text)


def _shown(name: str, value: Any) -> str:
    if isinstance(value, Mapping):
        return in_words(value, str(value["code"]))
    if isinstance(value, int | float):
        return formats.number(value)
    return _(value) if name == "kind" and value in KINDS else str(value)


@cache
def known_sayings() -> Mapping[str, Saying]:
    """Every saying of the core by its code."""
    for name in SOURCES:
        source_named(
            name
        )  # A source is imported when it is first asked for, and its sayings with it.
    return SAYINGS


def text_in_words(text: str) -> str:
    """A text that may be a saying, in the reader's language."""
    return in_words(text.as_json(), text) if isinstance(text, Told) else text
