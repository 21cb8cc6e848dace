"""What rooms keep of persons: shown to whoever may export it, and forgotten. A room offers it in its `personal.py`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from willet.core.lake.erased import Forgotten


@dataclass(frozen=True, slots=True)
class Sought:
    """Whom an export is about: a customer's keys and contacts, or an employee's names."""

    keys: frozenset[int] = frozenset()
    contacts: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


def _no_names(names: frozenset[str]) -> frozenset[str]:
    return frozenset()


@dataclass(frozen=True, slots=True)
class Holder:
    """One place of a room that keeps something of persons. A room lists its own in `HOLDERS`."""

    name: str
    label: str | Promise
    held: Callable[[Sought], Sequence[Mapping[str, Any]]]
    """What is kept of somebody, as records of plain JSON."""
    forget: Callable[[Forgotten], int]
    """Forget whoever was erased, and say of how many records; done twice it is as done once."""
    names: Callable[[frozenset[str]], frozenset[str]] = field(default=_no_names)
    """Further names under which the room knows an employee of these names."""
