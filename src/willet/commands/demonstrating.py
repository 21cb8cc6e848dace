"""`willet demo`: an invented call centre in a home of its own, imported through the common door and served."""

import argparse
import os
import shutil
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from willet.commands.importing import report_lines
from willet.commands.inventing import fill_rooms
from willet.commands.serving import add_place, require_free, serve
from willet.commands.watching import watched
from willet.core.lake.durable import storing
from willet.core.records import RequestError
from willet.core.sources import Progress
from willet.site.home import Home

if TYPE_CHECKING:
    from willet.core.simulator import Scenario

HOME = Path("willet-demo")
DAYS = 126
CONTACTS_PER_DAY = 340
FIRST_DAY = date(2026, 7, 6)
PART_TIME = 0.36
LEVER_LIFT = 1.6
"""Eighteen weeks of about fifty agents, most of them part-timers: so much it takes until a course can be judged."""
ZONE = "Europe/Amsterdam"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's words."""
    add_place(parser)
    parser.add_argument(
        "--home",
        type=Path,
        default=HOME,
        metavar="DIR",
        help=f"folder of the demo (default ./{HOME}); $WILLET_HOME is left alone",
    )
    parser.add_argument(
        "--prepare-only", action="store_true", help="set everything up, do not serve"
    )


def carry_out(args: argparse.Namespace) -> int:
    """Prepare what is missing, say how to sign in, and serve until stopped."""
    if not args.prepare_only:
        require_free(args.host, args.port)
    home = move_into(args.home)
    is_new = prepare(home.path)
    print(where_things_are(home.path))
    signing_in = how_to_sign_in(home.path, f"http://{args.host}:{args.port}")
    if is_new:
        fill_rooms(home.path)
    print(signing_in, flush=True)
    if not args.prepare_only:
        serve(host=args.host, port=args.port, with_worker=True)
    return 0


def move_into(folder: Path) -> Home:
    """Make this folder the home of this process and those it starts, marked as invented.

    Raises:
        RequestError: an installation stands there that is no demo.
        LakeError: the folder cannot be written.
    """
    home = Home(folder.resolve())
    if home.is_in_use and not home.is_invented:
        raise RequestError(
            f"{home.path} holds an installation of its own, and invented calls do not belong there. "
            "Choose another folder with --home."
        )
    # Where the real rooms rest in a PostgreSQL, the invented people still go into the demo's own file.
    os.environ |= {"WILLET_HOME": str(home.path), "WILLET_DATABASE": ""}
    with storing(home.path):
        home.close()
        home.mark_invented()
    return home


def prepare(folder: Path) -> bool:
    """Fill an empty home with the invented centre, and leave a filled one as it is; whether it was empty."""
    is_new = not (folder / "lake" / "HEAD").exists()
    if is_new:
        with watched() as progress:
            _fill(folder, progress)
    return is_new


def scenario_of_demo() -> "Scenario":
    """The centre that the demo shows."""
    from willet.core.simulator import Scenario  # slow import: duckdb and numba

    return Scenario(
        days=DAYS,
        contacts_per_day=CONTACTS_PER_DAY,
        first_day=FIRST_DAY,
        zone=ZONE,
        part_time=PART_TIME,
        lever_lift=LEVER_LIFT,
    )


def _fill(folder: Path, progress: Progress) -> None:
    from willet.core.intake import import_files  # slow import: duckdb and numba
    from willet.core.simulator import simulate_scenario  # slow import: duckdb and numba

    result = folder / "simulated"
    simulate_scenario(result, scenario_of_demo(), progress=progress)
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


def where_things_are(folder: Path) -> str:
    """Where the demo lies, and how the command is called where the shell does not find it yet."""
    lines = [f"\nThe demo lies in {folder}; no other command reads or writes there."]
    if not shutil.which("willet"):
        script = Path(sys.executable).parent / "activate"
        lines.append(f"To have the command `willet` on your PATH, say: . {script}")
    return "\n".join(lines)
