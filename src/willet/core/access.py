"""How a program comes in: a lake on this machine, or a Willet elsewhere; what it needs is loaded only then."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from willet.core.ask.connection import Connection
    from willet.core.effects import OpenLake


def connect(url: str, token: str, *, timeout_s: float = 60.0, tries: int = 5) -> "Connection":
    """Ask a Willet elsewhere, as in `willet.connect("https://willet.example.org", token).ask("call_resolution")`.

    Args:
        url: Where it is served; https, but for one on this very machine.
        token: From the page “Access tokens” of one's profile there.
        timeout_s: How long to wait for an answer.
        tries: How often to ask, where the other side says that it is busy.

    Raises:
        RequestError: the address or the token cannot be one.
    """
    from willet.core.ask.connection import Connection  # slow import

    return Connection(url, token, timeout_s=timeout_s, tries=tries)


def open(path: "Path | str | None" = None) -> "OpenLake":
    """Open a lake to ask it, as in `willet.open("lake").ask("call_resolution", by=["month"])`.

    Without a path it is the lake in `$WILLET_HOME`, else in `./willet-home`.

    Raises:
        RequestError: there is no lake.
    """
    from willet.core.effects import OpenLake  # slow import

    return OpenLake.open(path)
