"""Options that several commands share, and where things lie when nothing was said."""

import argparse
import os
from pathlib import Path


def home() -> Path:
    """The installation's folder: `$WILLET_HOME`, else `./willet-home`."""
    return Path(os.environ.get("WILLET_HOME") or "willet-home")


def add_lake(parser: argparse.ArgumentParser) -> None:
    """Offer `--lake`."""
    parser.add_argument(
        "--lake",
        type=Path,
        metavar="DIR",
        help="folder of the lake (default: $WILLET_HOME/lake, and $WILLET_HOME is ./willet-home)",
    )


def lake_of(args: argparse.Namespace) -> Path:
    """The lake that was named, or the installation's own."""
    named: Path | None = args.lake
    return named or home() / "lake"


def add_format(parser: argparse.ArgumentParser, *choices: str) -> None:
    """Offer `--format` with these choices, the first being the default."""
    parser.add_argument(
        "--format", choices=choices, default=choices[0], help="how to print the result"
    )
