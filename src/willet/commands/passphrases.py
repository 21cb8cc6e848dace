"""The passphrase of a backup: from a file, from the environment, or from whoever sits at the terminal."""

import argparse
import sys
from getpass import getpass
from pathlib import Path

from willet.core.records import RequestError

NAME = "WILLET_BACKUP_PASSPHRASE"


def add_passphrase(parser: argparse.ArgumentParser) -> None:
    """Offer `--passphrase-file`."""
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help=f"file with the passphrase in its first line (default: ${NAME}, ${NAME}_FILE, else asked for)",
    )


def chosen_passphrase(args: argparse.Namespace) -> str:
    """A passphrase for a new backup, typed twice where it is typed.

    Raises:
        RequestError: none was named and nobody can be asked, or the two differ.
    """
    named = named_passphrase(args)
    if named:
        return named
    if not sys.stdin.isatty():
        raise RequestError(
            f"a backup is encrypted, and no passphrase was named. Set {NAME}, name --passphrase-file, "
            "or say --without-keys."
        )
    first, again = getpass("Passphrase: "), getpass("Once more: ")
    if first != again:
        raise RequestError("the two are not the same. Nothing was written.")
    return first


def named_passphrase(args: argparse.Namespace) -> str:
    """The one that the command line or the environment names; nothing where neither does.

    Raises:
        RequestError: the file cannot be read.
    """
    from willet.store.passwords import secret  # slow import: only backups need it

    file: Path | None = args.passphrase_file
    if file is None:
        return secret(NAME)
    try:
        return next(iter(file.read_text(encoding="utf-8").splitlines()), "")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it holds no text"
        raise RequestError(f"cannot read {file}: {reason}.") from None
