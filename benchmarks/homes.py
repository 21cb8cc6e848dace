"""A fresh home in each of the two databases, for races that must end alike in both."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.scaffold.postgres import in_postgres, installed, served


@contextmanager
def homes(prefix: str) -> Iterator[dict[str, dict[str, str]]]:
    """The environment of each home by the name of its database; all of it is gone after the block."""
    programs = installed()
    assert programs is not None, "needs Debian's postgresql"
    with TemporaryDirectory(prefix=prefix) as name:
        folder = Path(name)
        folder.chmod(0o755)  # the server runs as somebody else
        (folder / "server").mkdir()
        lite = os.environ | {"WILLET_HOME": str(folder / "sqlite"), "WILLET_DATABASE": ""}
        with served(programs, folder / "server") as server:
            there = in_postgres(server.fresh(), folder / "postgres")
            yield {"SQLite": lite, "PostgreSQL": there}
