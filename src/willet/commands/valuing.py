"""`willet worth`: what became of customers solved at first contact, beside those who were not."""

import argparse
import io
import json
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

from willet.commands.asking import parameter_named
from willet.commands.options import add_format, add_lake, lake_of
from willet.commands.simulating import day_named
from willet.commands.wording import value_in_words
from willet.core.lake import Lake
from willet.core.worth import ResolutionWorth, WorthDifference, WorthRequest, worth
from willet.core.worth.notes import NAMES
from willet.core.worth.request import USUAL_DAYS

_WIDE = 400


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's words."""
    add_lake(parser)
    parser.add_argument(
        "--customers",
        metavar="FILE.csv",
        type=Path,
        help="columns customer (or number, or mail), left[, joined, value]; no day: still a customer",
    )
    parser.add_argument(
        "--days",
        metavar="N",
        type=int,
        default=USUAL_DAYS,
        help=f"how far to look ahead once a case is settled (default {USUAL_DAYS})",
    )
    parser.add_argument(
        "--from",
        dest="first",
        metavar="DATE",
        type=day_named,
        help="first day on which cases opened",
    )
    parser.add_argument(
        "--to", dest="last", metavar="DATE", type=day_named, help="last such day, included"
    )
    parser.add_argument("--where", metavar="EXPR", help="""e.g. "queue = 'sales'\"""")
    parser.add_argument("--param", metavar="NAME=VALUE", nargs="+", default=[], action="extend")
    add_format(parser, "text", "json")


def carry_out(args: argparse.Namespace) -> int:
    """Work the worth out, and print it."""
    asked = WorthRequest.of(
        args.customers,
        days=args.days,
        first=args.first,
        last=args.last,
        where=args.where,
        params=dict(map(parameter_named, args.param)),
    )
    result = worth(Lake.at(lake_of(args)), asked)
    print({"text": _text, "json": _json}[args.format](result), end="")
    return 0


def _json(result: ResolutionWorth) -> str:
    return json.dumps(result.to_json_object(), ensure_ascii=False) + "\n"


def _text(result: ResolutionWorth) -> str:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("")
    for heading in ("solved", "not solved", "difference", "95 % interval", "unadjusted", "cases"):
        table.add_column(heading, justify="right")
    for outcome in result.outcomes:
        first = _cells(outcome.adjusted, outcome.unit)
        beside = _cells(outcome.plain, outcome.unit)[2]
        table.add_row(str(NAMES[outcome.name]), *first, beside, f"{outcome.cases:,}")
    console = Console(file=io.StringIO(), width=_WIDE, color_system=None)
    console.print(table, soft_wrap=True)
    drawn = console.file.getvalue()  # type: ignore[attr-defined] # a StringIO, given above
    lines = [line.rstrip() for line in drawn.splitlines()] if result.outcomes else []
    return "".join(f"{line}\n" for line in [*lines, _sizes(result), *map(str, result.notes)])


def _sizes(result: ResolutionWorth) -> str:
    others = result.cases - result.solved
    return (
        f"{result.cases:,} settled cases of {result.customers:,} customers: {result.solved:,} solved at first contact, "
        f"{others:,} not; {result.days} days after each"
    )


def _cells(of: WorthDifference | None, unit: str) -> tuple[str, str, str, str]:
    if of is None:
        return "–", "–", "–", ""
    means = (
        value_in_words(value, unit) if unit != "count" else f"{value:.2f}"
        for value in (of.solved, of.others)
    )
    scale, end = (100, " points") if unit == "share" else (1, "")
    ends = " to ".join(f"{at * scale:+.2f}" for at in (of.low, of.high) if at is not None)
    first, other = means
    return first, other, f"{of.difference * scale:+.2f}{end}", ends
