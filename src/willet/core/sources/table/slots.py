"""A mapping taken apart into slots: one rule of one field each, with the SQL that reads its text."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from willet.core.records import Message, saying
from willet.core.sources.table import durations, numbers
from willet.core.sources.table.fields import DUCKDB_TYPES, FIELDS, Field, Kind
from willet.core.sources.table.mapping import Rule, TableMapping
from willet.core.sources.table.moments import Moment, asks_day, day_and_time, moment
from willet.core.sources.table.sql import listed
from willet.core.sources.verdicts import judged
from willet.core.sources.years import FIRST_YEAR, LAST_YEAR

MUST_BE = saying("must_be", "%(field)s must be %(what)s")
LIMITED = saying("duration_limited", "%(what)s, from 0 to 366 days")
A_TEXT = saying("must_be_text", "a text")
A_WORD = saying("must_be_word", "one of %(words)s")
A_MOMENT = saying(
    "must_be_moment_of_years",
    "a date and time as 2021-03-28 09:30:00, in the years %(first)s to %(last)s",
)
A_WRITTEN_MOMENT = saying(
    "must_be_written_moment_of_years", "%(format)s, in the years %(first)s to %(last)s"
)
ONE_OR_OTHER = saying("one_or_other", "%(one)s or %(other)s")
A_SPAN = saying("must_be_span", "the time between two moments, the second not before the first")
A_COUNT = saying("must_be_count", "a whole number from 0 to %(most)s")
MONEY = saying(
    "must_be_money", "an amount of money; the mapping's `decimal` says which sign parts cents"
)
A_SCORE = saying("must_be_score", "a number from %(low)s to %(high)s")
A_TRUTH = saying(
    "must_be_truth", "true or false; `values` in the mapping says what other words mean"
)
TAGS = saying("must_be_tags", "tags")
AN_ADDRESS = saying("must_be_address", "an e-mail address")
WHOLE = saying(
    "must_be_whole",
    "whole; a spreadsheet cut its digits (as in 6.02701E+11), so it names nobody",
)
BESIDE = frozenset(
    "customer_id customer_number customer_email ended_by resolved sale_amount agent_tenure_days "
    "consults consulted offers unanswered_offers".split()
)
"""Fields that say something beside the contact itself."""
EMAIL = r"^([^@<>]*<)?[^@\s<>]+@[^@\s<>]+>?$"


@dataclass(frozen=True, slots=True)
class Slot:
    """One rule to be read; the columns of a batch that belong to it begin with `t_`, `n_`, `o_`, `v_`.

    `low` and `high` bound a survey score.
    """

    name: str
    field: Field
    rule: Rule
    low: float = 0.0
    high: float = 0.0
    own: bool = True
    """Whether it fills the field itself, not a part of some evidence or survey."""

    @property
    def texts(self) -> tuple[str, ...]:
        """The columns that hold what the file shows, one or two."""
        two = self.rule.date is not None or self.rule.between is not None
        return (f"t_{self.name}", f"t_{self.name}_2") if two else (f"t_{self.name}",)

    @property
    def shown(self) -> str:
        """SQL: what the file shows, NULL where it is unknown."""
        return f"nullif(concat_ws(' ', {', '.join(self.texts)}), '')"

    @property
    def type(self) -> str:
        """The DuckDB type of the slot's value."""
        return DUCKDB_TYPES.get(self.field.kind, "TIMESTAMP")

    @property
    def column(self) -> str:
        """The file's columns it reads, as a reject names them."""
        rule = self.rule
        named = rule.columns or rule.between or tuple(c for c in (rule.date, rule.time) if c)
        return " + ".join(named) or self.field.name

    @property
    def rejects(self) -> bool:
        """Whether a text that cannot be read refuses the row, or only leaves the field unknown.

        What a contact is, when it came and how long it took must be right; a fact beside it, such as a
        rating off its scale, costs itself alone.
        """
        given = self.rule.wrong
        return given == "reject" if given else self.own and self.field.name not in BESIDE

    def moments(self, *, typed_cells: bool) -> tuple[Moment, ...]:
        """The moments in the slot's texts: one for a moment, two for a span between moments."""
        rule, texts = self.rule, self.texts
        if self.field.kind is Kind.MOMENT and rule.date:
            times = rule.time_formats
            day, time = texts
            return (day_and_time(day, time, rule.formats, times, typed_cells=typed_cells),)
        if self.field.kind is Kind.MOMENT or (rule.between and self.dated):
            return tuple(moment(t, rule.formats, typed_cells=typed_cells) for t in texts)
        return ()

    @property
    def dated(self) -> bool:
        """Whether any format asks for a day; formats of a span that ask for none are those of times of day."""
        formats = self.rule.formats
        return any(asks_day(way) or "%" not in way for way in formats)

    def value(self, decimal: str) -> str:
        """SQL: the slot's value from its texts, or from its moments in UTC (`u_...`); NULL if wrong."""
        if self.field.kind is Kind.MOMENT:
            return f"u_{self.name}_1"
        if self.rule.between:
            return _between(self)
        return _READERS[self.field.kind](self, decimal)

    @property
    def meaning(self) -> Message:
        """What the text must be, as a reject says it."""
        return MUST_BE(field=self.field.name, what=_MEANING[self.field.kind](self))


def slots_of(mapping: TableMapping) -> list[Slot]:
    """Every slot of a mapping: fields first, then evidence `e1_...`, then surveys `s1_...`."""
    slots = [
        Slot(name if n == 1 else f"{name}_{n}", FIELDS[name], rule)
        for name, rules in mapping.rules.items()
        for n, rule in enumerate(rules, 1)
    ]
    return [*slots, *_evidence_slots(mapping), *_survey_slots(mapping)]


def _evidence_slots(mapping: TableMapping) -> Iterator[Slot]:
    for n, item in enumerate(mapping.evidence, 1):
        parts = {
            Field("resolved", Kind.TRUTH): item.resolved,
            Field("cause", Kind.TEXT): item.cause,
            Field("stated_at", Kind.MOMENT): item.stated_at,
            Field("stated_by", Kind.TEXT): item.stated_by,
        }
        for part, rule in parts.items():
            if rule:
                yield Slot(f"e{n}_{part.name}", part, rule, own=False)


def _survey_slots(mapping: TableMapping) -> Iterator[Slot]:
    for n, item in enumerate(mapping.surveys, 1):
        score = Field(item.instrument, Kind.SCORE)
        yield Slot(f"s{n}_score", score, item.score, item.low, item.high, own=False)
        parts = {"delivered_at": item.delivered_at, "answered_at": item.answered_at}
        for name, rule in parts.items():
            if rule:
                yield Slot(f"s{n}_{name}", Field(name, Kind.MOMENT), rule, own=False)


def _between(slot: Slot) -> str:
    if slot.dated:
        span = f"((epoch_us(u_{slot.name}_2) - epoch_us(u_{slot.name}_1)) / 1e6)"
        return f"(CASE WHEN {span} BETWEEN 0 AND {durations.LONGEST_S} THEN {span} END)"
    ways = (*slot.rule.formats, "h:m:s") if slot.rule.formats else ()
    begin, end = (durations.time_of_day(text, ways) for text in slot.texts)
    # Two times of day: an end before the beginning is on the next day.
    return f"(CASE WHEN {end} >= {begin} THEN {end} - {begin} ELSE {end} - {begin} + 86400 END)"


def _word(slot: Slot, decimal: str) -> str:
    text = f"replace(lower({slot.texts[0]}), ' ', '_')"
    return f"(CASE WHEN {text} IN ({listed(slot.field.words)}) THEN {text} END)"


def _truth(slot: Slot, decimal: str) -> str:
    return f"({judged(slot.texts[0])})"


def _score(slot: Slot, decimal: str) -> str:
    """A number on the scale; where it is 0 to 1, yes and no are its ends."""
    score = numbers.score(slot.texts[0], slot.low, slot.high, decimal)
    if (slot.low, slot.high) != (0, 1):
        return score
    return f"coalesce({score}, CAST({judged(slot.texts[0])} AS DOUBLE))"


def _tags(slot: Slot, decimal: str) -> str:
    split = f"string_split({slot.texts[0]}, {listed([slot.rule.separator])})"
    trimmed = f"list_transform({split}, lambda x: trim(x))"
    return f"list_sort(list_distinct(list_filter({trimmed}, lambda x: x <> '')))"


def _person(slot: Slot, decimal: str) -> str:
    text = slot.texts[0]
    if slot.rule.wrong == "keep":
        return text
    lost = f"regexp_matches({text}, '{numbers.SCIENTIFIC}')"
    if slot.field.name == "customer_email":
        lost = f"NOT regexp_matches({text}, '{EMAIL}')"
    return f"(CASE WHEN {lost} THEN NULL ELSE {text} END)"


_READERS: dict[Kind, Callable[[Slot, str], str]] = {
    Kind.TEXT: lambda slot, decimal: slot.texts[0],
    Kind.WORD: _word,
    Kind.DURATION: lambda s, decimal: durations.seconds(s.texts[0], s.rule.unit, decimal),
    Kind.COUNT: lambda s, decimal: numbers.count(s.texts[0], s.field.most, decimal),
    Kind.MONEY: lambda s, decimal: numbers.money(s.texts[0], decimal),
    Kind.SCORE: _score,
    Kind.TRUTH: _truth,
    Kind.TAGS: _tags,
    Kind.PERSON: _person,
}


def _moment_meaning(slot: Slot) -> Message:
    ways = [*slot.rule.formats, *slot.rule.time_formats]
    years = {"first": str(FIRST_YEAR), "last": str(LAST_YEAR)}
    return A_WRITTEN_MOMENT(format=_one_of(ways), **years) if ways else A_MOMENT(**years)


def _one_of(ways: Sequence[str]) -> str:
    *before, last = ways
    return ONE_OR_OTHER(one=_one_of(before), other=last) if before else last


def _duration_meaning(slot: Slot) -> Message:
    return A_SPAN() if slot.rule.between else LIMITED(what=durations.MEANING[slot.rule.unit]())


def _person_meaning(slot: Slot) -> Message:
    return AN_ADDRESS() if slot.field.name == "customer_email" else WHOLE()


_MEANING: dict[Kind, Callable[[Slot], Message]] = {
    Kind.TEXT: lambda slot: A_TEXT(),
    Kind.WORD: lambda slot: A_WORD(words=", ".join(slot.field.words)),
    Kind.MOMENT: _moment_meaning,
    Kind.DURATION: _duration_meaning,
    Kind.COUNT: lambda slot: A_COUNT(most=slot.field.most),
    Kind.MONEY: lambda slot: MONEY(),
    Kind.SCORE: lambda slot: A_SCORE(low=slot.low, high=slot.high),
    Kind.TRUTH: lambda slot: A_TRUTH(),
    Kind.TAGS: lambda slot: TAGS(),
    Kind.PERSON: _person_meaning,
}
