"""The five definitions in a sentence: the usual one in cases of a hundred, and between what all of them lie."""

from types import SimpleNamespace
from typing import Any

import pytest

from willet.resolution.definitions.query import DEFINITIONS
from willet.resolution.definitions.sentence import first_contact_words


def of(*values: float | None) -> Any:
    rows = {
        name: SimpleNamespace(value=value) for name, value in zip(DEFINITIONS, values, strict=True)
    }
    return SimpleNamespace(figures=rows)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            (0.76, 0.75, 0.847, 0.57, 0.518),
            "76 of 100 cases were solved at the first contact; the five definitions lie between 51.8% and 84.7%.",
        ),
        ((0.76, None, None, None, None), "76 of 100 cases were solved at the first contact."),
        ((0.998, None, None, None, None), "99.8 of 100 cases were solved at the first contact."),
        ((0.002, None, None, None, None), "0.2 of 100 cases were solved at the first contact."),
        ((1.0, None, None, None, None), "100 of 100 cases were solved at the first contact."),
        ((0.0, None, None, None, None), "0 of 100 cases were solved at the first contact."),
        ((None, 0.75, 0.8, 0.5, 0.5), ""),
    ],
)
def test_the_sentence_says_what_the_figures_say(
    values: tuple[float | None, ...], words: str
) -> None:
    assert first_contact_words(of(*values)) == words
