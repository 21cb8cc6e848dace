"""Where the rooms' database is: the address an administrator writes, as Django reads it."""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from willet.core.records import RequestError, did_you_mean

Settings = dict[str, Any]

LOCK_WAIT_S: Final = 10
"""How long a transaction waits for another's lock before it gives up, on both databases."""
_SCHEMES = frozenset({"postgres", "postgresql"})
_EXTRAS = ("host", "sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout")
_EXAMPLE = "postgresql://willet@db.example.org/willet"


def settings_of(address: str, *, password: str, file: Path) -> Settings:
    """Django's settings for the database at this address; without an address, of SQLite in this file.

    Raises:
        RequestError: the address is not understood, or PostgreSQL's driver is not installed.
    """
    return _postgres(address, password) if address else sqlite(file)


def sqlite(file: Path) -> Settings:
    """The embedded database, in one file."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {
            # A transaction that turns from reading to writing half-way cannot wait for its turn; one that
            # says at its start that it may write can.
            "transaction_mode": "IMMEDIATE",
            "timeout": LOCK_WAIT_S,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
            # What is removed is overwritten: a file that is copied holds nothing that was erased.
            "PRAGMA secure_delete=ON;",
        },
    }


def shown(settings: Mapping[str, Any]) -> str:
    """The database as a sentence names it: never with its password."""
    if settings["ENGINE"].endswith("sqlite3"):
        return str(settings["NAME"])
    host = ":".join(filter(None, (settings["HOST"], settings["PORT"])))
    return f"postgresql://{settings['USER']}@{host}/{settings['NAME']}"


def _postgres(address: str, password: str) -> Settings:
    parts = _parts(address)
    extras = _extras(parts)
    if find_spec("psycopg") is None:
        raise RequestError(
            "WILLET_DATABASE names PostgreSQL, and its driver is not installed here. "
            "Install it with: pip install 'willet[postgres]'"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or "") or password,
        "HOST": extras.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {
            "application_name": "willet",
            "connect_timeout": "10",
            # Waiting has an end, as in SQLite; a process that hangs within a transaction does not stop the others.
            "options": f"-c lock_timeout={LOCK_WAIT_S}s -c idle_in_transaction_session_timeout=600s",
            **extras,
        },
    }


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        known = parts.scheme in _SCHEMES and parts.port != 0
    except ValueError:
        known = False
    if not known:
        raise RequestError(
            "WILLET_DATABASE is no address of a PostgreSQL database. "
            f"Write it like {_EXAMPLE}, or leave it empty for SQLite."
        )
    if not parts.username or not parts.path.removeprefix("/"):
        raise RequestError(
            f"WILLET_DATABASE names no {'database' if parts.username else 'user'}. "
            f"Write it like {_EXAMPLE}."
        )
    return parts


def _extras(parts: SplitResult) -> dict[str, str]:
    extras = dict(parse_qsl(parts.query))
    for name in extras:
        if name not in _EXTRAS:
            raise RequestError(
                f"WILLET_DATABASE says {name!r}, which is not understood."
                f"{did_you_mean(name, _EXTRAS)}"
            )
    return extras
