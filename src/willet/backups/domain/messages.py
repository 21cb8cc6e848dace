"""What is said of a backup that cannot be taken, opened or put back."""

from typing import Final

from willet.core.records import saying

NOTHING_HERE: Final = saying(
    "backup_nothing_here", "There is no installation at %(home)s to back up."
)
WITHIN_HOME: Final = saying(
    "backup_within_home",
    "%(file)s lies within the home %(home)s and would be lost with it. Name a place on another disk.",
)
NOT_A_BACKUP: Final = saying(
    "not_a_backup", "%(file)s is no backup of Willet. It is left as it is; name another file."
)
NOT_OPENED: Final = saying(
    "backup_not_opened",
    "%(file)s cannot be opened (%(why)s). See to its name and its rights.",
)
DAMAGED: Final = saying(
    "backup_damaged",
    "%(file)s is damaged or cut short: %(why)s. Nothing was put in place; take another copy.",
)
AN_ODD_NAME: Final = saying("backup_odd_name", "it names %(name)s")
OTHER_BYTES: Final = saying("backup_other_bytes", "%(name)s is not what was backed up")
NO_END: Final = saying("backup_no_end", "its end is missing")()
NO_BEGINNING: Final = saying("backup_no_beginning", "its beginning cannot be read")()
A_PIECE: Final = saying("backup_piece", "piece %(number)s is not as it was written")
SEALED: Final = saying(
    "backup_sealed",
    "%(file)s is encrypted. Name its passphrase with --passphrase-file or WILLET_BACKUP_PASSPHRASE.",
)
WRONG_PASSPHRASE: Final = saying(
    "backup_wrong_passphrase", "This is not the passphrase of %(file)s. Nothing was put in place."
)
SHORT_PASSPHRASE: Final = saying(
    "backup_short_passphrase", "A passphrase has at least %(n)s characters, and this one has fewer."
)
NEWER_BACKUP: Final = saying(
    "backup_newer",
    "%(file)s was taken by Willet %(version)s, which is newer than this one (%(own)s): %(what)s is not known here. "
    "Update Willet, then restore it.",
)
HOME_IN_USE: Final = saying(
    "restore_home_in_use",
    "%(home)s is not empty. Name an empty one with WILLET_HOME, or say --replace: what is there is set aside.",
)
AT_WORK: Final = saying(
    "restore_at_work", "A `willet work` serves %(home)s. Stop it and `willet serve`, then restore."
)
NO_KEYS_THERE: Final = saying(
    "restore_no_keys", "There is no lake.key in %(folder)s. Name the folder of the keys."
)
