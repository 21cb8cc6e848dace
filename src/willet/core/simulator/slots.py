"""The addresses at which each kind of luck is drawn; no two kinds share one.

They are NumPy numbers because the compiler takes a Python literal for a type of its own, and would
compile every drawing function once more for each of them.
"""

from typing import cast

import numpy as np


def whole(number: int) -> int:
    """A constant that compiled code takes as a value."""
    return cast(int, np.int64(number))


SOLVES, CAUSE = whole(1), whole(2)
PATIENCE, REFUSED = whole(3), whole(4)
TALK, HOLDS, HOLD, WRAP_UP = whole(10), whole(12), whole(13), whole(15)
AGAIN, DELAY, HELD_UP, HANDED_ON = whole(20), whole(21), whole(23), whole(24)
OFFERS = 40
"""The first of two slots for each offer: does the agent take it, and after how many seconds."""
