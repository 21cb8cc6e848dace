"""A real phone system's log, in any order, split and repeated, gives the same lake to the byte."""

import random
from pathlib import Path

import pytest

from willet.core.intake import import_files, undo
from willet.core.lake import Lake


@pytest.fixture
def logs(shared_data: Path) -> list[Path]:
    """The rotated queue_log of the observed Asterisk session, older file first."""
    return [shared_data / "asterisk" / name for name in ("queue_log.0", "queue_log")]


def empty(place: Path) -> Path:
    """A lake under a fixed key, so that customers are the same in each."""
    return Lake.create(place, zone="Europe/Berlin", key=b"k" * 32).path


@pytest.fixture
def whole(logs: list[Path], tmp_path: Path) -> str:
    """The content of a lake that read both files at once."""
    import_files(empty(tmp_path / "whole"), "asterisk", logs)
    return Lake.at(tmp_path / "whole").snapshot().content


@pytest.mark.proof
def test_two_files_in_either_order_are_one_lake(
    logs: list[Path], whole: str, tmp_path: Path
) -> None:
    import_files(empty(tmp_path / "lake"), "asterisk", logs[1:])
    assert Lake.at(tmp_path / "lake").snapshot().content != whole

    import_files(tmp_path / "lake", "asterisk", logs[:1])

    assert Lake.at(tmp_path / "lake").snapshot().content == whole


@pytest.mark.proof
def test_pieces_repeated_and_shuffled_are_one_lake(
    logs: list[Path], whole: str, tmp_path: Path
) -> None:
    empty(tmp_path / "lake")
    lines = [line for log in logs for line in log.read_bytes().splitlines(keepends=True)]
    pieces = [lines[n : n + 197] for n in range(0, len(lines), 197)]
    random.Random(7).shuffle(pieces)
    for number, piece in enumerate([*pieces, pieces[0]]):
        (tmp_path / f"piece{number}").write_bytes(b"".join(piece))
        import_files(
            tmp_path / "lake", "asterisk", [tmp_path / f"piece{number}"], zone="Europe/Berlin"
        )

    assert Lake.at(tmp_path / "lake").snapshot().content == whole


@pytest.mark.proof
def test_undone_file_was_never_there(logs: list[Path], tmp_path: Path) -> None:
    import_files(tmp_path / "lake", "asterisk", logs[:1])
    before = Lake.at(tmp_path / "lake").snapshot().content
    run = import_files(tmp_path / "lake", "asterisk", logs[1:]).run_id
    assert run is not None
    assert Lake.at(tmp_path / "lake").snapshot().content != before

    undo(tmp_path / "lake", run)

    assert Lake.at(tmp_path / "lake").snapshot().content == before
