"""A message of the core in the reader's language: found by its code, filled with its values. There is no other road.

A message without a code, or with one that this version does not know, stays in English. A test holds that every
saying of the core is in the word lists.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from willet.core.records import Message, Saying
from willet.core.records.messages import SAYINGS, Value
from willet.core.sources import SOURCES, source_named
from willet.ui import formats
from willet.ui.offers import offers


def translate(message: str | None) -> str:
    """The message in the reader's language; a text that is none as it is, nothing where there is none."""
    if not isinstance(message, Message):
        return message or ""
    known = on_pages().get(message.code) or known_sayings().get(message.code)
    if known is None:
        return str(message)
    values = {name: _shown(name, value) for name, value in message.values.items()}
    try:
        return _sentence(known, message.values) % values
    except KeyError:  # Kept by a version that said it with other values.
        return str(message)


@cache
def known_sayings() -> Mapping[str, Saying]:
    """Every saying of the core by its code."""
    for name in SOURCES:
        # A source is imported when it is first asked for, and its sayings with it.
        source_named(name)
    return SAYINGS


@cache
def on_pages() -> Mapping[str, Saying]:
    """What pages say instead of a saying that tells how to go on with commands and keys, by the code of that.

    A room that has the fields to be filled in instead offers such sentences as `SENTENCES` in its `panels.py`.
    """
    return dict(offers("panels", "SENTENCES"))


def _sentence(known: Saying, values: Mapping[str, Value]) -> str:
    if known.plural:
        return ngettext(known.text, known.plural, int(values["n"]))
    return _(known.text)


def _shown(name: str, value: Value) -> str:
    if isinstance(value, Message):
        return translate(value)
    if isinstance(value, int | float):
        return formats.number(value)
    words = slots().get(name)
    return words(value) if words else value


def slots() -> Mapping[str, Callable[[str], str]]:
    """Slots whose values are names or days, and how a page writes these; any other text stays as it is.

    A room that has words for such names offers them as `SLOTS`, name by name, in its `panels.py`.
    """
    return DATES | dict(offers("panels", "SLOTS"))


def _date(day: str) -> str:
    return formats.date(date.fromisoformat(day))


DATES: dict[str, Callable[[str], str]] = {
    "date": _date,
    "first_date": _date,
    "last_date": _date,
    "dates": lambda days: ", ".join(map(_date, days.split(", "))),
}
