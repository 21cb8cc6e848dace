"""What rooms call the things that entries tell of: offered as `KINDS` in their `panels.py`."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from willet.ui.offers import offers


@dataclass(frozen=True, slots=True)
class ThingKind:
    """A kind of thing, in words: `people.user` for a model, a word of the room's own for what is no row."""

    name: str
    label: str | Promise


def kinds() -> Mapping[str, str]:
    """Kind -> what it is called, in the reader's language, by the alphabet."""
    named = ((kind.name, str(kind.label)) for kind in offers("panels", "KINDS"))
    return dict(sorted(named, key=lambda one: one[1].casefold()))
