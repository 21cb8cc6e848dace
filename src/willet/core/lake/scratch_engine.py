"""The engine of a transaction: opened once, for opening one costs more than most of what a small import asks of it."""

from pathlib import Path

from duckdb import DuckDBPyConnection

from willet.core.lake.durable import make_folder
from willet.core.lake.engine import open_engine


class ScratchEngine:
    """An engine that spills into a scratch folder, and the connections to it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._engine: DuckDBPyConnection | None = None

    def connection(self) -> DuckDBPyConnection:
        """A connection with temporary tables and views of its own, which go when it is closed."""
        if self._engine is None:
            self._engine = self.apart()
        return self._engine.cursor()

    def apart(self) -> DuckDBPyConnection:
        """An engine by itself, for whoever might leave something in it."""
        make_folder(self._folder)
        return open_engine(spill=self._folder)

    def close(self) -> None:
        """Let go of it, before its folder is swept."""
        if self._engine is not None:
            self._engine.close()
