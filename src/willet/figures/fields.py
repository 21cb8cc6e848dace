"""Form fields that need the lake or the catalogue: a metric, and an agent whom the reader may see."""

from typing import Any, Final

from django import forms

from willet.core.metrics import catalogue
from willet.figures.domain.asking import read_lake
from willet.figures.domain.titles import words_of
from willet.figures.domain.words import value_words
from willet.people.models import User
from willet.people.visibility import visibility_of

FIRST_METRIC: Final = "call_resolution"


class MetricField(forms.ChoiceField):
    """One metric of the catalogue, by its name; shown under its title in the reader's language.

    One that must be chosen begins with what this product is for, not with the first of the alphabet.
    """

    def __init__(self, **kwargs: Any) -> None:
        first = FIRST_METRIC if kwargs.get("required", True) else None
        super().__init__(choices=_metrics, **{"initial": first} | kwargs)


def _metrics() -> list[tuple[str, Any]]:
    titled = [(name, words_of(metric).title) for name, metric in catalogue().items()]
    return sorted(titled, key=lambda pair: str(pair[1]).casefold())


_AGENTS = "select distinct agent from contacts where agent is not null order by agent"


class AgentField(forms.ChoiceField):
    """One agent that the lake knows and the reader may see by name; nobody until `open_to` says who reads."""

    def open_to(self, reader: User) -> None:
        """Offer the agents whom this reader may see."""
        reading = read_lake(visibility_of(reader))
        self.choices = (
            [(name, value_words("agent", name)) for (name,) in reading.rows(_AGENTS)]
            if reading
            else []
        )
