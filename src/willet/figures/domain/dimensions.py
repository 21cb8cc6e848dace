"""What dimensions are called on pages, and what a set of filters says in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from willet.figures.domain.words import named

LABELS: Mapping[str, str | Promise] = {
    "queue": gettext_lazy("Queue"),
    "agent": gettext_lazy("Agent"),
    "team": gettext_lazy("Team"),
    "topic": gettext_lazy("Topic"),
    "channel": gettext_lazy("Channel"),
    "direction": gettext_lazy("Direction"),
    "language": gettext_lazy("Language"),
    "outcome": gettext_lazy("Outcome"),
    "source": gettext_lazy("Source"),
    "disposition": gettext_lazy("Disposition"),
    "tag": gettext_lazy("Tag"),
}
"""What a dimension is called on a page."""


def narrowed_to(filters: Mapping[str, str]) -> str:
    """Filters of one value each in words; empty where there is none. One that is no dimension keeps its own name."""
    pairs = ((LABELS.get(name, name), named(name, value)) for name, value in filters.items())
    return ", ".join(f"{label}: {words}" for label, words in pairs)
