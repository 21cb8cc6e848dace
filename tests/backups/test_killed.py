"""A backup and a restore that die at any touch of the disk: what stood there stands, or the new one does, whole."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.scaffold.racing import ROOT
from tests.scaffold.served import home_of
from tests.scaffold.small_lake import TABLE, csv_of
from willet.core.intake import import_files

TAKING = """
import json, os, sys
from pathlib import Path
from tests.scaffold.dying import dying, in_child
from willet.site.starting import boot
boot(with_static=False)
from django.db import connection
from willet.backups.domain.opening import listed
from willet.backups.domain.taking import take
connection.close()
home, file = Path(os.environ["WILLET_HOME"]), Path(sys.argv[1])

def taken(at):
    count = dying(at)
    take(home, file, passphrase=None)
    return count[0]

last = in_child(lambda: taken(0))
# Its place on the disk tells a new file from the old one: both may say the same.
old, seen = file.stat().st_ino, []
for at in range(1, last + 1):
    assert in_child(lambda: taken(at)) is None
    listed(file, None)
    seen.append(file.stat().st_ino != old)
    old = file.stat().st_ino
in_child(lambda: taken(0))
left = [str(p) for p in [*file.parent.iterdir(), *home.joinpath("arriving").iterdir()] if p.name.startswith(".")]
print(json.dumps([last, sum(seen), left]))
"""
PUTTING_BACK = """
import json, os, sys
from pathlib import Path
import django.conf, duckdb, willet.core.intake, willet.backups.domain.unpacking
from tests.scaffold.dying import dying, in_child
from willet.__main__ import main
home, file = Path(os.environ["WILLET_HOME"]), sys.argv[1]

def put_back(at):
    sys.stdout = sys.stderr = open(os.devnull, "w")
    count = dying(at)
    assert main(["restore", file, "--replace"]) == 0
    return count[0]

def stands():
    return "new" if (home / "lake" / "HEAD").exists() else (home / "note").read_text()

last = in_child(lambda: put_back(0))
seen = []
for at in (1, last // 2, last - 3, last - 2, last - 1, last):
    for path in home.parent.glob("home*"):
        os.system(f"rm -r '{path}'")
    home.mkdir()
    (home / "note").write_text("old")
    assert in_child(lambda: put_back(at)) is None
    seen.append(stands())
in_child(lambda: put_back(0))
print(json.dumps([seen, stands(), sorted({p.name.partition("-")[0] for p in home.parent.glob("home*")})]))
"""


def played(environment: dict[str, str], code: str, *words: str) -> str:
    """What these lines print in an interpreter of their own."""
    known = environment | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code, *words]
    done = subprocess.run(command, env=known, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.proof
def test_whatever_dies_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    here = home_of(tmp_path / "one/home")
    there = here | {"WILLET_HOME": str(tmp_path / "two/home")}
    calls, file = tmp_path / "calls.csv", tmp_path / "a.backup"
    calls.write_text(csv_of(TABLE), encoding="utf-8")
    import_files(tmp_path / "one/home/lake", "table", [calls], zone="Europe/Amsterdam")
    (tmp_path / "two").mkdir()

    taken = played(here, TAKING, str(file))
    put_back = played(there, PUTTING_BACK, str(file))

    touches, changed, left = json.loads(taken)
    assert (1 <= changed < touches, left) == (True, [])
    seen, at_last, folders = json.loads(put_back)
    assert (seen[0], seen[-1], at_last) == ("old", "new", "new")
    assert seen == sorted(seen, reverse=True)
    assert folders == ["home", "home.before"]
