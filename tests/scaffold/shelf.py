"""Lakes that many tests begin with: imported once for what is in them, then lent to each home, or copied."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest

from tests.scaffold.lent import copied
from willet.core.intake import import_files


@dataclass(frozen=True)
class Shelf:
    """The lakes of this run of the tests, each in a folder named by what was imported into it."""

    folder: Path

    def put(
        self,
        home: Path,
        rows: str,
        *,
        count: int,
        mapping: str | None = None,
        zone: str | None = "Europe/Amsterdam",
    ) -> Path:
        """The lake of these rows of CSV in a home, with its key; `count` is the contacts it must hold."""
        return copied(self.made(rows, count=count, mapping=mapping, zone=zone), home)

    def made(
        self,
        rows: str,
        *,
        count: int,
        mapping: str | None = None,
        zone: str | None = "Europe/Amsterdam",
    ) -> Path:
        """The lake of these rows on the shelf, for those who `lend` it to a home."""
        made = self.folder / sha256(repr((rows, mapping, zone)).encode()).hexdigest()[:16]
        if not made.exists():
            self._make(made, rows, mapping, zone)
        assert (made / "count").read_text() == f"{count} and 0 rejects"
        return made / "lake"

    def _make(self, made: Path, rows: str, mapping: str | None, zone: str | None) -> None:
        made.mkdir()
        (made / "calls.csv").write_text(rows, encoding="utf-8")
        (made / "mapping.toml").write_text(mapping or "", encoding="utf-8")
        given = made / "mapping.toml" if mapping else None
        report = import_files(
            made / "lake", "table", [made / "calls.csv"], zone=zone, mapping=given
        )
        (made / "count").write_text(f"{report.contacts_new} and {report.rejects.total} rejects")


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """The shelf of this process of tests."""
    return Shelf(tmp_path_factory.mktemp("shelf"))
