"""The dataclasses of a room: which of them may be changed once made, and which may be given any attribute."""

import pkgutil
from collections.abc import Iterator
from dataclasses import is_dataclass
from functools import cache
from importlib import import_module
from typing import Any


def changeable(room: str) -> set[str]:
    """Those that are not frozen, by module and name within the room."""
    return {_name(kind, room) for kind in _dataclasses(room) if not _params(kind).frozen}


def without_slots(room: str) -> set[str]:
    """Those to which an attribute of any name can be given, so that a slip of spelling goes unnoticed."""
    return {_name(kind, room) for kind in _dataclasses(room) if "__slots__" not in vars(kind)}


@cache
def _dataclasses(room: str) -> tuple[type, ...]:
    return tuple(
        kind
        for name in (room, *_modules(room))
        for kind in vars(import_module(name)).values()
        if isinstance(kind, type) and is_dataclass(kind) and kind.__module__ == name
    )


def _modules(room: str) -> Iterator[str]:
    for found in pkgutil.walk_packages(import_module(room).__path__, f"{room}."):
        if not {"migrations", "__main__"} & set(found.name.split(".")):
            yield found.name


def _params(kind: type) -> Any:
    return kind.__dataclass_params__  # type: ignore[attr-defined] # every dataclass has them


def _name(kind: type, room: str) -> str:
    return f"{kind.__module__.removeprefix(room).removeprefix('.')}:{kind.__qualname__}"
