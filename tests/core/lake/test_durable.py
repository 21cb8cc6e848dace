"""What the disk refuses is named, with the next step; small files are swapped whole."""

import errno
import os
from pathlib import Path

import duckdb
import pytest

from willet.core.lake.durable import make_folder, storing, write_json, write_text
from willet.core.records import LakeError


@pytest.mark.parametrize(
    ("number", "step"),
    [
        (errno.ENOSPC, "the disk is full. Free some space"),
        (errno.EDQUOT, "the disk quota is used up"),
        (errno.EROFS, "the file system is read-only"),
        (errno.EACCES, "this user may not write there. Check the owner and rights"),
        (errno.EIO, "Check the disk and run it again"),
    ],
)
def test_refusal_names_the_path_and_the_next_step(number: int, step: str) -> None:
    with pytest.raises(LakeError) as told, storing(Path("/lake")):
        raise OSError(number, os.strerror(number), "/lake/tables/x")

    assert str(told.value).startswith("Could not store /lake/tables/x: ")
    assert step in str(told.value)
    assert str(told.value).endswith("The data store is as it was.")
    assert told.value.exit_status == 3


def test_engine_out_of_disk_is_a_full_disk() -> None:
    with pytest.raises(LakeError, match="the disk is full"), storing(Path("/lake")):
        raise duckdb.IOException("Could not write: No space left on device")


def test_file_where_a_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "lake").write_text("not a folder")

    with pytest.raises(LakeError, match=str(tmp_path / "lake")), storing(tmp_path):
        make_folder(tmp_path / "lake" / "tables")


def test_small_file_is_replaced_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    write_text(tmp_path / "deep" / "file", "old")
    write_json(tmp_path / "deep" / "file", {"ü": 1})

    assert (tmp_path / "deep" / "file").read_text() == '{\n "ü": 1\n}\n'
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["file"]
