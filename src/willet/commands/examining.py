"""`willet doctor`: is this installation well? One line for each thing, with the next step where something is wrong."""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from willet.commands.options import add_format

if TYPE_CHECKING:
    from willet.site.doctor import Finding

SIGNS = {"ok": "OK     ", "warning": "WARNING", "fault": "FAULT  "}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's words."""
    add_format(parser, "text", "json")
    parser.add_argument(
        "--mail", action="store_true", help="also greet the mail server; no mail is sent"
    )


def carry_out(args: argparse.Namespace) -> int:
    """Look at everything and change nothing; 0 where all is well, 1 with warnings, 3 with a fault."""
    from willet.site.doctor import examine  # slow import: Django and duckdb
    from willet.site.home import Home

    findings = list(examine(Home.from_environment(), calls_others=args.mail))
    if args.format == "json":
        print(json.dumps([asdict(one) for one in findings], ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(findings)))
    return _status(one.state for one in findings)


def _lines(findings: "Sequence[Finding]") -> Iterator[str]:
    width = max(len(one.subject) for one in findings)
    for one in findings:
        yield f"{SIGNS[one.state]}  {one.subject:<{width}}  {one.text}"
        if one.next_step:
            yield f"{'':9}{'':{width}}  -> {one.next_step}"


def _status(states: Iterable[str]) -> int:
    known = set(states)
    return 3 if "fault" in known else 1 if "warning" in known else 0
