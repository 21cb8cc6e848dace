"""The tiny source of the lake's tests, registered as if it were a real one."""

import importlib.util
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from willet.core.lake import Lake
from willet.core.sources.registry import SOURCES

TINY = Path(__file__).parents[1] / "lake" / "tiny_source.py"


@pytest.fixture(autouse=True)
def _tiny_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    if "tiny_source" not in sys.modules:
        spec = importlib.util.spec_from_file_location("tiny_source", TINY)
        assert spec is not None
        assert spec.loader is not None
        sys.modules["tiny_source"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["tiny_source"])
    monkeypatch.setitem(SOURCES, "tiny", "tiny_source:SOURCE")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the lake will be."""
    return tmp_path / "home" / "lake"


Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A file of lines."""

    def written(name: str, *lines: str) -> Path:
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n")
        return path

    return written


@pytest.fixture
def contacts(place: Path) -> Callable[[], Sequence[tuple[object, ...]]]:
    """The contacts of the lake: number, day, queue."""

    def read() -> Sequence[tuple[object, ...]]:
        with Lake.at(place).snapshot().connect() as con:
            found = con.execute("SELECT contact_id, local_date, queue FROM contacts ORDER BY 1")
            return [
                (i.removeprefix("tiny:"), str(day), queue) for i, day, queue in found.fetchall()
            ]

    return read
