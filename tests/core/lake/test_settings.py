"""lake.toml and the customers' key: made once, never replaced, named when missing or damaged."""

from pathlib import Path

import pytest

from willet.core.lake import Lake
from willet.core.lake.layout import Layout
from willet.core.lake.settings import Settings, read_settings, write_settings
from willet.core.records import LakeError, RequestError


def test_no_lake_is_a_wrong_request_that_says_how_to_start(tmp_path: Path) -> None:
    with pytest.raises(RequestError) as told:
        Lake.at(tmp_path / "none")

    assert str(told.value) == (
        f"There is no lake at {tmp_path / 'none'}. Start one with "
        f"`willet import SOURCE FILE --lake {tmp_path / 'none'}`, or name another with --lake."
    )


@pytest.mark.parametrize("settings", [Settings(), Settings("Asia/Ho_Chi_Minh", "VN")])
def test_settings_come_back_as_they_were_written(tmp_path: Path, settings: Settings) -> None:
    layout = Layout(tmp_path / "lake")

    write_settings(layout, settings)

    assert read_settings(layout) == settings


def test_lake_of_a_newer_willet_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lake.toml").write_text("format = 99\n")

    with pytest.raises(LakeError, match="format 99; this Willet reads up to 3"):
        Lake.at(tmp_path)


@pytest.mark.parametrize(
    "data",
    [
        b"format = ",
        b"zone = 'UTC'",
        b"\x00",
        b"format = 1\nzone = 'Europe/\xff'",
        b"format = '1'",
        b"format = true",
        b"format = [1]",
        b"format = 1\nzone = 5",
        b"format = 1\nregion = ['NL']",
        b"format = 1\nzofe = 'UTC'",
        b"format = 1\nzone = 'Europe/Berlim'",
        b"format = 1\nx = " + b"[" * 5000,
    ],
)
def test_damaged_settings_are_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "lake.toml").write_bytes(data)

    with pytest.raises(LakeError, match=r"lake\.toml is damaged"):
        Lake.at(tmp_path)


def test_creating_again_keeps_what_is_known(tmp_path: Path) -> None:
    first = Lake.create(tmp_path / "lake", zone="Europe/Madrid")
    again = Lake.create(tmp_path / "lake", zone="Asia/Tokyo", region="ES")

    assert (again.zone, again.region) == ("Europe/Madrid", "ES")
    assert again.key() == first.key()


def test_key_is_the_owners_alone_and_stands_beside_the_lake(tmp_path: Path) -> None:
    lake = Lake.create(tmp_path / "lake")

    file = tmp_path / "lake.key"
    assert file.stat().st_mode & 0o777 == 0o600
    assert bytes.fromhex(file.read_text().strip()) == lake.key()
    assert len(lake.key()) == 32


def test_key_of_two_lakes_differs(tmp_path: Path) -> None:
    assert Lake.create(tmp_path / "a").key() != Lake.create(tmp_path / "b").key()


def test_missing_key_is_never_replaced_silently(tmp_path: Path) -> None:
    lake = Lake.create(tmp_path / "lake")
    (tmp_path / "lake.key").unlink()

    with pytest.raises(LakeError, match=r"customers' key .*lake\.key is missing. Restore it"):
        lake.key()


def test_lake_made_meanwhile_under_another_key_is_refused(tmp_path: Path) -> None:
    Lake.create(tmp_path / "lake", key=b"a" * 32)

    with pytest.raises(LakeError, match="Another process made the data store"):
        Lake.create(tmp_path / "lake", key=b"b" * 32)


def test_key_of_another_lake_is_refused(tmp_path: Path) -> None:
    lake, other = Lake.create(tmp_path / "lake"), Lake.create(tmp_path / "other")
    (tmp_path / "lake.key").write_bytes((tmp_path / "other.key").read_bytes())

    with pytest.raises(LakeError, match=r"lake\.key is not the key of the data store .*/lake\."):
        lake.key()
    with pytest.raises(LakeError, match="is not the key of the data store"):
        Lake.create(tmp_path / "lake")
    assert len(other.key()) == 32


@pytest.mark.parametrize("key", ["", "ab", "ab" * 31, "ab" * 33])
def test_key_of_another_length_is_refused(tmp_path: Path, key: str) -> None:
    lake = Lake.create(tmp_path / "lake")
    (tmp_path / "lake.key").write_text(f"{key}\n")

    with pytest.raises(LakeError, match=f"has {len(key) // 2} bytes, and a key has 32"):
        lake.key()


def test_key_that_stands_ready_must_be_whole_too(tmp_path: Path) -> None:
    (tmp_path / "lake.key").write_text("07\n")

    with pytest.raises(LakeError, match="has 1 bytes, and a key has 32"):
        Lake.create(tmp_path / "lake")


def test_lake_from_before_takes_the_key_beside_it_for_its_own(tmp_path: Path) -> None:
    before = Lake.create(tmp_path / "lake")
    (tmp_path / "lake" / "lake.toml").write_text("format = 1\n")
    assert Lake.at(tmp_path / "lake").settings.key_check is None

    again = Lake.create(tmp_path / "lake")

    assert again.settings.key_check == before.settings.key_check
    assert Lake.at(tmp_path / "lake").settings == again.settings


def test_check_value_tells_keys_apart_and_is_no_part_of_the_key(tmp_path: Path) -> None:
    lake, other = Lake.create(tmp_path / "lake"), Lake.create(tmp_path / "other")
    ours, theirs = lake.settings.key_check, other.settings.key_check

    assert ours is not None
    assert ours != theirs
    assert ours not in lake.key().hex()
