"""`willet effect`: what a dated exposure of agents, teams or queues did to a metric."""

import argparse
import io
import json
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

import willet
from willet.commands.asking import parameter_named
from willet.commands.options import add_format, add_lake, lake_of
from willet.commands.wording import interval_in_words, value_in_words
from willet.core.effects import Effect
from willet.core.metrics import metric_named

_WIDE = 400
OF_SHARES = "days_since_last"
"""The placebo that is a share whatever the metric is."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's words."""
    parser.add_argument("metric", metavar="METRIC", help="a share or mean from `willet metrics`")
    add_lake(parser)
    parser.add_argument(
        "--exposures",
        metavar="FILE.csv",
        type=Path,
        required=True,
        help="columns unit,assigned_from[,received_from,until]; no day: never exposed",
    )
    parser.add_argument(
        "--unit", choices=("agent", "team", "queue"), required=True, help="what the file lists"
    )
    parser.add_argument(
        "--by-weeks", action="store_true", help="also the effect in each week since the start"
    )
    parser.add_argument(
        "--worth",
        metavar="X",
        type=float,
        help="the smallest effect worth having, in the metric's unit (of a share: 0.03)",
    )
    parser.add_argument(
        "--where", metavar="EXPR", help="""e.g. "queue = 'sales' and channel = 'voice'\""""
    )
    parser.add_argument("--param", metavar="NAME=VALUE", nargs="+", default=[], action="extend")
    parser.add_argument(
        "--profile", metavar="NAME", default="willet", help="whose definitions to use"
    )
    add_format(parser, "table", "json")


def carry_out(args: argparse.Namespace) -> int:
    """Work the effect out, and print it."""
    effect = willet.open(lake_of(args)).effect(
        args.metric,
        args.exposures,
        args.unit,
        by_weeks=args.by_weeks,
        worth=args.worth,
        where=args.where,
        params=dict(map(parameter_named, args.param)),
        profile=args.profile,
    )
    print({"table": _table, "json": _json}[args.format](effect), end="")
    return 0


def _json(effect: Effect) -> str:
    return json.dumps(effect.to_json_object(), ensure_ascii=False) + "\n"


def _table(effect: Effect) -> str:
    unit = metric_named(effect.metric).unit
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("")
    for heading in ("effect", "95 % interval"):
        table.add_column(heading, justify="right")
    for name, value, low, high in _rows(effect):
        own = "share" if name.endswith(OF_SHARES) else unit
        table.add_row(name, _in_points(value, own), _points_between(low, high, own))
    console = Console(file=io.StringIO(), width=_WIDE, color_system=None)
    console.print(table, soft_wrap=True)
    drawn = console.file.getvalue()  # type: ignore[attr-defined] # a StringIO, given above
    lines = "".join(line.rstrip() + "\n" for line in drawn.splitlines())
    return lines + "".join(f"{line}\n" for line in _beneath(effect))


def _in_points(value: float | None, unit: str) -> str:
    """A difference: of shares in points."""
    if unit != "share" or value is None:
        return value_in_words(value, unit)
    return f"{value * 100:+.2f} points"


def _points_between(low: float | None, high: float | None, unit: str) -> str:
    if unit != "share" or low is None or high is None:
        return interval_in_words(low, high, unit)
    return f"{low * 100:+.2f} to {high * 100:+.2f}"


SEGMENTS = {"level": "change of level", "slope": "change of slope per week"}
_Row = tuple[str, float | None, float | None, float | None]


def _rows(effect: Effect) -> list[_Row]:
    weeks = effect.weeks or ()
    return [
        (effect.metric, effect.estimate, effect.low, effect.high),
        *((SEGMENTS[s.name], s.estimate, s.low, s.high) for s in effect.segments),
        *((f"week {w.week}", w.estimate, w.low, w.high) for w in weeks),
        *((f"placebo {p.name}", p.estimate, p.low, p.high) for p in effect.placebo.parts),
    ]


def _beneath(effect: Effect) -> list[str]:
    others = effect.units - effect.treated
    power = "" if effect.power is None else f", power {effect.power:.0%}".replace("%", " %")
    design = effect.design.replace("_", " ")
    placebo = effect.placebo.p
    joint = "" if placebo is None else f", placebos p = {placebo:.3f}"
    return [
        str(effect.words),
        f"{design}: {effect.treated} exposed, {others} others{power}{joint}",
        *map(str, effect.notes),
    ]
