"""The first rows as they would be read, and every reject, before anything is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from willet.core.intake.preparing import Rows, read
from willet.core.intake.rehearsal import rehearse
from willet.core.intake.request import checked
from willet.core.lake.engine import open_engine
from willet.core.records import CONTACTS, ImportReport
from willet.core.sources import Progress, silent


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do: its report, and the first contacts in order of arrival, and on which zone's clock."""

    report: ImportReport
    columns: Sequence[str]
    rows: Rows
    zone: str


def preview(
    lake_path: Path | str,
    source_name: str,
    paths: Iterable[Path | str],
    *,
    zone: str | None = None,
    mapping: Path | str | None = None,
    region: str | None = None,
    rows: int = 20,
    progress: Progress = silent,
) -> Preview:
    """Read the files as `import_files` would, show the first contacts they speak of, and write nothing.

    Raises:
        RequestError: the request was wrong.
        LakeError: the lake is there but cannot be read.
    """
    request = checked(lake_path, source_name, paths, zone=zone, mapping=mapping, region=region)
    with open_engine() as con:
        done = read(request, con, progress)
        report, shown = rehearse(done, progress, show=rows)
    return Preview(report, CONTACTS.names, shown, done.zone)
