"""What a lake knows of itself: its format, its centre's zone and region, and the customers' key."""

import hmac
import json
import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from willet.core.lake.durable import make_folder, sync, write_text
from willet.core.lake.format import FORMAT
from willet.core.lake.layout import Layout
from willet.core.records import LakeError, RequestError, saying
from willet.core.sources.clock import zone_named

NO_LAKE = saying(
    "no_lake",
    "There is no lake at %(lake)s. Start one with `willet import SOURCE FILE --lake %(lake)s`, "
    "or name another with --lake.",
)
NOT_READ = saying("lake_file_unreadable", "Could not read %(path)s: %(why)s.")
SETTINGS_DAMAGED = saying(
    "lake_settings_damaged", "%(path)s is damaged: %(why)s. Restore it from a backup."
)
NEWER = saying(
    "lake_newer",
    "%(path)s has format %(format)s; this Willet reads up to %(newest)s. Update Willet.",
)
NO_KEY = saying(
    "key_missing",
    "The customers' key %(path)s is missing. Restore it from a backup: "
    "with a new key no customer would be recognised again.",
)
KEY_CUT = saying(
    "key_cut",
    "The customers' key %(path)s has %(n)s bytes, and a key has %(whole)s. Restore it from a backup.",
)
OTHER_KEY = saying(
    "key_of_another_lake",
    "%(path)s is not the key of the data store %(lake)s. Restore the right one from a backup: "
    "with another key no customer would be recognised again.",
)
KEY_NOT_READ = saying("key_unreadable", "Could not read the customers' key %(path)s: %(why)s.")

_TEXTS = ("zone", "region", "key_check")
T = TypeVar("T")
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Settings:
    """The lines of lake.toml. `zone` is None until an import tells the centre's.

    `format` is the newest in which anything of the lake was written: an older Willet must not touch it.
    """

    zone: str | None = None
    region: str | None = None
    format: int = FORMAT
    key_check: str | None = None
    """What `key_check_of` gives for the customers' key of this lake; None where nobody noted it yet."""

    def as_toml(self) -> str:
        """The text of lake.toml."""
        lines = [f"format = {self.format}"]
        # A JSON string is a TOML basic string.
        lines += [f"zone = {json.dumps(self.zone)}"] if self.zone else []
        lines += [f"region = {json.dumps(self.region)}"] if self.region else []
        lines += [f"key_check = {json.dumps(self.key_check)}"] if self.key_check else []
        return "\n".join(lines) + "\n"


def read_settings(layout: Layout) -> Settings:
    """The settings of the lake at this place.

    Raises:
        RequestError: there is no lake here.
        LakeError: a newer Willet wrote it, or lake.toml cannot be read.
    """
    try:
        data = layout.settings.read_bytes()
    except FileNotFoundError:
        raise RequestError(NO_LAKE(lake=str(layout.root))) from None
    except OSError as refused:
        raise LakeError(NOT_READ(path=str(layout.settings), why=str(refused.strerror))) from refused
    return _parsed(data, layout.settings)


def _parsed(data: bytes, path: Path) -> Settings:
    try:
        values = tomllib.loads(data.decode("utf-8"))
        version = _typed(values, "format", int)
        if version is not None and version > FORMAT:
            raise LakeError(NEWER(path=str(path), format=str(version), newest=str(FORMAT)))
        return _settings(values, version)
    # A text that is no UTF-8 and one that is no TOML are ValueErrors too.
    except (ValueError, TypeError, RecursionError, RequestError) as broken:
        raise LakeError(SETTINGS_DAMAGED(path=str(path), why=str(broken))) from broken


def _settings(values: Mapping[str, Any], version: int | None) -> Settings:
    if version is None:
        raise ValueError("it names no format")
    unknown = sorted(values.keys() - {"format", *_TEXTS})
    if unknown:
        raise ValueError(f"{unknown[0]!r} is not known here")
    zone, region, key_check = (_typed(values, name, str) for name in _TEXTS)
    if zone is not None:
        zone_named(zone)
    return Settings(zone, region, version, key_check)


def _typed(values: Mapping[str, Any], key: str, type_: type[T]) -> T | None:
    value = values.get(key)
    if value is None or type(value) is type_:
        return value
    raise TypeError(f"{key} = {value!r}")


def write_settings(layout: Layout, settings: Settings) -> None:
    """Write lake.toml, making the lake's folder."""
    make_folder(layout.root)
    write_text(layout.settings, settings.as_toml())


def raise_format(layout: Layout) -> None:
    """Shut out any Willet that does not know this format, before something is written in it."""
    settings = read_settings(layout)
    if settings.format < FORMAT:
        write_settings(layout, replace(settings, format=FORMAT))


def read_key(layout: Layout) -> bytes:
    """The customers' key of an existing lake.

    Raises:
        LakeError: the key is gone; a new one would make every customer a stranger.
    """
    try:
        key = bytes.fromhex(layout.key.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        raise LakeError(NO_KEY(path=str(layout.key))) from None
    except (OSError, ValueError) as refused:
        raise LakeError(KEY_NOT_READ(path=str(layout.key), why=str(refused))) from refused
    if len(key) != KEY_BYTES:
        raise LakeError(KEY_CUT(path=str(layout.key), n=len(key), whole=KEY_BYTES))
    return key


def key_check_of(key: bytes) -> str:
    """A value by which a key is known again, and from which nobody finds the key."""
    return hmac.digest(key, b"willet: the customers' key of this lake", "sha256").hex()[:16]


def refuse_other_key(layout: Layout, settings: Settings, key: bytes) -> bytes:
    """The key, where it is the lake's.

    Raises:
        LakeError: it is another's; every customer would become a stranger.
    """
    if settings.key_check not in (None, key_check_of(key)):
        raise LakeError(OTHER_KEY(path=str(layout.key), lake=str(layout.root)))
    return key


def first_key(layout: Layout) -> bytes:
    """The key for a lake to be made here: the one that stands ready, else 32 random bytes.

    Raises:
        LakeError: a key stands there and cannot be read.
    """
    return read_key(layout) if layout.key.exists() else secrets.token_bytes(KEY_BYTES)


def keep_key(layout: Layout, key: bytes) -> None:
    """Write the key beside the lake, readable by its owner alone; an existing key is never replaced."""
    make_folder(layout.key.parent)
    handle = os.open(layout.key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    sync(layout.key.parent)
