"""What a metric is called in the reader's language."""

from django.utils.translation import get_language

from willet.core.metrics import Metric, Words


def words_of(metric: Metric) -> Words:
    """The metric's title, definition and limits as the reader's language has them, else in English."""
    language = (get_language() or "en").split("-")[0]
    return metric.words.get(language) or metric.words["en"]
