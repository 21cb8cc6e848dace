"""`willet ask`: metrics by whatever they can be split by, with their intervals."""

import argparse
import csv
import io
import json
from collections.abc import Iterator

from rich import box
from rich.console import Console
from rich.table import Table

import willet
from willet.commands.options import add_format, add_lake, lake_of
from willet.commands.simulating import day_named
from willet.commands.wording import interval_in_words, value_in_words
from willet.core.metrics import WEIGHTS, Answer, AnswerRow, WeightedRow
from willet.core.records import RequestError, harmless

_WIDE = 400


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's words."""
    parser.add_argument("metrics", metavar="METRIC", nargs="+", help="names from `willet metrics`")
    add_lake(parser)
    parser.add_argument(
        "--by", metavar="DIM", nargs="+", default=[], action="extend", help="split by"
    )
    parser.add_argument("--from", dest="first", metavar="DATE", type=day_named, help="first day")
    parser.add_argument(
        "--to", dest="last", metavar="DATE", type=day_named, help="last day, included"
    )
    parser.add_argument(
        "--where", metavar="EXPR", help="""e.g. "queue = 'sales' and wait_s > 20\""""
    )
    parser.add_argument("--param", metavar="NAME=VALUE", nargs="+", default=[], action="extend")
    parser.add_argument(
        "--profile", metavar="NAME", default="willet", help="whose definitions to use"
    )
    parser.add_argument(
        "--weights",
        metavar="KIND",
        help=f"weigh answers for those who did not answer: {', '.join(WEIGHTS)}",
    )
    add_format(parser, "table", "json", "csv")


def carry_out(args: argparse.Namespace) -> int:
    """Ask, and print the answer."""
    params = dict(map(parameter_named, args.param))
    answer = willet.open(lake_of(args)).ask(
        args.metrics,
        by=args.by,
        first=args.first,
        last=args.last,
        where=args.where,
        params=params,
        profile=args.profile,
        weights=args.weights,
    )
    print({"table": _table, "json": _json, "csv": _csv}[args.format](answer), end="")
    return 0


def parameter_named(text: str) -> tuple[str, str]:
    """A parameter as `--param` writes it.

    Raises:
        RequestError: it is not of the form NAME=VALUE.
    """
    name, sign, value = text.partition("=")
    if not sign:
        raise RequestError(f"--param {text!r} has no '='. Write NAME=VALUE, e.g. target_s=30.")
    return name.strip(), value.strip()


def _json(answer: Answer) -> str:
    return json.dumps(answer.to_json_object(), ensure_ascii=False) + "\n"


def _csv(answer: Answer) -> str:
    rows = answer.to_json_object()["rows"]
    out = io.StringIO()
    names = dict.fromkeys(name for row in rows for name in row)
    writer = csv.DictWriter(out, list(names) or ["metric", "value"], lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: harmless(value) for name, value in row.items()} for row in rows)
    return out.getvalue()


def _table(answer: Answer) -> str:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("metric", *answer.dims):
        table.add_column(heading)
    for heading in ("value", "95 % interval", "n"):
        table.add_column(heading, justify="right")
    table.add_column("")
    for row in answer.rows:
        keys = ["–" if (v := row.keys[d]) is None else str(v) for d in answer.dims]
        interval = interval_in_words(row.low, row.high, row.unit)
        value = value_in_words(row.value, row.unit)
        table.add_row(row.metric, *keys, value, interval, f"{row.n:,}", _beside(row))
    notes = [*map(str, answer.notes), *_of_intervals(answer)]
    return _drawn(table) + "".join(f"{note}\n" for note in notes)


def _why(row: AnswerRow) -> str:
    """Why a row has no figure, or no interval."""
    missing = None in {row.low, row.high}
    return str(row.reason or (row.interval_note if missing else None) or "")


def _of_intervals(answer: Answer) -> Iterator[str]:
    """What is said of intervals that are there, each sentence once with the metrics it holds for."""
    metrics: dict[str, dict[str, None]] = {}
    for row in answer.rows:
        if row.interval_note and None not in {row.low, row.high}:
            metrics.setdefault(str(row.interval_note), {})[row.metric] = None
    for stated, names in metrics.items():
        yield f"{', '.join(names)}: {stated}"


def _beside(row: AnswerRow) -> str:
    """Why a row has no figure or no interval, what of it is not certain yet, and what audits make of it."""
    parts = [_why(row)]
    if row.value is not None and row.pending:
        parts.append(f"{'estimated, ' if row.estimated else ''}{row.pending:,} pending")
    if row.corrected is not None:
        result = row.corrected
        interval = interval_in_words(result.low, result.high, row.unit)
        parts.append(f"corrected {value_in_words(result.value, row.unit)} ({interval})")
    if row.weighted is not None and row.weighted.raw is not None:
        parts.append(_weighed(row, row.weighted))
    return ", ".join(filter(None, parts))


def _weighed(row: AnswerRow, weighted: WeightedRow) -> str:
    """What those who answered said as they are, and between what the figure lies whatever the others would say."""
    plain = value_in_words(weighted.raw, row.unit)
    bounds = interval_in_words(row.bound_low, row.bound_high, row.unit)
    return f"plain {plain}, bounds {bounds}, design effect {weighted.design_effect:.2f}"


def _drawn(table: Table) -> str:
    console = Console(file=io.StringIO(), width=_WIDE, color_system=None)
    console.print(table, soft_wrap=True)
    drawn = console.file.getvalue()  # type: ignore[attr-defined] # a StringIO, given above
    return "".join(line.rstrip() + "\n" for line in drawn.splitlines())
