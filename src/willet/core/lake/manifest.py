"""The manifest: the whole state of a lake in one immutable file, swapped in by number."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from willet.core.lake.durable import sync, write_json
from willet.core.lake.format import FORMAT
from willet.core.lake.layout import Layout
from willet.core.lake.seals import SEAL_CHARS, seal_of
from willet.core.lake.seen import Span
from willet.core.records import LakeError, Silence, messages_of_silence, saying, silence_from

DAMAGED = saying(
    "lake_damaged", "%(path)s is damaged: %(why)s. Restore the data store from a backup."
)
DAMAGED_FILE = saying(
    "lake_file_damaged", "%(path)s is damaged: %(why)s. Restore it from a backup."
)
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TableFile:
    """One derived file: some rows of one table from one source, named by its content.

    `columns` are those it was written with. `newest` is the latest arrived_at in it (UTC), of cases the latest last_at;
    `oldest` the earliest arrived_at, None where that of any row is unknown.
    """

    table: str
    source: str
    bucket: str
    hash: str
    rows: int
    bytes: int
    columns: tuple[str, ...]
    first_day: date | None = None
    last_day: date | None = None
    newest: datetime | None = None
    oldest: datetime | None = None

    def path(self, layout: Layout) -> Path:
        """Where it stands."""
        name = f"{self.bucket}-{self.hash}.parquet"
        return layout.tables.joinpath(self.table, self.source, name)

    @property
    def place(self) -> tuple[str, str, str]:
        """What it is the rows of: table, source, bucket."""
        return self.table, self.source, self.bucket

    def meets(self, first_day: date | None, last_day: date | None) -> bool:
        """Whether it may hold rows of these days."""
        if self.first_day is None or self.last_day is None:
            return True
        return not (
            (first_day is not None and self.last_day < first_day)
            or (last_day is not None and self.first_day > last_day)
        )

    def may_hold_since(self, moment: datetime | None) -> bool:
        """Whether it may hold a row of this instant or later, or one of which nobody knows when it was."""
        if moment is None:
            return True
        if self.newest is not None:
            return self.oldest is None or self.newest >= moment
        # A local day may begin and end up to a day beside that of UTC.
        return self.last_day is None or self.last_day >= moment.date() - min(
            _A_DAY, moment.date() - date.min
        )


@dataclass(frozen=True, slots=True)
class Folding:
    """How the rows of one source were folded; all of them are folded anew when this must change."""

    zone: str | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """One state of the lake. `files` is kept in the order of table, source, bucket.

    `silence` says which metric a source can never tell, and why: source -> metric -> message. `format` is that in
    which its rows rest; a lake of an earlier one is brought up before the next import. `marks` says up to where rows
    that are handed in were handed in: source -> who hands them in -> the mark. `seen` is from when until when the lake
    has seen, as its links were made; None where none were.
    """

    number: int = 0
    made_at: str = ""
    runs: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()
    folding: Mapping[str, Folding] = field(default_factory=dict)
    silence: Silence = field(default_factory=dict)
    files: tuple[TableFile, ...] = ()
    format: int = FORMAT
    marks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    seen: Span | None = None

    @property
    def places(self) -> dict[tuple[str, str, str], TableFile]:
        """Every file by table, source and bucket."""
        return {f.place: f for f in self.files}

    def of(self, table: str) -> list[TableFile]:
        """The files of one table."""
        return [f for f in self.files if f.table == table]

    @property
    def content(self) -> str:
        """A name for the rows of every table and what they cannot tell: equal for equal lakes."""
        names = "\n".join("/".join((*f.place, f.hash)) for f in self.files)
        given = json.dumps(self.silence, sort_keys=True)
        watched = str(_span_as_json(self.seen)) if self.seen else ""
        return sha256((names + given + watched).encode()).hexdigest()[:16]

    @property
    def newest(self) -> datetime | None:
        """The latest arrival of any contact, UTC."""
        return max((f.newest for f in self.of("contacts") if f.newest), default=None)

    def with_files(self, files: Iterable[TableFile]) -> "Manifest":
        """The same state with these files, in their fixed order."""
        return replace(self, files=tuple(sorted(files, key=lambda f: f.place)))


def read_manifest(layout: Layout, number: int) -> Manifest:
    """The manifest of that number; number 0 is the empty lake.

    Raises:
        FileNotFoundError: it was swept away since its number was read.
        LakeError: it cannot be understood.
    """
    if number == 0:
        return Manifest()
    path = layout.manifest(number)
    try:
        return _from_json(json.loads(sealed_text(layout, number, path)))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as broken:
        raise LakeError(DAMAGED(path=str(path), why=str(broken))) from broken


def sealed_text(layout: Layout, number: int, path: Path) -> str:
    """The text of a file that the head of the lake seals; an older one is read as it is.

    Raises:
        FileNotFoundError: it was swept away since.
        ValueError: it is not what was written.
    """
    data = path.read_bytes()
    seals = head_of(layout).seals if head_of(layout).number == number else ()
    if seals and sha256(data).hexdigest()[:SEAL_CHARS] not in seals:
        raise ValueError("its bytes are not those that were written")
    return data.decode("utf-8")


def read_head(layout: Layout) -> int:
    """The number of the current manifest; 0 before the first import."""
    return head_of(layout).number


@dataclass(frozen=True, slots=True)
class Head:
    """The number of the current manifest, and the seals of it and of its index of landed rows.

    Two states of a lake have one number where an older copy was put in its place and went on; their seals differ.
    """

    number: int = 0
    seals: tuple[str, ...] = ()


def head_of(layout: Layout) -> Head:
    """What the lake stands at; number 0 before the first import.

    Raises:
        LakeError: the file cannot be understood.
    """
    try:
        number, *seals = layout.head.read_text(encoding="ascii").split() or [""]
        return Head(int(number), tuple(seals))
    except FileNotFoundError:
        return Head()
    except (OSError, ValueError) as broken:
        raise LakeError(DAMAGED_FILE(path=str(layout.head), why=str(broken))) from broken


def write_manifest(layout: Layout, manifest: Manifest) -> None:
    """Write the manifest beside the current one; nobody sees it before `move_head`."""
    write_json(layout.manifest(manifest.number), _as_json(manifest))


def move_head(layout: Layout, number: int) -> None:
    """Make the manifest of that number the current one: the one atomic step of a commit."""
    scratch = layout.scratch / "HEAD"
    seals = [seal_of(p) for p in (layout.manifest(number), layout.landed_index(number))]
    scratch.write_text(f"{' '.join([str(number), *seals])}\n", encoding="ascii")
    sync(scratch)
    scratch.replace(layout.head)
    sync(layout.root)


_PLAIN = ("number", "made_at", "runs", "undone", "silence", "format", "marks")


def _as_json(manifest: Manifest) -> dict[str, object]:
    # Files of one table have the same columns nearly always: these are written once.
    schemas = sorted({f.columns for f in manifest.files})
    return {
        **{k: getattr(manifest, k) for k in _PLAIN},
        "folding": {source: asdict(f) for source, f in manifest.folding.items()},
        "said": messages_of_silence(manifest.silence),
        "seen": manifest.seen and _span_as_json(manifest.seen),
        "schemas": schemas,
        "files": [_file_as_json(f, schemas.index(f.columns)) for f in manifest.files],
    }


def _file_as_json(file: TableFile, schema: int) -> dict[str, object]:
    values = ((f.name, getattr(file, f.name)) for f in fields(file))
    plain = {k: v.isoformat() if isinstance(v, date) else v for k, v in values}
    return {**plain, "columns": schema}


def _from_json(plain: Mapping[str, Any]) -> Manifest:
    schemas = [tuple(columns) for columns in plain["schemas"]]
    return Manifest(
        number=plain["number"],
        made_at=plain["made_at"],
        runs=tuple(plain["runs"]),
        undone=tuple(plain["undone"]),
        folding={source: Folding(**f) for source, f in plain["folding"].items()},
        silence=silence_from(plain["silence"], plain.get("said", {})),
        files=tuple(_file_from_json(f, schemas) for f in plain["files"]),
        format=plain.get("format", 1),
        marks=plain.get("marks", {}),
        seen=_span_from_json(plain.get("seen")),
    )


def _file_from_json(plain: Mapping[str, Any], schemas: list[tuple[str, ...]]) -> TableFile:
    first, last = (plain[k] for k in ("first_day", "last_day"))
    newest, oldest = (plain.get(k) for k in ("newest", "oldest"))
    return TableFile(
        **{
            **plain,
            "columns": schemas[plain["columns"]],
            "first_day": first and date.fromisoformat(first),
            "last_day": last and date.fromisoformat(last),
            "newest": newest and datetime.fromisoformat(newest),
            "oldest": oldest and datetime.fromisoformat(oldest),
        }
    )


def _span_as_json(span: Span) -> list[str]:
    return [span.begins.isoformat(), span.ends.isoformat()]


def _span_from_json(plain: Any) -> Span | None:
    return Span(*map(datetime.fromisoformat, plain)) if plain else None
