"""`willet runs`: what came into the lake, when, by whom, and what of it was refused."""

import argparse
import io
import json
from collections.abc import Sequence
from datetime import UTC
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.table import Table

from willet.commands.options import add_format

if TYPE_CHECKING:
    from willet.imports.domain.runs import Run

_WIDE = 400
_COUNTS = ("contacts_new", "contacts_revised", "rejected")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's words."""
    add_format(parser, "table", "json")


def carry_out(args: argparse.Namespace) -> int:
    """Print every import of this installation, the newest first."""
    from willet.site.starting import boot  # slow import: Django

    boot(with_static=False)
    from willet.imports.domain.runs import history  # app ready: models exist only after boot

    runs = history()
    if args.format == "json":
        print(json.dumps([_as_dict(run) for run in runs], ensure_ascii=False, indent=1))
    else:
        print(_table(runs) if runs else "No calls were imported yet.")
    return 0


def _as_dict(run: "Run") -> dict[str, Any]:
    return {
        "run_id": run.run_id,
        "at": run.at.isoformat() if run.at else None,
        "source": run.source,
        "files": list(run.files),
        **{name: run.count(name) for name in _COUNTS},
        "by": run.by or None,
        "undone": not run.active,
    }


def _table(runs: "Sequence[Run]") -> str:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("run", "at", "source", "files"):
        table.add_column(heading)
    for heading in ("new", "revised", "rejected"):
        table.add_column(heading, justify="right")
    table.add_column("by")
    table.add_column("")
    for run in runs:
        at = f"{run.at.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if run.at else "–"
        counts = [f"{run.count(name):,}" for name in _COUNTS]
        state = "" if run.active else "undone"
        files = ", ".join(run.files)
        table.add_row(run.run_id, at, run.source, files, *counts, run.by or "–", state)
    console = Console(file=io.StringIO(), width=_WIDE, color_system=None)
    console.print(table, soft_wrap=True)
    drawn = console.file.getvalue()  # type: ignore[attr-defined] # a StringIO, given above
    return "\n".join(line.rstrip() for line in drawn.strip("\n").splitlines())
