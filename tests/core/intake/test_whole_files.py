"""One bad file never costs the others of a run, whatever it is, in both sources and in either order."""

import gzip
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from willet.__main__ import main
from willet.core.intake.preparing import read, reported
from willet.core.intake.request import checked
from willet.core.lake.engine import open_engine
from willet.core.records import ImportReport, RequestError
from willet.core.sources import silent

LOG = b"".join(
    b"%d|%d.1|sales|NONE|ENTERQUEUE||020555010%d|1\n" % (1_772_438_400 + n, 1_772_438_400 + n, n)
    for n in range(3)
)
TABLE = (
    b"contact_id,arrived_at\n1,2026-03-02 09:00:00\n2,2026-03-02 09:01:00\n3,2026-03-02 09:02:00\n"
)
GOOD = {"asterisk": LOG, "table": TABLE}
MANY = {
    "asterisk": LOG * 3000,
    "table": TABLE + b"".join(b"%d,2026-03-02 10:00:00\n" % n for n in range(9, 9999)),
}


def cut(path: Path, source: str) -> None:
    path.write_bytes(gzip.compress(MANY[source])[:-9])


def damaged(path: Path, source: str) -> None:
    packed = bytearray(gzip.compress(MANY[source], 1))
    packed[len(packed) // 2 : len(packed) // 2 + 40] = b"\xff" * 40
    path.write_bytes(packed)


def bomb(path: Path, source: str) -> None:
    with gzip.open(path, "wb", 9) as file:
        file.write(GOOD[source])
        for _ in range(30):
            file.write(b"\n" * 10_000_000)


BAD: dict[str, Callable[[Path, str], object]] = {
    "pipe": lambda path, _: os.mkfifo(path),
    "device": lambda path, _: path.symlink_to("/dev/zero"),
    "nobody": lambda path, _: None,
    "folder": lambda path, _: path.mkdir(),
    "loop": lambda path, _: path.symlink_to(path.name),
    "cut": cut,
    "damaged": damaged,
    "bomb": bomb,
    "noise": lambda path, _: path.write_bytes(bytes(range(256)) * 40),
    "picture": lambda path, _: path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 99),
    "book": lambda path, _: path.write_bytes(b"PK\x03\x04 xl/workbook.xml" + b"\x00" * 99),
    "database": lambda path, _: path.write_bytes(b"SQLite format 3\x00" + b"\x07" * 999),
    "prose": lambda path, _: path.write_bytes(b"Dear colleague,\nno call was lost today.\n"),
}


def report_of(place: Path, source: str, paths: list[Path]) -> ImportReport:
    asked = checked(place / "lake", source, paths, zone="UTC", mapping=None, region=None)
    with open_engine() as con:
        return reported(read(asked, con, silent))


@pytest.mark.parametrize("source", ["asterisk", "table"])
@pytest.mark.parametrize("kind", BAD)
def test_the_good_file_is_in_and_the_bad_one_is_named(
    tmp_path: Path, source: str, kind: str
) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    good.write_bytes(GOOD[source])
    BAD[kind](bad, source)

    # The bomb takes seconds, and no order makes it another one.
    for paths in ([good, bad], [bad, good])[: 1 if kind == "bomb" else 2]:
        report = report_of(tmp_path, source, paths)

        (reject,) = report.rejects.first
        assert (reject.file, reject.line, reject.field, reject.value) == ("bad", 0, "file", "bad")
        assert reject.rule
        assert (report.rows_read, report.rows_folded, report.rows_kept) == (4, 3, 0)
        assert (report.rejects.total, report.exit_status) == (1, 1)
        assert sorted(report.files) == [str(bad), str(good)]


@pytest.mark.parametrize("source", ["asterisk", "table"])
@pytest.mark.parametrize("kind", [kind for kind in BAD if kind != "bomb"])
def test_bad_files_alone_are_a_wrong_request(tmp_path: Path, source: str, kind: str) -> None:
    bad, worse = tmp_path / "bad", tmp_path / "worse"
    BAD[kind](bad, source)
    BAD[kind](worse, source)

    with pytest.raises(RequestError, match="bad"):
        report_of(tmp_path, source, [bad, worse])


def test_a_log_of_a_quiet_day_is_no_bad_file(tmp_path: Path) -> None:
    good, quiet = tmp_path / "good", tmp_path / "quiet"
    good.write_bytes(LOG)
    quiet.touch()

    report = report_of(tmp_path, "asterisk", [quiet, good])

    assert (report.rows_read, report.rows_folded, report.exit_status) == (3, 3, 0)


def test_a_table_without_even_a_header_is_one(tmp_path: Path) -> None:
    good, empty = tmp_path / "good", tmp_path / "empty"
    good.write_bytes(TABLE)
    empty.touch()

    report = report_of(tmp_path, "table", [empty, good])

    assert [(r.file, r.line) for r in report.rejects.first] == [("empty", 0)]
    assert (report.rows_folded, report.exit_status) == (3, 1)


@pytest.mark.parametrize("source", ["asterisk", "table"])
def test_rows_keep_their_lines_after_a_file_that_was_taken_out(tmp_path: Path, source: str) -> None:
    first, bad, last = (tmp_path / name for name in ("first", "bad", "last"))
    first.write_bytes(GOOD[source])
    cut(bad, source)
    head, *rows = GOOD[source].splitlines(keepends=True)
    last.write_bytes(head + b"broken\n" + b"".join(rows))

    report = report_of(tmp_path, source, [first, bad, last])

    assert [(r.file, r.line) for r in report.rejects.first] == [("bad", 0), ("last", 2)]


def test_a_file_refused_whole_is_listed_before_any_number_of_rows(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_bytes(LOG + b"broken\n" * 300)

    report = report_of(tmp_path, "asterisk", [log, tmp_path / "gone"])

    assert [(r.file, r.line) for r in report.rejects.first[:2]] == [("gone", 0), ("log", 4)]
    assert (len(report.rejects.first), report.rejects.total) == (100, 301)


def test_files_refused_whole_are_no_share_of_the_rows(tmp_path: Path) -> None:
    table = tmp_path / "table"
    table.write_bytes(TABLE + b"".join(b"%d,2026-03-02 10:00:00\n" % n for n in range(9, 26)))
    gone = [tmp_path / str(n) for n in range(5)]

    report = report_of(tmp_path, "table", [table, *gone])

    assert (report.rows_read, report.rejects.total, report.many_refused) == (25, 5, False)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
def test_a_file_that_may_not_be_read_costs_itself_alone() -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        place.chmod(0o755)
        for name in ("good", "bad"):
            (place / name).write_bytes(LOG)
        (place / "bad").chmod(0)
        os.seteuid(65_534)
        try:
            asked = checked(
                place / "lake", "asterisk", [place / "bad", place / "good"],
                zone="UTC", mapping=None, region=None,
            )  # fmt: skip
        finally:
            os.seteuid(0)

    assert [path.name for path in asked.files] == ["good"]
    assert [str(why) for _, why in asked.refused] == [
        f"This user may not read {place / 'bad'}. Check its rights."
    ]


@pytest.mark.parametrize("source", ["asterisk", "table"])
def test_the_command_ends_with_status_1_and_the_rows_are_in(
    tmp_path: Path, source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    good.write_bytes(GOOD[source])
    cut(bad, source)
    where = ["--lake", str(tmp_path / "lake"), "--zone", "UTC"]

    status = main(["import", source, str(bad), str(good), *where])

    out = capsys.readouterr().out
    assert status == 1
    assert "contacts: 3 new" in out
    assert "rejected bad:0: file = 'bad'" in out
