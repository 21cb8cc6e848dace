"""kill -9 at any moment of an import leaves the data store as before or as after, and the next import goes on."""

import json
import subprocess
import sys
from inspect import getsource
from pathlib import Path

import pytest

from tests.scaffold import dying
from willet.core.intake import import_files
from willet.core.lake import Lake

KILLED = (
    getsource(dying)
    + '''
"""Import in a child that dies at its n-th touch of the disk; tell what the lake then holds."""
import importlib.util, json, os, pathlib, shutil, signal, sys

tiny, home, first, second = sys.argv[1:5]
spec = importlib.util.spec_from_file_location("tiny_source", tiny)
sys.modules["tiny_source"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(sys.modules["tiny_source"])

from willet.core.intake import import_files
from willet.core.lake import Lake
from willet.core.sources.registry import SOURCES

SOURCES["tiny"] = "tiny_source:SOURCE"


def state(place):
    snapshot = Lake.at(place).snapshot()
    con = snapshot.connect()
    rows = {t: con.execute(f"SELECT * FROM {t}").fetchall() for t in ("contacts", "visits", "cases")}
    return [snapshot.content, len(Lake.at(place).runs()), len(rows["contacts"])]


def attempt(at):
    place = pathlib.Path(home) / f"try{at}" / "lake"
    shutil.copytree(pathlib.Path(home) / "start", place.parent)
    def work():
        count = dying(at)
        import_files(place, "tiny", [second])
        return count[0]
    reached = in_child(work)
    def go_on():
        left = state(place)
        if left[1] == 1:
            import_files(place, "tiny", [second])
        return [left, state(place)]
    left, after = in_child(go_on)
    shutil.rmtree(place.parent)
    return [reached, left, after]


print(json.dumps(attempt(0)), flush=True)
for line in sys.stdin:
    print(json.dumps(attempt(int(line))), flush=True)
'''
)

FIRST = ("1;1;1999-01-04;7;sales;answered", "2;1;1999-02-04;8;help;answered")
SECOND = ("1;2;1999-02-05;7;help;answered", "3;1;1999-03-05;9;help;answered")
MOMENTS = 10


@pytest.mark.proof
def test_killed_import_leaves_the_lake_before_or_after(tmp_path: Path) -> None:
    (tmp_path / "first").write_text("\n".join(FIRST))
    (tmp_path / "second").write_text("\n".join(SECOND))
    import_files(tmp_path / "start" / "lake", "tiny", [tmp_path / "first"])
    before = Lake.at(tmp_path / "start" / "lake").snapshot().content
    tiny = Path(__file__).parents[1] / "lake" / "tiny_source.py"
    command = [
        sys.executable,
        "-c",
        KILLED,
        str(tiny),
        str(tmp_path),
        "first",
        str(tmp_path / "second"),
    ]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as told:
        assert told.stdin is not None
        assert told.stdout is not None

        touches, (after, runs, contacts), _ = json.loads(told.stdout.readline())
        assert (runs, contacts) == (2, 3)

        seen = set()
        for moment in range(MOMENTS):
            told.stdin.write(f"{1 + moment * (touches - 1) // (MOMENTS - 1)}\n")
            told.stdin.flush()
            reached, left, again = json.loads(told.stdout.readline())
            # The first import may have written more, a compiler's cache: then the last moment is past the end.
            assert left in ([[before, 1, 2], [after, 2, 3]] if reached is None else [[after, 2, 3]])
            assert again == [after, 2, 3]
            seen.add(left[0])
    assert seen == {before, after}
