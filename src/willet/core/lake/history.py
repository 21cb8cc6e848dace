"""What each run reported: shown to people, never computed from."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from willet.core.lake.durable import write_json
from willet.core.lake.layout import Layout


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file as it was read: name, size in bytes, SHA-256 of its bytes."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One import run. `at` is UTC; `report` is the report as the import command prints it.

    `active` is false once the run was undone. `asked_as` is the name under which somebody had it done,
    so that whoever was cut off before hearing of the end finds out that it came.
    """

    run_id: str
    source: str
    at: str
    files: Sequence[ReadFile] = ()
    zone: str | None = None
    region: str | None = None
    report: Mapping[str, Any] = field(default_factory=dict)
    active: bool = True
    asked_as: str | None = None


def write_run(layout: Layout, run: RunRecord) -> None:
    """Keep the record of a run."""
    kept = asdict(run)
    del kept["active"]  # told by the manifest, so that an undo has one place to change
    write_json(layout.runs / f"{run.run_id}.json", kept)


def read_run(layout: Layout, run_id: str, *, active: bool) -> RunRecord:
    """The record of a run; a bare one if its file is gone, for no figure hangs on it."""
    try:
        plain = json.loads((layout.runs / f"{run_id}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return RunRecord(run_id, "", "", active=active)
    files = [ReadFile(**f) for f in plain.pop("files")]
    return replace(RunRecord(**plain), files=files, active=active)


def scrub_runs(layout: Layout, scrubbed: Callable[[Any], Any]) -> None:
    """Write the records anew whose report names somebody who is to be forgotten: `scrubbed` gives it without them."""
    for path in layout.runs.glob("*.json"):
        try:
            plain = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        changed = {**plain, **{part: scrubbed(plain.get(part)) for part in ("report", "files")}}
        if changed != plain:
            write_json(path, changed)
