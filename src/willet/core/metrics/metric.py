"""What one metric is: its formula, unit, direction, parameters and its words in five languages."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal, TypeAlias

from willet.core.metrics.nodes import Formula, Node
from willet.core.metrics.shape import Shape

Level: TypeAlias = Literal["leg", "visit", "contact", "case", "answer"]
Better: TypeAlias = Literal["higher", "lower", "neither"]

UNITS_OF_LUCK = ("customer_key", "agent", "day")
"""What the rows of a figure may share: whose habits or whose jams they have in common."""
LANGUAGES = ("en", "nl", "de", "es", "vi")
UNITS = ("share", "s", "count", "score", "money", "per_case")
TABLE_OF_LEVEL: dict[str, str] = {
    "leg": "visits",
    "visit": "visits",
    "contact": "contacts",
    "case": "cases",
    "answer": "answers",
}


@dataclass(frozen=True, slots=True)
class Words:
    """A metric in plain words of one language: its title, what it counts, and what it cannot tell."""

    title: str
    definition: str
    limits: str
    source: str = ""
    """The formula in words and signs, and who counts so."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of formulas with its default, and the values it may take."""

    name: str
    default: float | int | str
    unit: str
    words: Mapping[str, str]
    lowest: float | None = None
    highest: float | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Audit:
    """How audits judge a metric's verdicts: on rows `where` a verdict counts, and among these on those `checked`.

    `truth` is what the audit found, `verdict` what would be said without it.
    """

    truth: Node
    where: Node
    checked: Node
    verdict: Node


@dataclass(frozen=True)
class Metric:
    """One metric of the catalogue.

    `table` is the one table its formula scans. `cluster` names what rows share (a customer, an agent, a
    day), for the interval; `units` says what takes its place in a question that names one. `alike` is a
    condition that parts the rows in two strata: rows on which the source is silent are then taken to go like
    the known rows of their stratum; without it they stay out of the value. `linked_by` names the parameters
    that decide which contacts are one case, and so the very rows of the table. `settles` is the condition
    under which a row's verdict stands: the others are pending, counted beside and estimated where there is
    history. `seen` is the condition under which a verdict is more than a word: rows on which it fails keep
    their word in the value, and are unknown in coverage and bounds. A miss among the seen that is not `certain`
    may have been a hit out of sight: the upper bound allows for it. `audit` says how audits judge verdicts.
    `alone` is a column that must have one value in a cell: amounts of several currencies add up to nothing.
    `weights` is how answers are weighed where a question does not say.
    """

    name: str
    level: Level
    table: str
    text: str
    formula: Formula
    shape: Shape
    unit: str
    direction: Better
    words: Mapping[str, Words]
    source: str
    parameters: Mapping[str, Parameter]
    family: str
    cluster: str | None = None
    alike: Node | None = None
    ends: tuple[float, float] | None = None
    linked_by: tuple[str, ...] = ()
    settles: Node | None = None
    seen: Node | None = None
    certain: Node | None = None
    audit: Audit | None = None
    weights: str | None = None
    alone: str | None = None

    @property
    def value_range(self) -> tuple[float, float]:
        """The ends beyond which no value can lie."""
        return self.ends or ((0.0, 1.0) if self.unit == "share" else (0.0, float("inf")))

    @property
    def may_be_skewed(self) -> bool:
        """Whether it is a mean of values without an upper end, such as times and amounts."""
        return self.unit != "share" and self.value_range[1] == float("inf")

    @property
    def needs(self) -> tuple[str, ...]:
        """The columns without which the metric cannot be computed, read off the formula."""
        return self.shape.needs

    @property
    def helps(self) -> tuple[str, ...]:
        """The columns that complete the figure but whose absence only narrows it (`or_zero`)."""
        return self.shape.helps

    def as_dict(self) -> dict[str, object]:
        """The metric as `willet metrics --format json` prints it."""
        return {
            "name": self.name,
            "level": self.level,
            "formula": self.text,
            "unit": self.unit,
            "direction": self.direction,
            "parameters": {name: p.default for name, p in self.parameters.items()},
            "needs": list(self.needs),
            **({"weights": self.weights} if self.weights else {}),
            "source": self.source,
            "words": {code: asdict(words) for code, words in self.words.items()},
        }

    def __repr__(self) -> str:
        return f"Metric({self.name} = {self.text})"
