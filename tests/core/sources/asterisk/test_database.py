"""The table form inside an SQLite file."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from willet.core.records import RequestError
from willet.core.sources.asterisk.database import holds_queue_log

LINES = (
    "1795466309|1795466309.0|sales|NONE|ENTERQUEUE||31264370893|1",
    "1795466316|1795466309.0|sales|NONE|ABANDON|1|1|7",
)


def database(path: Path, *rows: tuple[object, ...], table: str = "queue_log") -> Path:
    db = sqlite3.connect(path)
    db.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, time TEXT, callid TEXT, queuename TEXT, "
               "agent TEXT, event TEXT, data1 TEXT, data2 TEXT, data3 TEXT)")  # fmt: skip
    db.executemany(f"INSERT INTO {table} VALUES (NULL, {', '.join('?' * 8)})", rows)
    db.commit()
    db.close()
    return path


def row(line: str) -> tuple[object, ...]:
    fields = line.split("|")
    return (*fields, *[None] * (8 - len(fields)))


@pytest.mark.journey("history")
def test_its_rows_are_those_of_the_file_form(fold: Any, log: Any, tmp_path: Path) -> None:
    path = database(tmp_path / "queue.sqlite3", *map(row, LINES))
    assert fold(path).tables() == fold(log(*LINES)).tables()
    assert fold(path, log(*LINES)).tables() == fold(log(*LINES)).tables()


def test_more_rows_than_a_block_holds(
    fold: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("willet.core.sources.asterisk.database._BLOCK", 3)
    calls = [
        (
            f"{1795466309 + n}",
            f"{1795466309 + n}.0",
            "sales",
            "NONE",
            "ENTERQUEUE",
            "",
            "31264370893",
            "1",
        )
        for n in range(10)
    ]
    folded = fold(database(tmp_path / "queue.sqlite3", *calls))
    assert folded.value("SELECT count(*) FROM contacts") == 10


def test_bytes_that_are_not_utf8_are_windows_1252(fold: Any, tmp_path: Path) -> None:
    path = database(tmp_path / "queue.sqlite3", row(LINES[0]), *[row(LINES[1])] * 2)
    db = sqlite3.connect(path)
    db.execute("UPDATE queue_log SET agent = CAST(x'4af67267' AS TEXT) WHERE id = 2")
    db.commit()
    db.close()

    folded = fold(path)

    assert (folded.landing.rows_read, folded.landing.rejects.total) == (3, 0)
    assert ("Jörg",) in folded.rows("SELECT agent FROM landed")


def test_an_sqlite_file_of_something_else_is_refused(
    fold: Any, tmp_path: Path, shared_data: Path
) -> None:
    path = database(tmp_path / "other.sqlite3", table="cdr")
    assert not holds_queue_log(path)
    assert not holds_queue_log(shared_data / "asterisk" / "cdr_cel.sqlite3")
    with pytest.raises(RequestError, match="without a table queue_log"):
        fold(path)


def test_a_damaged_sqlite_file_is_refused(fold: Any, tmp_path: Path) -> None:
    path = tmp_path / "broken.sqlite3"
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 500)
    with pytest.raises(RequestError, match=r"broken\.sqlite3 cannot be read as an SQLite file"):
        fold(path)


def test_pages_that_are_damaged_refuse_the_file(fold: Any, tmp_path: Path) -> None:
    path = database(tmp_path / "queue.sqlite3", *(row(LINES[0]) for _ in range(3000)))
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 4096] = b"\xff" * 4096
    path.write_bytes(data)

    with pytest.raises(RequestError, match=r"queue\.sqlite3 cannot be read to its end: "):
        fold(path)
