"""What a metric is called in the reader's language."""

from django.utils.translation import get_language

from willet.core.metrics import Metric, Words, catalogue


def words_of(metric: Metric) -> Words:
    """The metric's title, definition and limits as the reader's language has them, else in English."""
    language = (get_language() or "en").split("-")[0]
    return metric.words.get(language) or metric.words["en"]


def metric_title(name: str) -> str:
    """What a metric is called; its own name where the catalogue has it no more."""
    known = catalogue().get(name)
    return words_of(known).title if known else name
