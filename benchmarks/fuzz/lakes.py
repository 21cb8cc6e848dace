"""Lakes in whose files bits flip: no error of the engine, and after a check no wrong answer."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks.fuzz.lines import Trial, originals
from benchmarks.fuzz.trial import Ended, run

SEED = 20_260_714
FLIPS = 4
ASKED = ("ask", "call_resolution", "service_level", "average_handle_time", "--by", "day", "queue")


def trials(place: Path, number: int) -> Iterator[Trial]:
    """So many lakes with four flipped bits in one file: asked, checked, asked, mended, asked."""
    whole = _whole(place)
    right = _asked(whole)
    rnd = random.Random(SEED)
    for n in range(number):
        lake = place / f"{n}" / "lake"
        shutil.copytree(whole, lake)
        shutil.copy(whole.with_suffix(".key"), lake.with_suffix(".key"))
        name = _flip(lake, rnd)
        yield from _told(lake, right, name)
        shutil.rmtree(lake.parent)


def _whole(place: Path) -> Path:
    originals(place / "simulated")
    lake, made = place / "whole" / "lake", place / "simulated"
    words = ("--lake", lake, "--mapping", made / "mapping.toml")
    run("import", "table", made / "contacts.csv.gz", *words)
    return lake


def _asked(lake: Path) -> Ended:
    return run(*ASKED, "--lake", lake, "--format", "json")


def _flip(lake: Path, rnd: random.Random) -> str:
    # What a run reported is shown and never computed from; the lock holds nothing.
    files = [p for p in lake.rglob("*") if p.is_file() and p.stat().st_size and p.name != "lock"]
    path = rnd.choice(sorted(p for p in files if "runs" not in p.parts))
    data = bytearray(path.read_bytes())
    for _ in range(FLIPS):
        bit = rnd.randrange(len(data) * 8)
        data[bit // 8] ^= 1 << (bit % 8)
    path.write_bytes(data)
    return str(path.relative_to(lake))


def _told(lake: Path, right: Ended, name: str) -> Iterator[Trial]:
    before = _asked(lake)
    yield "lakes: asked unchecked", name, before, before.fault((0, 3))
    checked = run("check", "--lake", lake)
    yield "lakes: checked", name, checked, checked.fault((0, 3)) or _unseen(checked, before, right)
    asked = _asked(lake)
    yield "lakes: asked after a check", name, asked, asked.fault((0, 3)) or _wrong(asked, right)
    mended = run("check", "--repair", "--lake", lake)
    yield "lakes: mended", name, mended, mended.fault((0, 3))
    after = _asked(lake)
    allowed = (0,) if mended.status == 0 else (0, 3)
    yield "lakes: asked when mended", name, after, after.fault(allowed) or _wrong(after, right)


def _unseen(checked: Ended, before: Ended, right: Ended) -> str | None:
    wrong = before.status == 0 and before.out != right.out
    return "a wrong answer's damage was not seen" if wrong and checked.status == 0 else None


def _wrong(asked: Ended, right: Ended) -> str | None:
    wrong = asked.status == 0 and asked.out != right.out
    return "a wrong answer" if wrong else None
