"""What may be named as a file to import."""

import os
import socket
from pathlib import Path

import pytest

from willet.core.intake import import_files
from willet.core.records import RequestError


def refusal(place: Path, path: Path) -> str:
    with pytest.raises(RequestError) as refused:
        import_files(place, "tiny", [path])
    return str(refused.value)


def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")

    assert refusal(tmp_path / "lake", tmp_path / "fifo") == (
        f"{tmp_path / 'fifo'} is a pipe, not a file. Write what it holds to a file, and name that one."
    )


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_refused(tmp_path: Path, device: str) -> None:
    assert refusal(tmp_path / "lake", Path(device)).startswith(f"{device} is a device, not a file.")


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("s")

        assert refusal(tmp_path / "lake", Path("s")).startswith("s is a socket, not a file.")


def test_a_link_to_itself_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")

    assert refusal(tmp_path / "lake", tmp_path / "loop") == (
        f"There is no file {tmp_path / 'loop'}. Check the path."
    )


def test_a_folder_gives_its_files_alone(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    os.mkfifo(folder / "a")
    (folder / "b").write_text("1;1;1999-01-04;7;sales;answered\n")

    report = import_files(tmp_path / "lake", "tiny", [folder])

    assert (report.files, report.contacts_new) == ([str(folder / "b")], 1)
