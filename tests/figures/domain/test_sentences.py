"""Every sentence the core may say is in the word lists, and is said with the metric's title."""

from django.utils.translation import override

from willet.core.metrics import every_sentence
from willet.core.metrics.reasons import LEFT_OUT, Sentence
from willet.figures.domain.sentences import KNOWN, translated


def test_the_word_lists_know_every_sentence_of_the_core() -> None:
    assert sorted(KNOWN) == every_sentence()


def test_a_sentence_names_the_metric_by_its_title() -> None:
    sentence = Sentence(LEFT_OUT["hold_s"], {"metric": "average_handle_time"})
    with override("en"):
        said = translated(sentence)
    assert said == "Average handle time is without hold time here: this source does not record it"


def test_no_sentence_is_no_text() -> None:
    assert translated(None) == ""


def test_the_reason_of_a_source_is_said_in_the_readers_language() -> None:
    reason = Sentence("this mapping has no transfers (transfers)")
    with override("de"):
        said = translated(reason)
    assert (said != str(reason), said.endswith("(transfers)")) == (True, True)
