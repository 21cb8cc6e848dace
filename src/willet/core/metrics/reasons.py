"""The sentences an answer may carry: why there is no figure, and what must be known beside one.

A closed list, so that a page can translate each. `Sentence.text` is the English with `%(name)s` slots.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from willet.core.metrics.metric import Level


@dataclass(frozen=True)
class Sentence:
    """A sentence with slots, and what fills them; `str()` is the English."""

    text: str
    values: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text % self.values if self.values else self.text


NOTHING_THERE: dict[Level, str] = {
    "leg": "no offers to agents in this selection",
    "visit": "no contacts in this selection",
    "contact": "no contacts in this selection",
    "case": "no cases in this selection",
    "answer": "no survey questions in this selection",
}
NO_EVIDENCE = "no case in this selection has evidence of whether it was solved"
NOT_SETTLED = (
    "the cases of this selection are still pending, and the records are too short to estimate them"
)
NOT_CONFIRMED = "no known customer in this selection said whether it was solved"
NOT_ANSWERED = "nobody answered the survey in this selection"

NOT_RECORDED: dict[str, str] = {
    "wait_s": "this source does not record waiting time",
    "ring_s": "this source does not record ringing time",
    "talk_s": "this source does not record talk time",
    "hold_s": "this source does not record hold time",
    "acw_s": "this source does not record after-call work",
    "transfers": "this source does not record transfers",
    "sale_amount": "this source does not record sales",
    "offers": "this source does not record offers to agents",
    "unanswered_offers": "this source does not record unanswered offers",
    "customer_key": "this source does not tell who the customers are",
    "identified": "this source does not tell who the customers are",
    "confirmed": NOT_CONFIRMED,
    "resolved": NO_EVIDENCE,
    "solved_at_once": NO_EVIDENCE,
    "settled": NOT_SETTLED,
    "score": NOT_ANSWERED,
    "scale": "no answer in this selection is on the scale this metric needs",
}
TOO_SHORT = (
    "a window of %(window)s d needs a record of more than %(needed)s d, and this one has %(seen)s d; "
    "the first figure comes with the records of %(date)s"
)
NOT_KNOWN = "what this metric needs is not known in this selection"

PARTLY_RECORDED: dict[str, str] = {
    "ring_s": "%(metric)s: ringing time is known for %(share)s of the contacts and counts as 0 s for the rest",
    "hold_s": "%(metric)s: hold time is known for %(share)s of the contacts and counts as 0 s for the rest",
    "acw_s": "%(metric)s: after-call work is known for %(share)s of the contacts and counts as 0 s for the rest",
}
LEFT_OUT: dict[str, str] = {
    "ring_s": "%(metric)s is without ringing time here: this source does not record it",
    "hold_s": "%(metric)s is without hold time here: this source does not record it",
    "acw_s": "%(metric)s is without after-call work here: this source does not record it",
}
ONE_BY_ONE = "no contact is linked to another yet: each one counts as a case of its own"
PART_UNKNOWN = (
    "%(metric)s rests on %(share)s of what it should count; "
    "bound_low and bound_high enclose what the rest could do"
)
ONE_CUSTOMER = "no interval: one single customer says nothing of others"
TOO_FEW_FOR_MEAN = "no interval from fewer than 30: a few long or large ones would decide the mean"
TOO_FEW_FOR_QUANTILE = "no interval: from so few this quantile has none"
LOWER_END_ALONE = "lower end alone: from so few the interval has no upper one"
TOO_FEW_ROWS = "no interval from a single one"
TOO_FEW_AGENTS = "no interval from a single agent"
ONE_DAY = "the interval is of chance within one day: it says nothing of how days differ"
ONE_AGENT = "the interval is of one agent’s own contacts: it says nothing of other agents"
FEW_DAYS = "the interval rests on fewer than 8 days and is rough"
FEW_AGENTS = "the interval rests on fewer than 8 agents and is rough"
ONE_HOLDS_MUCH = (
    "one customer has more than a twentieth of what this rests on: the interval is rough"
)
ONE_HOLDS_MUCH_OF = "%(metric)s: one customer has more than a twentieth of what this rests on: the interval is rough"
ESTIMATED = (
    "%(metric)s is estimated in part: %(pending)s of %(cases)s cases are pending, "
    "and count as older ones turned out"
)
LEFT_OUT_PENDING = (
    "%(metric)s leaves out %(pending)s of %(cases)s cases that are pending: "
    "the records are too short to estimate them"
)
NAMELESS = (
    "%(metric)s rests on what the record says of each contact: its source does not tell who the customers are, "
    "so nobody can be seen coming back"
)
CORRECTED = (
    "%(metric)s: audits judged %(audits)s cases whole; the corrected figure allows for the errors they found "
    "in the evidence, the interval and the bounds do not"
)
UNCHECKED = (
    "%(metric)s rests on what customers, agents and silence say; how often these err is not known: "
    "audits judged %(audits)s cases whole, and a correction needs %(fewest)s"
)
SOURCE_SILENT = "%(metric)s leaves out source %(source)s: %(why)s"
HOUR_TWICE = (
    "the clock was put back on %(days)s: the hour from %(hour)s:00 came twice, "
    "and the calls of both are in one row"
)
NOT_USED = "parameter %(name)s is not used by what was asked"

OF_INTERVALS = (
    ONE_CUSTOMER,
    TOO_FEW_FOR_MEAN,
    TOO_FEW_FOR_QUANTILE,
    LOWER_END_ALONE,
    TOO_FEW_ROWS,
    TOO_FEW_AGENTS,
    ONE_DAY,
    ONE_AGENT,
    FEW_DAYS,
    FEW_AGENTS,
    ONE_HOLDS_MUCH,
)
"""What there is to know of an interval, or why there is none."""


def every_sentence() -> list[str]:
    """All sentences, for translators; those that a source gives for what it cannot tell are its own."""
    fixed = [*NOTHING_THERE.values(), *NOT_RECORDED.values(), NOT_KNOWN, ONE_BY_ONE]
    fixed += OF_INTERVALS
    slotted = [
        ONE_HOLDS_MUCH_OF,
        *PARTLY_RECORDED.values(),
        *LEFT_OUT.values(),
        PART_UNKNOWN,
        TOO_SHORT,
        SOURCE_SILENT,
        HOUR_TWICE,
        NOT_USED,
    ]
    slotted += [ESTIMATED, LEFT_OUT_PENDING, NAMELESS, CORRECTED, UNCHECKED]
    return sorted({*fixed, *slotted})
