"""`kill -9` at random moments of an import, an undo, a dry run and a worker: nothing lost, doubled or left behind.

Every round kills one process after a random share of the time it usually takes, looks at what is there, does the same
again to its end, and compares the lake with one that nobody disturbed, to the byte of every row.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.rounds import RESULTS, write_results
from willet.core.intake import import_files, undo
from willet.core.lake import Lake
from willet.core.lake.landed import read_landed
from willet.core.lake.manifest import read_manifest
from willet.core.simulator import simulate

SEED = 20_260_715
ROUNDS = 200
WILLET = (sys.executable, "-m", "willet")
UPLOADING = """
import sys
from willet.site.starting import boot
boot(with_static=False)
from django.core.files.uploadedfile import SimpleUploadedFile
from pathlib import Path
from willet.imports.domain import importing, uploads
from willet.imports.models import Upload
from willet.people.domain import add_person
from willet.people.models import Role, User
who = User.objects.first() or add_person("kim", email="kim@willet.example", name="Kim", role=Role.MANAGER,
    agent="", teams=(), password="a long enough secret")
upload = Upload.objects.create(source="asterisk", zone="Europe/Amsterdam", uploaded_by=who)
file = SimpleUploadedFile("queue_log", Path(sys.argv[1]).read_bytes())
(kept,) = uploads.keep_files(upload, files=[file])
upload.files = [{"name": "queue_log", "size": kept.stat().st_size, "kept_as": kept.name}]
upload.save()
upload.preview = {}
upload.save()
importing.start(upload, by=who)
"""


@dataclass(frozen=True, slots=True)
class Place:
    """One home, with a temporary folder of its own so that what is left in it can be counted."""

    home: Path
    log: Path

    @property
    def lake(self) -> Path:
        """Its lake."""
        return self.home / "lake"

    @property
    def temporary(self) -> Path:
        """What processes use for what does not fit elsewhere."""
        return self.home.with_name(f"{self.home.name}.tmp")

    @property
    def environment(self) -> dict[str, str]:
        """That in which every command of a round runs."""
        own = {"WILLET_HOME": str(self.home), "TMPDIR": str(self.temporary)}
        return {**os.environ, **own, "WILLET_CHECK_HOURS": "0"}

    def start(self, command: Sequence[str]) -> "subprocess.Popen[bytes]":
        """Start a command of this home, in a group of its own."""
        return subprocess.Popen(
            command,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def finish(self, command: Sequence[str]) -> int:
        """Run one to its end."""
        with self.start(command) as process:
            return process.wait()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of work: how it is got ready, its command, and whether the lake changes by it."""

    name: str
    prepare: Callable[[Place], None]
    command: Callable[[Place], Sequence[str]]
    changes: bool = True


def nothing(place: Place) -> None:
    """No preparation."""


def _import(place: Place) -> Sequence[str]:
    return (*WILLET, "import", "asterisk", str(place.log), "--zone", "Europe/Amsterdam")


def _dry_run(place: Place) -> Sequence[str]:
    return (*_import(place), "--dry-run")


def _undo(place: Place) -> Sequence[str]:
    told = "import sys; from willet.core.intake import undo; undo(sys.argv[1], sys.argv[2])"
    return (sys.executable, "-c", told, str(place.lake), _runs(place)[-1])


def _upload(place: Place) -> None:
    assert place.finish((sys.executable, "-c", UPLOADING, str(place.log))) == 0


def _work(place: Place) -> Sequence[str]:
    return (*WILLET, "work", "--once")


def _imported(place: Place) -> None:
    import_files(place.lake, "asterisk", [place.log], zone="Europe/Amsterdam")


KINDS = (
    Kind("import", nothing, _import),
    Kind("undo", _imported, _undo),
    Kind("dry run", nothing, _dry_run, changes=False),
    Kind("worker", _upload, _work),
)


@dataclass(slots=True)
class Told:
    """What became of one kind's rounds."""

    rounds: int = 0
    before: int = 0
    after: int = 0
    faults: int = 0


def main() -> int:
    """All rounds; 1 where one lost, doubled or left anything."""
    wanted = _options()
    told = {kind.name: Told() for kind in KINDS}
    with tempfile.TemporaryDirectory(dir=wanted.folder, prefix="kill-") as folder:
        for number, kind, killed_before, fault in _rounds(
            Path(folder), max(len(KINDS), round(ROUNDS * wanted.share))
        ):
            one = told[kind.name]
            one.rounds += 1
            one.before += killed_before
            one.after += not killed_before
            one.faults += fault is not None
            if fault:
                print(f"FAULT round {number}, {kind.name}: {fault}", file=sys.stderr)
    write_results("Kill", _table(told), wanted.results)
    return 1 if any(one.faults for one in told.values()) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="of all rounds (default: 1)")
    parser.add_argument("--folder", type=Path, help="where to work (default: a temporary folder)")
    parser.add_argument("--results", type=Path, default=RESULTS, help="file to write into")
    return parser.parse_args()


def _rounds(folder: Path, rounds: int) -> Iterator[tuple[int, Kind, bool, str | None]]:
    start = _start(folder)
    rnd = random.Random(SEED)
    usual = {kind.name: _undisturbed(folder, start, kind) for kind in KINDS}
    for number in range(rounds):
        kind = KINDS[number % len(KINDS)]
        seconds, right = usual[kind.name]
        place = _copied(folder / f"round{number}", start)
        kind.prepare(place)
        untouched, command = _content(place), kind.command(place)
        kill_after(place, command, rnd.uniform(0.05, 1.0) * seconds)
        left = _content(place)
        fault = None if left in {untouched, right} else "the lake is neither before nor after"
        fault = fault or _gone_on(place, kind, command, right)
        yield number, kind, left == untouched, fault
        _remove(place)


def _start(folder: Path) -> Place:
    """A home with a lake of one week, and a log of the next to be imported."""
    for name, first in (("first", date(2026, 3, 2)), ("second", date(2026, 3, 9))):
        simulate(folder / name, days=7, contacts_per_day=150, seed=SEED, first_day=first)
    place = Place(folder / "start", folder / "second" / "queue_log")
    place.temporary.mkdir()
    place.home.mkdir()
    import_files(place.lake, "asterisk", [folder / "first" / "queue_log"], zone="Europe/Amsterdam")
    _upload(place)
    place.finish(_work(place))
    undo(place.lake, _runs(place)[-1])
    return place


def _copied(home: Path, start: Place) -> Place:
    shutil.copytree(start.home, home)
    place = Place(home, start.log)
    place.temporary.mkdir()
    return place


def _undisturbed(folder: Path, start: Place, kind: Kind) -> tuple[float, str]:
    place = _copied(folder / f"usual-{kind.name.replace(' ', '-')}", start)
    kind.prepare(place)
    began = time.monotonic()
    place.finish(kind.command(place))
    seconds, content = time.monotonic() - began, _content(place)
    _remove(place)
    return seconds, content


def kill_after(place: Place, command: Sequence[str], after_s: float) -> None:
    """Run a command of a home, and kill it after so many seconds where it still runs."""
    with place.start(command) as process:
        try:
            process.wait(after_s)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def _gone_on(place: Place, kind: Kind, command: Sequence[str], right: str) -> str | None:
    """Do it once more, and look for what is lost, doubled or left behind."""
    if kind.name != "undo" or _content(place) != right:
        place.finish(command)
    if _content(place) != right:
        return "done again, the lake is another than undisturbed"
    return _left_behind(place)


def _left_behind(place: Place) -> str | None:
    # What a killed process left is swept by the next writer and the next dry run, once it is no longer young.
    for path in [place.temporary, *place.temporary.rglob("*")]:
        os.utime(path, (0, 0), follow_symlinks=False)
    place.finish(_dry_run(place))
    with Lake.at(place.lake).writing(grace_s=0.0):
        pass
    strays = [*_unknown_files(place), *place.temporary.iterdir()]
    found = [*strays, *(place.home / "uploads").glob("*/*")]
    return f"left behind: {found[0]} and {len(found) - 1} more" if found else None


def _unknown_files(place: Place) -> list[Path]:
    held = Lake.at(place.lake).snapshot()
    index = read_landed(held.layout, held.number)
    kept = {f.path(held.layout) for f in held.manifest.files}
    kept |= {held.layout.landed / f for f in index.all_files()}
    rows = [*held.layout.tables.rglob("*.parquet"), *held.layout.landed.rglob("*.parquet")]
    scratch = [*held.layout.scratch.rglob("*")] if held.layout.scratch.exists() else []
    older = {f for f in rows if f not in kept} - _of_kept_manifests(place)
    return sorted(older) + scratch


def _of_kept_manifests(place: Place) -> set[Path]:
    """The files of the last three states, which are kept on purpose."""
    layout, files = Lake.at(place.lake).layout, set[Path]()
    for path in layout.manifests.glob("??????.json"):
        number = int(path.stem)
        files |= {f.path(layout) for f in read_manifest(layout, number).files}
        files |= {layout.landed / f for f in read_landed(layout, number).all_files()}
    return files


def _content(place: Place) -> str:
    return Lake.at(place.lake).snapshot().content


def _runs(place: Place) -> list[str]:
    return sorted(run.run_id for run in Lake.at(place.lake).runs() if run.active)


def _remove(place: Place) -> None:
    shutil.rmtree(place.home)
    shutil.rmtree(place.temporary)


def _table(told: dict[str, Told]) -> list[str]:
    head = [
        "| killed | rounds | lake as before | lake as after | lost, doubled, otherwise or left behind |",
        "|---|---|---|---|---|",
    ]
    rows = [
        f"| {name} | {one.rounds} | {one.before} | {one.after} | {one.faults} |"
        for name, one in told.items()
    ]
    return [*head, *rows]


if __name__ == "__main__":
    sys.exit(main())
