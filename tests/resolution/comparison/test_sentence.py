"""How many names differ, in a sentence; where nobody does, that; and nothing of fewer than two."""

from types import SimpleNamespace
from typing import Any

import pytest

from willet.resolution.comparison.sentence import standing_words


def of(*stands: str | None, unranked: int = 0) -> Any:
    ranked = [SimpleNamespace(ranked=True, stands_out=one) for one in stands]
    return SimpleNamespace(
        rows=[*ranked, *[SimpleNamespace(ranked=False, stands_out="below")] * unranked]
    )


@pytest.mark.parametrize(
    ("compare", "words"),
    [
        (of(), ""),
        (of("below", unranked=5), ""),
        (
            of("below", "above", unranked=3),
            "Of 2 names 1 lies below what chance explains, and 1 above it.",
        ),
        (
            of("below", "below", None, None),
            "Of 4 names 2 lie below what chance explains, and 0 above it.",
        ),
        (
            of(None, None, unranked=1),
            "None of the 2 names differs from what is expected by more than chance explains.",
        ),
    ],
)
def test_the_sentence_counts_the_ranked_names_alone(compare: Any, words: str) -> None:
    assert standing_words(compare) == words
