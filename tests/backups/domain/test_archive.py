"""The form of a backup: what goes in comes out, and what is missing, odd, changed or newer is named."""

import io
import json
import tarfile
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from willet.backups.domain.archive import (
    ABOUT,
    CONTENTS,
    BackupWriter,
    Provenance,
    is_backup,
    is_plain,
)
from willet.backups.domain.opening import listed, refuse_newer
from willet.backups.domain.unpacking import unpack
from willet.core.records import LakeError, RequestError

OF = Provenance(
    "0.1.0", "2026-11-28T20:00:00+00:00", keys=False, lake_format=3, rooms=("jobs.0001_initial",)
)
FILES = {"lake/HEAD": b"000007", "rooms.sqlite3": bytes(5000), "uploads/a/b": b""}


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    file = tmp_path / "a.backup"
    with file.open("wb") as out:
        archive = BackupWriter(out, OF, None)
        for name, data in FILES.items():
            archive.add_bytes(name, data)
        archive.close()
    return file


def test_a_backup_without_encryption_is_a_tar_that_anybody_opens(backup: Path) -> None:
    with tarfile.open(backup) as tar:
        names = tar.getnames()

    assert names == [ABOUT, *FILES, CONTENTS]
    assert is_backup(backup)


def test_what_is_in_it_is_listed_with_sizes(backup: Path) -> None:
    taken = listed(backup, None)

    assert taken.about == OF
    assert {n: m.bytes for n, m in taken.members.items()} == {n: len(d) for n, d in FILES.items()}


Members = list[tuple[tarfile.TarInfo, bytes]]


def members(path: Path) -> Members:
    with tarfile.open(path) as tar:
        return [(info, (tar.extractfile(info) or io.BytesIO()).read()) for info in tar]


def rewritten(path: Path, change: Callable[[Members], Members]) -> None:
    kept = change(members(path))
    with tarfile.open(path, "w") as tar:
        for info, data in kept:
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))


def named(name: str, kind: bytes = tarfile.REGTYPE) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, "/etc/passwd"
    return info, b""


def other_head(kept: Members) -> Members:
    return [(info, b"000008" if info.name == "lake/HEAD" else data) for info, data in kept]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (other_head, "lake/HEAD is not what was backed up"),
        (lambda kept: [*kept[:2], *kept[3:]], "rooms.sqlite3 is not what was backed up"),
        (lambda kept: kept[:-1], "its end is missing"),
        (lambda kept: [*kept[:-1], named("../evil"), kept[-1]], "it names '../evil'"),
        (lambda kept: [*kept[:-1], named("/etc/cron.d/evil"), kept[-1]], "it names '/etc"),
        (lambda kept: [*kept[:-1], named("a", tarfile.SYMTYPE), kept[-1]], "it names 'a'"),
        (lambda kept: [*kept, named("after")], "it names 'after'"),
        (lambda kept: [*kept[:-1], kept[1], kept[-1]], "it names 'lake/HEAD'"),
        (lambda kept: [*kept[:-1], named("lake"), kept[-1]], "it names 'lake'"),
        (lambda kept: [*kept[:-1], named("rooms.sqlite3/a/b"), kept[-1]], "it names 'rooms"),
        (lambda kept: [*kept[:-1], named("unlisted"), kept[-1]], "unlisted is not what"),
    ],
)
def test_what_was_changed_is_named(
    backup: Path, change: Callable[[Members], Members], why: str
) -> None:
    rewritten(backup, change)

    with pytest.raises(LakeError, match=why):
        listed(backup, None)


@pytest.mark.parametrize(
    "change",
    [
        {"format": "1"},
        {"format": None},
        {"format": 1.5},
        {"lake_format": "9"},
        {"lake_format": [1]},
        {"rooms": 5},
        {"willet": {"a": 1}},
        {"taken_at": None},
    ],
)
def test_a_beginning_in_other_words_is_none(backup: Path, change: dict[str, object]) -> None:
    def other(kept: Members) -> Members:
        info, data = kept[0]
        return [(info, json.dumps({**json.loads(data), **change}).encode()), *kept[1:]]

    rewritten(backup, other)

    with pytest.raises(LakeError, match="its beginning cannot be read"):
        unpack(backup, backup.parent / "restored", None)


@pytest.mark.parametrize("place", [0, -1])
def test_words_nested_without_end_are_damage(backup: Path, place: int) -> None:
    def nested(kept: Members) -> Members:
        kept[place] = kept[place][0], b"[" * 100_000
        return kept

    rewritten(backup, nested)

    with pytest.raises(LakeError, match="damaged or cut short"):
        listed(backup, None)


@pytest.mark.parametrize(
    ("mark", "more"),
    [
        *product([ABOUT, "lake/HEAD", "rooms.sqlite3", "uploads/a/b", CONTENTS], [0, 600]),
        ("rooms.sqlite3", 2000),
    ],
)
def test_a_file_that_was_cut_short_is_refused(backup: Path, mark: str, more: int) -> None:
    """Cut at the head of a member, or within what follows it."""
    data = backup.read_bytes()
    backup.write_bytes(data[: data.index(mark.encode()) + more])

    with pytest.raises((LakeError, RequestError), match=r"cut short|is no backup"):
        listed(backup, None)
    with pytest.raises((LakeError, RequestError), match=r"cut short|is no backup"):
        unpack(backup, backup.parent / "restored", None)


@pytest.mark.parametrize(("name", "why"), [("gone.willet", "No such file"), ("", "Is a directory")])
def test_a_file_that_cannot_be_opened_may_be_a_backup_still(
    tmp_path: Path, name: str, why: str
) -> None:
    with pytest.raises(RequestError, match=rf"cannot be opened \({why}") as refused:
        listed(tmp_path / name, None)

    assert "is no backup" not in str(refused.value)


@pytest.mark.parametrize("data", [b"", b"contact_id,arrived_at\n", bytes(2000)])
def test_another_file_is_no_backup(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "calls.csv"
    file.write_bytes(data)

    with pytest.raises(RequestError, match="is no backup of Willet"):
        listed(file, None)
    assert not is_backup(file)


@pytest.mark.parametrize(
    ("newer", "what"),
    [
        ({"format": 2}, "backup format 2"),
        ({"lake_format": 4}, "lake format 4"),
        ({"rooms": ("jobs.0001_initial", "jobs.0999_later")}, "jobs.0999_later"),
    ],
)
def test_a_backup_of_a_newer_version_is_refused(
    backup: Path, newer: dict[str, object], what: str
) -> None:
    plain = {
        "willet": "9.0",
        "taken_at": "",
        "keys": False,
        "lake_format": 3,
        "rooms": (),
        "format": 1,
    }

    with pytest.raises(RequestError, match=rf"newer than this one .*: {what} is not known"):
        refuse_newer(backup, Provenance(**{**plain, **newer}))  # type: ignore[arg-type] # drawn as a table


def is_refused(backup: Path, *rooms: str) -> bool:
    try:
        refuse_newer(backup, Provenance("0.1", "", keys=True, rooms=rooms))
    except RequestError:
        return True
    return False


def test_steps_of_libraries_and_of_today_are_known(backup: Path) -> None:
    assert is_refused(backup, "jobs.0001_initial", "allauth.9999_x") is False
    assert is_refused(backup, "jobs.9999_x", "allauth.9999_x") is True


def test_a_later_version_may_say_more_of_a_backup(backup: Path) -> None:
    def said_more(kept: Members) -> Members:
        info, data = kept[0]
        return [(info, json.dumps({**json.loads(data), "more": 1}).encode()), *kept[1:]]

    rewritten(backup, said_more)

    assert listed(backup, None).about == OF


@pytest.mark.parametrize(
    ("name", "plain"),
    [("a", True), ("a/b.c", True), ("", False), ("a/../b", False), ("/a", False), ("a//b", False)],
)
def test_a_plain_name_stays_within_its_folder(name: str, *, plain: bool) -> None:
    assert is_plain(name) == plain
