"""`willet serve`: the web product on loopback, or where the administrator says."""

import argparse
import os
import socket
from contextlib import AbstractContextManager, nullcontext

from willet.commands.supervising import beside, worker_beside
from willet.core.records import RequestError

PORT = 8000


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's words.

    Raises:
        RequestError: WILLET_PORT or WILLET_PUBLIC_PORT is no port.
    """
    add_place(parser)
    parser.add_argument(
        "--public",
        type=int,
        default=_port_in("WILLET_PUBLIC_PORT", None),
        metavar="PORT",
        help="open the pages of customers too, and nothing else, on a port of their own "
        "(default $WILLET_PUBLIC_PORT, else none)",
    )
    parser.add_argument(
        "--public-host", metavar="HOST", help="address for --public (default: that of --host)"
    )
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
    usual = _port_in("WILLET_PORT", PORT)
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)"
    )
    parser.add_argument(
        "--port",
        type=int,
        default=usual,
        help=f"port to listen on (default $WILLET_PORT, else {PORT})",
    )


def _port_in(setting: str, usual: int | None) -> int | None:
    text = os.environ.get(setting, "")
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise RequestError(f"{setting} is {text!r}. A port is a number from 1 to 65535.")
    return int(text)


def carry_out(args: argparse.Namespace) -> int:
    """Serve until stopped."""
    public = (args.public_host or args.host, args.public) if args.public else None
    serve(host=args.host, port=args.port, with_worker=args.work, public=public)
    return 0


def serve(
    *, host: str, port: int, with_worker: bool = False, public: tuple[str, int] | None = None
) -> None:
    """Prepare the rooms' store and serve until stopped; beside it a worker and the public listener, if wanted.

    Raises:
        RequestError: somebody else listens on one of the ports.
    """
    require_free(host, port)
    if public is not None:
        require_free(*public)
    # The worker writes mails whose links lead here.
    os.environ["WILLET_PORT"] = str(port)
    from willet.site.starting import boot  # slow import: Django

    boot()
    from willet.imports.domain.leavings import sweep_leavings  # app ready: models exist after boot

    sweep_leavings()
    _say_who_may_begin(host, port)
    worker = worker_beside() if with_worker else nullcontext()
    with worker, public_beside(*public) if public else nullcontext():
        _run(host, port)


def public_beside(host: str, port: int) -> AbstractContextManager[None]:
    """The listener of customers' pages, in a process that knows no other page and comes again where it dies."""
    return beside("willet.commands.publishing", host, str(port))


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


def _say_who_may_begin(host: str, port: int) -> None:
    """On a fresh installation, say where its first administrator says who they are."""
    from willet.people.opening.key import opening_path  # app ready: models exist after boot

    path = opening_path()
    if path is not None:
        print(
            "Nobody administers this installation yet. Say who you are at\n"
            f"  {_address(host, port)}{path}\n"
            "Whoever does so first becomes its administrator and signs in with their e-mail address from then on. "
            "The link works once, for three days; starting again prints another.",
            flush=True,
        )


def _address(host: str, port: int) -> str:
    """Where people open Willet: as the settings say, else where it listens, as this machine calls that."""
    from django.conf import settings  # app ready

    if os.environ.get("WILLET_ADDRESS") or os.environ.get("WILLET_HOSTS"):
        return str(settings.WILLET_ADDRESS)
    near = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104 -- a name, nothing is opened
    return f"http://{near}:{port}"


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
