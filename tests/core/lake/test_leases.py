"""A reader's lease ends with its holder, and cannot be taken on what is gone."""

import gc
from pathlib import Path

import pytest

from willet.core.lake.leases import Lease, is_held


def test_lease_is_held_until_it_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "manifest"
    path.write_text("")

    lease = Lease(path)
    held = is_held(path)
    lease.close()
    lease.close()

    assert (held, is_held(path)) == (True, False)


def test_collected_lease_is_let_go(tmp_path: Path) -> None:
    path = tmp_path / "manifest"
    path.write_text("")

    lease = Lease(path)
    del lease
    gc.collect()

    assert is_held(path) is False


def test_two_readers_hold_one_state(tmp_path: Path) -> None:
    path = tmp_path / "manifest"
    path.write_text("")

    one, two = Lease(path), Lease(path)
    one.close()

    assert is_held(path) is True
    two.close()


def test_what_is_gone_cannot_be_held(tmp_path: Path) -> None:
    assert is_held(tmp_path / "none") is False
    with pytest.raises(FileNotFoundError):
        Lease(tmp_path / "none")
