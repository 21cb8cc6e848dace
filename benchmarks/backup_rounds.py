"""A backup while an import runs, and a restore, killed at random moments: what stood there stands, or the new one does.

Every round works on a home with a lake of one week and an upload of the next. A backup round lets the worker import
while the backup is taken and killed; then its file must be, to the byte, the one of before, or open whole; and put
back elsewhere its lake must be that before the import or that after it, with rooms that say the same. A restore round
kills the restore of that file over a home in use; what stands there must be the one or the other, whole.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from benchmarks.kill_rounds import UPLOADING, WILLET, Place, kill_after
from benchmarks.rounds import RESULTS, write_results
from willet.backups.domain.opening import listed
from willet.core.intake import import_files
from willet.core.lake import Lake
from willet.core.simulator import simulate

SEED = 20_261_128
ROUNDS = 50
"""Of each kind."""
PUT_BACK_EVERY = 5
"""Of the backups that were not killed or killed too late, so many are put back; all of them are opened."""
SECRET = "a long enough secret"
UPLOADS = """
from willet.site.starting import boot
boot(with_static=False)
from willet.imports.models import Upload
print(sorted(Upload.objects.values_list("run_id", flat=True))[-1])
"""


@dataclass(slots=True)
class Came:
    """What became of one kind's rounds."""

    rounds: int = 0
    before: int = 0
    after: int = 0
    put_back: int = 0
    faults: int = 0


def main() -> int:
    """All rounds; 1 where one left neither the old nor the new."""
    wanted = _options()
    came = {"backup while an import runs": Came(), "restore over a home in use": Came()}
    with tempfile.TemporaryDirectory(dir=wanted.folder, prefix="backup-") as folder:
        start = _start(Path(folder))
        backups, restores = came.values()
        _backup_rounds(Path(folder), start, backups, wanted.rounds)
        _restore_rounds(Path(folder), start, restores, wanted.rounds)
    write_results("Backups and restores killed", _table(came), wanted.results)
    return 1 if any(one.faults for one in came.values()) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of each kind (default: 50)")
    parser.add_argument("--folder", type=Path, help="where to work (default: a temporary folder)")
    parser.add_argument("--results", type=Path, default=RESULTS, help="file to write into")
    return parser.parse_args()


def _start(folder: Path) -> Place:
    """A home with a lake of one week, and an upload of the next that waits to be imported."""
    for name, first in (("first", date(2026, 3, 2)), ("second", date(2026, 3, 9))):
        simulate(folder / name, days=7, contacts_per_day=150, seed=SEED, first_day=first)
    os.environ["WILLET_BACKUP_PASSPHRASE"] = SECRET
    place = Place(folder / "start" / "home", folder / "second" / "queue_log")
    place.home.mkdir(parents=True)
    place.temporary.mkdir()
    import_files(place.lake, "asterisk", [folder / "first" / "queue_log"], zone="Europe/Amsterdam")
    assert place.finish((sys.executable, "-c", UPLOADING, str(place.log))) == 0
    return place


def _copied(start: Place, name: str) -> Place:
    place = replace(start, home=start.home.parents[1] / name / "home")
    shutil.copytree(start.home, place.home)
    place.temporary.mkdir()
    return place


def _gone(place: Place) -> None:
    shutil.rmtree(place.home.parent)


def _backup(file: Path) -> Sequence[str]:
    return (*WILLET, "backup", str(file))


def _restore(file: Path) -> Sequence[str]:
    return (*WILLET, "restore", str(file), "--replace")


def _took_s(place: Place, command: Sequence[str]) -> float:
    began = time.monotonic()
    assert place.finish(command) == 0
    return time.monotonic() - began


def _backup_rounds(folder: Path, start: Place, came: Came, rounds: int) -> None:
    rnd, place = random.Random(SEED), _copied(start, "usual")
    usual = _took_s(place, _backup(folder / "usual.backup"))
    before = content(place.lake)
    assert place.finish((*WILLET, "work", "--once")) == 0
    after = content(place.lake)
    _gone(place)
    for number in range(rounds):
        place = _copied(start, f"round{number}")
        file = place.home.parent / "a.backup"
        shutil.copy(folder / "usual.backup", file)
        old = file.read_bytes()
        with place.start((*WILLET, "work", "--once")) as worker:
            kill_after(place, _backup(file), rnd.uniform(0.05, 1.3) * usual)
            worker.wait()
        fault = _opened(file, old, came)
        if fault is None and came.rounds % PUT_BACK_EVERY == 0:
            # Uncut, while the next import would run: this one is looked at whole.
            fault = _put_back(place, start, {before: "", after: "run"}, came)
        _note(came, fault, f"backup {number}")
        _gone(place)


def _opened(file: Path, old: bytes, came: Came) -> str | None:
    try:
        listed(file, SECRET)
    except Exception as error:
        return f"the file does not open: {error}"
    came.before += file.read_bytes() == old
    came.after += file.read_bytes() != old
    return None


def _put_back(place: Place, start: Place, known: dict[str, str], came: Came) -> str | None:
    """Take a backup while the worker imports, to its end; put it back, and compare lake and rooms."""
    busy, file = _copied(start, "busy"), place.home.parent / "whole.backup"
    with busy.start((*WILLET, "work", "--once")) as worker:
        time.sleep(1.0)
        assert busy.finish(_backup(file)) == 0
        worker.wait()
    _gone(busy)
    there = replace(place, home=place.home.parent / "there" / "home")
    there.home.parent.mkdir()
    there.temporary.mkdir()
    assert there.finish(_restore(file)) == 0
    came.put_back += 1
    has = content(there.lake)
    if has not in known:
        return "the lake is neither before nor after the import"
    says = _said_of_upload(there)
    if says and not known[has]:
        return "the rooms know of an import that the lake does not hold"
    assert there.finish((*WILLET, "work", "--once")) == 0
    goes_on = content(there.lake)
    return None if known.get(goes_on) == "run" else "the import is not carried on"


def _said_of_upload(place: Place) -> str:
    command = [sys.executable, "-c", UPLOADS]
    done = subprocess.run(
        command, env=place.environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def _restore_rounds(folder: Path, start: Place, came: Came, rounds: int) -> None:
    rnd, file = random.Random(SEED + 1), folder / "whole.backup"
    place = _copied(start, "whole")
    assert place.finish((*WILLET, "work", "--once")) == 0
    assert place.finish(_backup(file)) == 0
    new, old = content(place.lake), content(start.lake)
    usual = _took_s(place, _restore(file))
    _gone(place)
    for number in range(rounds):
        place = _copied(start, f"round{number}")
        kill_after(place, _restore(file), rnd.uniform(0.05, 1.1) * usual)
        stands = content(place.lake)
        fault = None if stands in {new, old} else "the home is neither the old nor the new"
        came.before += stands == old
        came.after += stands == new
        if fault is None and number % PUT_BACK_EVERY == 0:
            came.put_back += 1
            assert place.finish(_restore(file)) == 0
            left = [p.name for p in place.home.parent.glob("home.restoring-*")]
            fault = f"left behind: {left}" if left or content(place.lake) != new else None
        _note(came, fault, f"restore {number}")
        _gone(place)


def _note(came: Came, fault: str | None, name: str) -> None:
    came.rounds += 1
    came.faults += fault is not None
    if fault:
        print(f"FAULT {name}: {fault}", file=sys.stderr)


def content(lake: Path) -> str:
    """What the lake holds: the names of its files say it, for they go by their content."""
    return Lake.at(lake).snapshot().content


def _table(came: dict[str, Came]) -> list[str]:
    lines = [
        "| killed | rounds | the old stands | the new stands | put back whole | faults |",
        "|---|---|---|---|---|---|",
    ]
    for name, one in came.items():
        lines.append(
            f"| {name} | {one.rounds} | {one.before} | {one.after} | {one.put_back} | **{one.faults}** |"
        )
    return lines


if __name__ == "__main__":
    sys.exit(main())
