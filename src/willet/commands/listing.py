"""`willet sources`: the systems that can be read, what each tells beside, and what it cannot tell."""

import argparse
import json

from willet.commands.options import add_format
from willet.core.intake.describing import source_as_dict
from willet.core.intake.preparing import unsupported
from willet.core.records import Unsupported
from willet.core.sources import SOURCES, Source, source_named
from willet.core.sources.contract import tags_of


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's words."""
    parser.add_argument("name", metavar="NAME", nargs="?", help="one source, explained")
    add_format(parser, "text", "json")


def carry_out(args: argparse.Namespace) -> int:
    """Print one source, or all of them."""
    names = [args.name] if args.name else list(SOURCES)
    chosen = [source_named(n) for n in names]
    if args.format == "json":
        print(json.dumps([source_as_dict(s) for s in chosen], ensure_ascii=False, indent=1))
    else:
        print("\n\n".join(map(_gaps_of, chosen)))
    return 0


def _lacking(source: Source) -> list[Unsupported]:
    return unsupported(source.cannot_tell)


def _gaps_of(source: Source) -> str:
    lines = [f"{source.name}: {source.title}", f"  reads {source.reads}"]
    lines += [f"  tags {tag}: {why}" for tag, why in tags_of(source).items()]
    lines += [f"  cannot tell {u.metric}: {u.why}" for u in _lacking(source)]
    return "\n".join(lines)
