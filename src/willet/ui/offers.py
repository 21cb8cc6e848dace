"""What rooms offer under a fixed name, in a module of a fixed name: a host finds it so, and never lists its guests."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from django.apps import apps
from django.utils.module_loading import module_has_submodule


def offers(module: str, name: str) -> Iterator[Any]:
    """What each room offers as `name` in its own `module`, the rooms in the order of the house."""
    for offering in _modules(module):
        yield from getattr(offering, name, ())


@cache
def _modules(name: str) -> tuple[ModuleType, ...]:
    rooms = (config for config in apps.get_app_configs() if config.name.startswith("willet."))
    return tuple(
        import_module(f"{room.name}.{name}")
        for room in rooms
        if room.module is not None and module_has_submodule(room.module, name)
    )
