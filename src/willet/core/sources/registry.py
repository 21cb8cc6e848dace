"""The visible list of sources: a folder and one line here make a new one known."""

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from willet.core.records import RequestError, UnknownNameError, kinds, saying
from willet.core.sources.contract import Source

SOURCES: dict[str, str] = {
    "asterisk": "willet.core.sources.asterisk:SOURCE",
    "freeswitch": "willet.core.sources.freeswitch:SOURCE",
    "table": "willet.core.sources.table:SOURCE",
}
HANDED: dict[str, str] = {"rooms": "willet.core.sources.rooms:SOURCE"}
"""Sources that read no file: their rows are handed in."""

NO_PBX = saying(
    "no_pbx",
    "Source %(source)s reads one system only; leave out what stands behind the @.",
)
PBX_NAME = saying(
    "pbx_name",
    "%(name)s is no name for a phone system: small letters, digits, - and _ only, as in asterisk@north.",
)
_PLACE = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


def source_named(name: str) -> Source:
    """The source of that name; `asterisk@north` is that of the phone system north, whose ids are its own.

    Raises:
        UnknownNameError: no such source; the nearest is offered.
        RequestError: what stands behind the `@` names no phone system.
    """
    system, several, pbx = name.partition("@")
    known = {**SOURCES, **HANDED}
    if system not in known:
        raise UnknownNameError(kinds.SOURCE, system, SOURCES)
    module, _, attribute = known[system].partition(":")
    source: Source = getattr(import_module(module), attribute)
    return _of_pbx(source, pbx) if several else source


def is_known(name: str) -> bool:
    """Whether there is such a source, of whichever phone system."""
    return name in HANDED or name.partition("@")[0] in SOURCES


def _of_pbx(source: Source, pbx: str) -> Source:
    at: Callable[[str], Source] | None = getattr(source, "at", None)
    if at is None:
        raise RequestError(NO_PBX(source=source.name))
    if not _PLACE.fullmatch(pbx):
        raise RequestError(PBX_NAME(name=repr(pbx)))
    return at(pbx)


def recognise(path: Path, head: bytes) -> str | None:
    """The name of the first source that recognises the file, or None."""
    return next((n for n in SOURCES if source_named(n).recognises(path, head)), None)
