"""What a source must offer: read files into landed rows, fold landed rows into the tables of the lake.

Reading and folding are two steps because one call may lie across two files. What is read is
*landed* first, row by row and hashed of personal data; the tables are then a pure function of all
landed rows of a part, whatever the order, split or repetition of the files.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from duckdb import DuckDBPyConnection

from willet.core.records import Message, RejectLog

Progress = Callable[[Message, float | None], None]
"""Called with a step and the share done (0..1), or None where that is not known."""


def silent(step: Message, share: float | None) -> None:
    """A progress that nobody watches."""


CONSULTED = "consulted"
"""The tag of contacts in which the agent asked a colleague while the customer was there."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the reader must be told: the centre's zone, region, mapping file, and the key for customers."""

    customer_key: bytes
    zone: str | None = None
    region: str | None = None
    mapping: Path | None = None
    preview_rows: int | None = None


@dataclass(frozen=True, slots=True)
class KeptPerson:
    """A customer of whom a mapping says that number or address is to be kept; never in the lake.

    `key` is the customer's in the lake, `first` and `last` the days on which these files show them.
    """

    key: int
    number: str
    mail: str
    ground: str
    first: date
    last: date


@dataclass(slots=True)
class Landing:
    """The rows of some files, landed in a temp table `landed` of the connection.

    The table has the columns of `Source.landed` plus `part` (DATE): the unit in which the lake swaps
    and in which `fold` sees its rows together. A source chooses `part` so that all rows of one
    contact share it.
    """

    rows_read: int = 0
    rows_folded: int = 0
    rows_kept: int = 0
    rejects: RejectLog = field(default_factory=RejectLog)
    cannot_tell: Mapping[str, Message] = field(default_factory=dict)
    """What these files cannot tell, beside what their source never can; in the words of `Source.cannot_tell`."""
    notes: list[str] = field(default_factory=list)
    zone: str | None = None
    kept_on: str = ""
    """The legal ground on which texts in the temp table `kept_texts` are to be kept; empty where there are none."""
    kept_region: str | None = None
    """The country of national numbers among them."""
    kept: list[KeptPerson] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Hints:
    """What a source may say of its landed rows, in an attribute `hints`, so that the lake folds just enough.

    The fold of part P may depend on the rows of P and of `context_days` parts before and after it, on the
    `far_rows` of `far_days` parts, and on nothing else: the lake hands these to `fold` and keeps only the
    rows of the parts it asked for.
    """

    contact_id: str | None = None
    """SQL over the landed columns: the contact_id a row speaks of, else NULL. None: rows do not say."""
    moves: bool = False
    """Rows of one contact may lie in several parts; all of these are then folded together."""
    context_days: int = 1
    """How many days before and after a part its fold may look at."""
    far_rows: str | None = None
    """SQL over the landed columns: the few rows that a fold may look at from farther away, else None."""
    far_days: int = 0
    """How many days before and after a part its fold may look at these."""
    zone_per_row: bool = False
    """Landed rows carry their own local day, so imports of several zones may stand side by side."""
    version: int = 1
    """Raised when the fold gives other rows than before: the lake then folds this source's rows anew."""


def hints_of(source: "Source") -> Hints:
    """The source's own hints, else what its landed columns suggest."""
    given: Hints | None = getattr(source, "hints", None)
    if given is None and "contact_id" in source.landed:
        return Hints(contact_id="contact_id", moves=True, context_days=0, zone_per_row=True)
    return given or Hints()


Stamp = Callable[[DuckDBPyConnection, str], None]
"""Fills in, in the temp table `landed`, what rows landed under an earlier format lack; told the zone of their run."""


def stamp_of(source: "Source") -> Stamp | None:
    """How the source fills in earlier rows, from its attribute `stamp`; None where its fold needs no more of them."""
    given: Stamp | None = getattr(source, "stamp", None)
    return given


Settle = Callable[[DuckDBPyConnection], None]
"""Changes rows of the temp table `landed` that stand beside others of their kind, as a function of the set of them."""


def settle_of(source: "Source") -> Settle | None:
    """What becomes of landed rows beside each other, from the source's attribute `settle`; None where they stay."""
    given: Settle | None = getattr(source, "settle", None)
    return given


def tags_of(source: "Source") -> Mapping[str, str]:
    """The tags that a source gives by itself, from its attribute `tells`: tag -> what it tells, in a sentence."""
    values: Mapping[str, str] = getattr(source, "tags_read", {})
    return values


class Source(Protocol):
    """One system that can be read. A module of that shape stands in `sources.SOURCES`."""

    name: str
    title: str
    reads: str
    """The files it reads, in a phrase."""
    landed: Mapping[str, str]
    """Columns of the landed rows: name -> DuckDB type, without `part`."""
    cannot_tell: Mapping[str, Message]
    """What this system can never tell -> why, in a sentence. Named by the words of the tables: a column (`hold_s`),
    an outcome (`abandoned`), a survey question (`csat`), else a metric. Whatever needs it is then said to be
    unknown, and never 0: in an answer, on a page, in the report of an import and in `willet sources`."""

    def recognises(self, path: Path, head: bytes) -> bool:
        """Whether this file looks like this system's; `head` is its first 64 KiB, decompressed."""
        ...

    def read(
        self,
        con: DuckDBPyConnection,
        files: Sequence[Path],
        options: ReadOptions,
        progress: Progress = silent,
    ) -> Landing:
        """Read the files into the temp table `landed`.

        Raises:
            RequestError: a file is of another kind, or the request lacks what this source needs.
        """
        ...

    def parts_touched(self, con: DuckDBPyConnection) -> str:
        """SQL giving column `part`: the parts whose fold depends on the rows now in `landed`."""
        ...

    def fold(self, con: DuckDBPyConnection, options: ReadOptions) -> None:
        """Fold the rows of table `landed` (all rows of some parts) into temp tables.

        The folded tables of records.TABLES are there, empty, with `part`. A source fills or replaces those it has
        something to say in, with exactly their columns (`folded.typed_rows` gives them); rows of parts it
        cannot decide alone are left out.
        """
        ...
