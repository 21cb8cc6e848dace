"""A first step of a new installation, as a room offers it in `FIRST_STEPS` of its `panels.py`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class FirstStep:
    """Something that a new installation wants done once; it ticks itself off."""

    name: str
    title: str | Promise
    text: str | Promise
    """What it is good for, in a sentence."""
    action: str | Promise
    """What its button says."""
    url_name: str
    permission: str
    is_done: Callable[[], bool]
    order: int = 50
