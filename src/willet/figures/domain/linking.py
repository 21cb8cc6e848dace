"""By which rules contacts count as one case, read from an address and written back to it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from willet.core.cases.rules import LONGEST_DAYS
from willet.ui import formats

SHORTEST_DAYS = 0
"""Only contacts of the same instant link then."""
LINKS = ("chain", "fixed")
TOPICS = ("if_known", "required", "ignored")
TOPIC_FIELD = "same_topic"
"""In an address `topic` is a filter already; the rule on topics goes by this name."""


@dataclass(frozen=True, slots=True)
class LinkRules:
    """The repeat window in days, where it starts, and whether a repeat must be about the same topic."""

    window_days: int = 7
    link: str = "chain"
    topic: str = "if_known"
    problems: tuple[str, ...] = ()

    @property
    def params(self) -> dict[str, int | str]:
        """The parameters a question needs: those that differ from the usual ones, so that answers are shared."""
        usual = USUAL.values
        return {name: value for name, value in self.values.items() if value != usual[name]}

    @property
    def values(self) -> dict[str, int | str]:
        """Every parameter by its name in a question."""
        return {"window_days": self.window_days, "link": self.link, "topic": self.topic}

    @property
    def pairs(self) -> dict[str, str]:
        """The parameters of the address, without what goes without saying."""
        return {TOPIC_FIELD if n == "topic" else n: str(v) for n, v in self.params.items()}


USUAL = LinkRules()


def read_link_rules(address: Mapping[str, str] | QueryDict) -> LinkRules:
    """The rules an address names. What cannot be is left out and told in `problems`."""
    problems: list[str] = []
    days = _read_days(address.get("window_days", ""), problems)
    link = _read_word(address.get("link", ""), LINKS, problems)
    topic = _read_word(address.get(TOPIC_FIELD, ""), TOPICS, problems)
    return LinkRules(days, link, topic, tuple(problems))


def _read_days(text: str | None, problems: list[str]) -> int:
    if not text:
        return USUAL.window_days
    # Digits of any script count as digits for Python; a window is written in plain ones.
    days = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1
    if SHORTEST_DAYS <= days <= LONGEST_DAYS:
        return days
    sentence = _(
        "A repeat window is a whole number of days from %(low)s to %(high)s, not “%(text)s”."
    )
    ends = {"low": str(SHORTEST_DAYS), "high": formats.number(LONGEST_DAYS)}
    problems.append(sentence % {**ends, "text": text[:40]})
    return USUAL.window_days


def _read_word(text: str | None, known: tuple[str, ...], problems: list[str]) -> str:
    if not text or text in known:
        return text or known[0]
    sentence = _("“%(text)s” is no rule for linking contacts; the rules are %(known)s.")
    problems.append(sentence % {"text": text[:40], "known": ", ".join(known)})
    return known[0]
