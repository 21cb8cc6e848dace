"""kill -9 at any moment of a renewal leaves the data store of format 1 or that of today, and the next one goes on."""

import json
import subprocess
import sys
import tarfile
from inspect import getsource
from pathlib import Path

import pytest

from tests.scaffold import dying
from willet.core.lake.format import FORMAT

OLD = Path(__file__).parent / "format_1" / "home.tar.xz"
KILLED = (
    getsource(dying)
    + '''
"""Renew in children that die at their n-th touch of the disk; tell what each left, and what came of it."""
import json, os, pathlib, shutil, signal, sys

from willet.core import cases
from willet.core.intake import renew
from willet.core.lake import Lake

home = pathlib.Path(sys.argv[1])


def state(place):
    lake = Lake.at(place)
    manifest = lake.snapshot().manifest
    undone = [run.active for run in lake.runs()].count(False)
    return [manifest.format, manifest.content, len(manifest.runs), undone, len(cases.edits(lake))]


def attempt(at):
    place = home / f"try{at}" / "lake"
    shutil.copytree(home / "home", place.parent)
    def work():
        count = dying(at)
        renew(place)
        return count[0]
    reached = in_child(work)
    def go_on():
        left = state(place)
        renew(place)
        return [left, state(place)]
    left, after = in_child(go_on)
    return [reached, left, after]


def before():
    return state(home / "home" / "lake")


whole = attempt(0)
touches = whole[0]
points = [touches // 2, *range(touches - 30, touches, 7)]
print(json.dumps([in_child(before), whole, [attempt(at) for at in points]]))
'''
)


@pytest.mark.proof
def test_killed_renewal_leaves_the_old_lake_or_the_new_one(tmp_path: Path) -> None:
    with tarfile.open(OLD) as packed:
        packed.extractall(tmp_path, filter="data")

    told = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path)], capture_output=True, text=True, check=False
    )

    assert told.returncode == 0, told.stderr
    old, (touches, new, _), tries = json.loads(told.stdout)
    assert (old[0], new[0], old[2:], new[2:]) == (1, FORMAT, [3, 1, 2], [3, 1, 2])
    assert touches > 40
    assert [reached for reached, *_ in tries] == [None] * len(tries)
    assert {tuple(left) for _, left, _ in tries} == {tuple(old), tuple(new)}
    assert [after for *_, after in tries] == [new] * len(tries)
