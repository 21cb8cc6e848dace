"""A disk that fills up in the middle of an import: named, nothing half-done, and the next import goes on."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.scaffold.proofs import rest_as_proofs
from willet.core.intake import import_files
from willet.core.lake import Lake

pytestmark = pytest.mark.journey("process")

FILLED = """
import importlib.util, resource, signal, sys, time
tiny, place, file, room = sys.argv[1:5]
spec = importlib.util.spec_from_file_location("tiny_source", tiny)
sys.modules["tiny_source"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(sys.modules["tiny_source"])
from willet.core.intake import import_files
from willet.core.records import LakeError
from willet.core.sources.registry import SOURCES
SOURCES["tiny"] = "tiny_source:SOURCE"
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(room), int(room)))
try:
    import_files(place, "tiny", [file])
except LakeError as refused:
    print(refused.exit_status, refused)
"""


@pytest.mark.parametrize("room", rest_as_proofs([64, 700, 5000]))
def test_disk_that_takes_no_more_leaves_the_lake_as_it_was(tmp_path: Path, room: int) -> None:
    tiny = Path(__file__).parents[1] / "lake" / "tiny_source.py"
    place, lines = tmp_path / "lake", tmp_path / "lines"
    lines.write_text("1;1;1999-01-04;7;sales;answered")
    import_files(place, "tiny", [lines])
    before = Lake.at(place).snapshot()
    lines.write_text("".join(f"{n};1;1999-01-04;7;sales;answered\n" for n in range(300)))

    command = [sys.executable, "-c", FILLED, str(tiny), str(place), str(lines), str(room)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)

    assert told.stdout.startswith("3 Could not store "), told.stderr
    assert told.stdout.endswith("The data store is as it was.\n")
    assert Lake.at(place).snapshot().number == before.number
    assert import_files(place, "tiny", [lines]).contacts_new == 299
