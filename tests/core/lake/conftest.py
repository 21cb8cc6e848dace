"""A tiny source, known under its name, and lakes made from it."""

import importlib.util
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import pytest

from willet.core.lake import Lake
from willet.core.lake.files import FileRows
from willet.core.sources import ReadOptions, Source

HERE = Path(__file__).parent


def load_tiny() -> Source:
    """The source of tiny_source.py, importable by that name from anywhere."""
    if "tiny_source" not in sys.modules:
        spec = importlib.util.spec_from_file_location("tiny_source", HERE / "tiny_source.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules["tiny_source"] = module
        spec.loader.exec_module(module)
    source: Source = sys.modules["tiny_source"].SOURCE
    return source


@pytest.fixture
def tiny() -> Source:
    """The tiny source."""
    return load_tiny()


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    """An empty lake."""
    return Lake.create(tmp_path / "lake", zone="Europe/Berlin")


Store = Callable[..., set[object]]


@pytest.fixture
def store(lake: Lake, tiny: Source, tmp_path: Path) -> Store:
    """Land and fold some lines as one run of the tiny source, without cases."""

    def run(run_id: str, *lines: str) -> set[object]:
        file = tmp_path / f"{run_id}.txt"
        file.write_text("\n".join(lines))
        options = ReadOptions(customer_key=lake.key())
        with duckdb.connect() as con, lake.writing() as tx:
            tiny.read(con, [file], options)
            parts = tx.land(tiny, con, run_id)
            tx.refold(tiny, options, parts)
            tx.commit()
        return set(parts)

    return run


@pytest.fixture
def rows(lake: Lake) -> Callable[[], Sequence[tuple[object, ...]]]:
    """The contacts of the lake: number, day, queue."""

    def read() -> Sequence[tuple[object, ...]]:
        with lake.snapshot().connect() as con:
            found = con.execute("SELECT contact_id, local_date, queue FROM contacts ORDER BY 1")
            return [
                (i.removeprefix("tiny:"), str(day), queue) for i, day, queue in found.fetchall()
            ]

    return read


@pytest.fixture
def place() -> FileRows:
    """One bucket of contacts."""
    return FileRows("contacts", "tiny", "1999-01")
