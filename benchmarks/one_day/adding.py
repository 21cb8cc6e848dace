"""Lakes as they stand before the day, and the import that is measured."""

import os
import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path

from benchmarks.one_day.world import ENDS, write_days
from benchmarks.one_day.years import lengthen

BEGINS = date(2026, 3, 2)
COPIES, COPY_DAYS = 10, 184


def made_lakes(folder: Path) -> tuple[Path, Path]:
    """The lake of months and the lake of years; those that are there already are taken as they are."""
    from willet.core.intake import import_files  # slow import

    months, years = folder / "months" / "lake", folder / "years" / "lake"
    if not (months / "HEAD").exists():
        file, mapping = write_days(folder / "made", BEGINS, ENDS - timedelta(days=1))
        import_files(months, "table", [file], mapping=mapping)
    if not (years / "HEAD").exists():
        copy_lake(months, years)
        lengthen(years, COPIES, COPY_DAYS)
    return months, years


def copy_lake(lake: Path, place: Path) -> None:
    """The same lake once more, on the same disk: its files are never changed in place, so their names are enough."""
    shutil.rmtree(place.parent, ignore_errors=True)
    shutil.copytree(lake, place, copy_function=os.link, ignore=shutil.ignore_patterns("lock"))
    shutil.copy(lake.with_name("lake.key"), place.with_name("lake.key"))


def warm(folder: Path, file: Path, mapping: Path) -> None:
    """One import into a lake of its own, as a running worker has done before."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        add(Path(name) / "lake", file, mapping)


def add(lake: Path, file: Path, mapping: Path) -> int:
    """Import a file; the contacts that were new."""
    from willet.core.intake import import_files  # slow import

    return import_files(lake, "table", [file], mapping=mapping).contacts_new
