"""In which language, and as which country writes numbers: `es` and `es-MX`, `de` and `de-CH` differ in these alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils import translation
from django.utils.translation import trans_real

_spoken: ContextVar[str] = ContextVar("spoken", default="")


def tongue() -> str:
    """The active language with the reader's region, where one is known: `es-MX`, `de`.

    The region belongs to its language: who switches to another has none of it.
    """
    language, spoken = translation.get_language() or "en", _spoken.get()
    return spoken if spoken.partition("-")[0] == language else language


@contextmanager
def in_region(region: str) -> Iterator[None]:
    """Within, numbers and dates of the active language are written as there; empty for the language's usual way."""
    language = translation.get_language() or "en"
    before = _spoken.set(f"{language}-{region}" if region and "-" not in language else "")
    try:
        yield
    finally:
        _spoken.reset(before)


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
    with translation.override(language), in_region(region):
        yield


# A stranger names what is asked, so what is remembered has an end.
@lru_cache(maxsize=512)
def _is_known(name: str) -> bool:
    try:
        return Locale.parse(name).territory is not None
    except (UnknownLocaleError, ValueError):
        return False
