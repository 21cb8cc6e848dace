"""`willet serve`: the web product on loopback, or where the administrator says."""

import argparse
import os
import socket
from contextlib import nullcontext

from willet.commands.supervising import worker_beside
from willet.core.records import RequestError

PORT = 8000


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's words."""
    add_place(parser)
    parser.add_argument(
        "--work",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="run a worker too (the default); --no-work where `willet work` runs by itself",
    )


def add_place(parser: argparse.ArgumentParser) -> None:
    """Offer `--host` and `--port`.

    Raises:
        RequestError: WILLET_PORT is no port.
    """
    usual = _usual_port()
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)"
    )
    parser.add_argument(
        "--port",
        type=int,
        default=usual,
        help=f"port to listen on (default $WILLET_PORT, else {PORT})",
    )


def _usual_port() -> int:
    text = os.environ.get("WILLET_PORT") or str(PORT)
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise RequestError(f"WILLET_PORT is {text!r}. A port is a number from 1 to 65535.")
    return int(text)


def carry_out(args: argparse.Namespace) -> int:
    """Serve until stopped."""
    serve(host=args.host, port=args.port, with_worker=args.work)
    return 0


def serve(*, host: str, port: int, with_worker: bool = False) -> None:
    """Prepare the rooms' store and serve until stopped; with a worker beside it that ends with the server.

    Raises:
        RequestError: somebody else listens on that port.
    """
    require_free(host, port)
    from willet.site.starting import boot  # slow import: Django

    boot()
    from willet.imports.domain.leavings import sweep_leavings  # app ready: models exist after boot

    sweep_leavings()
    _invite(f"http://{host}:{port}")
    with worker_beside() if with_worker else nullcontext():
        _run(host, port)


def _run(host: str, port: int) -> None:
    import uvicorn  # slow import: only the server needs it

    uvicorn.run(
        "willet.site.asgi:application",
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        # Whom a proxy speaks for is believed by `site.proxies` alone.
        proxy_headers=False,
    )


def _invite(address: str) -> None:
    """On a fresh installation, say where its first administrator chooses a password."""
    from willet.people.domain import (
        invite_first_administrator,
    )  # app ready: models exist after boot

    path = invite_first_administrator()
    if path is not None:
        print(
            f"Nobody can sign in yet. Choose the administrator's password: {address}{path}",
            flush=True,
        )


def require_free(host: str, port: int) -> None:
    """Make sure that nobody listens on the port yet.

    Raises:
        RequestError: somebody does, or the address is not this machine's.
    """
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise RequestError(
                f"cannot listen on {host}:{port} ({error.strerror}). Stop what listens there, or choose --port."
            ) from None
