"""`willet activity`: who did what, as JSON lines for a log collector; and whether the history is as it was written."""

import argparse
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from willet.commands.simulating import day_named
from willet.core.records import RequestError

if TYPE_CHECKING:
    from willet.activity.domain.verifying import Verified

SHOWN = 20
"""Breaks of the chain that are printed one by one."""
WHY = {
    "content": "the entry is not as it was written",
    "link": "the entry does not follow the one before it",
    "missing": "the entry is missing",
    "erased": "a part is erased, and no entry says so",
    "end": "the last entries are missing",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's words."""
    parser.add_argument("--from", dest="first", metavar="DATE", help="first day (UTC)")
    parser.add_argument("--to", dest="last", metavar="DATE", help="last day (UTC), itself within")
    parser.add_argument(
        "--format", choices=("jsonl",), default="jsonl", help="one JSON object per line"
    )
    parser.add_argument(
        "--verify", action="store_true", help="go along the whole history and say whether it holds"
    )


def carry_out(args: argparse.Namespace) -> int:
    """Print the entries; or verify: 0 where the history holds, 3 where it was changed from outside."""
    first = day_named(args.first) if args.first else None
    last = day_named(args.last) if args.last else None
    if first and last and last < first:
        raise RequestError(f"--to {last} lies before --from {first}. Turn them round.")
    from willet.site.starting import boot  # slow import: Django

    boot(with_static=False)
    return _verified() if args.verify else _listed(first, last)


def _listed(first: date | None, last: date | None) -> int:
    from willet.activity.domain.lines import lines  # app ready: models exist only after boot

    for line in lines(first=first, last=last):
        print(line)
    return 0


def _verified() -> int:
    result = verified()
    print("\n".join(lines_of(result)))
    return 0 if result.holds else 3


def has_rooms(home: Path) -> bool:
    """Whether anybody keeps anything in rooms here."""
    return (home / "rooms.sqlite3").exists() or bool(os.environ.get("WILLET_DATABASE"))


def verified() -> "Verified":
    """What going along the whole history came to."""
    from willet.site.starting import boot  # slow import: Django

    boot(with_static=False)
    from willet.activity.domain.verifying import verify  # app ready: models exist only after boot

    return verify()


def lines_of(result: "Verified") -> list[str]:
    """It in words: how many entries, and each break of the chain."""
    lines = [
        f"{result.entries:,} entries, {result.erased:,} with a part erased; last link {result.link or '-'}"
    ]
    lines += [f"entry {one.number:,}: {WHY[one.why]}" for one in result.breaks[:SHOWN]]
    if len(result.breaks) > SHOWN:
        lines.append(f"... and {len(result.breaks) - SHOWN:,} more")
    return lines
