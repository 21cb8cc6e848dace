"""The centre's own limits in seconds: what figures count by where a reader names no other.

They rest in one small file of the home, for every figure of every page asks for them: a look at the file's state
costs no question to the database.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop

from willet.activity.domain import FieldChange, Subject, record
from willet.activity.models import Act
from willet.core.lake.durable import storing, write_json

NAME: Final = "targets.json"
KIND: Final = "targets"
"""What the targets are called in the activity."""
SECONDS: Final[Mapping[str, str]] = {
    "target_s": gettext_noop("Answer within (seconds)"),
    "short_abandon_s": gettext_noop("Short abandon up to (seconds)"),
}
"""The parameters that are limits in seconds, and what their fields are called."""


def targets() -> Mapping[str, int]:
    """What the centre decided: parameter -> seconds; a parameter that is left as Willet counts it is not in it."""
    path = _file()
    try:
        stat = path.stat()
    except OSError:
        return {}
    return _read(path, stat.st_mtime_ns, stat.st_ino, stat.st_size)


@lru_cache(maxsize=64)
def _read(path: Path, *_state: int) -> Mapping[str, int]:
    """The file as it stands; one that cannot be read decides nothing."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return {name: int(kept[name]) for name in SECONDS if name in kept}
    except (OSError, ValueError, TypeError):
        return {}


def have_been_chosen() -> bool:
    """Whether somebody decided about them, though it be to leave them as they are."""
    return _file().exists()


def choose_targets(chosen: Mapping[str, int]) -> None:
    """Count by these from now on, and note who said so.

    Raises:
        LakeError: the disk refused; the targets of before stand.
    """
    before = targets()
    changes = [
        FieldChange(name, label, was=before.get(name), now=chosen.get(name))
        for name, label in SECONDS.items()
        if before.get(name) != chosen.get(name)
    ]
    with transaction.atomic():
        if changes:
            record(Act.CHANGED, Subject(KIND), fields=changes)
        with storing(_file()):
            write_json(_file(), dict(chosen))


def _file() -> Path:
    return Path(settings.WILLET_HOME) / NAME
