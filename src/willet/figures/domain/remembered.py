"""What was worked out from one state of the lake, kept as long as that state is held."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from willet.core.ask.once import Once
from willet.core.lake import Snapshot

KEPT = 64
"""Results kept for one state of the lake, the oldest forgotten first."""

T = TypeVar("T")
_LOCK, _ONCE = Lock(), Once()
_KEPT: "WeakKeyDictionary[Snapshot, OrderedDict[Hashable, Any]]" = WeakKeyDictionary()


def remembered(snapshot: Snapshot, key: Hashable, make: Callable[[], T]) -> T:
    """The result for this key, remembered or made; who asks while it is being made waits for it."""
    with _ONCE.making((id(snapshot), key)):
        with _LOCK:
            if key in (kept := _KEPT.setdefault(snapshot, OrderedDict())):
                outcome: T = kept[key]
                return outcome
        result = make()
        with _LOCK:
            kept[key] = result
            while len(kept) > KEPT:
                kept.popitem(last=False)
        return result


def recalled(snapshot: Snapshot, key: Hashable) -> Any:
    """The result for this key if it is remembered, else None."""
    with _LOCK:
        return _KEPT.get(snapshot, OrderedDict()).get(key)
