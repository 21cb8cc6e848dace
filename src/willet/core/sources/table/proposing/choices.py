"""What was chosen for each column, by a proposal or by a person, and the mapping that this makes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from willet.core.records import RequestError, saying
from willet.core.sources.table.dialect import folded
from willet.core.sources.table.fields import FIELDS, Kind
from willet.core.sources.table.mapping import FileForm, Rule, Rules, Survey, TableMapping
from willet.core.sources.table.own_names import SURVEYS
from willet.core.sources.table.proposing.wording import meant
from willet.core.sources.verdicts import verdict_of

NOTHING = saying(
    "nothing_mapped",
    "No column means anything yet. Choose at least the column that says when a contact came.",
)
NO_ARRIVAL = saying(
    "no_arrival_chosen",
    "No column says when a contact came. Choose the column of its arrival, or those of its date and its time.",
)
TWICE = saying("chosen_twice", "%(one)s and %(other)s are both %(meaning)s. Choose one of them.")
HALF_MOMENT = saying(
    "time_without_date", "%(column)s is a time of day. Choose the column of its date too."
)
PARTS = ("arrived_date", "arrived_time", "answered_at", "ended_at")
"""Meanings of columns that are a part of a field only."""
FLAGS = {"answered_flag": ("answered", "abandoned"), "abandoned_flag": ("abandoned", "answered")}
"""Columns of yes and no -> the outcome that each means."""
MEANINGS = (*FIELDS, *PARTS, *FLAGS, *SURVEYS)
"""Everything that a column can mean."""
_EXCLUSIVE = {"answered_flag": "outcome", "abandoned_flag": "outcome"}


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """One column: what it means, and how its texts are read. An empty meaning leaves it out."""

    column: str
    meaning: str = ""
    formats: tuple[str, ...] = ()
    unit: str = "auto"
    values: tuple[tuple[str, str], ...] = ()
    """Text of the file -> the word it means; empty where that is not known."""
    other: str = ""
    """The word that every other text means."""
    separator: str = ";"
    scale: str = ""


@dataclass(frozen=True, slots=True)
class TableChoices:
    """All columns of a file, and what is said of it as a whole."""

    name: str
    columns: tuple[ColumnChoice, ...]
    form: FileForm = field(default_factory=FileForm)
    zone: str | None = None
    region: str | None = None
    row: str = ""

    def mapping(self, kept: Mapping[str, Rules] | None = None) -> TableMapping:
        """The mapping these choices make; `kept` are rules of fields that no choice can say.

        Raises:
            RequestError: nothing is chosen, no arrival is, or two columns have one meaning.
        """
        chosen = _by_meaning(self.columns, kept or {})
        _refuse_kept(chosen, kept or {})
        rules: dict[str, Rules] = {name: (rule,) for name, rule in _rules(chosen)}
        rules |= kept or {}
        surveys = tuple(_survey(name, chosen[name]) for name in SURVEYS if name in chosen)
        return TableMapping(
            self.name,
            rules,
            zone=self.zone,
            region=self.region,
            file=self.form,
            surveys=surveys,
            row=self.row,
        )


def _by_meaning(
    columns: Sequence[ColumnChoice], kept: Mapping[str, Rules]
) -> dict[str, ColumnChoice]:
    chosen: dict[str, ColumnChoice] = {}
    for choice in columns:
        meaning = _EXCLUSIVE.get(choice.meaning, choice.meaning)
        taken = chosen.get(meaning) or _taken(chosen, meaning)
        if meaning and taken:
            raise RequestError(TWICE(one=taken.column, other=choice.column, meaning=meaning))
        if meaning:
            chosen[meaning] = choice
    if not chosen and not kept:
        raise RequestError(NOTHING())
    if "arrived_time" in chosen and "arrived_date" not in chosen:
        raise RequestError(HALF_MOMENT(column=chosen["arrived_time"].column))
    if not {"arrived_at", "arrived_date"} & {*chosen, *kept}:
        raise RequestError(NO_ARRIVAL())
    return chosen


def _taken(chosen: Mapping[str, ColumnChoice], meaning: str) -> ColumnChoice | None:
    """A moment in one column and in two is one meaning as well."""
    other = {
        "arrived_at": ("arrived_date", "arrived_time"),
        "arrived_date": ("arrived_at",),
        "arrived_time": ("arrived_at",),
    }
    return next((chosen[name] for name in other.get(meaning, ()) if name in chosen), None)


def _refuse_kept(chosen: Mapping[str, ColumnChoice], kept: Mapping[str, Rules]) -> None:
    """A column chosen for what is said already, of other columns, would be left out without a word."""
    for meaning, choice in chosen.items():
        rules = kept.get("arrived_at" if meaning in ("arrived_date", "arrived_time") else meaning)
        columns = [column for rule in rules or () for column in rule.all_columns]
        if rules and folded(choice.column) not in map(folded, columns):
            one = columns[0] if columns else f"“{rules[0].constant}”"
            raise RequestError(TWICE(one=one, other=choice.column, meaning=meaning))


def _rules(chosen: Mapping[str, ColumnChoice]) -> Iterator[tuple[str, Rule]]:
    id_choice = chosen.get("contact_id")
    yield "contact_id", Rule(columns=(id_choice.column,)) if id_choice else Rule(from_content=True)
    if "arrived_at" in chosen or "arrived_date" in chosen:
        yield "arrived_at", _arrival(chosen)
    for name, choice in chosen.items():
        if name in FIELDS and name not in ("contact_id", "arrived_at"):
            yield name, _rule(name, choice)
    yield from _spans(chosen)


def _arrival(chosen: Mapping[str, ColumnChoice]) -> Rule:
    whole = chosen.get("arrived_at")
    if whole:
        return Rule(columns=(whole.column,), formats=whole.formats)
    day, clock = chosen["arrived_date"], chosen.get("arrived_time")
    if clock is None:
        return Rule(columns=(day.column,), formats=day.formats)
    return Rule(date=day.column, time=clock.column, formats=day.formats, time_formats=clock.formats)


def _spans(chosen: Mapping[str, ColumnChoice]) -> Iterator[tuple[str, Rule]]:
    """Waiting and talking as the time between two moments, where no column says them."""
    arrived = chosen.get("arrived_at") or chosen.get("arrived_time")
    ends = (arrived, chosen.get("answered_at"), chosen.get("ended_at"))
    for name, begin, end in (("wait_s", ends[0], ends[1]), ("talk_s", ends[1], ends[2])):
        if name not in chosen and begin and end and _go_together(begin, end, chosen):
            yield (
                name,
                Rule(between=(begin.column, end.column), formats=_formats(begin, end, chosen)),
            )


def _go_together(
    begin: ColumnChoice, end: ColumnChoice, chosen: Mapping[str, ColumnChoice]
) -> bool:
    """Whether both are moments, or both are times of day."""
    return _is_clock(begin, chosen) == _is_clock(end, chosen)


def _is_clock(choice: ColumnChoice, chosen: Mapping[str, ColumnChoice]) -> bool:
    return choice is chosen.get("arrived_time") or choice.unit == "clock"


def _formats(
    begin: ColumnChoice, end: ColumnChoice, chosen: Mapping[str, ColumnChoice]
) -> tuple[str, ...]:
    if _is_clock(begin, chosen):
        return ()
    return tuple(dict.fromkeys((*(begin.formats or ("iso",)), *(end.formats or ("iso",)))))


def _rule(name: str, choice: ColumnChoice) -> Rule:
    kind = FIELDS[name].kind
    rule = Rule(columns=(choice.column,))
    if choice.meaning in FLAGS:
        return replace(rule, values=_flagged(choice), other="unknown")
    if kind is Kind.MOMENT:
        return replace(rule, formats=choice.formats)
    if kind is Kind.DURATION:
        return replace(rule, unit=choice.unit)
    if kind is Kind.TAGS:
        return replace(rule, separator=choice.separator)
    return _worded(rule, name, kind, choice)


def _flagged(choice: ColumnChoice) -> tuple[tuple[str, str], ...]:
    yes, no = FLAGS[choice.meaning]
    outcomes = {"true": yes, "false": no}
    return tuple((text, outcomes.get(word, word)) for text, word in choice.values if word)


def _worded(rule: Rule, name: str, kind: Kind, choice: ColumnChoice) -> Rule:
    """The words of a column, as far as they do not speak for themselves."""
    known = tuple((text, word) for text, word in choice.values if word)
    if kind is Kind.COUNT:
        counts = {"true": "1", "false": "0"}
        return replace(rule, values=tuple((t, counts.get(w, w)) for t, w in known))
    if kind is Kind.TRUTH:
        return replace(rule, values=tuple((t, w) for t, w in known if _verdict(t) != w))
    if name == "outcome" and (choice.other or any(not word for _, word in choice.values)):
        return replace(rule, values=known, other=choice.other or "unknown")
    own = tuple((t, w) for t, w in known if not _speaks(name, t, w))
    # Of outcomes all are written down or none: a list of a few reads as if the others never came.
    return replace(rule, values=known if own and name == "outcome" else own)


def _verdict(text: str) -> str:
    judged = verdict_of(text)
    return "" if judged is None else str(judged).lower()


def _speaks(name: str, text: str, word: str) -> bool:
    return text.lower().replace(" ", "_") == word if FIELDS[name].words else text == word


def _survey(name: str, choice: ColumnChoice) -> Survey:
    low, high, scale = SURVEYS[name]
    if choice.scale:
        first, _, last = choice.scale.partition(" ")[0].partition("-")
        low, high, scale = float(first), float(last), choice.scale
    return Survey(name, scale, low, high, score=Rule(columns=(choice.column,)))


def with_meaning(choice: ColumnChoice, meaning: str, texts: Sequence[str]) -> ColumnChoice:
    """The same column under another meaning, its words looked up anew."""
    field = word_field(meaning)
    values = tuple((text, meant(field, text)) for text in texts) if field else ()
    return replace(choice, meaning=meaning, values=values)


def word_field(meaning: str) -> str:
    """Under which words a column of this meaning is read; empty where it holds no words of a closed list."""
    if meaning in FLAGS or meaning in ("resolved", "consulted", "transfers"):
        return "truth"
    return meaning if meaning in ("outcome", "direction", "ended_by", "channel") else ""
