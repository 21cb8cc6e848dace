"""`willet metrics`: the catalogue, or one metric explained down to its formula."""

import argparse
import json

from willet.commands.options import add_format
from willet.core.metrics import Metric, catalogue
from willet.core.records import UnknownNameError, kinds


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's words."""
    parser.add_argument("name", metavar="NAME", nargs="?", help="one metric, explained")
    add_format(parser, "text", "json")


def carry_out(args: argparse.Namespace) -> int:
    """Print one metric, or all of them."""
    known = catalogue()
    if args.name and args.name not in known:
        raise UnknownNameError(kinds.METRIC, args.name, known)
    chosen = [known[args.name]] if args.name else list(known.values())
    if args.format == "json":
        print(json.dumps([m.as_dict() for m in chosen], ensure_ascii=False, indent=1))
    else:
        print(_explained(chosen[0]) if args.name else _listed(chosen))
    return 0


def _listed(metrics: list[Metric]) -> str:
    width = max(len(m.name) for m in metrics)
    return "\n".join(f"{m.name:<{width}}  {m.level:<8} {m.words['en'].title}" for m in metrics)


def _explained(metric: Metric) -> str:
    words = metric.words["en"]
    parameters = ", ".join(f"{n} = {p.default}" for n, p in metric.parameters.items()) or "none"
    lines = [
        f"{metric.name}: {words.title}",
        "",
        words.definition,
        "",
        f"formula     {metric.text}",
        f"level       {metric.level}",
        f"unit        {metric.unit}",
        f"better      {metric.direction}",
        f"parameters  {parameters}",
        f"needs       {', '.join(metric.needs) or 'nothing beyond the rows'}",
        f"limits      {words.limits or 'none known'}",
        f"source      {metric.source}",
    ]
    return "\n".join(lines)
