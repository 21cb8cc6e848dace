"""The inner loops of linking, written for numba: one pass in time order, one probe per row, no sort.

All take rows already ordered by (arrival, contact id) and speak of them by position. -1 stands for
*none* everywhere. The input's time order makes sorting by customer needless: the rows are dealt
into buckets by a hash of the customer, stably, and each bucket keeps its last row per key.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Index = NDArray[np.int32]
Keys = NDArray[np.uint64]
Codes = NDArray[np.int32]
Micros = NDArray[np.int64]
Flags = NDArray[np.bool_]

_A = np.uint64(0x9E3779B97F4A7C15)
_B = np.uint64(0xBF58476D1CE4E5B9)
_HALF = np.uint64(32)
BUCKET_ROWS = 8_192
"""Rows meant for one bucket: its keys and its table then stay in the second-level cache."""


def tally(person: Keys, known: Flags, bits: int) -> NDArray[np.int64]:
    """How many rows with a known customer fall into each of 2**bits buckets."""
    shift = np.uint64(64 - bits)
    size = np.zeros(1 << bits, np.int64)
    for i in range(len(person)):
        if known[i]:
            size[(person[i] * _A) >> shift] += 1
    return size


def deal(  # noqa: PLR0917 -- a compiled loop takes columns, not objects
    person: Keys, known: Flags, topic: Codes, counts: Flags,
    bits: int, first: int, fill: Any, rows: Index, keys: Keys, tags: Codes,
) -> None:  # fmt: skip
    """Deal a stretch of rows, which begins at row `first`, into buckets, keeping their order.

    `fill` says where each bucket goes on. A bucket's loop then reads nothing far away: the rows, their
    customers and their tags (the topic, and in the lowest bit whether the row counts) lie together.
    """
    shift = np.uint64(64 - bits)
    for i in range(len(person)):
        if known[i]:
            b = (person[i] * _A) >> shift
            place = fill[b]
            rows[place], keys[place] = first + i, person[i]
            tags[place] = 2 * topic[i] + counts[i]
            fill[b] = place + 1


def previous(
    borders: Any, rows: Index, keys: Keys, tags: Codes, by_topic: bool, out: Index
) -> None:
    """Fill `out` with each row's nearest earlier row of the same customer that counts.

    `by_topic` asks for the same topic too; a row whose topic is unknown then has none, and is none.
    """
    table = np.empty(1, np.int32)
    for b in range(len(borders) - 1):
        low, high = borders[b], borders[b + 1]
        size = 16
        while size < 2 * (high - low):
            size *= 2
        if size > len(table):
            table = np.empty(size, np.int32)
        table[:size] = -1
        mask = np.uint64(size - 1)
        for at in range(low, high):
            group = tags[at] >> 1 if by_topic else 0
            if group < 0:
                continue
            slot = (((keys[at] ^ (np.uint64(group + 1) * _A)) * _B) >> _HALF) & mask
            while table[slot] >= 0:
                held = table[slot] + low
                if keys[held] == keys[at] and (not by_topic or tags[held] >> 1 == group):
                    out[rows[at]] = rows[held]
                    break
                slot = (slot + np.uint64(1)) & mask
            if tags[at] & 1:
                table[slot] = at - low


def mirror(before: Index, counts: Flags, out: Index, low: int, high: int) -> None:
    """Fill `out` with the row after each row, given the row before each; only rows that count come after.

    Only the rows from `low` to before `high` are looked at, so that stretches can be done at once.
    """
    for i in range(low, high):
        if before[i] >= 0 and counts[i]:
            out[before[i]] = i


def if_known(same: Index, nearest: Index, topic: Codes, ahead: bool, out: Index) -> None:
    """Fill `out` with the nearest row whose topic is the same or unknown on either side.

    `same` is the nearest row of equal known topic, `nearest` that of any topic. Called with `ahead`
    for the rows that follow.
    """
    count = len(topic)
    blank = np.full(count, -1, np.int32)
    for step in range(count):
        i = count - 1 - step if ahead else step
        near = nearest[i]
        if near >= 0:
            blank[i] = near if topic[near] < 0 else blank[near]
        if topic[i] < 0:
            out[i] = near
        elif same[i] < 0 or blank[i] < 0:
            out[i] = max(same[i], blank[i])
        else:
            out[i] = min(same[i], blank[i]) if ahead else max(same[i], blank[i])


def cases(  # noqa: PLR0917 -- a compiled loop takes columns, not objects
    at: Micros, before: Index, ref: Codes, split: Flags, counts: Flags, refs: int, window: int, fixed: bool,
    case: Index, why: Any, place: Index, size: Index,
) -> None:  # fmt: skip
    """Fill in each row's case, named by the position of its first row; why; its place in it; the case's size.

    Why: 0 it opened the case, 1 the source's case id, 2 the customer, 3 split off by hand. Places count
    from 1 the rows that count, and are 0 for the others. The size, how many count, is that of the whole
    case at its first row only: see `spread`.
    """
    start = at.copy() if fixed else at
    opened = np.full(refs, -1, np.int32)
    for i in range(len(at)):
        mine, near, because = i, before[i], 0
        own = ref[i] if refs else -1
        if split[i]:
            because = 3
        elif own >= 0:
            if opened[own] >= 0:
                mine, because = opened[own], 1
        elif near >= 0 and at[i] - start[near] <= window:
            mine, because = case[near], 2
        case[i], why[i] = mine, because
        if own >= 0 and mine == i:
            opened[own] = i
        if fixed and near >= 0 and mine == case[near]:
            start[i] = start[near]
        seen = 0 if mine == i else size[mine]
        if counts[i]:
            seen += 1
            place[i] = seen
        else:
            place[i] = 0
        size[mine] = seen


def number(case: Index, counts: Flags) -> tuple[Index, Index]:
    """Each counting row's place in its case from 1 (0 where it does not count), and its size at its first row."""
    size = np.empty(len(case), np.int32)
    place = np.empty(len(case), np.int32)
    for i in range(len(case)):
        root = case[i]
        seen = 0 if root == i else size[root]
        if counts[i]:
            seen += 1
            place[i] = seen
        else:
            place[i] = 0
        size[root] = seen
    return place, size


def spread(case: Index, size: Index, low: int, high: int) -> None:
    """Give every row of a stretch the size that stands at its case's first row."""
    for i in range(low, high):
        root = case[i]
        if root != i:
            size[i] = size[root]
