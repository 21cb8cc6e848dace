"""In which language, and as which country writes numbers: `es` and `es-MX`, `de` and `de-CH` differ in these alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from babel import Locale, UnknownLocaleError
from django.utils import translation
from django.utils.translation import trans_real

_region: ContextVar[str] = ContextVar("region", default="")


def tongue() -> str:
    """The active language with the reader's region, where one is known: `es-MX`, `de`."""
    language, region = translation.get_language() or "en", _region.get()
    return f"{language}-{region}" if region and "-" not in language else language


def set_region(region: str) -> None:
    """From now on, numbers and dates as they are written there; empty for the language's usual way."""
    _region.set(region)


def region_from(accepted: str, language: str) -> str:
    """The region that a browser's list of languages names for a language: the first entry of it decides.

    >>> region_from("es-MX,es;q=0.9", "es"), region_from("es,es-MX", "es"), region_from("de-CH", "es")
    ('MX', '', '')
    """
    for entry, _weight in trans_real.parse_accept_lang_header(accepted.lower()):
        primary, _dash, region = entry.partition("-")
        if primary == language.lower():
            return region.upper() if _is_known(f"{primary}_{region.upper()}") else ""
    return ""


@contextmanager
def speaking(name: str) -> Iterator[None]:
    """What is written within is in this language and of this region: `es-MX`."""
    language, _dash, region = name.partition("-")
    before = _region.set(region)
    try:
        with translation.override(language):
            yield
    finally:
        _region.reset(before)


@cache
def _is_known(name: str) -> bool:
    try:
        return Locale.parse(name).territory is not None
    except (UnknownLocaleError, ValueError):
        return False
