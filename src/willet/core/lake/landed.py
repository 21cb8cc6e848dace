"""Landed rows: which runs brought which rows of which part, each set of rows stored once."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from willet.core.lake.durable import write_json
from willet.core.lake.layout import Layout
from willet.core.lake.manifest import DAMAGED, sealed_text
from willet.core.lake.seals import seal_of
from willet.core.records import LakeError, Message, Silence, messages_in, silence_from
from willet.core.records.messages import Json

Parts = Mapping[date, str]
"""Part -> fingerprint of the set of its rows."""

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Brought:
    """What one active run brought: its source, the fingerprint of each of its parts, what it cannot tell.

    `cannot` goes by the name of a source in the tables, then by metric: why. `supplies` says what it tells of the
    contacts of other sources: source -> what they cannot tell by themselves.
    """

    source: str
    parts: Parts
    cannot: Silence = field(default_factory=dict)
    supplies: Mapping[str, Collection[str]] = field(default_factory=dict)


@dataclass(slots=True)
class LandedIndex:
    """All active runs' landed rows. `store[source][part][fingerprint]` is the file that holds these rows.

    A file may hold several parts of one month, each under one fingerprint. `seals` has the hash of each file's
    bytes; one from before they were kept gets its own when the index is next written.
    """

    runs: dict[str, Brought] = field(default_factory=dict)
    store: dict[str, dict[date, dict[str, str]]] = field(default_factory=dict)
    seals: dict[str, str] = field(default_factory=dict)

    def parts(self, source: str) -> set[date]:
        """The parts of which this source has rows."""
        return set(self.store.get(source, {}))

    def files(self, source: str, parts: Iterable[date]) -> dict[str, set[date]]:
        """The files that hold these parts, each with the parts to be taken from it."""
        wanted: dict[str, set[date]] = {}
        kept = self.store.get(source, {})
        for part in parts:
            for file in kept.get(part, {}).values():
                wanted.setdefault(file, set()).add(part)
        return wanted

    def all_files(self) -> set[str]:
        """Every file that an active run needs, relative to the landed folder."""
        return {
            f for parts in self.store.values() for sets in parts.values() for f in sets.values()
        }

    def runs_of(self, file: str) -> tuple[str, ...]:
        """The active runs that brought rows of this file, in order."""
        held = {
            (source, part, print_)
            for source, parts in self.store.items()
            for part, sets in parts.items()
            for print_, kept in sets.items()
            if kept == file
        }
        return tuple(
            run
            for run, brought in sorted(self.runs.items())
            if any((brought.source, part, print_) in held for part, print_ in brought.parts.items())
        )

    def among_files(self, source: str, parts: Parts, files: Collection[str]) -> set[date]:
        """Those parts whose very set of rows is stored in one of these files."""
        kept = self.store.get(source, {})
        return {p for p, print_ in parts.items() if kept.get(p, {}).get(print_) in files}

    def held(self, source: str) -> dict[str, dict[date, str]]:
        """Each file of a source with the parts it holds, and the fingerprint of each."""
        files: dict[str, dict[date, str]] = {}
        for part, sets in sorted(self.store.get(source, {}).items()):
            for print_, file in sets.items():
                files.setdefault(file, {})[part] = print_
        return files

    def lacking(self, source: str, parts: Parts) -> set[date]:
        """Those parts whose very set of rows is not stored yet."""
        kept = self.store.get(source, {})
        return {part for part, print_ in parts.items() if print_ not in kept.get(part, {})}

    def add(self, run_id: str, source: str, parts: Parts, files: Mapping[date, str]) -> None:
        """Note a run; `files` says where the parts that were lacking now stand."""
        self.runs[run_id] = Brought(source, dict(parts))
        kept = self.store.setdefault(source, {})
        for part, file in files.items():
            kept.setdefault(part, {})[parts[part]] = file

    def run_of(self, source: str) -> str | None:
        """The first active run of a source; None without any."""
        return next((run for run, brought in self.runs.items() if brought.source == source), None)

    def gather(self, run_id: str, source: str, parts: Parts, files: Mapping[date, str]) -> None:
        """Note that the one run of a source has these rows in these parts now, and which file holds them."""
        known = self.runs.get(run_id, Brought(source, {}))
        self.runs[run_id] = replace(known, parts={**known.parts, **parts})
        kept = self.store.setdefault(source, {})
        for part, file in files.items():
            kept[part] = {self.runs[run_id].parts[part]: file}

    def empty(self, source: str) -> None:
        """Forget all rows of a source that gathers them in one run."""
        self.store.pop(source, None)
        for run, brought in self.runs.items():
            if brought.source == source:
                self.runs[run] = replace(brought, parts={})

    def silence(self) -> Silence:
        """What no run of a source can tell: a metric that one of its runs supports is not silent."""
        values: dict[str, dict[str, Message]] = {}
        for run in self.runs.values():
            for source, why in run.cannot.items():
                known = values.setdefault(source, dict(why))
                values[source] = {metric: text for metric, text in known.items() if metric in why}
        for run in self.runs.values():
            for source, filled in run.supplies.items():
                known = values.get(source, {})
                values[source] = {m: why for m, why in known.items() if m not in filled}
        return {source: why for source, why in values.items() if why}

    def drop(self, run_id: str) -> dict[str, set[date]]:
        """Forget a run; give the files, each with its parts, that no other run speaks of."""
        gone = self.runs.pop(run_id)
        others = {
            (p, f)
            for r in self.runs.values()
            if r.source == gone.source
            for p, f in r.parts.items()
        }
        lost = {part: print_ for part, print_ in gone.parts.items() if (part, print_) not in others}
        return self._forget(gone.source, lost)

    def _forget(self, source: str, lost: Parts) -> dict[str, set[date]]:
        kept, files = self.store.get(source, {}), dict[str, set[date]]()
        for part, print_ in lost.items():
            files.setdefault(kept[part].pop(print_), set()).add(part)
            if not kept[part]:
                del kept[part]
        return files


def read_landed(layout: Layout, number: int) -> LandedIndex:
    """The landed rows behind the manifest of that number.

    Raises:
        LakeError: the index is gone or cannot be understood.
    """
    if number == 0:
        return LandedIndex()
    path = layout.landed_index(number)
    try:
        return _from_json(json.loads(sealed_text(layout, number, path)))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as broken:
        raise LakeError(DAMAGED(path=str(path), why=str(broken))) from broken


def write_landed(layout: Layout, number: int, index: LandedIndex) -> None:
    """Write the index beside its manifest."""
    runs = {
        run: {
            "source": b.source,
            "parts": {p.isoformat(): f for p, f in b.parts.items()},
            "cannot": b.cannot,
            "supplies": {s: sorted(filled) for s, filled in b.supplies.items()},
        }
        for run, b in index.runs.items()
    }
    store = {
        source: {part.isoformat(): sets for part, sets in parts.items()}
        for source, parts in index.store.items()
    }
    kept = {"runs": runs, "store": store, "seals": _sealed(layout, index), "said": _silence(index)}
    write_json(layout.landed_index(number), kept)


def _silence(index: LandedIndex) -> dict[str, Json]:
    """The messages among what the runs cannot tell, which is written in English."""
    return messages_in(
        why
        for run in index.runs.values()
        for cannot in run.cannot.values()
        for why in cannot.values()
    )


def _sealed(layout: Layout, index: LandedIndex) -> dict[str, str]:
    """The hash of every file: landed files are written once and never changed."""
    known = index.seals
    return {f: known.get(f) or seal_of(layout.landed / f) for f in sorted(index.all_files())}


def _from_json(plain: Mapping[str, Any]) -> LandedIndex:
    stated = plain.get("said", {})
    runs = {
        run: Brought(
            b["source"],
            _dated(b["parts"]),
            silence_from(b["cannot"], stated),
            b.get("supplies", {}),
        )
        for run, b in plain["runs"].items()
    }
    store = {source: _dated(parts) for source, parts in plain["store"].items()}
    return LandedIndex(runs, store, dict(plain.get("seals", {})))


def _dated(plain: dict[str, V]) -> dict[date, V]:
    return {date.fromisoformat(part): value for part, value in plain.items()}
