"""A row that could not be read, kept with the file, line, field, value and rule it broke."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field

LISTED = 100
WHOLE_FILE = 0
"""The line of a reject that means the file as a whole."""
SHOWN_CHARS = 200

_kept: ContextVar[int] = ContextVar("rejects kept", default=LISTED)


def most_kept() -> int:
    """How many rejects of one run are kept to be shown: a hundred, unless the caller wants more."""
    return _kept.get()


@contextmanager
def keeping(rejects: int) -> Iterator[None]:
    """Keep more rejects than a terminal lists while files are read, for a page that offers them as a file."""
    before = _kept.set(rejects)
    try:
        yield
    finally:
        _kept.reset(before)


@dataclass(frozen=True, slots=True)
class Reject:
    """One refused row. `line` counts from 1 in the file as a text editor shows it (sheet row in a workbook).

    Line 0 (`WHOLE_FILE`) means the file as a whole.
    """

    file: str
    line: int
    field: str
    value: str
    rule: str

    def as_dict(self) -> dict[str, str | int]:
        """The reject as the JSON contract spells it."""
        return asdict(self)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field} = {self.value!r}: {self.rule}"


@dataclass(slots=True)
class RejectLog:
    """All rejects of one run: every one is counted, the first of them (`most_kept`) are kept to be shown.

    Whole files stand before the rows, so that no number of bad rows hides a file that is missing.
    """

    total: int = 0
    first: list[Reject] = field(default_factory=list)
    files: int = 0
    """How many of them are whole files."""

    def add(self, reject: Reject) -> None:
        """Count one reject, and keep it if there is still room to show it."""
        self.total += 1
        if len(self.first) < most_kept():
            self.first.append(reject)

    def refuse_file(self, name: str, why: str) -> None:
        """Count a file that could not be read at all, and keep it before the rows."""
        self.first.insert(self.files, Reject(name, WHOLE_FILE, "file", name, why))
        del self.first[most_kept() :]
        self.files += 1
        self.total += 1

    def extend(self, rejects: list[Reject], *, total: int | None = None) -> None:
        """Count many rejects at once; `total` says how many there were when only some were fetched."""
        self.total += len(rejects) if total is None else total
        self.first.extend(rejects[: max(0, most_kept() - len(self.first))])


def masked(value: str) -> str:
    """A personal value as it may stand in a reject or a log: its shape, its last two characters.

    >>> masked("+49 30 1234567")
    '+•• •• •••••67'
    """
    body, tail = value[:SHOWN_CHARS][:-2], value[:SHOWN_CHARS][-2:]
    return "".join("•" if c.isalnum() else c for c in body) + tail
