"""The seal of a file: what it is of, and what no longer fits it."""

from hashlib import sha256
from pathlib import Path

import pytest

from willet.core.lake.seals import is_sound, refuse_damaged, seal_of
from willet.core.records import LakeError


def test_a_seal_is_the_beginning_of_the_hash_of_all_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"x" * 300_000 + b"y")

    assert seal_of(path) == sha256(path.read_bytes()).hexdigest()[:16]
    assert len(seal_of(path)) == 16


def test_a_file_is_sound_as_long_as_it_is_there_and_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"rows")
    seal = seal_of(path)

    assert is_sound(path, seal)
    path.write_bytes(b"rowS")
    assert not is_sound(path, seal)
    path.unlink()
    assert not is_sound(path, seal)


def test_a_damaged_file_is_refused_by_name_and_a_sound_one_is_not(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"rows")

    refuse_damaged(path, seal_of(path))
    with pytest.raises(LakeError, match=r"a\.parquet is damaged"):
        refuse_damaged(path, "0" * 16)
    with pytest.raises(LakeError, match=r"b\.parquet is damaged"):
        refuse_damaged(tmp_path / "b.parquet", seal_of(path))
