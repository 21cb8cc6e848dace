"""Parquet files through the same mapping as a CSV."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from willet.core.records import RequestError
from willet.core.sources.table import FileLimits

Importer = Callable[..., Any]
MAPPING = """
name = "desk"
zone = "Europe/Berlin"
[columns.contact_id]
from = "id"
[columns.arrived_at]
from = "at"
format = "%d/%m/%Y"
[columns.talk_s]
from = "talk"
[columns.resolved]
from = "ok"
[columns.tags]
from = "tags"
"""


def written(path: Path, query: str) -> Path:
    duckdb.connect().execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    return path


def test_typed_columns(importer: Importer, tmp_path: Path) -> None:
    path = written(
        tmp_path / "c.parquet",
        "SELECT 7 AS id, TIMESTAMP '2021-03-01 09:30:00' AS at, 62.5 AS talk, TRUE AS ok, ['b','a'] AS tags",
    )

    found = importer(path, mapping=MAPPING)

    assert found.column("(contact_id, arrived_at, talk_s, resolved, tags)") == [
        ("desk:7", datetime(2021, 3, 1, 8, 30), 62.5, True, ["a", "b"])
    ]


def test_folder_called_like_a_column_gives_no_column(importer: Importer, tmp_path: Path) -> None:
    folder = tmp_path / "id=8"
    folder.mkdir()
    path = written(
        folder / "c.parquet",
        "SELECT 7 AS id, TIMESTAMP '2021-03-01 09:30:00' AS at, 1 AS talk, TRUE AS ok, ['a'] AS tags",
    )

    assert importer(path, mapping=MAPPING).column("contact_id") == ["desk:7"]


def test_instants_keep_their_instant_whatever_the_machines_zone(
    importer: Importer, tmp_path: Path
) -> None:
    path = written(
        tmp_path / "c.parquet",
        "SELECT 7 AS id, make_timestamptz(1614590000000000) AS at, 1 AS talk, NULL AS ok, NULL::VARCHAR[] AS tags",
    )

    assert importer(path, mapping=MAPPING).column("arrived_at") == [datetime(2021, 3, 1, 9, 13, 20)]


@pytest.mark.proof
def test_batches_and_row_numbers(importer: Importer, tmp_path: Path) -> None:
    path = written(
        tmp_path / "c.parquet",
        "SELECT i AS id, '01/03/2021' AS at, CASE WHEN i = 150 THEN 'x' ELSE '5' END AS talk, "
        "NULL AS ok, NULL AS tags FROM range(200) t(i)",
    )

    found = importer(path, mapping=MAPPING, limits=FileLimits(batch_rows=5))

    assert (found.landing.rows_read, len(found.ids)) == (200, 199)
    assert [(r[0], r[1], r[2]) for r in found.rejects] == [("c.parquet", 151, "talk")]


def test_damaged(importer: Importer) -> None:
    with pytest.raises(RequestError, match="cannot be read as Parquet"):
        importer(b"PAR1" + b"\x00" * 100, mapping=MAPPING, name="c.parquet")
