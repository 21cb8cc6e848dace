"""What an import reports reaches the reader in their own language."""

import pytest
from django.utils.translation import override

from willet.core.records import ImportReport, Message, Unsupported
from willet.core.sources.asterisk.unsupported import CANNOT_TELL, NO_EVENT
from willet.core.sources.table.counting import KEPT_OUT
from willet.core.sources.table.gaps import LACKS, NEVER, NO_SURVEY, SURVEYS
from willet.imports.domain.reports import gaps_of, notes_of
from willet.ui.messages import translate

WHYS = [
    *(lack(field=field) for field, lack in LACKS.items()),
    *(never() for never in NEVER.values()),
    *(NO_SURVEY(survey=instrument) for instrument in SURVEYS),
    *CANNOT_TELL.values(),
    NO_EVENT(event="SURVEY|CSAT"),
]


@pytest.mark.parametrize("language", ["nl", "de", "es", "vi"])
@pytest.mark.parametrize("why", WHYS)
def test_every_reason_a_source_gives_is_told_in_the_readers_words(
    language: str, why: Message
) -> None:
    with override(language):
        assert translate(why) != str(why)
    with override("en"):
        assert translate(why) == on_a_page(why)


def on_a_page(why: Message) -> str:
    """The English of the command line, without the key of the field and with a survey as people write it."""
    text = str(why)
    if "field" in why.values:
        return text.removesuffix(f" ({why.values['field']})")
    survey = str(why.values.get("survey", ""))
    return text.replace(survey, survey.upper()) if survey else text


def test_no_page_names_the_key_of_a_field() -> None:
    with override("de"):
        told = translate(LACKS["hold_s"](field="hold_s"))

    assert told == "diese Zuordnung hat keine Haltezeit"


def test_a_report_names_metrics_by_title() -> None:
    report = ImportReport("table", unsupported=[Unsupported("nps", NO_SURVEY(survey="nps"))])

    with override("en"):
        assert gaps_of(report.as_record()) == [
            ("Net promoter score", "this mapping has no NPS answers")
        ]
    with override("de"):
        ((_, why),) = gaps_of(report.as_record())
    assert (why != "this mapping has no NPS answers", "NPS" in why) == (True, True)


def test_notes_are_told_in_the_readers_words() -> None:
    report = ImportReport("table", notes=[KEPT_OUT(n=1200, why="PHANTOM"), "a note of another day"])

    with override("de"):
        notes = notes_of(report.as_record())

    assert notes == ["1.200 Zeilen ausgelassen: PHANTOM", "a note of another day"]


def test_a_report_of_before_messages_were_kept_stays_english() -> None:
    report = {
        "unsupported": [{"metric": "nps", "why": "this mapping has no nps answers"}],
        "notes": ["columns that the mapping does not use: a, b"],
    }

    with override("de"):
        assert [why for _, why in gaps_of(report)] == ["this mapping has no nps answers"]
        assert notes_of(report) == ["columns that the mapping does not use: a, b"]


def test_an_empty_report_tells_nothing() -> None:
    assert (gaps_of({}), notes_of({})) == ([], [])
