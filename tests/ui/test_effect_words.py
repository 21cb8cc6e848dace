"""The verdict on a change reads in every language, its reason translated within."""

from datetime import date

import pytest
from django.utils.translation import override

from willet.core.effects import notes
from willet.core.effects.verdicts import in_words
from willet.core.metrics import metric_named
from willet.core.records import Message
from willet.ui.messages import translate

METRIC = metric_named("call_resolution")
VERDICTS = [
    in_words(METRIC, "worked", None),
    in_words(METRIC, "harmful", None),
    in_words(METRIC, "less_than_worth", None),
    in_words(METRIC, "cannot_tell", date(2026, 3, 14)),
    in_words(METRIC, "cannot_tell", None),
    in_words(METRIC, None, None),
]


@pytest.mark.parametrize("message", VERDICTS)
def test_verdict_reads_differently_in_each_language(message: Message) -> None:
    readings = set()
    for language in ("en", "nl", "de", "es", "vi"):
        with override(language):
            readings.add(translate(message))

    assert len(readings) == 5


def test_part_that_refuses_is_named_in_the_language_of_the_sentence() -> None:
    with override("de"):
        sentence = translate(notes.REFUSED(part=notes.PARTS["before_start"]))

    assert "(Entwicklung vor dem Beginn)" in sentence
