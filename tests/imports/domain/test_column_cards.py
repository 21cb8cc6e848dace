"""The columns of an upload as a page lists them, and as it hands them back: what nobody touched stays as it was."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from willet.core.records import Message
from willet.core.sources.table.mapping import FileForm
from willet.core.sources.table.proposing import (
    MEANINGS,
    ColumnChoice,
    ColumnProposal,
    TableChoices,
    TableProposal,
    words_of,
)
from willet.imports.domain.column_cards import ColumnCard, ListOption, cards, chosen

WHY, DOUBT = Message("By its heading.", "why"), Message("One text is not known.", "doubt")
DAY_FIRST, MONTH_FIRST = ("%d.%m.%Y", "%H:%M"), ("%m.%d.%Y", "%H:%M")


def _column(choice: ColumnChoice, **known: Any) -> ColumnProposal:
    return ColumnProposal(choice, "sure", WHY, (DOUBT,), **known)


def _card(proposed: ColumnProposal, choice: ColumnChoice | None = None) -> ColumnCard:
    now = choice or proposed.choice
    table = TableProposal("f.csv", (proposed,), TableChoices("f", (now,)))
    (card,) = cards(table, table.choices, {"queue": ("Other",), "tags": ("C", "D")})
    return card


def _chosen(options: Sequence[ListOption]) -> list[str]:
    return [option.value for option in options if option.chosen]


def test_a_column_as_it_was_proposed_says_why_and_what_is_not_sure() -> None:
    card = _card(_column(ColumnChoice("C", "queue"), samples=("a", "b")))

    assert (card.number, card.column, card.samples) == (0, "C", ("a", "b"))
    assert (card.confidence, card.confidence_words) == ("sure", "sure")
    assert (card.why, card.doubts) == ("By its heading.", ["One text is not known."])
    assert card.beyond == ["tags"]  # its column is among those of the tags, not of the queue
    assert card.is_used


def test_a_column_that_somebody_chose_for_another_meaning_has_no_reason_but_theirs() -> None:
    card = _card(_column(ColumnChoice("C", "queue")), ColumnChoice("C", "topic"))

    assert (card.confidence, card.confidence_words) == ("", "your choice")
    assert (card.why, card.doubts) == ("", [])


@pytest.mark.parametrize(("meaning", "shown"), [("", []), ("queue", ["queue"]), ("csat", ["csat"])])
def test_the_list_of_meanings_shows_the_one_that_stands(meaning: str, shown: list[str]) -> None:
    card = _card(_column(ColumnChoice("C", meaning)))

    assert [v for _group, options in card.groups for v in _chosen(options)] == shown
    listed = [option.value for _group, options in card.groups for option in options]
    assert len(listed) == len(set(listed))
    assert set(listed) <= set(MEANINGS)
    assert card.is_used is bool(meaning)


@pytest.mark.parametrize(
    ("meaning", "kind", "ways", "formats", "listed", "stands"),
    [
        # No moment: nothing is to be chosen.
        ("queue", "both", (DAY_FIRST, MONTH_FIRST), (), [], []),
        ("arrived_at", "", (DAY_FIRST, MONTH_FIRST), (), [], []),
        ("arrived_at", "time", (DAY_FIRST, MONTH_FIRST), (), [], []),
        # The file shows the one way: nothing is to be chosen either.
        ("arrived_at", "both", (DAY_FIRST,), DAY_FIRST, [], []),
        ("arrived_at", "both", ((),), (), [], []),
        # Two ways, and nobody chose: that is asked first.
        (
            *("arrived_at", "both", (DAY_FIRST, MONTH_FIRST), ()),
            *(
                ["Choose how these dates are written", "DD.MM.YYYY · HH:mm", "MM.DD.YYYY · HH:mm"],
                [""],
            ),
        ),
        (
            *("arrived_date", "date", (("%d.%m.%Y",), ()), ("%d.%m.%Y",)),
            *(["Choose how these dates are written", "DD.MM.YYYY", "YYYY-MM-DD"], ["%d.%m.%Y"]),
        ),
        # One way, and a mapping of before that reads another: both are shown.
        (
            *("ended_at", "both", (("%d/%m/%y",),), ("%Y-%m-%d %I:%M:%S %p",)),
            *(["DD/MM/YY", "YYYY-MM-DD hh:mm:ss AM/PM"], ["%Y-%m-%d %I:%M:%S %p"]),
        ),
    ],
)
def test_how_dates_can_be_read(
    meaning: str,
    kind: str,
    ways: tuple[tuple[str, ...], ...],
    formats: tuple[str, ...],
    listed: list[str],
    stands: list[str],
) -> None:
    proposed = _column(ColumnChoice("C", meaning, formats), ways=ways, kind=kind)

    shown = _card(proposed).formats

    # Minutes are told apart from months by their case.
    assert [option.label for option in shown] == listed
    assert _chosen(shown) == stands


@pytest.mark.parametrize(
    ("meaning", "unit", "stands"),
    [("wait_s", "min", ["min"]), ("wait_s", "auto", ["auto"]), ("queue", "min", [])],
)
def test_units_are_asked_of_durations(meaning: str, unit: str, stands: list[str]) -> None:
    units = _card(_column(ColumnChoice("C", meaning, unit=unit))).units

    assert _chosen(units) == stands
    assert bool(units) is bool(stands)


def test_each_text_is_shown_once_with_the_word_it_means() -> None:
    values = (("ja", "answered"), ("alt", "abandoned"), ("neu", ""))
    choice = ColumnChoice("C", "outcome", values=values)

    lines = _card(_column(choice, texts=("neu", "ja"))).words

    assert [(line.name, line.text, _chosen(line.options)) for line in lines] == [
        ("w0_0", "neu", [""]),  # not known
        ("w0_1", "ja", ["answered"]),
        ("w0_2", "alt", ["abandoned"]),
    ]
    assert "unknown" not in [option.value for option in lines[0].options]
    assert [o.value for o in lines[0].options] == [
        "",
        *(w for w in words_of("outcome") if w != "unknown"),
    ]


@pytest.mark.parametrize(
    ("meaning", "texts", "values", "count"),
    [
        ("queue", ("a",), (("a", "x"),), 0),  # its words are the centre's own
        ("outcome", (), (), 0),
        ("outcome", ("a",), (), 1),
        ("outcome", (), (("a", ""),), 1),
        ("direction", ("a", "b"), (), 2),
    ],
)
def test_words_are_asked_of_columns_that_hold_some(
    meaning: str, texts: tuple[str, ...], values: tuple[tuple[str, str], ...], count: int
) -> None:
    lines = _card(_column(ColumnChoice("C", meaning, values=values), texts=texts)).words

    assert len(lines) == count
    if meaning == "direction":
        assert [o.value for o in lines[0].options] == ["", *words_of("direction")]


def test_columns_are_numbered_in_their_order() -> None:
    columns = tuple(_column(ColumnChoice(name, "outcome"), texts=("x",)) for name in "AB")
    table = TableProposal("f.csv", columns, TableChoices("f", tuple(c.choice for c in columns)))

    assert [(card.number, card.words[0].name) for card in cards(table, table.choices, {})] == [
        (0, "w0_0"),
        (1, "w1_0"),
    ]


BEGINS = _column(ColumnChoice("Beginn", "arrived_at", DAY_FIRST), ways=(DAY_FIRST,), kind="both")
WAITS = _column(ColumnChoice("Wait (min)", "wait_s", unit="min"), samples=("2",))
ENDS = _column(
    ColumnChoice("Ergebnis", "outcome", values=(("ok", "answered"), ("weg", ""))),
    texts=("ok", "weg"),
)
CLOCK = _column(ColumnChoice("Ende", ""), kind="time", samples=("09:10",))
COLUMNS = (BEGINS, WAITS, ENDS, CLOCK)
NOW = TableChoices(
    "f", tuple(c.choice for c in COLUMNS), FileForm(decimal=","), "Europe/Berlin", "DE", "legs"
)
PROPOSAL = TableProposal("f.csv", COLUMNS, NOW)


def _back(**answers: str) -> TableChoices:
    return chosen(PROPOSAL, NOW, {"decimal": ",", **answers})


def test_what_no_list_stood_for_stays() -> None:
    assert _back() == NOW
    assert chosen(PROPOSAL, NOW, {}) == replace(NOW, form=replace(NOW.form, decimal="."))


@pytest.mark.parametrize(
    ("answers", "changed"),
    [
        ({"decimal": "."}, {"form": FileForm(decimal=".")}),
        ({"decimal": ";"}, {"form": FileForm(decimal=".")}),
        ({"name": "  calls "}, {"name": "calls"}),
        ({"zone": " Asia/Saigon "}, {"zone": "Asia/Saigon"}),
        ({"zone": " "}, {"zone": None}),
        ({"region": " nl "}, {"region": "NL"}),
        ({"region": ""}, {"region": None}),
        ({"row": ""}, {"row": ""}),
        ({"row": "contacts"}, {"row": "contacts"}),
        ({"row": "legs"}, {}),
        ({"row": "nonsense"}, {}),
    ],
)
def test_what_is_said_of_the_whole_file(answers: dict[str, str], changed: dict[str, Any]) -> None:
    assert _back(**answers) == replace(NOW, **changed)


@pytest.mark.parametrize(
    ("number", "answers", "becomes"),
    [
        (0, {"m0": ""}, ColumnChoice("Beginn")),
        (0, {"m0": "nonsense"}, ColumnChoice("Beginn")),
        (0, {"m0": "arrived_at", "f0": "%m.%d.%Y\x1f%H:%M"}, ("formats", MONTH_FIRST)),
        (0, {"f0": ""}, ("formats", ())),
        # Under another meaning of a moment it is read in the one way that it shows; under none in no way.
        (0, {"m0": "ended_at"}, ColumnChoice("Beginn", "ended_at", DAY_FIRST)),
        (0, {"m0": "queue"}, ColumnChoice("Beginn", "queue")),
        (1, {"u1": "s"}, ("unit", "s")),
        (1, {"u1": "clock"}, ("unit", "clock")),
        (1, {"u1": "h:m:s"}, ("unit", "h:m:s")),
        (1, {"u1": "lightyears"}, ("unit", "min")),
        (1, {"m1": "talk_s", "u1": "s"}, ColumnChoice("Wait (min)", "talk_s", unit="min")),
        (1, {"m1": "transfers"}, ColumnChoice("Wait (min)", "transfers")),
        (2, {"w2_1": "abandoned"}, ("values", (("ok", "answered"), ("weg", "abandoned")))),
        (2, {"w2_0": "", "w2_1": ""}, ("values", (("ok", ""), ("weg", "")))),
        (2, {"w2_2": "abandoned"}, ("values", (("ok", "answered"), ("weg", "")))),
        (2, {"m2": "queue"}, ColumnChoice("Ergebnis", "queue")),
        # A time of day alone can be an end beside the date of the beginning.
        (3, {"m3": "ended_at"}, ColumnChoice("Ende", "ended_at", unit="clock")),
        (3, {"m3": "answered_at"}, ColumnChoice("Ende", "answered_at", unit="clock")),
        (3, {"m3": "arrived_time"}, ColumnChoice("Ende", "arrived_time")),
    ],
)
def test_what_becomes_of_a_column(
    number: int, answers: dict[str, str], becomes: ColumnChoice | tuple[str, Any]
) -> None:
    columns = list(NOW.columns)
    if isinstance(becomes, ColumnChoice):
        columns[number] = becomes
    else:
        columns[number] = replace(columns[number], **{becomes[0]: becomes[1]})

    assert _back(**answers).columns == tuple(columns)


def test_of_two_ways_none_is_taken_unasked() -> None:
    twice = _column(ColumnChoice("C", "queue"), ways=(DAY_FIRST, MONTH_FIRST), kind="both")
    now = TableChoices("f", (twice.choice,))

    read = chosen(TableProposal("f", (twice,), now), now, {"m0": "arrived_at"})

    assert read.columns == (ColumnChoice("C", "arrived_at"),)


def test_words_that_nobody_was_asked_for_stay_as_few_as_they_are() -> None:
    choice = ColumnChoice("C", "outcome", values=(("ok", "answered"),))
    now = TableChoices("f", (choice,))
    table = TableProposal("f", (_column(choice, texts=("ok", "neu")),), now)

    assert chosen(table, now, {"m0": "outcome"}).columns == (choice,)


def test_choices_of_another_file_are_refused() -> None:
    now = TableChoices("f", ())
    with pytest.raises(ValueError, match="zip"):
        cards(PROPOSAL, now, {})
    with pytest.raises(ValueError, match="zip"):
        chosen(PROPOSAL, now, {})
