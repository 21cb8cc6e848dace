"""Tests of one process do not wait for the disk: no power is cut, and what a kill leaves is in the system’s memory.

Where it matters that a file is written before its name changes, a process of its own dies between the two (`dying`).
"""

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _no_waiting_for_the_disk() -> Iterator[None]:
    """An import waits for the disk 42 times, which is a fifth of its time and nothing that a test asks for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _file: None)
        yield
