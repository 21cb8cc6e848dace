"""The visible list of sources: a folder and one line here make a new one known."""

from importlib import import_module
from pathlib import Path

from willet.core.records import UnknownNameError
from willet.core.sources.contract import Source

SOURCES: dict[str, str] = {
    "asterisk": "willet.core.sources.asterisk:SOURCE",
    "table": "willet.core.sources.table:SOURCE",
}


def source_named(name: str) -> Source:
    """The source of that name.

    Raises:
        UnknownNameError: no such source; the nearest is offered.
    """
    if name not in SOURCES:
        raise UnknownNameError("source", name, SOURCES)
    module, _, attribute = SOURCES[name].partition(":")
    source: Source = getattr(import_module(module), attribute)
    return source


def recognise(path: Path, head: bytes) -> str | None:
    """The name of the first source that recognises the file, or None."""
    return next((n for n in SOURCES if source_named(n).recognises(path, head)), None)
