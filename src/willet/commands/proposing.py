"""`willet propose`: what the columns of a table probably mean, as a mapping to read through and to import with."""

import argparse
import sys
from pathlib import Path

from willet.core.lake.engine import open_engine
from willet.core.sources.table.proposing import propose, stated


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's words."""
    parser.add_argument("path", metavar="FILE", type=Path, help="a table: CSV, XLSX or Parquet")


def carry_out(args: argparse.Namespace) -> int:
    """Print the mapping; what is not sure stands in it as comments.

    Raises:
        RequestError: the file is no table, or no column of it says when a contact came.
    """
    with open_engine() as con:
        sys.stdout.write(stated(propose(con, args.path)))
    return 0
