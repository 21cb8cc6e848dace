"""A mapping as a value: which column of a file becomes which field, and how its text is read."""

from dataclasses import dataclass, field

Condition = tuple[tuple[str, tuple[str, ...]], ...]
"""Column -> the texts of which it must show one; all columns must agree. Empty: always true."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How one field gets its value. Columns are named as the file's header names them."""

    columns: tuple[str, ...] = ()
    constant: str | None = None
    join: str = " "
    formats: tuple[str, ...] = ()
    date: str | None = None
    time: str | None = None
    time_formats: tuple[str, ...] = ()
    between: tuple[str, str] | None = None
    unit: str = "auto"
    values: tuple[tuple[str, str], ...] = ()
    other: str | None = None
    nulls: tuple[str, ...] = ()
    when: Condition = ()
    unless: Condition = ()
    otherwise: str | None = None
    separator: str = ";"
    from_content: bool = False
    wrong: str | None = None

    @property
    def all_columns(self) -> tuple[str, ...]:
        """Every column this rule looks at, conditions included."""
        named = [*self.columns, self.date, self.time, *(self.between or ())]
        asked = [name for name, _ in (*self.when, *self.unless)]
        return tuple(name for name in (*named, *asked) if name is not None)


Rules = tuple[Rule, ...]
"""Tried in order; the first that gives a value wins."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A judgement of resolution standing in the file: of which kind, and who gave it when."""

    kind: str
    resolved: Rule
    cause: Rule | None = None
    stated_at: Rule | None = None
    stated_by: Rule | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """A survey answer standing in the file; `delivered` says when a blank means asked but not answered."""

    instrument: str
    scale: str
    low: float
    high: float
    score: Rule
    delivered: Condition | None = None
    delivered_at: Rule | None = None
    answered_at: Rule | None = None


@dataclass(frozen=True, slots=True)
class Drop:
    """Rows that are not contacts: counted as kept out, never rejected."""

    when: Condition
    why: str


@dataclass(frozen=True, slots=True)
class FileForm:
    """How the file is written; `auto` and None are found out from the file itself."""

    format: str = "auto"
    delimiter: str | None = None
    encoding: str | None = None
    header: tuple[str, ...] | None = None
    skip: int = 0
    sheet: str | int | None = None
    decimal: str = "."
    nulls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VaultRule:
    """What of customers is to be kept beside the lake, `number` or `email`, and on what legal ground."""

    keep: tuple[str, ...]
    ground: str


@dataclass(frozen=True, slots=True)
class TableMapping:
    """One mapping file, checked."""

    name: str
    rules: dict[str, Rules]
    title: str = ""
    zone: str | None = None
    region: str | None = None
    file: FileForm = field(default_factory=FileForm)
    evidence: tuple[Evidence, ...] = ()
    surveys: tuple[Survey, ...] = ()
    drops: tuple[Drop, ...] = ()
    vault: VaultRule | None = None
    row: str = ""
    """What a row is: `contacts`, `legs`, or nothing where it shows by itself."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of the file that the mapping looks at, each once, in order of mention."""
        rules = [rule for some in self.rules.values() for rule in some]
        rules += [r for e in self.evidence for r in _rules_of_evidence(e)]
        rules += [r for s in self.surveys for r in (s.score, s.delivered_at, s.answered_at) if r]
        asked = [c for d in self.drops for c, _ in d.when]
        asked += [c for s in self.surveys for c, _ in s.delivered or ()]
        return tuple(dict.fromkeys([*(c for r in rules for c in r.all_columns), *asked]))


def _rules_of_evidence(evidence: Evidence) -> list[Rule]:
    rules = (evidence.resolved, evidence.cause, evidence.stated_at, evidence.stated_by)
    return [rule for rule in rules if rule is not None]
