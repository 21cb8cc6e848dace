"""kill -9 at any moment while rows of rooms land: none is lost and none is twice, and the mark goes with its rows."""

import json
import subprocess
import sys
from inspect import getsource
from pathlib import Path

import pytest

from tests.scaffold import dying
from tests.scaffold.desk import DAY, MONDAY, DeskCall, disposition, import_calls
from willet.core.intake import land_rows
from willet.core.lake import Lake

ROOT = Path(__file__).parents[3]
KILLED = (
    getsource(dying)
    + '''
"""Land rows in a child that dies at its n-th touch of the disk; say what the lake then holds, and after going on."""
import pathlib, shutil, sys

home, root = sys.argv[1:3]
sys.path.insert(0, root)

from tests.core.intake.test_handing_killed import ROWS, SECOND_MARK
from willet.core.intake import land_rows, marks_of
from willet.core.lake import Lake


def state(place):
    return [Lake.at(place).snapshot().content, dict(marks_of(place))]


def attempt(at):
    place = pathlib.Path(home) / f"try{at}" / "lake"
    shutil.copytree(pathlib.Path(home) / "start", place.parent)
    def work():
        count = dying(at)
        land_rows(place, ROWS[1:], marks=SECOND_MARK)
        return count[0]
    reached = in_child(work)
    def go_on():
        left = state(place)
        land_rows(place, ROWS, marks=SECOND_MARK)
        return [left, state(place)]
    left, after = in_child(go_on)
    shutil.rmtree(place.parent)
    return [reached, left, after]


print(json.dumps(attempt(0)), flush=True)
for line in sys.stdin:
    print(json.dumps(attempt(int(line))), flush=True)
'''
)

CALLS = [DeskCall(MONDAY + n * DAY) for n in range(3)]
ROWS = [disposition(call, str(n)) for n, call in enumerate(CALLS)]
FIRST_MARK, SECOND_MARK = {"desk": "1"}, {"desk": "2"}
MOMENTS = 8


@pytest.mark.proof
def test_killed_landing_leaves_the_lake_before_or_after(tmp_path: Path) -> None:
    start = tmp_path / "start" / "lake"
    import_calls(start, tmp_path, *CALLS)
    land_rows(start, ROWS[:1], marks=FIRST_MARK)
    before = [Lake.at(start).snapshot().content, FIRST_MARK]
    command = [sys.executable, "-c", KILLED, str(tmp_path), str(ROOT)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        touches, after, _ = json.loads(child.stdout.readline())
        assert after[1] == SECOND_MARK

        seen = set()
        for moment in range(MOMENTS):
            child.stdin.write(f"{1 + moment * (touches - 1) // (MOMENTS - 1)}\n")
            child.stdin.flush()
            reached, left, again = json.loads(child.stdout.readline())
            # A run may write less than the first did; then the last moment is past the end.
            assert left in ([before, after] if reached is None else [after])
            assert again == after
            seen.add(left[0])
    assert seen == {before[0], after[0]}
