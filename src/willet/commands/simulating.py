"""`willet simulate`: an invented call centre's records, with the truth beside them."""

import argparse
from datetime import date
from pathlib import Path

from willet.commands.watching import watched
from willet.core.records import RequestError


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's words."""
    parser.add_argument("out", metavar="OUT", type=Path, help="folder to write into")
    parser.add_argument("--days", type=_positive, default=60, help="days to simulate (default 60)")
    parser.add_argument(
        "--per-day", type=_positive, default=500, help="contacts on a common day (default 500)"
    )
    parser.add_argument("--seed", type=int, default=7, help="same seed, same centre (default 7)")
    parser.add_argument(
        "--from", dest="first_day", type=day_named, default=date(2026, 9, 7), metavar="DATE"
    )
    parser.add_argument("--zone", default="Europe/Amsterdam", metavar="IANA")
    parser.add_argument(
        "--answering",
        choices=("outcome", "margins"),
        default="outcome",
        help="what answering the survey follows: whether it was solved (default), or topic and wait alone",
    )


def carry_out(args: argparse.Namespace) -> int:
    """Write the records and say what was written."""
    from willet.core.simulator import simulate  # slow import: numpy and duckdb

    with watched() as progress:
        simulate(
            args.out,
            days=args.days,
            contacts_per_day=args.per_day,
            seed=args.seed,
            first_day=args.first_day,
            zone=args.zone,
            answering=args.answering,
            progress=progress,
        )
    print(f"written to {args.out}: " + ", ".join(sorted(p.name for p in args.out.iterdir())))
    return 0


def day_named(text: str) -> date:
    """A date as YYYY-MM-DD.

    Raises:
        RequestError: it is not one.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RequestError(
            f"{text!r} is not a date. Write it as YYYY-MM-DD, e.g. 2026-03-31."
        ) from None


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise RequestError(f"{text!r} is not a whole number above zero.")
    return int(text)
