"""Reads a backup whole: what is in it, whether it is sound, and whether this version knows what it is of."""

from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import willet
from willet.backups.domain.archive import FORMAT, FileHash, Provenance, reading
from willet.backups.domain.messages import NEWER_BACKUP
from willet.backups.domain.places import is_key
from willet.backups.domain.taking import Taken
from willet.core.lake.format import FORMAT as LAKE_FORMAT
from willet.core.records import RequestError


def listed(file: Path, passphrase: str | None) -> Taken:
    """What is in a backup; every byte of it was compared.

    Raises:
        RequestError: it is no backup, or the passphrase is missing or another.
        LakeError: it is damaged or cut short.
    """
    with reading(file, passphrase) as archive:
        for _entry in archive.entries():
            pass  # reading on compares what went by
        return Taken(archive.about, archive.members)


def refuse_newer(file: Path, about: Provenance) -> None:
    """Make sure that this version knows everything that the backup is of.

    Raises:
        RequestError: a newer one took it.
    """
    unknown = next(iter(_unknown(about)), None)
    if unknown is not None:
        own = {"version": about.willet, "own": version("willet")}
        raise RequestError(NEWER_BACKUP(file=str(file), what=unknown, **own))


def _unknown(about: Provenance) -> list[str]:
    if about.format > FORMAT:
        return [f"backup format {about.format}"]
    if (about.lake_format or 0) > LAKE_FORMAT:
        return [f"lake format {about.lake_format}"]
    return [step for step in about.rooms if not _is_known(*step.partition(".")[::2])]


def _is_known(app: str, step: str) -> bool:
    """Whether a step of one of our own rooms is here; those of libraries are theirs to know."""
    home = Path(willet.__file__).parent
    folders = [folder for folder in (home / app, home / "levers" / app) if folder.is_dir()]
    return not folders or any((f / "migrations" / f"{step}.py").is_file() for f in folders)


def keys_in(members: Mapping[str, FileHash]) -> list[str]:
    """The keys that a backup carries."""
    return sorted(filter(is_key, members))
