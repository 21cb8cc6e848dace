"""The backup of every night: into the folder that the installation names, the newest ones kept, a failure told."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.urls import reverse

from willet.activity.domain import FieldChange, Subject, record
from willet.activity.models import Act
from willet.backups.domain.kept import PASSPHRASE, file_at, kept_backups
from willet.backups.domain.taking import Taken, take
from willet.core.records import Message, saying
from willet.core.sources import Progress, silent
from willet.store.passwords import secret
from willet.ui.notices import notify
from willet.ui.tasks import WorkOrder

NOT_TAKEN: Final = "backups.not_taken"
"""The kind of notice."""
FAILED: Final = saying("backup_failed", "The backup of this night was not taken. %(why)s")
BACKUP = Subject("backup")


def take_by_the_clock(progress: Progress = silent) -> Path | None:
    """Take one backup into the folder, and let those go that are more than are kept; None where no folder is named.

    Encrypted where the environment names a passphrase; else without the keys.

    Raises:
        RequestError: the folder lies within the home, or the passphrase is too short.
        LakeError: something could not be read, or the disk refused.
    """
    if not settings.WILLET_BACKUPS:
        return None
    file, passphrase = file_at(datetime.now(UTC)), secret(PASSPHRASE) or None
    note(take(Path(settings.WILLET_HOME), file, passphrase=passphrase, progress=progress))
    for old in kept_backups()[settings.WILLET_BACKUPS_KEPT :]:
        old.path.unlink(missing_ok=True)
    return file


def note(taken: Taken) -> None:
    """Keep in the activity that a backup was taken: it holds everything that the home does."""
    size = sum(member.bytes for member in taken.members.values())
    record(Act.EXPORTED, BACKUP, fields=[FieldChange("bytes", "bytes", None, size)])


def tell_of_failure(order: WorkOrder, error: Message | None) -> None:
    """Tell those who look after the installation that a backup is missing."""
    if error is not None:
        notify(NOT_TAKEN, FAILED(why=error), href=reverse("backups:list"), key=str(order.id))
