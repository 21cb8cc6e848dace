"""Choices make a mapping, or say in a sentence why they make none; and a mapping gives its choices back."""

import pytest

from willet.core.records import RequestError
from willet.core.sources.table import parse_mapping
from willet.core.sources.table.mapping import Rule
from willet.core.sources.table.proposing import ColumnChoice, TableChoices, choices_of

ID, AT = ColumnChoice("Nr", "contact_id"), ColumnChoice("Start", "arrived_at", ("%d.%m.%Y %H:%M",))


def rules(*columns: ColumnChoice) -> dict[str, tuple[Rule, ...]]:
    """The rules of the mapping that these choices make."""
    return TableChoices("calls", columns).mapping().rules


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ((), "No column means anything yet"),
        ((ColumnChoice("Nr"), ColumnChoice("Start")), "No column means anything yet"),
        ((ID,), "No column says when a contact came"),
        (
            (ID, AT, ColumnChoice("A", "queue"), ColumnChoice("B", "queue")),
            "A and B are both queue",
        ),
        ((ID, AT, ColumnChoice("Tag", "arrived_date")), "Start and Tag are both arrived_date"),
        (
            (ID, AT, ColumnChoice("A", "outcome"), ColumnChoice("B", "answered_flag")),
            "A and B are both outcome",
        ),
        ((ID, ColumnChoice("Zeit", "arrived_time")), "Zeit is a time of day"),
    ],
)
def test_choices_that_make_no_mapping_are_refused_in_a_sentence(
    columns: tuple[ColumnChoice, ...], sentence: str
) -> None:
    with pytest.raises(RequestError) as refused:
        rules(*columns)

    assert sentence in str(refused.value)


def test_without_an_id_the_whole_row_is_one() -> None:
    assert rules(AT)["contact_id"] == (Rule(from_content=True),)


def test_two_moments_make_a_duration_where_no_column_says_it() -> None:
    answered = ColumnChoice("Ann", "answered_at", ("%d.%m.%Y %H:%M",))
    ended = ColumnChoice("Ende", "ended_at", ("%d.%m.%Y %H:%M",))

    made = rules(ID, AT, answered, ended)
    told = rules(ID, AT, answered, ended, ColumnChoice("Talk", "talk_s", unit="s"))

    assert made["wait_s"] == (Rule(between=("Start", "Ann"), formats=("%d.%m.%Y %H:%M",)),)
    assert made["talk_s"] == (Rule(between=("Ann", "Ende"), formats=("%d.%m.%Y %H:%M",)),)
    assert told["talk_s"] == (Rule(columns=("Talk",), unit="s"),)


def test_a_yes_is_an_outcome_and_a_word_that_is_not_known_is_unknown() -> None:
    flag = ColumnChoice("Angenommen", "answered_flag", values=(("ja", "true"), ("nein", "false")))
    words = ColumnChoice("Status", "outcome", values=(("Gespräch", "answered"), ("XY", "")))

    assert rules(ID, AT, flag)["outcome"] == (
        Rule(
            columns=("Angenommen",),
            values=(("ja", "answered"), ("nein", "abandoned")),
            other="unknown",
        ),
    )
    assert rules(ID, AT, words)["outcome"] == (
        Rule(columns=("Status",), values=(("Gespräch", "answered"),), other="unknown"),
    )


@pytest.mark.parametrize(
    ("words", "listed"),
    [
        ((("ANSWERED", "answered"), ("NO ANSWER", "abandoned")), 2),
        ((("ANSWERED", "answered"), ("abandoned", "abandoned")), 0),
        ((("Angenommen", "answered"),), 1),
    ],
)
def test_of_outcomes_all_words_are_listed_or_none(
    words: tuple[tuple[str, str], ...], listed: int
) -> None:
    rule = rules(ID, AT, ColumnChoice("disposition", "outcome", values=words))["outcome"]

    assert rule == (Rule(columns=("disposition",), values=words[:listed]),)


SAID = """
name = "calls"
rows = "legs"
[columns.contact_id]
from = "Nr"
[columns.arrived_at]
date = "Tag"
time = "Zeit"
format = "%d.%m.%Y"
[columns.queue]
from = "Queue"
when = { Typ = "Anruf" }
[columns.outcome]
from = "Status"
values = { ja = "answered" }
other = "unknown"
[[survey]]
instrument = "csat"
scale = "1-10"
from = "Note"
"""


def test_a_mapping_gives_its_choices_back_and_names_what_is_beyond_them() -> None:
    mapping = parse_mapping(SAID)

    choices, beyond = choices_of(mapping, ("Nr", "Tag", "Zeit", "Queue", "Status", "Note", "Mehr"))

    assert [column.meaning for column in choices.columns] == [
        "contact_id",
        "arrived_date",
        "arrived_time",
        "queue",
        "outcome",
        "csat",
        "",
    ]
    assert beyond == {"queue"}
    assert choices.mapping().rules["outcome"] == mapping.rules["outcome"]
    assert (choices.mapping().surveys, choices.mapping().row) == (mapping.surveys, "legs")


@pytest.mark.parametrize(
    ("kept", "chosen", "sentence"),
    [
        (("queue", Rule(constant="Technik")), ColumnChoice("Team", "queue"), "“Technik” and Team"),
        (("queue", Rule(columns=("A", "B"))), ColumnChoice("Team", "queue"), "A and Team are both"),
        (("queue", Rule(columns=("A", "B"))), ColumnChoice("b", "queue"), ""),
        (("queue", Rule(columns=("A", "B"))), ColumnChoice("Team", "topic"), ""),
        (
            ("arrived_at", Rule(date="Tag", time="Uhr")),
            ColumnChoice("Datum", "arrived_date"),
            "Tag and Datum are both",
        ),
        (("arrived_at", Rule(date="Tag", time="Uhr")), ColumnChoice("Tag", "arrived_date"), ""),
    ],
)
def test_a_column_chosen_for_what_the_toml_says_of_others_is_refused(
    kept: tuple[str, Rule], chosen: ColumnChoice, sentence: str
) -> None:
    name, rule = kept
    arrival = () if name == "arrived_at" else (AT,)
    choices = TableChoices("calls", (ID, *arrival, chosen))

    if not sentence:
        assert choices.mapping({name: (rule,)}).rules[name] == (rule,)
    else:
        with pytest.raises(RequestError, match=sentence):
            choices.mapping({name: (rule,)})
