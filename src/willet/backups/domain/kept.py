"""The backups that stand in the folder of every night."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from willet.backups.domain.archive import reading_needs_passphrase
from willet.core.records import RequestError
from willet.store.passwords import secret
from willet.ui import formats
from willet.ui.clocks import by_clock
from willet.ui.components import Cell, Column, Empty, Row, Table

PASSPHRASE: Final = "WILLET_BACKUP_PASSPHRASE"  # noqa: S105 -- the name of a setting
_NAME = re.compile(r"willet-(\d{8}-\d{6})\.backup")
_STAMP: Final = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """One file: when it was begun (UTC), its size in bytes, whether it is encrypted."""

    path: Path
    at: datetime
    size: int
    is_encrypted: bool


def file_at(moment: datetime) -> Path:
    """Where the backup begun at this moment goes."""
    return Path(settings.WILLET_BACKUPS) / f"willet-{moment.astimezone(UTC):{_STAMP}}.backup"


def kept_backups() -> list[KeptBackup]:
    """Those of the folder, the newest first; files of other names are somebody else's."""
    if not settings.WILLET_BACKUPS:
        return []
    kept = [
        KeptBackup(path, at, path.stat().st_size, reading_needs_passphrase(path))
        for path in Path(settings.WILLET_BACKUPS).glob("willet-*.backup")
        if path.is_file() and (at := _begun(path.name)) is not None
    ]
    return sorted(kept, key=lambda one: one.at, reverse=True)


def _begun(name: str) -> datetime | None:
    """The moment in the name of a backup; None where it is somebody else's file."""
    match = _NAME.fullmatch(name)
    try:
        return datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC) if match else None
    except ValueError:
        return None


def encrypts() -> bool:
    """Whether the next backup of the night will be encrypted."""
    try:
        return bool(secret(PASSPHRASE))
    except RequestError:
        return False


def kept_table(backups: Sequence[KeptBackup]) -> Table:
    """They as a table."""
    columns = [
        Column("at", by_clock(_("When"))),
        Column("size", _("Size")),
        Column("encrypted", _("Encrypted")),
    ]
    return Table(
        caption=_("Backups"),
        caption_hidden=True,
        columns=columns,
        rows=[Row(_cells(one)) for one in backups],
        empty=Empty(
            _("No backup yet"), _("The worker takes the first one this night."), icon="file"
        ),
    )


def _cells(one: KeptBackup) -> list[Cell]:
    return [
        Cell(f"{formats.date(one.at)}, {formats.clock(one.at)}"),
        Cell(filesizeformat(one.size)),
        Cell(_("yes") if one.is_encrypted else _("no, and without the keys")),
    ]
