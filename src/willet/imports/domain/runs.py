"""The history of imports: every run of the lake, whoever started it, with the person where a page did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Any

from willet.core.lake import Lake, RunRecord
from willet.figures.domain.whole import lake_path
from willet.imports.domain.importing import UNDO
from willet.imports.models import Upload
from willet.jobs.models import Job


@dataclass(frozen=True, slots=True)
class Run:
    """One import as the history shows it; `report` is the report as the import command prints it."""

    run_id: str
    source: str
    at: datetime | None
    files: Sequence[str]
    sizes: Sequence[int]
    zone: str | None
    report: Mapping[str, Any]
    active: bool
    by: str = ""
    undoing: bool = False

    def count(self, name: str) -> int:
        """A number of the report."""
        return int(self.report.get(name) or 0)

    @property
    def rejected(self) -> int:
        """How many rows could not be read."""
        return self.count("rejected")


def history() -> list[Run]:
    """Every run, newest first; none where there is no lake yet.

    Raises:
        LakeError: there is a lake and it cannot be read.
    """
    if not (lake_path() / "HEAD").exists():
        return []
    records = Lake.at(lake_path()).runs()
    people = _started_by([r.run_id for r in records])
    undoing = set(_being_undone())
    return [_run(r, people.get(r.run_id, ""), undoing=r.run_id in undoing) for r in records]


def has_calls() -> bool:
    """Whether an import is in, and was not taken back.

    Raises:
        LakeError: there is a lake and it cannot be read.
    """
    if not (lake_path() / "HEAD").exists():
        return False
    return bool(Lake.at(lake_path()).snapshot(even_damaged=True).manifest.runs)


def run_named(run_id: str) -> Run | None:
    """One run, or None if the lake knows none of that name."""
    return next((run for run in history() if run.run_id == run_id), None)


def _run(record: RunRecord, by: str, *, undoing: bool) -> Run:
    return Run(
        run_id=record.run_id,
        source=record.source,
        at=datetime.fromisoformat(record.at) if record.at else None,
        files=[PurePath(f.name).name for f in record.files],
        sizes=[f.size for f in record.files],
        zone=record.zone,
        report=record.report,
        active=record.active,
        by=by,
        undoing=undoing,
    )


def _started_by(run_ids: Sequence[str]) -> dict[str, str]:
    uploads = Upload.objects.filter(run_id__in=run_ids).select_related("uploaded_by")
    return {u.run_id: str(u.uploaded_by or "") for u in uploads}


def _being_undone() -> list[str]:
    jobs = Job.objects.filter(kind=UNDO).exclude(state__in=Job.OVER)
    return list(jobs.values_list("about", flat=True))
