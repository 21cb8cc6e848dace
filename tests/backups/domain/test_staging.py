"""A home put together beside the one in use: it takes its place whole, and what was never finished goes."""

import fcntl
import os
from pathlib import Path

import pytest

from willet.backups.domain.staging import MARK, is_in_use, put_in_place, staging, sweep
from willet.backups.domain.swapping import exchange
from willet.core.records import RequestError


def _folder(place: Path, **files: str) -> Path:
    place.mkdir(parents=True)
    for name, text in files.items():
        (place / name).write_text(text, encoding="utf-8")
    return place


def _before(home: Path) -> list[Path]:
    return sorted(home.parent.glob(f"{home.name}.before-*"))


def test_what_is_not_put_in_place_goes(tmp_path: Path) -> None:
    home = tmp_path / "deep" / "home"

    with staging(home) as folder:
        assert folder.parent == home.parent
        assert (folder.stat().st_mode & 0o777, (folder / MARK).exists()) == (0o700, True)
        (folder / "half").write_text("made", encoding="utf-8")

    assert list(home.parent.iterdir()) == []


def test_what_fails_goes_too(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="disk"), staging(tmp_path / "home"):
        raise OSError("disk")

    assert list(tmp_path.iterdir()) == []


def test_a_home_where_none_was(tmp_path: Path) -> None:
    home = tmp_path / "home"

    with staging(home) as folder:
        (folder / "file").write_text("new", encoding="utf-8")
        assert put_in_place(folder, home, replace=False) is None

    assert [path.name for path in home.iterdir()] == ["file"]
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_an_empty_folder_is_no_home(tmp_path: Path) -> None:
    home = _folder(tmp_path / "home")

    with staging(home) as folder:
        (folder / "file").write_text("new", encoding="utf-8")
        assert put_in_place(folder, home, replace=False) is None

    assert (home / "file").exists()


def test_a_home_in_use_stays_unless_it_is_to_be_replaced(tmp_path: Path) -> None:
    home = _folder(tmp_path / "home", file="old")

    with pytest.raises(RequestError), staging(home) as folder:
        put_in_place(folder, home, replace=False)
    assert (home / "file").read_text(encoding="utf-8") == "old"

    with staging(home) as folder:
        (folder / "file").write_text("new", encoding="utf-8")
        old = put_in_place(folder, home, replace=True)

    assert (home / "file").read_text(encoding="utf-8") == "new"
    assert old is not None
    assert [old] == _before(home)
    assert [path.name for path in old.iterdir()] == ["file"]
    assert (old / "file").read_text(encoding="utf-8") == "old"
    assert not (home / MARK).exists()


def test_two_replaced_within_a_second_stay_apart(tmp_path: Path) -> None:
    home = _folder(tmp_path / "home", file="0")

    for text in "12":
        with staging(home) as folder:
            (folder / "file").write_text(text, encoding="utf-8")
            put_in_place(folder, home, replace=True)

    kept = {(place / "file").read_text(encoding="utf-8") for place in _before(home)}
    assert (kept, (home / "file").read_text(encoding="utf-8")) == ({"0", "1"}, "2")


def test_of_what_killed_restores_left_only_what_is_half_made_goes(tmp_path: Path) -> None:
    home = tmp_path / "home"
    half = _folder(tmp_path / "home.restoring-1", **{MARK: "", "file": "half"})
    whole = _folder(tmp_path / "home.restoring-2", file="whole")
    at_work = _folder(tmp_path / "home.restoring-3", **{MARK: "", "file": "at work"})
    other = _folder(tmp_path / "other.restoring-1", **{MARK: ""})

    with (at_work / MARK).open("r+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        sweep(home)

    assert [half.exists(), whole.exists(), at_work.exists(), other.exists()] == [
        *(False, False),
        *(True, True),
    ]
    (kept,) = _before(home)
    assert (kept / "file").read_text(encoding="utf-8") == "whole"


@pytest.mark.parametrize(
    ("made", "in_use"), [("nothing", False), ("empty", False), ("full", True), ("file", True)]
)
def test_what_is_in_use(tmp_path: Path, made: str, in_use: bool) -> None:
    home = tmp_path / "home"
    if made in {"empty", "full"}:
        _folder(home, **({"a": "b"} if made == "full" else {}))
    if made == "file":
        home.write_text("", encoding="utf-8")

    assert is_in_use(home) is in_use


def test_two_folders_change_places(tmp_path: Path) -> None:
    one, other = _folder(tmp_path / "one", a="1"), _folder(tmp_path / "other", b="2")

    changed = exchange(one, other)

    assert os.name != "posix" or changed
    if changed:
        assert ([p.name for p in one.iterdir()], [p.name for p in other.iterdir()]) == (
            ["b"],
            ["a"],
        )
        with pytest.raises(FileNotFoundError):
            exchange(one, tmp_path / "nowhere")
