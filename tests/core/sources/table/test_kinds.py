"""Files called by their names."""

import gzip
import io
import random
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import pytest

from willet.core.sources.table.kinds import NAMES, kind_of, what_is, what_is_within


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"id,at\n1,2\n", "text"),
        (b"\xef\xbb\xbfid;at\n", "text"),
        ("id\tat\n".encode("utf-16"), "text"),
        ("id,arrived,queue\n1,2,3\n".encode("utf-16-le"), "text"),
        (b"%PDF-1.7", "pdf"),
        (b"\x89PNG\r\n", "image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
        (b"PAR1", "parquet"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"SQLite format 3\x00", "sqlite"),
        (b"PK\x03\x04 hello.txt", "zip"),
        (b'{"calls": []}', "json"),
        (b"[{", "json"),
        (b"<!DOCTYPE html><html>", "html"),
        (b"1543855000|1543855000.12|NONE|NONE|QUEUESTART|", "queue_log"),
        (b"1543855000|1543855000.12|IT|NONE|ENTERQUEUE||+49301|1\n", "queue_log"),
        (b"\x00\x01\x02\x03" * 50, "binary"),
        (b"BMW,calls\n1,2\n", "text"),
    ],
)
def test_by_its_head(head: bytes, kind: str) -> None:
    assert kind_of(head) == kind
    assert kind in NAMES


def test_real_files(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("notes.txt", "hello")
    sqlite3.connect(tmp_path / "a.db").execute("CREATE TABLE t (x)").connection.close()
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"id,at\n1,2\n"))

    assert [what_is(tmp_path / n) for n in ("a.zip", "a.db", "a.csv.gz")] == [
        "zip",
        "sqlite",
        "gzip",
    ]
    assert what_is_within(tmp_path / "a.csv.gz") == "text"


def test_a_workbook_is_seen_by_its_beginning(shared_data: Path) -> None:
    assert what_is(shared_data / "pwc_call_centre/01_Call-Center-Dataset.xlsx") == "xlsx"


def test_a_real_queue_log(shared_data: Path) -> None:
    assert what_is(shared_data / "asterisk/queue_log") == "queue_log"


def _archive(*entries: tuple[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return data.getvalue()


class _Pipe(io.RawIOBase):
    """Where nothing can be written again: sizes follow what is packed."""

    def __init__(self) -> None:
        self.data = b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.data += bytes(data)
        return len(data)


def _streamed(name: str) -> bytes:
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w") as archive:
        archive.writestr(name, "x")
        archive.writestr("xl/workbook.xml", "x")
    return pipe.data


NOISE = random.Random(1).randbytes(9000)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (_archive(("[Content_Types].xml", b"x")), "xlsx"),
        (_archive(("docProps/app.xml", NOISE), ("xl/workbook.xml", b"x")), "xlsx"),
        (_archive(("notes.txt", b"see xl/workbook.xml"), ("xl.txt", b"xl/")), "zip"),
        (_archive(("noise", NOISE + b"xl/" + NOISE)), "zip"),
        (_archive(("calls.xlsx", _archive(("xl/workbook.xml", NOISE)))), "zip"),
        (_archive(("folder/xl/workbook.xml", b"x")), "zip"),
        (_streamed("[Content_Types].xml"), "xlsx"),
        (_streamed("docProps/app.xml"), "zip"),
        (_archive(), "zip"),
        (_archive(("xl/workbook.xml", b"x"))[:31], "zip"),
        (_archive(("xl/workbook.xml", b"x"))[:20], "zip"),
    ],
)
def test_an_archive_by_the_names_of_its_files_alone(head: bytes, kind: str) -> None:
    assert kind_of(head) == kind
