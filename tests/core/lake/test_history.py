"""What a run reported is shown; no figure hangs on it, so its loss is no failure."""

from pathlib import Path

from willet.core.lake.history import ReadFile, RunRecord, read_run, write_run
from willet.core.lake.layout import Layout

RUN = RunRecord(
    "19990104T100000-ab12cd34",
    "asterisk",
    "1999-01-04T10:00:00+00:00",
    [ReadFile("queue_log", 512, "e3b0")],
    "Europe/Berlin",
    "DE",
    {"rows_read": 3},
)


def test_record_comes_back_as_it_was(tmp_path: Path) -> None:
    write_run(Layout(tmp_path), RUN)

    assert read_run(Layout(tmp_path), RUN.run_id, active=True) == RUN
    assert read_run(Layout(tmp_path), RUN.run_id, active=False).active is False


def test_lost_record_leaves_the_run_named(tmp_path: Path) -> None:
    assert read_run(Layout(tmp_path), "gone", active=True) == RunRecord("gone", "", "")
