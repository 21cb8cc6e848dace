"""A look into a watched folder: what lies in it is noted, and what rests is asked for."""

import os
import stat
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from willet.core.records import Message, RequestError, saying
from willet.imports.domain.being_read import TAKE, WATCHED, open_takes, running_takes
from willet.imports.domain.watched.same import State, awaited, change
from willet.imports.models import WatchedFile, WatchedFolder
from willet.jobs.domain.asking import ask

NO_FOLDER = saying(
    "watched_no_folder",
    "The folder %(path)s is not there, or may not be read. Nothing is taken from it.",
)
NOT_WHOLE_PATH = saying("watched_not_whole_path", "%(path)s: write the whole path, from / on.")
WITHIN_HOME = saying(
    "watched_within_home",
    "%(path)s lies in Willet’s own home, or holds it. Choose a folder of its own for files to come.",
)
WATCHED_ALREADY = saying(
    "watched_already",
    "%(path)s is watched already, as %(other)s. Each folder has one source: give other files another folder.",
)
NOT_UTF8 = saying(
    "watched_not_utf8",
    "%(name)s in %(path)s was not taken: its name is not written in UTF-8. Give it another name.",
)
NOT_OPEN = saying(
    "watched_not_open",
    "%(name)s in %(path)s is not taken: Willet may not read it. It is taken as soon as its rights allow that.",
)
RESTS = timedelta(seconds=20)
"""A file counts as whole that was the same at two looks so far apart."""
_UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".filepart", ".swp", "~")
_TO_COME = (State.RESTING, State.ASKED)


def check_folder(path: str) -> None:
    """Make sure that a path may be watched.

    Raises:
        RequestError: it is no folder that can be read, or lies in the home or around it.
    """
    place, home = Path(path), Path(settings.WILLET_HOME).resolve()
    if not place.is_absolute():
        raise RequestError(NOT_WHOLE_PATH(path=path))
    try:
        resolved = place.resolve()
        is_open = place.is_dir() and os.access(place, os.R_OK | os.X_OK)
    except (OSError, RuntimeError, ValueError) as error:
        # A way that is closed, a name that no system takes; Python says RuntimeError of a link that leads to itself.
        raise RequestError(NO_FOLDER(path=path)) from error
    if home in (resolved, *resolved.parents) or resolved in home.parents:
        raise RequestError(WITHIN_HOME(path=path))
    if not is_open:
        raise RequestError(NO_FOLDER(path=path))


def check_alone(path: str, folder: WatchedFolder) -> None:
    """Make sure that no other watched folder is this one, under whatever path leads there.

    Raises:
        RequestError: one is.
    """
    for other in WatchedFolder.objects.exclude(pk=folder.pk):
        if _is_one(path, other.path):
            raise RequestError(WATCHED_ALREADY(path=path, other=other.path))


def _is_one(path: str, other: str) -> bool:
    try:
        return os.path.samefile(path, other)
    except OSError:
        return Path(path) == Path(other)


def look_into(folder: WatchedFolder, now: datetime) -> list[Message]:
    """Note what lies in a folder, ask for what rests to be taken, and say which files no one can ask for.

    Raises:
        RequestError: the folder is gone, or may not be read.
    """
    check_folder(folder.path)
    seen, refused, asked, running = [], [], open_takes(), running_takes()
    try:
        seen = list(files_of(Path(folder.path)))
    except OSError as error:
        raise RequestError(NO_FOLDER(path=folder.path)) from error
    for path, state in seen:
        if not _is_utf8(path.name):
            refused.append(NOT_UTF8(name=shown(path.name), path=folder.path))
            continue
        known = WatchedFile.objects.filter(folder=folder, name=path.name).first()
        if not os.access(path, os.R_OK):
            refused.append(NOT_OPEN(name=path.name, path=folder.path))
        elif known is None or known.pk not in running:
            _look_at(known or WatchedFile(folder=folder, name=path.name), state, now, asked)
    return refused


def _look_at(
    file: WatchedFile, state: os.stat_result, now: datetime, asked: Collection[int]
) -> None:
    """One that is new or changed waits until it rests; one that rests, or whose taking was given up, is asked for."""
    if (file.size, file.mtime_ns) != (state.st_size, state.st_mtime_ns):
        file.size, file.mtime_ns, file.seen_at = state.st_size, state.st_mtime_ns, now
        file.state, file.digest, file.upload = State.RESTING, "", None
        file.save()
    elif now - file.seen_at >= RESTS and _is_to_come(file, asked):
        _ask(file)


def _is_to_come(file: WatchedFile, asked: Collection[int]) -> bool:
    """Whether a file that rests is yet to be asked for; also where its job was cancelled."""
    open_one = file.state == State.ASKED and file.pk in asked
    return file.state in _TO_COME and not open_one and awaited(file, asked) is None


def files_of(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """The plain files of a folder, in order: no links, nothing hidden or empty, nothing still being brought."""
    for path in sorted(folder.iterdir()):
        try:
            state = path.lstat()
        except FileNotFoundError:  # It was taken away since the folder was listed.
            continue
        unfinished = path.name.startswith(".") or path.name.lower().endswith(_UNFINISHED)
        if stat.S_ISREG(state.st_mode) and not unfinished and state.st_size:
            yield path, state


def _is_utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def shown(name: str) -> str:
    """A file's name, with a sign for each byte that is no UTF-8."""
    return os.fsencode(name).decode("utf-8", "replace")


def _ask(file: WatchedFile) -> None:
    with transaction.atomic():
        if change(file, (State.RESTING, State.ASKED), state=State.ASKED):
            what = {"file": file.pk, "size": file.size, "mtime_ns": file.mtime_ns}
            ask(TAKE, what, about=f"{WATCHED}{file.pk}")


def newest_of(folder: WatchedFolder) -> datetime | None:
    """When the newest file of a folder was taken; None where none was yet."""
    taken = WatchedFile.objects.filter(folder=folder).aggregate(newest=Max("taken_at"))
    newest: datetime | None = taken["newest"]
    return newest
