"""The way back: what a mapping chooses for each column of a file, and what it says that no choice can say."""

from collections import Counter
from collections.abc import Sequence

from willet.core.records import RequestError, spelled
from willet.core.sources.table.dialect import folded
from willet.core.sources.table.fields import FIELDS, Kind
from willet.core.sources.table.mapping import Rule, Rules, TableMapping
from willet.core.sources.table.proposing.choices import ColumnChoice, TableChoices


def choices_of(mapping: TableMapping, header: Sequence[str]) -> tuple[TableChoices, frozenset[str]]:
    """What a mapping chooses for each column, and the fields that are said in a way no choice can say."""
    by_column: dict[str, ColumnChoice] = {}
    beyond: set[str] = set()
    for name, rules in mapping.rules.items():
        gathered = _chosen(name, rules)
        if gathered is None:
            beyond.add(name)
        for choice in gathered or ():
            by_column.setdefault(choice.column, choice)
    for survey in mapping.surveys:
        for column in survey.score.columns[:1]:
            choice = ColumnChoice(column, survey.instrument, scale=survey.scale)
            by_column.setdefault(column, choice)
    counts = Counter(choice.meaning for choice in by_column.values())
    beyond |= {meaning for meaning, n in counts.items() if n > 1}
    by_name = {folded(name): choice for name, choice in by_column.items()}
    columns = tuple(by_name.get(folded(name), ColumnChoice(spelled(name))) for name in header)
    whole = TableChoices(
        mapping.name, columns, mapping.file, mapping.zone, mapping.region, mapping.row
    )
    return whole, frozenset(beyond | _lost(mapping, whole))


def _lost(mapping: TableMapping, choices: TableChoices) -> set[str]:
    """The fields whose rules the choices would not give back as they are."""
    try:
        again = choices.mapping()
    except RequestError:
        return set(mapping.rules)
    return {name for name, rules in mapping.rules.items() if again.rules.get(name) != rules}


def _chosen(name: str, rules: Rules) -> list[ColumnChoice] | None:
    rule = rules[0]
    if len(rules) > 1 or rule.constant is not None:
        return None
    if rule.from_content:
        return []
    if rule.date and rule.time:
        parts = (
            ColumnChoice(rule.date, "arrived_date", rule.formats),
            ColumnChoice(rule.time, "arrived_time", rule.time_formats),
        )
        return list(parts) if name == "arrived_at" else None
    if rule.between:
        return _chosen_of_span(name, rule)
    if len(rule.columns) != 1:
        return None
    return [_chosen_alone(name, rule)]


def _chosen_of_span(name: str, rule: Rule) -> list[ColumnChoice] | None:
    if not rule.between or name not in ("wait_s", "talk_s"):
        return None
    unit = "auto" if rule.formats else "clock"
    formats = rule.formats if rule.formats != ("iso",) else ()
    answered = rule.between[1 if name == "wait_s" else 0]
    choices = [ColumnChoice(answered, "answered_at", formats, unit)]
    return (
        choices
        if name == "wait_s"
        else [*choices, ColumnChoice(rule.between[1], "ended_at", formats, unit)]
    )


def _chosen_alone(name: str, rule: Rule) -> ColumnChoice:
    words = dict(rule.values)
    if FIELDS[name].kind is Kind.COUNT:
        words = {t: {"1": "true", "0": "false"}.get(w, w) for t, w in words.items()}
    values, other = tuple(words.items()), rule.other or ""
    return ColumnChoice(
        rule.columns[0], name, rule.formats, rule.unit, values, other, rule.separator
    )
