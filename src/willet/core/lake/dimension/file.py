"""The file of the dimension: one small text in the lake's folder, swapped in whole."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from willet.core.lake.dimension.rows import Dimension, Label, Person, Spelt, Stretch
from willet.core.lake.durable import storing, write_text
from willet.core.lake.layout import Layout
from willet.core.lake.lock import writer_lock
from willet.core.records import LakeError, saying

DAMAGED = saying(
    "dimension_damaged",
    "%(path)s is damaged: %(why)s. Save any agent or list once more and it is written anew.",
)
NO_DIMENSION = Dimension()
Signature = tuple[int, int, int] | None


def signature(layout: Layout) -> Signature:
    """What tells one file from the one before without reading it; None where there is none."""
    try:
        seen = layout.dimension.stat()
    except FileNotFoundError:
        return None
    return seen.st_ino, seen.st_mtime_ns, seen.st_size


def read_dimension(layout: Layout) -> Dimension:
    """The rows as they stand; none where nobody ever wrote any.

    Raises:
        LakeError: the file cannot be understood.
    """
    try:
        text = layout.dimension.read_text(encoding="utf-8")
    except FileNotFoundError:
        return NO_DIMENSION
    except (OSError, UnicodeDecodeError) as broken:
        raise LakeError(DAMAGED(path=str(layout.dimension), why=str(broken))) from broken
    try:
        return _from_json(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as broken:
        raise LakeError(DAMAGED(path=str(layout.dimension), why=str(broken))) from broken


@contextmanager
def changing_dimension(layout: Layout) -> Iterator[None]:
    """Be the only one who gathers the rows and writes them: who reads the rooms later writes later.

    Raises:
        LakeError: somebody else held it for too long, or the disk refused.
    """
    place: Path = layout.dimension
    # It is held for milliseconds: whoever waits looks often.
    with writer_lock(place.with_name(f"{place.name}.lock"), wait_s=60.0, pause_s=0.002):
        yield


def write_dimension(layout: Layout, dimension: Dimension) -> bool:
    """Swap these rows in; says whether they are others than before. Hold `changing_dimension` around it.

    Raises:
        LakeError: the disk refused; the rows of before stand.
    """
    text = _as_text(dimension)
    if layout.dimension.exists() and layout.dimension.read_bytes() == text.encode():
        return False
    with storing(layout.dimension):
        write_text(layout.dimension, text)
    return True


def _as_text(dimension: Dimension) -> str:
    rows = {
        "names": [astuple(row) for row in sorted(set(dimension.names))],
        "stretches": [astuple(row) for row in sorted(set(dimension.stretches))],
        "people": [astuple(row) for row in sorted(dimension.people, key=lambda p: p.agent)],
        "labels": [astuple(row) for row in sorted(set(dimension.labels))],
    }
    lines = (
        f"{json.dumps(name)}: [\n"
        + ",\n".join(json.dumps(row, ensure_ascii=False, default=date.isoformat) for row in given)
        + "\n]"
        for name, given in rows.items()
    )
    return "{" + ",\n".join(lines) + "}\n"


def _from_json(plain: Any) -> Dimension:
    names = tuple(Spelt(*row) for row in plain["names"])
    stretches = tuple(Stretch(a, _day(f), _day(u), team) for a, f, u, team in plain["stretches"])
    people = tuple(
        Person(agent, hired and _day(hired), left and _day(left), tuple(languages))
        for agent, hired, left, languages in plain["people"]
    )
    labels = tuple(
        Label(kind, name, tuple((code, text) for code, text in words), hidden)
        for kind, name, words, hidden in plain.get("labels", ())
    )
    rows = (names, stretches, people)
    generation = sha256(repr(rows).encode()).hexdigest()[:16] if any(rows) else ""
    return Dimension(*rows, labels, generation)


def _day(text: str) -> date:
    return date.fromisoformat(text)
