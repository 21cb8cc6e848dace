"""What was worked out from one state of the lake, kept as long as that state is held."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from willet.core.lake import Snapshot

KEPT = 64
"""Results kept for one state of the lake, the oldest forgotten first."""

T = TypeVar("T")
_LOCK = Lock()
_MADE: "WeakKeyDictionary[Snapshot, OrderedDict[Hashable, Any]]" = WeakKeyDictionary()


def remembered(snapshot: Snapshot, key: Hashable, make: Callable[[], T]) -> T:
    """The result for this key, remembered or made; two readers at once may both make it."""
    with _LOCK:
        made = _MADE.setdefault(snapshot, OrderedDict())
        if key in made:
            found: T = made[key]
            return found
    result = make()
    with _LOCK:
        made[key] = result
        while len(made) > KEPT:
            made.popitem(last=False)
    return result


def recalled(snapshot: Snapshot, key: Hashable) -> Any:
    """The result for this key if it is remembered, else None."""
    with _LOCK:
        return _MADE.get(snapshot, OrderedDict()).get(key)
