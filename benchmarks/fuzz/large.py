"""Small files made to cost much, and the large ones that are not worth keeping: made, read, thrown away."""

import gzip
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from benchmarks.fuzz.lines import Trial
from benchmarks.fuzz.trial import Ended, run

HOSTILE = Path(__file__).parents[2] / "tests" / "core" / "sources" / "hostile"
HEAD = b"contact_id,arrived_at\n"
GOOD = b"1,2026-03-02 09:00:00\n"
MIB = 1 << 20
BESIDE = {
    "asterisk": b"1772442000|1772442000.7|sales|NONE|ENTERQUEUE||1|1\n",
    "table": HEAD + b"sound,2026-03-02 09:00:00\n",
}


def trials(place: Path) -> Iterator[Trial]:
    """Every hostile file kept with the tests, then the large ones, each by both sources."""
    place.mkdir(parents=True, exist_ok=True)
    for path in sorted(HOSTILE.iterdir()):
        yield from _tried(place, path)
    for name, make in LARGE.items():
        path = place / name
        make(path)
        yield from _tried(place, path)
        path.unlink()


def _tried(place: Path, path: Path) -> Iterator[Trial]:
    """By each source, its own and the one that it is not for, beside a file that is good for it."""
    for source, good in BESIDE.items():
        sound = place / f"good.{source}"
        sound.write_bytes(good)
        lake = place / f"{path.name}.{source}" / "lake"
        where = ["--lake", lake, "--zone", "UTC", "--format", "json", "--accept-rejects"]
        ended = run("import", source, path, sound, *where)
        yield "hostile and large", f"{path.name} as {source}", ended, _fault(ended)


def _fault(ended: Ended) -> str | None:
    """Also where the good file beside it was lost."""
    lost = None if ended.report.get("rows_folded") else "the good file was lost"
    return ended.fault(allowed=(0, 1)) or lost


def _packed(path: Path, head: bytes, piece: bytes, times: int, tail: bytes = b"") -> None:
    with gzip.open(path, "wb", 9) as file:
        file.write(head)
        for _ in range(times):
            file.write(piece)
        file.write(tail)


def _line_ends(path: Path) -> None:
    _packed(path, b"", b"\n" * 10_000_000, 200)


def _line_ends_within(path: Path) -> None:
    _packed(path, HEAD, b"\n" * 10_000_000, 24, GOOD)


def _empty_rows(path: Path) -> None:
    _packed(path, HEAD, b",\n" * 5_000_000, 2, GOOD)


def _short_rows(path: Path) -> None:
    _packed(path, HEAD, b"x\n" * 1_000_000, 4, GOOD)


def _long_line(path: Path) -> None:
    path.write_bytes(HEAD + GOOD + b"2," + b"x" * (100 * MIB) + b"\n" + GOOD)


def _quote(path: Path) -> None:
    path.write_bytes(HEAD + GOOD + b'2,"' + b"x\n" * (20 * MIB))


def _columns(path: Path) -> None:
    names = ",".join(f"c{n}" for n in range(10_000)).encode()
    row = b"," + b",".join([b"1"] * 10_000) + b"\n"
    path.write_bytes(HEAD[:-1] + b"," + names + b"\n" + (GOOD[:-1] + row) * 100)


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _link(path: Path) -> None:
    path.symlink_to(path.name)


def _log_of_line_ends(path: Path) -> None:
    _packed(path, b"1772442000|1.1|sales|NONE|ENTERQUEUE||1|1\n", b"\n" * 10_000_000, 24)


def _log_with_long_line(path: Path) -> None:
    line = b"1772442000|1.1|sales|NONE|ENTERQUEUE||1|1\n"
    path.write_bytes(line + b"1772442001|" + b"x" * (100 * MIB) + b"\n" + line)


LARGE: Mapping[str, Callable[[Path], None]] = {
    "line_ends.csv.gz": _line_ends,
    "line_ends_within.csv.gz": _line_ends_within,
    "empty_rows.csv.gz": _empty_rows,
    "short_rows.csv.gz": _short_rows,
    "long_line.csv": _long_line,
    "open_quote.csv": _quote,
    "columns.csv": _columns,
    "pipe.csv": _pipe,
    "link.csv": _link,
    "queue_log.line_ends.gz": _log_of_line_ends,
    "queue_log.long_line": _log_with_long_line,
}
