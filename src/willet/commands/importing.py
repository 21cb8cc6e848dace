"""`willet import`: files in, a report of what became of every row out."""

import argparse
import json
from pathlib import Path

from willet.commands.options import add_format, add_lake, lake_of
from willet.commands.watching import watched
from willet.core.intake import ManyRefusedError, import_files
from willet.core.lake.durable import storing
from willet.core.records import ImportReport
from willet.core.sources import SOURCES
from willet.site.home import Home

_SHOWN = 10


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's words."""
    parser.add_argument(
        "source",
        metavar="SOURCE",
        help=f"what wrote the files: {', '.join(SOURCES)}; asterisk@NAME where there are several PBXs",
    )
    parser.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="files to read")
    add_lake(parser)
    parser.add_argument(
        "--zone", metavar="IANA", help="the centre's time zone, e.g. Europe/Amsterdam"
    )
    parser.add_argument("--mapping", metavar="FILE.toml", type=Path, help="which column means what")
    parser.add_argument(
        "--region", metavar="CC", help="country of numbers without a prefix, e.g. NL"
    )
    parser.add_argument("--dry-run", action="store_true", help="read and check, write nothing")
    parser.add_argument(
        "--accept-rejects",
        action="store_true",
        help="import the good rows although more than one in ten is refused",
    )
    add_format(parser, "text", "json")


def carry_out(args: argparse.Namespace) -> int:
    """Import the files; 0 when every row was good, 1 when some were rejected.

    Raises:
        ManyRefusedError: too many were rejected (2); the report is printed all the same.
    """
    try:
        report = _imported(args)
    except ManyRefusedError as refused:
        _show(refused.report, args.format)
        raise
    _show(report, args.format)
    if report.refused:
        raise ManyRefusedError(report)
    return report.exit_status


def _imported(args: argparse.Namespace) -> ImportReport:
    lake = lake_of(args)
    if not args.dry_run:
        _close_home_around(lake)
    with watched() as progress:
        return import_files(
            lake,
            args.source,
            args.paths,
            zone=args.zone,
            mapping=args.mapping,
            region=args.region,
            dry_run=args.dry_run,
            accept_rejects=args.accept_rejects,
            progress=progress,
        )


def _show(report: ImportReport, form: str) -> None:
    print(
        json.dumps(report.as_dict(), ensure_ascii=False) if form == "json" else report_lines(report)
    )


def _close_home_around(lake: Path) -> None:
    """A home that the first import makes is closed to other accounts as one that `serve` makes is."""
    home = Home.from_environment()
    if home.holds(lake):
        with storing(home.path):
            home.close()


def report_lines(report: ImportReport) -> str:
    """The report in sentences."""
    lines = [
        f"{report.source}: {_count(len(report.files), 'file')}, {_count(report.rows_read, 'row')} read = "
        f"{report.rows_folded:,} folded + {report.rows_kept:,} kept + {report.rejects.total:,} rejected",
        _contacts(report),
        *(f"note: {note}" for note in report.notes),
        *(f"cannot tell {u.metric}: {u.why}" for u in report.unsupported),
        *_rejects(report),
    ]
    return "\n".join(lines)


def _contacts(report: ImportReport) -> str:
    if report.refused:
        return "contacts: none written"
    return (
        f"contacts: {report.contacts_new:,} new, {report.contacts_revised:,} revised, "
        f"{report.contacts_unchanged:,} unchanged; {_days(report)}"
    )


def _days(report: ImportReport) -> str:
    days = report.days_changed
    if not days:
        return "no day changed"
    return f"{_count(len(days), 'day')} changed, {min(days)} to {max(days)}"


def _rejects(report: ImportReport) -> list[str]:
    shown = [f"rejected {r}" for r in report.rejects.first[:_SHOWN]]
    more = report.rejects.total - len(shown)
    return [*shown, f"... and {more:,} more (--format json lists up to 100)"] if more > 0 else shown


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
