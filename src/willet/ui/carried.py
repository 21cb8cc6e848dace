"""Values that are worked out once for a request: it carries them itself, so that they are gone when it is.

A table beside the requests, weak in its keys, would keep each for ever whose value leads back to it, as a reader does.
"""

from typing import Generic, TypeVar

from django.http import HttpRequest

Value = TypeVar("Value")
_PLACE = "_willet_carried"


class Carried(Generic[Value]):
    """One kind of value, by request."""

    def __contains__(self, request: HttpRequest) -> bool:
        """Whether a request carries one."""
        return self in request.__dict__.get(_PLACE, {})

    def __getitem__(self, request: HttpRequest) -> Value:
        """What a request carries.

        Raises:
            KeyError: it carries none.
        """
        value: Value = request.__dict__.get(_PLACE, {})[self]
        return value

    def __setitem__(self, request: HttpRequest, value: Value) -> None:
        """Let a request carry this value."""
        request.__dict__.setdefault(_PLACE, {})[self] = value

    def get(self, request: HttpRequest) -> Value | None:
        """What a request carries; None where it carries none."""
        value: Value | None = request.__dict__.get(_PLACE, {}).get(self)
        return value

    def setdefault(self, request: HttpRequest, value: Value) -> Value:
        """What a request carries; from now on this value where it carried none."""
        if request not in self:
            self[request] = value
        return self[request]
