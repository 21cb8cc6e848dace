"""A reader that works apart: its rows come over whole, and it dies alone, with a sentence."""

import io
import os
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
import xlsxwriter

from willet.core.records import RequestError
from willet.core.sources.table import FileLimits
from willet.core.sources.table.batches import RAW
from willet.core.sources.table.kinds import HEAD_BYTES, kind_of
from willet.core.sources.table.limits import MIB
from willet.core.sources.table.mapping import FileForm
from willet.core.sources.table.sandbox import read_apart
from willet.core.sources.table.sandbox.frames import Task

Importer = Callable[..., Any]
HOSTILE = Path(__file__).parents[2] / "hostile"
EVERY_CELL = FileLimits(sheet_cells=1 << 62)
"""A bound so wide that the check before the reader lets every sheet through."""
GOOD = "id,at\n1,2026-03-02 09:00\n"


def written(path: Path, query: str) -> Path:
    duckdb.connect().execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    return path


def rows_of(path: Path, kind: str, limits: FileLimits) -> list[tuple[int, list[str]]]:
    con = duckdb.connect()
    found: list[tuple[int, list[str]]] = []
    with read_apart(con, Task(path, kind, FileForm(), limits)) as reader:
        for _ in reader.batches():
            found += con.execute(f"SELECT line, f FROM {RAW}").fetchall()
    return found


@pytest.mark.parametrize("batch_rows", [1, 2, 1000])
def test_rows_come_over_whole_whatever_the_pieces(tmp_path: Path, batch_rows: int) -> None:
    query = "SELECT * FROM (VALUES (1, 'a\x1fb'), (2, NULL), (3, 'ä\n\x1e\x00€')) t(n, text)"
    path = written(tmp_path / "c.parquet", query)

    found = rows_of(path, "parquet", FileLimits(batch_rows=batch_rows))

    assert found == [(1, ["1", "a b"]), (2, ["2", ""]), (3, ["3", "ä\n \x00€"])]


@pytest.mark.parametrize("name", ["wide_evade.xlsx", "wide_evade2.xlsx"])
def test_a_sheet_that_claims_half_a_terabyte_is_refused(importer: Importer, name: str) -> None:
    with pytest.raises(RequestError, match="takes more than 960 MiB of memory"):
        importer(HOSTILE / name, limits=EVERY_CELL)


def test_the_cells_are_counted_before_however_their_places_are_written(importer: Importer) -> None:
    for name in ("wide_evade.xlsx", "wide_evade2.xlsx"):
        with pytest.raises(RequestError, match="row 1,048,576 and column 16,384"):
            importer(HOSTILE / name)


def test_a_place_that_no_check_foresaw_is_refused_all_the_same(
    importer: Importer, tmp_path: Path
) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(HOSTILE / "wide_evade.xlsx") as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"1048576", b"&#49;048576"))

    with pytest.raises(RequestError):
        importer(data.getvalue(), name="c.xlsx", limits=EVERY_CELL)


@pytest.mark.journey("process")
def test_a_file_that_takes_too_long_is_refused(importer: Importer, tmp_path: Path) -> None:
    path = written(
        tmp_path / "c.parquet", "SELECT i AS id, repeat('x', 999) AS at FROM range(2000000) t(i)"
    )

    with pytest.raises(RequestError, match="takes more than 1 seconds of a processor"):
        importer(path, limits=FileLimits(reader_cpu_s=1))


def test_a_file_that_needs_more_memory_than_allowed_is_refused(
    importer: Importer, tmp_path: Path
) -> None:
    path = written(
        tmp_path / "c.parquet", "SELECT 1 AS id, repeat('x', 50000000) AS at FROM range(8)"
    )

    with pytest.raises(RequestError, match="takes more than 200 MiB of memory"):
        importer(path, limits=FileLimits(reader_bytes=200 * MIB))


def test_a_reader_that_stands_still_is_not_waited_for_for_ever(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "still.parquet")

    with pytest.raises(RequestError, match="waited for more than 1 seconds in all"):
        rows_of(tmp_path / "still.parquet", "xlsx", FileLimits(reader_wait_s=1))


@pytest.mark.journey("process")
def test_what_an_import_does_between_two_pieces_is_no_waiting(tmp_path: Path) -> None:
    path = written(tmp_path / "c.parquet", "SELECT i FROM range(4) t(i)")

    with read_apart(
        duckdb.connect(),
        Task(path, "parquet", FileForm(), FileLimits(reader_wait_s=4, batch_rows=1)),
    ) as reader:
        pieces = reader.batches()
        next(pieces)
        time.sleep(4.5)

        assert sum(batch.rows for batch in pieces) == 3


@pytest.mark.parametrize("name", ["notes.zip", "notes.csv"])
def test_a_zip_archive_is_called_by_its_name(importer: Importer, name: str) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("notes.txt", "hello")

    with pytest.raises(RequestError, match=r"is a zip archive, not a table.*Unpack it first"):
        importer(data.getvalue(), name=name)


def test_a_workbook_whose_beginning_does_not_show_it_is_read(importer: Importer) -> None:
    data = io.BytesIO()
    book = io.BytesIO()
    with xlsxwriter.Workbook(book) as workbook:
        workbook.add_worksheet().write_row(0, 0, ["id", "at"])
        workbook.worksheets()[0].write_row(1, 0, ["1", "2026-03-02 09:00"])
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(data, "w") as new:
        new.writestr("thumbnail.png", b"xl/".ljust(HEAD_BYTES))
        for entry in old.namelist():
            new.writestr(entry, old.read(entry))

    assert kind_of(data.getvalue()[:HEAD_BYTES]) == "zip"
    assert importer(data.getvalue(), name="c.xlsx").ids == ["1"]


@pytest.mark.journey("process")
def test_an_archive_with_many_names_is_listed_where_it_may_die(
    importer: Importer, tmp_path: Path
) -> None:
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for n in range(60_000):
            archive.writestr(f"{n:05}", "")

    with pytest.raises(RequestError, match=r"takes more than 60 MiB of memory|is a zip archive"):
        importer(path, limits=FileLimits(reader_bytes=60 * MIB))


def test_damaged_pages_are_refused_with_the_name_of_the_file(importer: Importer) -> None:
    with pytest.raises(RequestError, match=r"damaged\.parquet: cannot be read as Parquet"):
        importer(HOSTILE / "damaged.parquet", mapping=None, zone="UTC")


def test_entities_that_multiply_are_refused(importer: Importer) -> None:
    with pytest.raises(RequestError, match=r"lol\.xlsx: cannot be opened as a workbook"):
        importer(HOSTILE / "lol.xlsx")


def test_what_the_reader_says_can_be_said_in_every_language(importer: Importer) -> None:
    with pytest.raises(RequestError) as refused:
        importer(HOSTILE / "lol.xlsx")

    assert refused.value.message.code == "no_workbook"
    assert refused.value.message.values["file"] == "lol.xlsx"
