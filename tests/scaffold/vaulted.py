"""The vault filled at once, as an import that comes to its end does."""

from collections.abc import Iterable

from willet.core.sources.contract import KeptPerson
from willet.vault.domain.filling import set_aside, take_in


def fill(people: Iterable[KeptPerson]) -> int:
    """Set aside and take in; how many entries were written."""
    set_aside(people, awaits="a file")
    return take_in("a file")
