"""Contacts in time order -> neighbours under each topic rule, and the case each belongs to."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from willet.core.cases.compiled import loops
from willet.core.cases.kernel import BUCKET_ROWS, Codes, Flags, Index, Keys, Micros
from willet.core.cases.rules import TOPICS, Rules

Dealt = tuple[Micros, Index, Keys, Codes]

MOST_THREADS = 8
WORTH_A_THREAD = 200_000
"""Rows below which another thread costs more than it saves."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """Contacts as columns, ordered by (arrival, contact id); -1 is *unknown* in `topic` and `ref`.

    `counts` marks the inbound contacts. The others are follow-ups of the centre: they join the case
    of the contact before them and are never a repeat.
    """

    at: Micros
    person: Keys
    known: Flags
    topic: Codes
    ref: Codes
    counts: Flags
    split: Flags
    joined: tuple[tuple[int, int], ...] = ()

    def __len__(self) -> int:
        return len(self.at)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """For each contact the row before and the row after it, -1 where there is none."""

    before: Index
    after: Index


@dataclass(frozen=True, slots=True)
class Places:
    """For each contact the position that names its case, why, its number in it and the case's size."""

    case: Index
    why: np.ndarray[tuple[int], np.dtype[np.int8]]
    number: Index
    size: Index


def neighbours(sequence: Sequence, topics: Iterable[str] = TOPICS) -> dict[str, Neighbours]:
    """The nearest contacts of the same customer, under each topic rule asked for."""
    wanted = set(topics)
    dealt = _dealt(sequence)
    gathered = {}
    if wanted & {"ignored", "if_known"}:
        gathered["ignored"] = _hashed(sequence, dealt, by_topic=False)
    if wanted & {"required", "if_known"}:
        gathered["required"] = _hashed(sequence, dealt, by_topic=True)
    if "if_known" in wanted:
        gathered["if_known"] = _either(sequence, gathered["required"], gathered["ignored"])
    return {topic: gathered[topic] for topic in TOPICS if topic in wanted}


def places(sequence: Sequence, near: Neighbours, rules: Rules) -> Places:
    """The case of each contact under the rules, with what was joined by hand joined."""
    case, number, size = (np.empty(len(sequence), np.int32) for _ in range(3))
    why = np.empty(len(sequence), np.int8)
    loops().cases(
        sequence.at,
        near.before,
        sequence.ref,
        sequence.split,
        sequence.counts,
        int(sequence.ref.max(initial=-1)) + 1,
        rules.window_us,
        rules.link == "fixed",
        *(case, why, number, size),
    )
    if sequence.joined:
        case, why = _join(case, why, sequence.joined)
        number, size = loops().number(case, sequence.counts)
    _in_stretches(loops().spread, case, size)
    return Places(case, why, number, size)


def _bits(count: int) -> int:
    return max(1, min(12, (count // BUCKET_ROWS).bit_length()))


def _dealt(sequence: Sequence) -> Dealt:
    """The rows in buckets by customer. Each thread deals a stretch of time, behind the stretches before it."""
    count, bits = len(sequence), _bits(len(sequence))
    columns = sequence.person, sequence.known, sequence.topic, sequence.counts
    cuts = np.linspace(0, count, _threads(count) + 1).astype(int).tolist()
    parts = [tuple(column[low:high] for column in columns) for low, high in pairwise(cuts)]
    sizes = np.array(_at_once(partial(loops().tally, p[0], p[1], bits) for p in parts))
    ends = np.cumsum(sizes.sum(axis=0))
    borders = np.concatenate([[0], ends]).astype(np.int64)
    fills = borders[:-1] + np.cumsum(sizes, axis=0) - sizes
    rows, keys, tags = (np.empty(borders[-1], t) for t in (np.int32, np.uint64, np.int32))
    _at_once(
        partial(loops().deal, *part, bits, first, fill, rows, keys, tags)
        for part, first, fill in zip(parts, cuts, fills, strict=False)
    )
    return borders, rows, keys, tags


def _hashed(sequence: Sequence, dealt: Dealt, *, by_topic: bool) -> Neighbours:
    before = np.full(len(sequence), -1, np.int32)
    borders, rows, keys, tags = dealt
    cuts = np.linspace(0, len(borders) - 1, _threads(len(rows)) + 1).astype(int).tolist()
    _at_once(
        partial(loops().previous, borders[low : high + 1], rows, keys, tags, by_topic, before)
        for low, high in pairwise(cuts)
        if low < high
    )
    after = np.full(len(sequence), -1, np.int32)
    _in_stretches(loops().mirror, before, sequence.counts, after)
    return Neighbours(before, after)


def _threads(rows: int) -> int:
    return min(os.cpu_count() or 1, MOST_THREADS, 1 + rows // WORTH_A_THREAD)


def _in_stretches(loop: Callable[..., None], *columns: np.ndarray[Any, Any]) -> None:
    """Run a loop over all rows, a stretch for each thread."""
    rows = len(columns[0])
    cuts = np.linspace(0, rows, _threads(rows) + 1).astype(int).tolist()
    _at_once(partial(loop, *columns, low, high) for low, high in pairwise(cuts))


def _at_once(jobs: Iterable[Callable[[], Any]]) -> list[Any]:
    """The results of these jobs, done by as many threads; the loops let go of the interpreter."""
    listed = list(jobs)
    if len(listed) == 1:
        return [listed[0]()]
    with ThreadPoolExecutor(len(listed)) as pool:
        return list(pool.map(lambda job: job(), listed))


def _either(sequence: Sequence, same: Neighbours, nearest: Neighbours) -> Neighbours:
    before, after = (np.empty(len(sequence), np.int32) for _ in range(2))
    loops().if_known(same.before, nearest.before, sequence.topic, False, before)
    loops().if_known(same.after, nearest.after, sequence.topic, True, after)
    return Neighbours(before, after)


def _join(
    case: Index, why: np.ndarray[tuple[int], np.dtype[np.int8]], joined: tuple[tuple[int, int], ...]
) -> tuple[Index, np.ndarray[tuple[int], np.dtype[np.int8]]]:
    root = np.arange(len(case), dtype=np.int32)
    for one, other in joined:
        low, high = sorted((_root(root, int(case[one])), _root(root, int(case[other]))))
        root[high] = low
    moved = np.array([_root(root, int(r)) for r in np.unique(case)], np.int32)
    root[np.unique(case)] = moved
    now = root[case]
    return now, np.where(now != case, np.int8(4), why)


def _root(root: Index, at: int) -> int:
    while root[at] != at:
        at = int(root[at])
    return at
