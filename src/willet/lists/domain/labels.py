"""How a name is read: the words of its list in the reader's language, else the name itself; with no query."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.utils.translation import get_language

from willet.core.lake.dimension import Label, read_dimension, signature
from willet.core.lake.layout import Layout
from willet.core.records import LakeError
from willet.ui.fields import words_in

Labels = Mapping[tuple[str, str], Label]
_LOCK = Lock()
_held: dict[Path, tuple[object, Labels]] = {}


def label(kind: str, name: str) -> str:
    """A queue, topic, disposition or agent as a reader's language says it."""
    known = known_labels().get((kind, name))
    return words_in(dict(known.words), get_language()) or name if known else name


def is_hidden(kind: str, name: str) -> bool:
    """Whether menus leave a name out."""
    known = known_labels().get((kind, name))
    return known is not None and known.hidden


def known_labels() -> Labels:
    """The labels that stand in the lake's folder, read again only where the file is another."""
    layout = _layout(Path(settings.WILLET_HOME))
    seen = signature(layout)
    with _LOCK:
        known = _held.get(layout.root)
        if known is None or known[0] != seen:
            known = _held[layout.root] = seen, _read(layout)
    return known[1]


@cache
def _layout(home: Path) -> Layout:
    # A page names hundreds of things; joining the path for each took longer than looking at the file.
    return Layout(home / "lake")


def _read(layout: Layout) -> Labels:
    try:
        rows = read_dimension(layout).labels
    except LakeError:
        # Whoever asks the lake is told of it; a name is shown as it is until then.
        return {}
    return {(row.kind, row.name): row for row in rows}
