"""The rows of the dimension: a spelling and its name, an agent's stretch in a team, an agent's days here."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["agent", "queue", "topic", "disposition"]
KINDS: tuple[Kind, ...] = ("agent", "queue", "topic", "disposition")
FIRST_DAY, LAST_DAY = date.min, date.max
"""What an open end of a stretch reaches to; a row without a day counts as of the first."""


@dataclass(frozen=True, slots=True, order=True)
class Spelt:
    """A spelling of one source, or of every source where `source` is empty, and the name it stands for."""

    kind: Kind
    source: str
    spelt: str
    name: str


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """An agent, by name, in one team from the first to the last day, both counted."""

    agent: str
    first: date
    last: date
    team: str


@dataclass(frozen=True, slots=True, order=True)
class Person:
    """An agent, by name: first and last day of work here, and the languages they serve, as codes."""

    agent: str
    hired: date | None = None
    left: date | None = None
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Label:
    """How a name is read by people: language -> words, as pairs, and whether menus leave it out."""

    kind: Kind
    name: str
    words: tuple[tuple[str, str], ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Dimension:
    """All rows, as the rooms gave them; `generation` names their content and is empty where there are none.

    Labels are for pages alone: no answer depends on them, and the generation does not name them.
    """

    names: tuple[Spelt, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    people: tuple[Person, ...] = ()
    labels: tuple[Label, ...] = ()
    generation: str = ""
