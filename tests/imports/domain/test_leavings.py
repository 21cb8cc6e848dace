"""What a killed process leaves behind is cleared away; what somebody still owns is not."""

import fcntl
import os
import tempfile
import time
from pathlib import Path

import pytest

from willet.imports.domain.leavings import FRESH_S, sweep_leavings
from willet.imports.models import Upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_temp(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("temp")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def put(path: Path, *, age_s: float) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("0612345678", encoding="ascii")
    made = time.time() - age_s
    os.utime(path, (made, made))
    os.utime(path.parent, (made, made))
    return path


def test_upload_without_a_row_goes_and_one_with_a_row_stays(home: Path) -> None:
    upload = Upload.objects.create(source="table")
    kept = put(home / "uploads" / upload.pk.hex / "calls.csv", age_s=9 * FRESH_S)
    lost = put(home / "uploads" / ("0" * 32) / "calls.csv", age_s=FRESH_S + 1)
    fresh = put(home / "uploads" / ("1" * 32) / "calls.csv", age_s=FRESH_S - 60)

    assert sweep_leavings() == 1

    assert [path.exists() for path in (kept, lost, lost.parent, fresh)] == [
        True,
        False,
        False,
        True,
    ]


def test_rejects_of_nobody_go(home: Path) -> None:
    upload = Upload.objects.create(source="table")
    kept = put(home / "rejects" / f"{upload.pk.hex}.csv", age_s=9 * FRESH_S)
    lost = put(home / "rejects" / f"{'0' * 32}.csv", age_s=9 * FRESH_S)

    assert sweep_leavings() == 1
    assert (kept.exists(), lost.exists()) == (True, False)


def test_bytes_that_stopped_arriving_go(home: Path) -> None:
    slow = put(home / "arriving" / "tmpa.upload", age_s=5 * 3600)
    lost = put(home / "arriving" / "tmpb.upload", age_s=7 * 3600)

    assert sweep_leavings() == 1
    assert (slow.exists(), lost.exists()) == (True, False)


def test_rehearsal_of_a_killed_process_goes_and_a_running_one_stays(
    home: Path, own_temp: Path
) -> None:
    lost = put(own_temp / "willet-dry-run-a" / "held", age_s=61)
    older = put(own_temp / "willet-dry-run-b" / "lake.key", age_s=61)
    young = put(own_temp / "willet-dry-run-c" / "lake.key", age_s=5)
    held = put(own_temp / "willet-dry-run-d" / "held", age_s=7200)
    other = put(own_temp / "somebody-else" / "held", age_s=7200)

    with held.open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert sweep_leavings() == 2

    there = [path.exists() for path in (lost, older, young, held, other)]
    assert there == [False, False, True, True, True]


def test_nothing_there_is_nothing_to_do(home: Path) -> None:
    assert sweep_leavings() == 0
