"""The vault's own key: a file of its own, so that a copy of the database opens nothing, and changed by itself."""

import os
from pathlib import Path
from typing import Final

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.translation import gettext as _

NAME: Final = "vault.key"


class VaultClosedError(Exception):
    """The key is lost, or another's; its text says so in the reader's language, and what to do."""


def key_file() -> Path:
    """Where the key stands: beside the other keys of the home."""
    return Path(settings.WILLET_HOME) / NAME


def first_key() -> None:
    """Draw a key where nothing was ever sealed; one that is lost is not replaced in silence."""
    if not key_file().exists():
        write_private(key_file(), Fernet.generate_key().decode() + "\n")


def write_private(path: Path, text: str) -> None:
    """Write a file in one step that only its owner may read, from its first byte on."""
    beside = path.with_name(f"{path.name}.new")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def lock() -> MultiFernet:
    """What seals and opens: the newest key first, older ones until everything is sealed anew.

    Raises:
        VaultClosedError: the file is gone, or holds no key.
    """
    try:
        lines = key_file().read_text(encoding="ascii").split()
        return MultiFernet([Fernet(line) for line in lines])
    except FileNotFoundError:
        raise VaultClosedError(
            _(
                "The key of the vault is gone, so nothing in it can be read. Everything else works. "
                "Put %(file)s back from a backup."
            )
            % {"file": NAME}
        ) from None
    except (OSError, ValueError):
        raise VaultClosedError(
            _(
                "The key of the vault cannot be read. Everything else works. Put %(file)s back from a backup."
            )
            % {"file": NAME}
        ) from None


def other_key() -> VaultClosedError:
    """What is said where a key opens nothing."""
    return VaultClosedError(
        _(
            "The key of the vault is not the one that sealed this. Everything else works. "
            "Put the right %(file)s back from a backup."
        )
        % {"file": NAME}
    )
