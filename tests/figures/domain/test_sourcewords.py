"""What sources say in English reaches the reader in their own language."""

import pytest
from django.utils.translation import override

from willet.core.records import ImportReport
from willet.core.sources.asterisk.unsupported import CANNOT_TELL
from willet.core.sources.table.counting import KEPT_OUT
from willet.core.sources.table.gaps import LACKS, NEVER, SURVEYS
from willet.figures.domain.sourcewords import gaps_of, notes_of, source_words

SAID = [
    *(str(lack(field=field)) for field, lack in LACKS.items()),
    *(str(never()) for never in NEVER.values()),
    *(f"this mapping has no {instrument} answers" for instrument in SURVEYS),
    *map(str, CANNOT_TELL.values()),
    "these files hold no SURVEY|CSAT event.",
]


@pytest.mark.parametrize("language", ["nl", "de", "es", "vi"])
@pytest.mark.parametrize("text", SAID)
def test_every_reason_a_source_gives_is_told_in_the_readers_words(language: str, text: str) -> None:
    with override(language):
        assert source_words(text) != text
    with override("en"):
        assert source_words(text) == text


def test_the_field_in_a_reason_stays_as_it_is() -> None:
    with override("de"):
        assert source_words("this mapping has no hold time (hold_s)").endswith("(hold_s)")


@pytest.mark.parametrize(
    "text", ["", "100 % of rows kept out: a test line", "no such sentence %(x)s"]
)
def test_a_sentence_that_is_not_known_stays(text: str) -> None:
    with override("de"):
        assert source_words(text) == text


def test_a_report_tells_metrics_by_title() -> None:
    report = {
        "unsupported": [{"metric": "nps", "why": "this mapping has no nps answers"}],
        "notes": ["columns that the mapping does not use: a, b"],
    }
    with override("en"):
        assert gaps_of(report) == [("Net promoter score", "this mapping has no nps answers")]
        assert notes_of(report) == ["columns that the mapping does not use: a, b"]


def test_notes_are_told_in_the_readers_words() -> None:
    report = ImportReport("table", notes=[KEPT_OUT(n=1200, why="PHANTOM"), "a note of another day"])

    with override("de"):
        told = notes_of(report.as_record())

    assert told == ["1.200 Zeilen ausgelassen: PHANTOM", "a note of another day"]


def test_an_empty_report_tells_nothing() -> None:
    assert (gaps_of({}), notes_of({})) == ([], [])
