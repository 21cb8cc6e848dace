"""Whether the first contact was enough: five definitions over one selection, and recent days."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from willet.core.cases.recent import Cohort, recent_cohorts
from willet.core.cases.rules import Topic
from willet.core.lake.seen import HORIZON_DAYS
from willet.core.metrics import Answer, AnswerRow
from willet.figures.domain.asking import Reading
from willet.figures.domain.linking import LinkRules
from willet.figures.domain.periods import Period
from willet.figures.domain.remembered import remembered
from willet.figures.domain.selection import Selection

DEFINITIONS = (
    "fcr_case",
    "fcr_case_net",
    "next_contact_avoidance",
    "one_and_done_share",
    "fcr_strict",
)
"""Five ways to say "solved at the first contact", from the widest known to the strictest."""
BESIDE = (
    "call_resolution",
    "repeat_rate",
    "reopen_rate",
    "contacts_per_case",
    "pending_cases",
)
"""What the five are read beside."""
LOST = "never_reached"
"""Counted apart: nobody had a contact with these customers in which to solve anything."""
RECENT_DAYS = 30
_TOPICS: Mapping[str, Topic] = {"required": "required", "ignored": "ignored"}


@dataclass(frozen=True)
class Resolution:
    """The page's figures over one selection under one set of rules, each asked for when first looked at."""

    reading: Reading
    selection: Selection
    rules: LinkRules

    @cached_property
    def answer(self) -> Answer:
        """The five definitions and what they are read beside."""
        names = (*DEFINITIONS, *BESIDE, LOST)
        return self.reading.ask(names, selection=self.selection, params=self.rules.params)

    @cached_property
    def figures(self) -> dict[str, AnswerRow]:
        """Each figure by the name of its metric."""
        return {row.metric: row for row in self.answer.rows}

    @property
    def is_empty(self) -> bool:
        """Whether the selection holds nothing at all."""
        return not any(row.n or row.value for row in self.answer.rows)

    @property
    def is_pending(self) -> bool:
        """Whether some case of the selection is too young to be judged."""
        return bool(self.figures["pending_cases"].value)

    @cached_property
    def recent(self) -> list[Cohort]:
        """The newest days of the whole lake, oldest first: what has matured of them and what is expected.

        Empty for a window longer than gaps are remembered: nothing could be learned of how it ends.

        Raises:
            LakeError: a file of the lake cannot be read.
        """
        if self.rules.window_days > HORIZON_DAYS:
            return []
        snapshot = self.reading.snapshot
        key = ("recent", self.rules.window_days, self.rules.topic)
        return remembered(snapshot, key, self._recent_days)

    @property
    def recent_open(self) -> list[Cohort]:
        """The same without the days on which too few people took calls for this reader to see them.

        Raises:
            LakeError: a file of the lake cannot be read.
        """
        if not self.recent:
            return []
        whole = Selection(Period(self.recent[0].day, self.recent[-1].day))
        groups = self.reading.groups(whole, by=["day"])
        return [c for c in self.recent if groups.closed((c.day.isoformat(),)) is None]

    def _recent_days(self) -> list[Cohort]:
        topic = _TOPICS.get(self.rules.topic, "if_known")
        window = self.rules.window_days
        days = max(RECENT_DAYS, 2 * window)
        with self.reading.whole.connected() as con:
            return recent_cohorts(con, window_days=window, topic=topic, days=days)
