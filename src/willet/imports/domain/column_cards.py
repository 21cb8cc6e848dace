"""The columns of an upload as a page shows them: each with samples, its meanings to choose from, and how it is read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from willet.core.sources.table.proposing import (
    DATED,
    MEANINGS,
    SPANS,
    ColumnChoice,
    ColumnProposal,
    TableChoices,
    TableProposal,
    unit_of_heading,
    with_meaning,
    word_field,
    words_of,
)
from willet.imports.domain.meanings import CONFIDENCE, GROUPS, UNITS, WORDS
from willet.ui.messages import translate

Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ListOption:
    """One entry of a list."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class WordLine:
    """A text of the file, and the words it can mean."""

    name: str
    text: str
    options: Sequence[ListOption]


@dataclass(frozen=True, slots=True)
class ColumnCard:
    """One column."""

    number: int
    column: str
    samples: Sequence[str]
    confidence: str
    confidence_words: str
    why: str
    doubts: Sequence[str]
    beyond: Sequence[str]
    """The fields that the TOML fills from it in a way no list can say."""
    is_used: bool
    groups: Sequence[tuple[str, Sequence[ListOption]]]
    formats: Sequence[ListOption]
    units: Sequence[ListOption]
    words: Sequence[WordLine]


def cards(
    proposal: TableProposal,
    choices: TableChoices,
    beyond: Mapping[str, Sequence[str]],
) -> list[ColumnCard]:
    """A card for each column, with what is chosen now."""
    paired = zip(proposal.columns, choices.columns, strict=True)
    return [_card(n, column, choice, beyond) for n, (column, choice) in enumerate(paired)]


def _card(
    number: int,
    column: ColumnProposal,
    choice: ColumnChoice,
    beyond: Mapping[str, Sequence[str]],
) -> ColumnCard:
    as_proposed = choice.meaning == column.choice.meaning
    return ColumnCard(
        number,
        choice.column,
        column.samples,
        column.confidence if as_proposed else "",
        str(CONFIDENCE[column.confidence]) if as_proposed else _("your choice"),
        translate(column.why) if as_proposed else "",
        [translate(doubt) for doubt in column.doubts] if as_proposed else [],
        [field for field, columns in beyond.items() if choice.column in columns],
        bool(choice.meaning),
        _meanings(choice.meaning),
        _formats(column, choice),
        _units(choice),
        list(_words(number, column, choice)),
    )


def _meanings(chosen: str) -> list[tuple[str, list[ListOption]]]:
    return [
        (
            str(group),
            [ListOption(name, str(label), name == chosen) for name, label in words.items()],
        )
        for group, words in GROUPS
    ]


def _formats(column: ColumnProposal, choice: ColumnChoice) -> list[ListOption]:
    """How its dates can be read; the first entry asks where the file does not show it."""
    if choice.meaning not in DATED or not column.kind or column.kind == "time":
        return []
    ways = dict.fromkeys([*_ways(column), choice.formats] if choice.formats else _ways(column))
    listed = [ListOption(_key(way), _shown(way), way == choice.formats) for way in ways]
    if not column.is_asked:
        return listed if len(listed) > 1 else []
    return [ListOption("", _("Choose how these dates are written"), not choice.formats), *listed]


def _ways(column: ColumnProposal) -> Sequence[tuple[str, ...]]:
    return tuple(way or ("iso",) for way in column.ways) if column.is_asked else column.ways


def _key(way: Sequence[str]) -> str:
    return "\x1f".join(way)


_SIGNS_IN_WORDS = (
    ("%d", "DD"), ("%m", "MM"), ("%Y", "YYYY"), ("%y", "YY"), ("%H", "HH"), ("%I", "hh"), ("%M", "mm"),
    ("%S", "ss"), ("%p", "AM/PM"), ("%B", "MMMM"), ("%b", "MMM"), ("%a", "ddd"), ("%f", "ffffff"), ("%z", "+hh:mm"),
)  # fmt: skip


def _shown(way: Sequence[str]) -> str:
    shown = " · ".join(way) or "iso"
    for sign, word in _SIGNS_IN_WORDS:
        shown = shown.replace(sign, word)
    return shown.replace("iso", "YYYY-MM-DD")


def _units(choice: ColumnChoice) -> list[ListOption]:
    if choice.meaning not in SPANS:
        return []
    return [ListOption(unit, str(label), unit == choice.unit) for unit, label in UNITS.items()]


def _words(number: int, column: ColumnProposal, choice: ColumnChoice) -> Iterator[WordLine]:
    field = word_field(choice.meaning)
    if not field or not (column.texts or choice.values):
        return
    chosen = dict(choice.values)
    texts = tuple(dict.fromkeys((*column.texts, *chosen)))
    for place, text in enumerate(texts):
        words = [
            ListOption("", _("not known"), not chosen.get(text)),
            *_word_options(field, chosen.get(text)),
        ]
        yield WordLine(f"w{number}_{place}", text, words)


def _word_options(field: str, chosen: str | None) -> list[ListOption]:
    return [
        ListOption(word, str(WORDS[field].get(word, word)), word == chosen)
        for word in words_of(field)
        if field != "outcome" or word != "unknown"
    ]


def chosen(proposal: TableProposal, now: TableChoices, answers: Answers) -> TableChoices:
    """The choices as the page hands them back; a column whose list was not on the page keeps what it has."""
    paired = zip(proposal.columns, now.columns, strict=True)
    columns = [_chosen(n, column, choice, answers) for n, (column, choice) in enumerate(paired)]
    form = replace(now.form, decimal="," if answers.get("decimal") == "," else ".")
    row = answers.get("row", now.row)
    return replace(
        now,
        name=answers.get("name", now.name).strip(),
        columns=tuple(columns),
        form=form,
        zone=answers.get("zone", now.zone or "").strip() or None,
        region=answers.get("region", now.region or "").strip().upper() or None,
        row=row if row in ("", "contacts", "legs") else now.row,
    )


def _chosen(
    number: int, column: ColumnProposal, choice: ColumnChoice, answers: Answers
) -> ColumnChoice:
    meaning = answers.get(f"m{number}", choice.meaning)
    if meaning not in MEANINGS:
        return ColumnChoice(choice.column)
    if meaning != choice.meaning:
        return _read_anew(column, with_meaning(choice, meaning, column.texts))
    formats = answers.get(f"f{number}", _key(choice.formats))
    unit = answers.get(f"u{number}", choice.unit)
    texts = tuple(dict.fromkeys((*column.texts, *dict(choice.values))))
    values = [
        (text, answers.get(f"w{number}_{n}", dict(choice.values).get(text, "")))
        for n, text in enumerate(texts)
    ]
    is_worded = bool(word_field(meaning)) and any(
        f"w{number}_{n}" in answers for n in range(len(texts))
    )
    return replace(
        choice,
        formats=tuple(formats.split("\x1f")) if formats else (),
        unit=unit if unit in (*UNITS, "clock", "h:m:s") else choice.unit,
        values=tuple(values) if is_worded else choice.values,
    )


def _read_anew(column: ColumnProposal, choice: ColumnChoice) -> ColumnChoice:
    """A column under another meaning is read in the one way its content shows, if it shows one."""
    only = column.ways[0] if len(column.ways) == 1 else ()
    dated = choice.meaning in DATED
    return replace(choice, formats=only if dated else (), unit=_unit_anew(column, choice))


def _unit_anew(column: ColumnProposal, choice: ColumnChoice) -> str:
    """The unit of a duration as its heading says it; of two times of day, the clock."""
    if choice.meaning in SPANS:
        return unit_of_heading(choice.column, column.samples)
    clock = column.kind == "time" and choice.meaning in ("answered_at", "ended_at")
    return "clock" if clock else "auto"
