"""What every source must keep, inherited by one class in its folder: `class TestSource(SourceSuite)`.

A source brings a sample: the lines of a file in their order, one line that it must refuse, and the numbers of
persons as they stand in them. `test_suites.py` fails for a source that has no suite.
"""

import gzip
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

import duckdb
import pytest

from willet.core.intake import import_files
from willet.core.intake.preparing import unsupported
from willet.core.lake import Lake
from willet.core.records import TABLES, Message, RequestError
from willet.core.sources import Landing, ReadOptions, Source, recognise, source_named

KEY = b"k" * 32
FACTS = ("contacts", "visits", "outcomes", "answers", "agent_states", "call_ids")
Tables = dict[str, list[tuple[Any, ...]]]
HOSTILE = (
    b"a\0b",
    b"\xff\xfe\xfd broken",
    "\u202e\U0001f4a5 '; DROP TABLE landed; --".encode(),
    b'"never closed',
    b"[" * 5000,
    b"a,b;c|d\te" * 300,
    b'{"uuid": "\\ud800", "start_uepoch": 1e999}',
)


@dataclass(frozen=True)
class Sample:
    """A small file of one source: its lines, whom they name, what of it must be refused."""

    file: str
    lines: tuple[str, ...]
    bad: str
    """A line that is refused, and for a reason of its own."""
    numbers: tuple[str, ...]
    """The numbers of customers as they stand in the lines."""
    contacts: int
    header: str = ""
    mapping: str = ""

    @property
    def first_line(self) -> int:
        """The line of the file on which its first row stands."""
        return 2 if self.header else 1


class SourceSuite:
    """The laws of a source, tried on its sample."""

    name: ClassVar[str]
    sample: ClassVar[Sample]

    @pytest.fixture
    def source(self) -> Source:
        return source_named(self.name)

    def test_its_files_are_recognised_as_its_own(self, tmp_path: Path) -> None:
        path = self.file(tmp_path, self.sample.lines)

        assert recognise(path, path.read_bytes()) == self.name

    def test_every_row_is_folded_kept_or_rejected(self, source: Source, tmp_path: Path) -> None:
        path = self.file(tmp_path, [*self.sample.lines, self.sample.bad])

        landing = self.landed(source, tmp_path, [[path]])[1][0]

        assert landing.rows_read == len(self.sample.lines) + 1
        assert landing.rows_read == landing.rows_folded + landing.rows_kept + landing.rejects.total
        assert landing.rejects.total == 1

    def test_the_sample_has_the_contacts_it_says(self, source: Source, tmp_path: Path) -> None:
        tables = self.tables(source, tmp_path, [[self.file(tmp_path, self.sample.lines)]])

        assert len(tables["contacts"]) == self.sample.contacts

    @pytest.mark.journey("history")
    def test_the_order_of_files_and_how_they_are_split_change_nothing(
        self, source: Source, tmp_path: Path
    ) -> None:
        lines = self.sample.lines
        whole = [self.file(tmp_path, lines)]
        pieces = [self.file(tmp_path, lines[n : n + 2], f"p{n}-") for n in range(0, len(lines), 2)]

        expected = self.tables(source, tmp_path, [whole])

        assert self.tables(source, tmp_path, [pieces]) == expected
        assert self.tables(source, tmp_path, [pieces[::-1]]) == expected
        assert self.tables(source, tmp_path, [[p] for p in reversed(pieces)]) == expected

    def test_the_same_rows_again_change_nothing(self, source: Source, tmp_path: Path) -> None:
        whole, half = self.file(tmp_path, self.sample.lines), len(self.sample.lines) // 2
        again = self.file(tmp_path, self.sample.lines[half:], "again-")

        once = self.tables(source, tmp_path, [[whole]])

        assert self.tables(source, tmp_path, [[whole], [again], [whole]]) == once

    def test_one_bad_line_loses_no_good_one(self, source: Source, tmp_path: Path) -> None:
        lines, good = self.sample.lines, self.file(tmp_path, self.sample.lines)
        for place in (0, len(lines) // 2, len(lines)):
            spoilt = [*lines[:place], self.sample.bad, *lines[place:]]
            path = self.file(tmp_path, spoilt, f"spoilt{place}-")

            found, expected = (self.tables(source, tmp_path, [[f]]) for f in (path, good))

            assert found == expected

    def test_a_reject_names_its_file_and_line_among_several(
        self, source: Source, tmp_path: Path
    ) -> None:
        lines, bad = self.sample.lines, self.sample.bad
        files = [self.file(tmp_path, lines, "first-"), self.file(tmp_path, [lines[0], bad], "2nd-")]

        rejects = self.landed(source, tmp_path, [files])[1][0].rejects.first

        assert [(r.file, r.line) for r in rejects] == [
            (files[1].name, self.sample.first_line + 1),
        ]

    def test_no_number_of_a_person_stands_in_rows_or_messages(
        self, source: Source, tmp_path: Path
    ) -> None:
        path = self.file(tmp_path, [*self.sample.lines, self.sample.bad])
        con, landings = self.landed(source, tmp_path, [[path]])
        rows = con.execute("FROM landed").fetchall()
        told = [*landings[0].notes, *landings[0].rejects.first]

        tables = self.folded(con, source, tmp_path)

        written = f"{path.read_text('utf-8')}"
        for number in self.sample.numbers:
            digits = number[-7:]
            assert digits in written
            assert digits not in repr((rows, told, tables))

    def test_customers_are_keyed_by_the_installation(self, source: Source, tmp_path: Path) -> None:
        path = self.file(tmp_path, self.sample.lines)
        column = list(TABLES["contacts"].names).index("customer_key")

        one, other = (self.tables(source, tmp_path, [[path]], key) for key in (KEY, b"x" * 32))

        keys = [{row[column] for row in t["contacts"]} - {None} for t in (one, other)]
        assert len(keys[0]) == len(keys[1]) == len(self.sample.numbers)
        assert not keys[0] & keys[1]

    @pytest.mark.journey("cases", but_first=True)
    @pytest.mark.parametrize("junk", HOSTILE)
    def test_hostile_bytes_cost_their_own_line_at_most(
        self, source: Source, tmp_path: Path, junk: bytes
    ) -> None:
        good = self.file(tmp_path, self.sample.lines)
        spoilt = tmp_path / f"junk-{self.sample.file}"
        spoilt.write_bytes(good.read_bytes() + junk + b"\n")

        found = self.tables(source, tmp_path, [[spoilt]])

        expected = self.tables(source, tmp_path, [[good]])
        assert set(map(repr, expected["contacts"])) <= set(map(repr, found["contacts"]))

    def test_a_file_that_cannot_be_read_is_named(self, source: Source, tmp_path: Path) -> None:
        packed = tmp_path / "cut.gz"
        lines = "\n".join(filter(None, [self.sample.header, *self.sample.lines * 50]))
        packed.write_bytes(gzip.compress(lines.encode())[:-20])

        for path in (tmp_path / "nowhere", packed):
            with pytest.raises(RequestError, match=path.name):
                self.landed(source, tmp_path, [[path]])

    def test_what_it_cannot_tell_is_said_in_sayings_and_silences_metrics(
        self, source: Source
    ) -> None:
        for what, why in source.cannot_tell.items():
            assert isinstance(why, Message)
            assert why.code.startswith("why.")
            assert unsupported({what: why}), f"no metric needs {what}"

    @pytest.mark.journey("history")
    def test_a_lake_is_the_same_however_the_files_came(self, tmp_path: Path) -> None:
        lines, half = self.sample.lines, len(self.sample.lines) // 2
        whole = self.file(tmp_path, lines)
        parts = [self.file(tmp_path, lines[:half], "a-"), self.file(tmp_path, lines[half:], "b-")]

        self.imported(tmp_path, "whole", whole)
        for path in reversed(parts):
            self.imported(tmp_path, "parts", path)
        again = self.imported(tmp_path, "parts", whole)

        assert self.lake(tmp_path / "parts") == self.lake(tmp_path / "whole")
        assert (again.contacts_new, again.contacts_revised) == (0, 0)
        assert again.contacts_unchanged == self.sample.contacts

    def file(self, folder: Path, lines: Sequence[str], prefix: str = "") -> Path:
        """The lines as a file of this source."""
        path = folder / f"{prefix}{self.sample.file}"
        head = [self.sample.header] if self.sample.header else []
        path.write_text("\n".join([*head, *lines, ""]), "utf-8")
        return path

    def options(self, folder: Path, key: bytes = KEY) -> ReadOptions:
        """What the reader is told."""
        options = ReadOptions(customer_key=key, zone="Europe/Amsterdam", region="NL")
        if not self.sample.mapping:
            return options
        path = folder / "mapping.toml"
        path.write_text(self.sample.mapping, "utf-8")
        return replace(options, mapping=path)

    def landed(
        self, source: Source, folder: Path, runs: Sequence[Sequence[Path]], key: bytes = KEY
    ) -> tuple[duckdb.DuckDBPyConnection, list[Landing]]:
        """The rows of several runs beside each other in `landed`, each run read by itself."""
        con = duckdb.connect()
        columns = ", ".join(f'"{name}" {kind}' for name, kind in source.landed.items())
        con.execute(f"CREATE TEMP TABLE stored ({columns}, part DATE)")
        landings = []
        for files in runs:
            landings.append(source.read(con, files, self.options(folder, key)))
            con.execute("INSERT INTO stored BY NAME SELECT * FROM landed")
        con.execute("CREATE OR REPLACE TEMP TABLE landed AS FROM stored")
        return con, landings

    def folded(self, con: duckdb.DuckDBPyConnection, source: Source, folder: Path) -> Tables:
        """Every row of every table that the landed rows fold into, in one order."""
        for name in FACTS:
            con.execute(TABLES[name].ddl(part=True))
        source.fold(con, self.options(folder))
        tables = {name: con.execute(f'FROM "{name}"').fetchall() for name in FACTS}
        return {name: sorted(rows, key=repr) for name, rows in tables.items()}

    def tables(
        self, source: Source, folder: Path, runs: Sequence[Sequence[Path]], key: bytes = KEY
    ) -> Tables:
        """The tables of some runs."""
        return self.folded(self.landed(source, folder, runs, key)[0], source, folder)

    def imported(self, folder: Path, lake: str, path: Path) -> Any:
        """The report of an import of one file."""
        told = self.options(folder)
        place, zone, region = folder / lake, told.zone, told.region
        return import_files(
            place, self.name, [path], zone=zone, region=region, mapping=told.mapping
        )

    def lake(self, place: Path) -> Tables:
        """Every row of the facts, without the keys, which are each lake's own."""
        but_keys = "SELECT COLUMNS(lambda c: NOT suffix(c, '_key'))"
        with Lake.at(place).snapshot().connect() as con:
            rows = {name: con.execute(f'{but_keys} FROM "{name}"').fetchall() for name in FACTS}
        return {name: sorted(found, key=repr) for name, found in rows.items()}
