"""The estimate and the correction in words: every doubt of the core is translated, and each gap is explained."""

import pytest
from django.utils import translation

from willet.core.cases import latent
from willet.core.cases.latent import Estimate, Judge
from willet.core.records import Message
from willet.core.statistics import Audited, CorrectedShare
from willet.resolution.evidence.query import LikelyTruth
from willet.resolution.evidence.truth import (
    correction_tile,
    estimate_tile,
    judges_table,
    warning_words,
)

NOTHING = LikelyTruth(None, None, (Audited(0, 0), Audited(0, 0)))
FOUND = LikelyTruth(
    Estimate(0.7123, 0.69, 0.74, 1200, (Judge("customer", 0.95, 0.9),), ()),
    CorrectedShare(0.9, 0.8123, 0.7, 0.9),
    (Audited(28, 30), Audited(7, 10)),
)


DOUBTS = (
    latent.DEPENDENT(),
    latent.UNCHECKED(),
    latent.UNSETTLED(),
    latent.USELESS(judge="disposition"),
)


@pytest.mark.parametrize("language", ["nl", "de", "es", "vi"])
@pytest.mark.parametrize("doubt", DOUBTS)
def test_a_doubt_is_told_in_every_language_with_the_kind_it_is_about(
    doubt: Message, language: str
) -> None:
    with translation.override(language):
        words = warning_words(doubt)

    assert "%" not in words
    assert "disposition" not in words
    assert words[:30] != doubt[:30]


def test_a_doubt_begins_with_a_capital() -> None:
    told = warning_words(latent.USELESS(judge="disposition"))
    assert told.startswith("The agent’s word hardly tells solved from unsolved")


def test_the_estimate_is_told_with_its_interval_and_kinds() -> None:
    tile = estimate_tile(FOUND)
    assert (tile.value, tile.interval, tile.n) == ("71.2%", "69.0–74.0", "1,200")
    assert tile.note == "From the customer’s answer."
    assert [[cell.text for cell in row.cells] for row in judges_table(FOUND).rows] == [
        ["the customer’s answer", "95.0%", "90.0%"]
    ]


def test_the_correction_is_told_with_the_audits_it_rests_on() -> None:
    tile = correction_tile(FOUND, 5000)
    assert (tile.value, tile.interval, tile.n) == ("81.2%", "70.0–90.0", "5,000")
    assert tile.note.startswith("The dispositions say 90.0%. They were right about 28 of 30 ")


def test_where_nothing_can_be_told_the_reason_is() -> None:
    assert (estimate_tile(NOTHING).value, judges_table(NOTHING).rows) == ("", [])
    assert "there are 0 of solved and 0 of unsolved" in correction_tile(NOTHING, 3).reason
    useless = LikelyTruth(None, None, (Audited(5, 10), Audited(5, 10)))
    assert "no correction is possible" in correction_tile(useless, 3).reason
