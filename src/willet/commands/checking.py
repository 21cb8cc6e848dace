"""`willet check`: every file of the lake, and the history of the rooms, compared with what was written."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict

from willet.commands.options import add_format, add_lake, home, lake_of
from willet.commands.recalling import has_rooms, lines_of, verified
from willet.commands.watching import watched
from willet.core.cases.joining import Unjoined, unjoined
from willet.core.intake import check
from willet.core.lake import Checked, Lake
from willet.core.lake.soundness import Held

MOST = 20
"""How many rows of rooms that joined no contact are listed."""
NEXT_STEP = {
    Held.DERIVED: "rebuilt by `willet check --repair`, once the landed files are sound",
    Held.LANDED: "import the files of its runs again; the rows that are there already stay as they are",
    Held.BY_HAND: "corrections made by hand: restore it from a backup",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's words."""
    add_lake(parser)
    parser.add_argument(
        "--repair", action="store_true", help="rebuild damaged files from the landed rows"
    )
    add_format(parser, "text", "json")


def carry_out(args: argparse.Namespace) -> int:
    """Check, and say what was found; 0 where every file is sound in the end, 3 where one is damaged."""
    with watched() as progress:
        checked = check(lake_of(args), repair=args.repair, progress=progress)
    # Nothing is read from a lake of which a file is damaged.
    rooms = None if checked.damaged else unjoined(Lake.at(lake_of(args)).snapshot(), most=MOST)
    # Somebody else's lake has no rooms beside it.
    history = verified() if args.lake is None and has_rooms(home()) else None
    as_object = {
        **asdict(checked),
        "rooms": rooms and asdict(rooms),
        "activity": history and asdict(history),
    }
    as_text = json.dumps(as_object, ensure_ascii=False, default=str)
    print(as_text if args.format == "json" else _summary(checked, rooms))
    if history is not None and args.format != "json":
        print("\n".join(f"activity: {line}" for line in lines_of(history)))
    return 3 if checked.damaged or not (history is None or history.holds) else 0


def _summary(checked: Checked, rooms: Unjoined | None) -> str:
    result = checked.findings
    lines = [
        f"{result.files:,} files, {result.bytes:,} bytes read: "
        f"{len(checked.damaged):,} damaged, {len(checked.repaired):,} rebuilt",
        *(f"rebuilt {path}" for path in checked.repaired),
    ]
    for damage in checked.damaged:
        of_runs = f" (runs {', '.join(damage.runs)})" if damage.runs else ""
        lines.append(f"damaged {damage.path}{of_runs}: {NEXT_STEP[damage.holds]}")
    if result.unsealed:
        lines.append(
            f"{result.unsealed:,} files are from before seals were kept; the next import seals them"
        )
    return "\n".join([*lines, *_waiting(rooms or Unjoined())])


def _waiting(rooms: Unjoined) -> Iterator[str]:
    """What people did in rooms that joined no contact, the first rows of each kind named."""
    if not (rooms.waiting or rooms.ambiguous):
        return
    yield (
        f"{rooms.waiting:,} rows of rooms wait for the import that tells of their call; "
        f"{rooms.ambiguous:,} fit two contacts and joined none"
    )
    for row in rooms.first:
        fits = f": {', '.join(row.fits)}" if row.fits else ""
        yield f"{row.state} {row.room} {row.row_id} of {row.spoken_of}{fits}"
