"""The text of a rule in SQL: joined, looked up and conditioned, over the trimmed columns of a batch."""

from collections.abc import Mapping, Sequence

from willet.core.sources.interfaces import interface
from willet.core.sources.nobody import names_nobody
from willet.core.sources.table.fields import Field, Kind
from willet.core.sources.table.mapping import Condition, Rule
from willet.core.sources.table.sql import listed, quoted
from willet.core.sources.table.vocabulary.unknown import says_nothing

AGENTS = ("agent", "stated_by")
"""Fields that name an agent."""
_COUNTED = frozenset({"epoch_s", "epoch_ms", "excel"})
_NUMERIC = (Kind.COUNT, Kind.MONEY, Kind.SCORE, Kind.DURATION)


class FileColumns:
    """The columns of one file by their places, and the texts that mean nothing in them."""

    def __init__(self, places: Mapping[str, int], nulls: Sequence[str], decimal: str) -> None:
        self._places, self._nulls, self.decimal = places, tuple(nulls), decimal

    def shown(self, column: str) -> str:
        """SQL: the trimmed text of a column, empty where it is blank."""
        return f"c{self._places[column]}"

    def known(self, column: str, nulls: Sequence[str] = ()) -> str:
        """SQL: the same, NULL where it is blank, or says in any way or in the mapping's words that it is unknown."""
        known = f"k{self._places[column]}"
        if not nulls:
            return known
        return f"(CASE WHEN {self.shown(column)} IN ({listed(nulls)}) THEN NULL ELSE {known} END)"

    def known_cell(self, cell: str) -> str:
        """SQL: a trimmed cell of any column, NULL where it is blank, or says that it is unknown."""
        empty = listed(("", *self._nulls))
        return f"(CASE WHEN {cell} IN ({empty}) OR {says_nothing(cell)} THEN NULL ELSE {cell} END)"

    def holds(self, condition: Condition) -> str:
        """SQL: whether every column of the condition shows one of its texts."""
        terms = (f"{self.shown(c)} IN ({listed(texts)})" for c, texts in condition)
        return "(" + (" AND ".join(terms) or "TRUE") + ")"


def parts_of(rule: Rule, field: Field, columns: FileColumns) -> tuple[str, ...]:
    """SQL: the texts a rule reads, one for most, two where a date and a time or two ends are read."""
    pair = (rule.date, rule.time) if rule.date else rule.between
    if pair:
        nulls = (*rule.nulls, *_zeros(rule))
        return tuple(
            _conditioned(columns.known(c or "", nulls), rule, field, columns) for c in pair
        )
    return (_conditioned(_text(rule, field, columns), rule, field, columns),)


def _zeros(rule: Rule) -> tuple[str, ...]:
    """The texts of an end that a count of seconds or days has where nothing happened: the zero of its clock."""
    return ("0", "0.0", "0,0") if rule.between and _COUNTED.intersection(rule.formats) else ()


def _text(rule: Rule, field: Field, columns: FileColumns) -> str:
    if rule.from_content:
        return "content"
    if rule.constant is not None:
        return _canonical(rule.constant, field, columns)
    return _translated(rule, field, columns)


def _translated(rule: Rule, field: Field, columns: FileColumns) -> str:
    known = _joined(rule, field, [columns.known(c, rule.nulls) for c in rule.columns])
    if field.name in AGENTS:
        known = _agent(known)
    other = known if rule.other is None else _canonical(rule.other, field, columns)
    if not rule.values and rule.other is None:
        return known
    shown = _joined(rule, field, [columns.shown(c) for c in rule.columns])
    arms = " ".join(
        f"WHEN {shown} = {quoted(text)} THEN {_canonical(value, field, columns)}"
        for text, value in rule.values
    )
    return f"(CASE {arms} WHEN {known} IS NULL THEN NULL ELSE {other} END)"


def _agent(text: str) -> str:
    """SQL: an agent as spelt without the marks of one call; NULL for a word that names nobody."""
    return f"(CASE WHEN {names_nobody(text)} THEN NULL ELSE {interface(text)} END)"


def _joined(rule: Rule, field: Field, texts: Sequence[str]) -> str:
    if len(texts) == 1:
        return texts[0]
    join = quoted(rule.separator if field.kind is Kind.TAGS else rule.join)
    if field.name == "contact_id":
        # Half an id is no id: it would stand for many contacts.
        return "(" + f" || {join} || ".join(texts) + ")"
    return f"nullif(concat_ws({join}, {', '.join(texts)}), '')"


def _canonical(value: str, field: Field, columns: FileColumns) -> str:
    numeric = field.kind in _NUMERIC and columns.decimal == ","
    return quoted(value.replace(".", ",") if numeric else value)


def _conditioned(text: str, rule: Rule, field: Field, columns: FileColumns) -> str:
    if not rule.when and not rule.unless:
        return text
    met = columns.holds(rule.when)
    if rule.unless:
        met = f"({met} AND NOT {columns.holds(rule.unless)})"
    else_ = "NULL" if rule.otherwise is None else _canonical(rule.otherwise, field, columns)
    return f"(CASE WHEN {met} THEN {text} ELSE {else_} END)"
