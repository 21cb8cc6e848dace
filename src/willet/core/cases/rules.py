"""The rules by which contacts become cases: how long, counted from where, and whether the topic must agree."""

from dataclasses import dataclass
from typing import Literal

from willet.core.lake.seen import HORIZON_DAYS, WINDOW_DAYS
from willet.core.metrics import Question
from willet.core.records import Message, RequestError, UnknownNameError, kinds, saying

OUT_OF_RANGE = saying(
    "window_out_of_range",
    "window_days is %(days)s: it must lie between 0 and %(most)s days. "
    "7 is usual; 0 links only contacts that came at the same instant.",
)

Link = Literal["chain", "fixed"]
Topic = Literal["required", "ignored", "if_known"]

LINKS_BY = ("chain", "fixed")
TOPICS = ("required", "ignored", "if_known")
LONGEST_DAYS = 10_000
DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Rules:
    """How contacts without a case id of their source are linked.

    `chain` measures the window from the customer's previous contact, so a case may last months;
    `fixed` measures it from the first contact of the case. A gap equal to the window still links.
    `topic` says whether two contacts must be about the same thing: `required` (both known and
    equal), `ignored`, or `if_known` (they may not be known to differ).
    """

    window_days: float = float(WINDOW_DAYS)
    link: Link = "chain"
    topic: Topic = "if_known"

    def __post_init__(self) -> None:
        _check_word(kinds.LINK_RULE, self.link, LINKS_BY)
        _check_word(kinds.TOPIC_RULE, self.topic, TOPICS)
        if not 0 <= self.window_days <= LONGEST_DAYS:
            raise RequestError(OUT_OF_RANGE(days=f"{self.window_days}", most=f"{LONGEST_DAYS}"))

    @property
    def horizon_us(self) -> int:
        """How far gaps are told apart, in microseconds: 45 days, or the window where that is longer."""
        return max(self.window_us, HORIZON_DAYS * DAY_S * 1_000_000)

    @property
    def window_us(self) -> int:
        """The window in microseconds."""
        return round(self.window_days * DAY_S * 1_000_000)


def rules_of(question: Question) -> Rules:
    """The rules that a question's parameters spell, defaults filled in.

    Raises:
        RequestError: one of them cannot be.
    """
    values = question.parameters()
    link: Link = "fixed" if values["link"] == "fixed" else "chain"
    topics: dict[object, Topic] = {"required": "required", "ignored": "ignored"}
    return Rules(float(values["window_days"]), link, topics.get(values["topic"], "if_known"))


def _check_word(kind: Message, word: str, known: tuple[str, ...]) -> None:
    if word not in known:
        raise UnknownNameError(kind, word, known)


DEFAULT = Rules()
