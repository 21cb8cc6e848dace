"""Willet: did the caller's problem get solved, and if not, why?"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from willet.core.ask import Session

__all__ = ["open"]


def open(path: "Path | str | None" = None) -> "Session":
    """Open a lake to ask it, as in `willet.open("lake").ask("call_resolution", by=["month"])`.

    Without a path it is the lake in `$WILLET_HOME`, else in `./willet-home`.

    Raises:
        RequestError: there is no lake.
    """
    from willet.core.ask import Session  # slow import

    return Session.open(path)
