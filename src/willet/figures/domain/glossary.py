"""The catalogue as a reader meets it: metrics by family, with level, unit and direction in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from willet.core.metrics import Metric, catalogue
from willet.figures.domain.limits import parameter_words
from willet.figures.domain.linking import LinkRules
from willet.figures.domain.selection import Selection
from willet.figures.domain.titles import words_of

LEVELS: Mapping[str, str | Promise] = {
    "leg": gettext_lazy("offers to agents"),
    "visit": gettext_lazy("visits to a queue"),
    "contact": gettext_lazy("contacts"),
    "case": gettext_lazy("cases"),
    "answer": gettext_lazy("survey answers"),
}
UNITS: Mapping[str, str | Promise] = {
    "share": gettext_lazy("share, in percent"),
    "s": gettext_lazy("seconds"),
    "count": gettext_lazy("count"),
    "score": gettext_lazy("score"),
    "money": gettext_lazy("money, in the centre’s currency"),
    "currency": gettext_lazy("money, of each currency by itself"),
    "per_case": gettext_lazy("contacts per case"),
}
DIRECTIONS: Mapping[str, str | Promise] = {
    "higher": gettext_lazy("higher is better"),
    "lower": gettext_lazy("lower is better"),
    "neither": gettext_lazy("neither high nor low is better"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One metric of the list."""

    name: str
    title: str
    definition: str
    level: str


def entries() -> Sequence[Entry]:
    """Every metric in the reader's language, in the order of the alphabet there."""
    gathered = [
        Entry(m.name, words_of(m).title, words_of(m).definition, str(LEVELS[m.level]))
        for m in catalogue().values()
    ]
    return sorted(gathered, key=lambda entry: entry.title.casefold())


def facts(metric: Metric) -> list[tuple[str, str]]:
    """What a metric is counted on, its unit and which way is better, as pairs of heading and text."""
    return [
        (str(gettext_lazy("Counted on")), str(LEVELS[metric.level])),
        (str(gettext_lazy("Unit")), str(UNITS[metric.alone or metric.unit])),
        (str(gettext_lazy("Direction")), str(DIRECTIONS[metric.direction])),
    ]


def settings_of(
    metric: Metric, selection: Selection, rules: LinkRules
) -> list[tuple[str, str, object]]:
    """Each parameter of a metric: name, meaning, and its value as the reader set it, else the usual one."""
    values: Mapping[str, object] = {**selection.limits, **rules.values}
    return [
        (p.name, parameter_words(p), values.get(p.name, p.default))
        for p in metric.parameters.values()
    ]


def is_linked(metric: Metric) -> bool:
    """Whether the figure depends on how contacts are linked."""
    return "window_days" in metric.parameters
