"""Names for agents: five languages, with the letters, apostrophes and doublings real lists have."""

import numpy as np
from numpy.typing import NDArray

from willet.core.simulator import plan


def agent_names(team: NDArray[np.int32]) -> tuple[str, ...]:
    """A name for each agent in the language of the team's town; no two are the same."""
    seen = [0] * len(plan.TEAMS)
    names = []
    for town in team:
        names.append(_name(int(town), seen[town]))
        seen[town] += 1
    return tuple(names)


def _name(town: int, number: int) -> str:
    given, family = plan.GIVEN[town], plan.FAMILY[town]
    round_, place = divmod(number, len(given) * len(family))
    first = given[place % len(given)]
    # A step of one in the other list after each full turn gives every pair once.
    last = family[(place + place // len(given)) % len(family)]
    # Vietnamese puts the family first; one German office writes "family, given".
    name = f"{last} {first}" if town == 4 else f"{first} {last}"
    return name if round_ == 0 else f"{name} {round_ + 1}"
