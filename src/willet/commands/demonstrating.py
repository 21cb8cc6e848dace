"""`willet demo`: an invented call centre, imported through the common door and served."""

import argparse
from datetime import date
from pathlib import Path

from willet.commands.importing import report_lines
from willet.commands.options import home
from willet.commands.serving import PORT, require_free, serve
from willet.commands.watching import watched
from willet.core.sources import Progress

DAYS = 60
CONTACTS_PER_DAY = 500
FIRST_DAY = date(2026, 9, 7)
ZONE = "Europe/Amsterdam"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's words."""
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)"
    )
    parser.add_argument(
        "--port", type=int, default=PORT, help=f"port to listen on (default {PORT})"
    )
    parser.add_argument(
        "--prepare-only", action="store_true", help="set everything up, do not serve"
    )


def carry_out(args: argparse.Namespace) -> int:
    """Prepare what is missing, say how to sign in, and serve until stopped."""
    if not args.prepare_only:
        require_free(args.host, args.port)
    prepare(home())
    print(how_to_sign_in(home(), f"http://{args.host}:{args.port}"), flush=True)
    if not args.prepare_only:
        serve(host=args.host, port=args.port, with_worker=True)
    return 0


def prepare(folder: Path) -> None:
    """Fill an empty home with the invented centre; leave a filled one as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "lake" / "HEAD").exists():
        with watched() as progress:
            _fill(folder, progress)


def _fill(folder: Path, progress: Progress) -> None:
    from willet.core.intake import import_files  # slow import: duckdb and numba
    from willet.core.simulator import simulate  # slow import: duckdb and numba

    result = folder / "simulated"
    simulate(
        result,
        days=DAYS,
        contacts_per_day=CONTACTS_PER_DAY,
        first_day=FIRST_DAY,
        zone=ZONE,
        progress=progress,
    )
    mapping = result / "mapping.toml"
    report = import_files(
        folder / "lake", "table", [result / "contacts.csv.gz"], mapping=mapping, progress=progress
    )
    print(report_lines(report))


def how_to_sign_in(folder: Path, address: str) -> str:
    """Who may sign in, and where."""
    from willet.site.starting import boot  # slow import: Django

    boot()
    from willet.people.domain import demo_people  # app ready: models exist only after boot

    people = demo_people(folder)
    rows = "\n".join(f"  {p.role:<14} {p.email:<28} {p.password}" for p in people)
    return f"\nWillet is at {address}\nSign in as one of:\n{rows}\nStop it with Ctrl+C."
