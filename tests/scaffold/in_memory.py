"""Temporary folders of the tests in memory, where there is enough of it: no claim rests on how long a disk takes.

An import brings some forty files to the disk itself before it goes on; a test that only reads what was imported
would wait for the disk most of its time. What is promised of a power cut is tested by who dies at which touch of the
disk (`tests/scaffold/dying.py`), which is the same in memory.
"""

import os
import sys
import tempfile
from pathlib import Path

import pytest

_IN_MEMORY = Path("/dev/shm")
_ENOUGH_FOLDER_BYTES = 4 << 30
_ENOUGH_MEMORY_BYTES = 6 << 30


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Choose the place before anything is put there; workers and the processes of tests inherit it.

    `TMPDIR` or `--basetemp` name another.
    """
    _keep_compiled()
    if "TMPDIR" in os.environ or config.getoption("basetemp") or not _has_room():
        return
    os.environ["TMPDIR"] = str(_IN_MEMORY)
    tempfile.tempdir = None


def _keep_compiled() -> None:
    """Let each of the hundreds of processes that tests start read what the first compiled, not compile it again."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


def _has_room() -> bool:
    if not os.access(_IN_MEMORY, os.W_OK | os.X_OK):
        return False
    folder = os.statvfs(_IN_MEMORY)
    if folder.f_flag & os.ST_NOEXEC:  # tests start programs that they put there
        return False
    free = folder.f_bavail * folder.f_frsize
    memory = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return free >= _ENOUGH_FOLDER_BYTES and max(memory, _reclaimable()) >= _ENOUGH_MEMORY_BYTES


def _reclaimable() -> int:
    """Bytes that the kernel could give, files it keeps at hand included; 0 where it does not say."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    kib = (line.split()[1] for line in lines if line.startswith("MemAvailable:"))
    return int(next(kib, "0")) << 10
