"""What each kind of evidence says over one selection, how far the kinds agree, and what they make likely together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from duckdb import DuckDBPyConnection

from willet.core.cases.agreement import (
    Rung,
    VerdictPatterns,
    agreements,
    audited,
    corrected,
    evidence_on_cases,
    evidence_on_contacts,
    ladder,
    truly_solved,
)
from willet.core.cases.latent import Estimate
from willet.core.cases.rules import Topic
from willet.core.metrics import Question
from willet.core.records import EvidenceKind
from willet.core.statistics import Agreement, Audited, CorrectedShare
from willet.figures.domain.aside import waited_for
from willet.figures.domain.asking import Reading
from willet.figures.domain.linking import LinkRules
from willet.figures.domain.remembered import recalled, remembered
from willet.figures.domain.selection import Selection

CORRECTED = EvidenceKind.DISPOSITION.value
"""The kind that audits correct: everybody has it, and those who give it are judged by it."""
TOPICS: Mapping[str, Topic] = {"required": "required", "ignored": "ignored"}

T = TypeVar("T")


@dataclass(frozen=True)
class Weighed:
    """The evidence on cases, or on single contacts, and how far every two kinds agree."""

    evidence: VerdictPatterns
    agreements: Mapping[tuple[str, str], Agreement | None]


@dataclass(frozen=True)
class LikelyTruth:
    """What the evidence on single contacts makes likely.

    `audits` are how often the disposition was right about what audits found solved, and not solved.
    """

    estimate: Estimate | None
    corrected: CorrectedShare | None
    audits: tuple[Audited, Audited]


def weighed(evidence: VerdictPatterns) -> Weighed:
    """The verdicts with their agreement."""
    return Weighed(evidence, agreements(evidence))


@dataclass(frozen=True)
class Weighing:
    """The evidence over one selection under one set of rules, each part worked out when first looked at.

    Raises:
        LakeError: a file of the lake cannot be read; from each part.
    """

    reading: Reading
    selection: Selection
    rules: LinkRules

    @cached_property
    def rungs(self) -> list[Rung]:
        """How many cases each kind decided, strongest first."""
        return self._remembered("ladder", lambda con: ladder(con, of=self.question))

    @cached_property
    def cases(self) -> Weighed:
        """Over the matured cases that somebody took."""
        return self._remembered(
            "cases", lambda con: weighed(evidence_on_cases(con, of=self.question))
        )

    @cached_property
    def contacts(self) -> Weighed:
        """Over the single contacts that somebody took: here a repeat speaks against the contact before it."""
        return self._remembered("contacts", self._on_contacts)

    @cached_property
    def truth(self) -> LikelyTruth:
        """What was truly solved of the single contacts; of whole cases the kinds may not speak of the same."""
        evidence = self.contacts.evidence

        def computed() -> LikelyTruth:
            return LikelyTruth(
                truly_solved(evidence), corrected(evidence, CORRECTED), audited(evidence, CORRECTED)
            )

        return remembered(self.reading.snapshot, ("evidence", "truth", self.question), computed)

    def ready(self) -> bool:
        """Whether every part is known or soon is; of a large lake they are worked out meanwhile."""
        key = ("evidence", "whole", self.question)
        if recalled(self.reading.snapshot, key):
            return True
        return (
            waited_for(
                self.reading, key, lambda: remembered(self.reading.snapshot, key, self._whole)
            )
            is True
        )

    def _whole(self) -> bool:
        parts = (self.rungs, self.cases, self.contacts, self.truth)
        return all(part is not None for part in parts)

    @cached_property
    def question(self) -> Question:
        """The selection and the rules as the core takes them."""
        return self.reading.question(
            ["fcr_case"], selection=self.selection, params=self.rules.params
        )

    def _on_contacts(self, con: DuckDBPyConnection) -> Weighed:
        result = evidence_on_contacts(
            con,
            window_days=self.rules.window_days,
            topic=TOPICS.get(self.rules.topic, "if_known"),
            of=self.question,
        )
        return weighed(result)

    def _remembered(self, part: str, make: Callable[[DuckDBPyConnection], T]) -> T:
        def computed() -> T:
            with self.reading.under(self.rules).whole.connected() as con:
                return make(con)

        return remembered(self.reading.snapshot, ("evidence", part, self.question), computed)
