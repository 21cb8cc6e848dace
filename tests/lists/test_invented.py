"""The demo’s topics and queues have words in every language, and are written down once."""

import pytest
from django.utils import timezone

from tests.scaffold.cast import Cast
from willet.lists.invented import LANGUAGES, WORDS, invent, invented_words
from willet.lists.models import ListEntry
from willet.ui.invented import InventedCall, InventedCentre


def call(queue: str, topic: str) -> InventedCall:
    now = timezone.now()
    return InventedCall("s:1", "", now, queue, "Ann", "North", topic, "en", "", True, 5, 1)


def test_what_calls_name_is_written_down_once(cast: Cast) -> None:
    calls = [call("Billing", "Refund"), call("Odd queue", "Refund")]
    centre = InventedCentre(calls, timezone.now(), {cast.manager.role: cast.manager})

    for _ in range(2):
        invent(centre)

    kept = ListEntry.objects.exclude(kind="disposition").values_list("kind", "name", "words__de")
    assert sorted(kept) == [("queue", "Billing", "Abrechnung"), ("topic", "Refund", "Erstattung")]


@pytest.mark.parametrize("kind", WORDS)
def test_every_word_is_in_every_language(kind: str) -> None:
    assert len(WORDS[kind]) > 4
    for name, words in WORDS[kind].items():
        assert tuple(words) == LANGUAGES
        assert all(words.values()), name
        assert [invented_words(kind, name, one) for one in LANGUAGES] == list(words.values())
        assert invented_words(kind, name, "en") == name


def test_what_is_none_of_these_keeps_its_name() -> None:
    assert invented_words("topic", "order", "de") == "order"
    assert invented_words("topic", "Refund", "fr") == "Refund"
