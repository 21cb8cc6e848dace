"""An import that is cut short is carried in once, wherever the worker was killed."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.scaffold.served import home_of
from willet.core.lake import Lake

WORKER = '''
"""Hand a file in, or only work; die where the second word says."""
import json, os, signal, sys
from willet.site.starting import boot
boot()
import django
from django.core.files.uploadedfile import SimpleUploadedFile
from willet.imports.domain import importing
from willet.imports.models import Upload
from willet.jobs.models import Job
from willet.jobs.domain.working import work_once
from willet.people.models import User

CALLS = b"""contact_id,arrived_at,queue,outcome
a1,2026-03-02 09:00:00,sales,answered
a2,2026-03-02 09:05:00,sales,abandoned
"""

def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)

if sys.argv[1] == "hand in":
    ann = User.objects.create(username="ann", email="ann@willet.example", role="manager")
    told = {"mapping": "", "keep_mapping_as": "", "source": "table", "pbx": "", "zone": "UTC", "region": ""}
    upload = importing.receive({**told, "uploads": [SimpleUploadedFile("calls.csv", CALLS)]}, by=ann)
    work_once()
    upload.refresh_from_db()
    importing.start(upload, by=ann)
setattr(importing, sys.argv[2], die) if sys.argv[2] else None
work_once()
upload, job = Upload.objects.get(), Job.objects.get(kind="imports.import")
new = upload.report["contacts_new"]
print(json.dumps({"run": upload.run_id, "new": new, "state": job.state, "attempts": job.attempts}))
'''


def worker(home: Path, what: str, dies_in: str = "") -> "subprocess.CompletedProcess[str]":
    """One process that works until nothing waits, or is killed."""
    environment = home_of(home)
    command = [sys.executable, "-c", WORKER, what, dies_in]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.proof
@pytest.mark.parametrize(
    "dies_in",
    [
        "_plain",  # the lake has the run, nothing here says so
        "forget_files",  # all is said, and the uploaded numbers are still there
    ],
)
def test_a_worker_killed_after_the_commit_of_the_lake_imports_nothing_twice(
    tmp_path: Path, dies_in: str
) -> None:
    killed = worker(tmp_path, "hand in", dies_in)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    (run,) = Lake.at(tmp_path / "lake").runs()

    after = worker(tmp_path, "go on")

    assert after.returncode == 0, after.stderr
    told = json.loads(after.stdout.splitlines()[-1])
    assert told == {"run": run.run_id, "new": 2, "state": "done", "attempts": 2}
    assert [r.run_id for r in Lake.at(tmp_path / "lake").runs()] == [run.run_id]
    assert [p for p in (tmp_path / "uploads").rglob("*") if p.is_file()] == []
