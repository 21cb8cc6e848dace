"""The loops of the curve, written for numba: one window's cases judged, and five definitions counted over them.

They know by heart what the catalogue says of the five definitions and what `assemble` says of a case;
that both agree is a test, for every window and rule. What a row is stands in the bits of `flags`.
"""

import numpy as np
from numpy.typing import NDArray

from willet.core.cases.kernel import Codes, Flags, Index, Micros
from willet.core.cases.standing import BESIDE, HEARD, PURSUED, WITHIN, Standing

Bits = NDArray[np.int32]
Cases = NDArray[np.int32]
Sums = NDArray[np.float64]
"""Whole numbers, exact up to 2^53; a long test line's fourth power may go beyond."""
Seconds = NDArray[np.float64]

RECEIVED, HANDLED, OUTBOUND, IDENTIFIED, SECOND_LEVEL = 1, 2, 4, 8, 16
NO_TRANSFER, TRANSFERS_UNKNOWN, DATED, INSIDE = 32, 64, 128, 256
KNOWN_CALLER, CHOSEN, TOPIC_CHOSEN, DECIDES = 512, 1024, 2048, 4096
ASKABLE = HANDLED | KNOWN_CALLER
"""`DECIDES << m`: the row's source can tell definition number m."""

FIRST, LAST, ANSWER, TAKEN, KNOWN_CASE, TOPIC, CUSTOMER, AUDIT, DISPOSITION = range(9)
"""What is known of a case, in the row of its first contact. The last contact, how often it was taken, whether it
is known and the evidence are those heard by its verdict (`standing`)."""
CASE_WIDTH = 9

PER_CASE, NET, AVOIDED, ONE_AND_DONE, STRICT = range(5)
DEFINITIONS = 5
CLOSED, OPEN, ASIDE, KNOWN, ABOVE, SQUARES, PRODUCTS, BELOW_SQUARES, CLUSTERS = range(9)
AAA, AAB, ABB, BBB, BBBB = range(9, 14)
MOMENTS = 14
"""How many rows were watched for a window, still are, or cannot be (they came too soon after the lake's beginning,
or nobody knows when); and the sums over the first."""


def gather(
    case: Index, counts: Flags, flags: Bits, stood: Standing, topic: Codes, cases_out: Cases, out: Cases
) -> None:  # fmt: skip
    """Fill `out` at each case's first row with its first and last contact, its topic and its evidence."""
    for i in range(len(case)):
        root, bits, heard = case[i], flags[i], stood[i] & HEARD
        if root == i:
            out[i, FIRST], out[i, LAST], out[i, ANSWER] = -1, i, -1
            out[i, TAKEN], out[i, KNOWN_CASE], out[i, TOPIC] = 0, 0, -1
            for kind in range(3):
                out[i, CUSTOMER + kind] = -1
        mine = out[root]
        if counts[i]:
            note(mine, i, bits, stood[i])
        if mine[TOPIC] < 0:
            mine[TOPIC] = topic[i]
        if heard:
            if bits & IDENTIFIED:
                mine[KNOWN_CASE] = 1
            for kind in range(3):
                mine[CUSTOMER + kind] = max(mine[CUSTOMER + kind], cases_out[i, kind])


def confirm(  # noqa: PLR0917 -- a compiled loop takes columns, not objects
    case: Index, at: Micros, window: int, row: Index, newness: Codes, about: Micros, given: Micros, out: Standing,
) -> None:  # fmt: skip
    """Fill in what the customer last said until a window after each contact, about no earlier than a window before it.

    1 solved, 0 not, -1 nothing. Takes the customers' statements alone, in the order in which they were given.
    """
    newest, s = np.full(len(case), -1, np.int32), 0
    for i in range(len(case)):
        while s < len(row) and given[s] <= at[i] + window:
            root = case[row[s]]
            if newest[root] < 0 or newness[s] > newness[newest[root]]:
                newest[root] = s
            s += 1
        last = newest[case[i]]
        out[i] = -1
        if last >= 0 and about[last] >= at[i] - window:
            out[i] = newness[last] & 1


def note(mine: Codes, i: int, bits: int, stood: int) -> None:
    """Enter a contact that counts in the row of its case."""
    if mine[FIRST] < 0:
        mine[FIRST] = i
    if stood & HEARD:
        mine[LAST] = i
        if bits & HANDLED:
            mine[TAKEN] += 1
            if mine[ANSWER] < 0 and stood & WITHIN:
                mine[ANSWER] = i


def count_cases(  # noqa: PLR0917 -- a compiled loop takes columns, not objects
    case: Index, cases_out: Cases, at: Micros, ref: Codes, split: Flags, after: Index, gap: Micros, flags: Bits,
    topic_chosen: Flags, since: int, ends: int, window: int, code: Codes, sums: Sums,
) -> None:  # fmt: skip
    """Count the cases, which the filter sees by their first contact and their own topic, for two definitions.

    What was told of a case goes into the `code` of its first contact: of each definition two bits, whether
    it is known and whether it is a hit. Call `count_contacts` before, which clears them.
    `gap` says how long until the contact `after`, in microseconds; -1 where there is none. A later contact
    that the source filed elsewhere, or that a person split off, is another problem.
    """
    asked = CHOSEN | RECEIVED
    for i in range(len(case)):
        if case[i] != i or cases_out[i, ANSWER] < 0:
            continue
        first, answer, last = cases_out[i, FIRST], cases_out[i, ANSWER], cases_out[i, LAST]
        if flags[first] & asked != asked or not topic_chosen[cases_out[i, TOPIC] + 1]:
            continue
        state = ripe(at[first], flags[first], since, ends, window)
        hit = -1
        if cases_out[i, KNOWN_CASE] and watched(at[answer], flags[answer], ends, window):
            hit = 0
            if cases_out[i, TAKEN] == 1:
                later, quiet = after[last], -1
                if flags[last] & ASKABLE == ASKABLE:
                    quiet = 0 if 0 <= gap[last] <= window else 1
                if quiet == 0 and (
                    split[later] or case[later] == i or elsewhere(ref[i], ref[case[later]])
                ):
                    quiet = 1
                hit = verdict(
                    cases_out[i, CUSTOMER], quiet, cases_out[i, AUDIT], cases_out[i, DISPOSITION]
                )
        for which in (PER_CASE, NET):
            decides = flags[first] & (DECIDES << which)
            if decides and not (which == NET and flags[first] & SECOND_LEVEL):
                sums[which, state] += 1
                if state == CLOSED and hit >= 0:
                    code[first] |= (1 + 2 * hit) << (2 * which)


def count_contacts(  # noqa: PLR0917 -- a compiled loop takes columns, not objects
    stood: Standing, confirmed: Standing, at: Micros, gap_s: Seconds, seen_s: Seconds, flags: Bits,
    since: int, ends: int, window: int, window_s: float, code: Codes, sums: Sums,
) -> None:  # fmt: skip
    """Count the contacts that the filter lets through, for the other three definitions.

    `gap_s` says how long until the customer's next contact, NaN where nobody can know, `seen_s` for how long
    the lake was watching; both in seconds as doubles, for so the catalogue compares them.
    """
    asked = CHOSEN | TOPIC_CHOSEN | RECEIVED
    for i in range(len(at)):
        bits, given = flags[i], 0
        code[i] = 0
        if bits & asked != asked:
            continue
        state = ripe(at[i], bits, since, ends, window)
        alone = stood[i] & BESIDE == 0
        if bits & (DECIDES << ONE_AND_DONE):
            sums[ONE_AND_DONE, state] += 1
            if state == CLOSED and bits & IDENTIFIED:
                hit = 1 if alone and bits & HANDLED else 0
                given |= (1 + 2 * hit) << (2 * ONE_AND_DONE)
        if bits & (DECIDES << STRICT):
            sums[STRICT, state] += 1
            if state == CLOSED and bits & IDENTIFIED and confirmed[i] >= 0:
                good = alone and confirmed[i] == 1 and stood[i] & PURSUED == 0
                if not (good and bits & TRANSFERS_UNKNOWN):
                    hit = 1 if good and bits & NO_TRANSFER else 0
                    given |= (1 + 2 * hit) << (2 * STRICT)
        if bits & HANDLED and bits & (DECIDES << AVOIDED):
            state = CLOSED if seen_s[i] >= window_s else OPEN
            sums[AVOIDED, state] += 1
            if state == CLOSED and not np.isnan(gap_s[i]):
                hit = 1 if gap_s[i] > window_s else 0
                given |= (1 + 2 * hit) << (2 * AVOIDED)
        code[i] = given


def watched(at: int, bits: int, ends: int, window: int) -> bool:
    """Whether the lake saw the whole window that begins here."""
    return bits & INSIDE != 0 and at + window <= ends


def ripe(at: int, bits: int, since: int, ends: int, window: int) -> int:
    """Whether the window that begins here has closed, is still open, or is no part of the figures.

    None is that begins before `since`, a window after the lake's own beginning: what came before is not known.
    """
    if bits & DATED and not watched(at, bits, ends, window):
        return OPEN
    return CLOSED if bits & DATED and at >= since else ASIDE


def elsewhere(ref: int, other: int) -> bool:
    """Whether the source filed two contacts under different cases."""
    return ref >= 0 and other >= 0 and ref != other


def verdict(customer: int, quiet: int, audit: int, disposition: int) -> int:
    """The ladder: 1 solved, 0 not, -1 nobody can say. Of a statement the lowest bit is what it says."""
    stated = audit if audit >= 0 else disposition
    if customer >= 0:
        return customer & 1
    if quiet == 0:
        return 0
    if quiet == 1 and stated < 0:
        return 1
    return -1 if stated < 0 else stated & 1


def add_up(order: Index, who: Codes, code: Codes, sums: Sums) -> None:
    """Fill in the moments over customers, whose rows stand together in `order`, with `who` beside it.

    A row of `who` -1 is a customer of its own.
    """
    rows, hits = np.zeros(DEFINITIONS, np.int64), np.zeros(DEFINITIONS, np.int64)
    for j in range(len(order)):
        given = code[order[j]]
        for which in range(DEFINITIONS):
            rows[which] += given >> (2 * which) & 1
            hits[which] += given >> (2 * which + 1) & 1
        if who[j] >= 0 and j + 1 < len(order) and who[j + 1] == who[j]:
            continue
        for which in range(DEFINITIONS):
            n, k = float(rows[which]), float(hits[which])
            sums[which, KNOWN] += n
            sums[which, ABOVE] += k
            sums[which, SQUARES] += k * k
            sums[which, PRODUCTS] += k * n
            sums[which, BELOW_SQUARES] += n * n
            sums[which, CLUSTERS] += 1 if n else 0
            sums[which, AAA] += k * k * k
            sums[which, AAB] += k * k * n
            sums[which, ABB] += k * n * n
            sums[which, BBB] += n * n * n
            sums[which, BBBB] += n * n * n * n
            rows[which], hits[which] = 0, 0
