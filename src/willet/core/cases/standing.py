"""What stood of each case when its window closed, so that long cases are judged by no more than short ones.

A case is looked at a window after it opened, and its verdict a window after its first answered contact:
what came later says nothing then, however much of it the lake has seen. Else the cases at the end of a
record, of which less is seen, would come out better than those at its beginning.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from willet.core.cases.kernel import Flags, Index, Micros

Standing = NDArray[np.int8]

WITHIN, HEARD, PRECEDED, FOLLOWED, PURSUED = 1, 2, 4, 8, 16
"""Bits of a contact: it came within the window of its case's opening; within that of the case's first
answer; another contact of its case that counts came within the window before it; after it; the centre
followed up in its case within the window before it or after it."""
BESIDE = PRECEDED | FOLLOWED


def stand(
    case: Index, at: Micros, counts: Flags, answered: Flags, window: int, out: Standing
) -> None:
    """Fill in the bits of each row, in time order; `case` names the first row of each row's case.

    A case opens with its first row that counts; its first answer is the first answered one within the window.
    A case without an answer is heard as long as it is looked at.
    """
    opened = np.full(len(case), -1, np.int32)
    answer = np.full(len(case), -1, np.int32)
    newest = np.full(len(case), -1, np.int32)
    for i in range(len(case)):
        root, bits = case[i], 0
        if counts[i] and opened[root] < 0:
            opened[root] = i
        first = opened[root]
        if first < 0 or at[i] - at[first] <= window:
            bits = WITHIN
        if bits and counts[i] and answered[i] and answer[root] < 0:
            answer[root] = i
        spoke = answer[root]
        if bits or (spoke >= 0 and at[i] - at[spoke] <= window):
            bits |= HEARD
        if counts[i]:
            last = newest[root]
            if last >= 0 and at[i] - at[last] <= window:
                bits |= PRECEDED
                out[last] |= FOLLOWED
            newest[root] = i
        out[i] = bits


def pursue(
    case: Index, at: Micros, counts: Flags, outbound: Flags, window: int, out: Standing
) -> None:
    """Add the bit `PURSUED` to the rows that `stand` filled in: an outbound contact of the case lies near.

    One that came before every contact of its case that counts follows nothing: the customer called back.
    Rows without a time stand last, with an instant of 0, and are near to no other.
    """
    opened = np.zeros(len(case), np.bool_)
    newest, next_one = np.full(len(case), -1, np.int32), np.full(len(case), -1, np.int32)
    follows = np.zeros(len(case), np.bool_)
    for i in range(len(case)):
        root = case[i]
        opened[root] |= counts[i]
        if outbound[i] and opened[root]:
            follows[i], newest[root] = True, i
        last = newest[root]
        if last >= 0 and 0 <= at[i] - at[last] <= window:
            out[i] |= PURSUED
    for step in range(len(case)):
        i = len(case) - 1 - step
        root = case[i]
        if follows[i]:
            next_one[root] = i
        later = next_one[root]
        if later >= 0 and 0 <= at[later] - at[i] <= window:
            out[i] |= PURSUED


def columns_of(standing: Standing) -> dict[str, Any]:
    """The bits as columns of truths."""
    bits = {"within": WITHIN, "heard": HEARD, "followed": FOLLOWED}
    columns = {name: standing & bit != 0 for name, bit in bits.items()}
    return {**columns, "alone": standing & BESIDE == 0, "followed_up": standing & PURSUED != 0}
