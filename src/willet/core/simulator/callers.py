"""Who calls: customers with numbers and ids, some behind one office number, some who hide theirs.

Hiding is a habit, as the phone's setting is: whoever hides does so on every call, so that a chain of calls
is seen whole or not at all. Hiding one call in so many, whoever calls, would break chains in the middle.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willet.core.simulator import plan
from willet.core.simulator.axis import Axis

Ints = NDArray[np.int64]

_PER_CASE = 2.5
"""Customers for each case; with the lean towards a few, some have many cases."""
_LEAN = 1.3
_DESKS = 12


@dataclass(frozen=True, slots=True)
class Callers:
    """By case: the customer and what is known of them; by contact: whether the number was hidden."""

    customer: Ints
    number: Ints
    """Subscriber digits; customers of one office share them."""
    office: NDArray[np.bool_]
    has_id: NDArray[np.bool_]
    keys_in: NDArray[np.bool_]
    language: NDArray[np.int32]
    chat: NDArray[np.bool_]
    withheld: NDArray[np.bool_]
    written: NDArray[np.int32]
    """How the number is written on this contact: 0 +31.., 1 0031.., 2 06-.."""


def drawn_callers(axis: Axis, cases: int, contact_case: Ints) -> Callers:
    """Give every case its customer and every contact its caller line."""
    scenario = axis.scenario
    rng = np.random.default_rng([scenario.seed, 4])
    pool = max(40, int(cases * _PER_CASE))
    traits = np.random.default_rng([scenario.seed, 5])
    office = traits.random(pool) < scenario.office
    gives_id = np.where(office, scenario.office_known_by_id, scenario.known_by_id)
    has_id = traits.random(pool) < gives_id
    language = traits.choice(len(plan.LANGUAGES), pool, p=plan.LANGUAGE_SHARES).astype(np.int32)
    hides = traits.random(pool) < scenario.withheld
    keys_in = traits.random(pool) < scenario.id_at_menu
    customer = (pool * rng.random(cases) ** _LEAN).astype(np.int64)
    number = np.where(office, (np.cumsum(office) // _DESKS), customer_digits(pool))
    n = len(contact_case)
    return Callers(
        customer=customer,
        number=number[customer],
        office=office[customer],
        has_id=has_id[customer],
        keys_in=keys_in[customer],
        language=language[customer],
        chat=rng.random(cases) < plan.CHAT_SHARE,
        withheld=hides[customer[contact_case]] | (rng.random(n) < scenario.withheld_at_times),
        written=rng.choice(3, n, p=(0.55, 0.2, 0.25)).astype(np.int32),
    )


def customer_digits(pool: int) -> Ints:
    """Eight digits for each customer, all different and in no visible order."""
    # 39 916 801 is prime to 10**8, so multiplying by it permutes the eight-digit numbers.
    return (np.arange(pool, dtype=np.int64) + 1_000) * 39_916_801 % 100_000_000
