"""One figure on a board: its value, how sure it is, where it goes, and how it was computed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Verdict = Literal["better", "worse", "same", "neither"]


@dataclass(frozen=True)
class Change:
    """The difference to an earlier period, in words, and whether that is good."""

    text: str
    """E.g. `+1.2 pp`, formatted for the reader."""
    verdict: Verdict
    against: str
    """What it is compared with, e.g. `the 30 days before`."""


@dataclass(frozen=True)
class How:
    """The answer to "how is this computed?"."""

    words: str
    formula: str = ""
    parameters: Sequence[tuple[str, str]] = ()
    limits: str = ""
    source: str = ""
    href: str = ""
    """The metric's own page."""


@dataclass(frozen=True)
class Tile:
    """A figure as a reader sees it; all texts are formatted and translated already.

    `value` empty means no data, and `reason` then says why: a missing figure is never drawn as zero.
    """

    title: str
    value: str = ""
    interval: str = ""
    n: str = ""
    reason: str = ""
    note: str = ""
    change: Change | None = None
    trend: Sequence[float | None] = field(default=())
    trend_estimated: Sequence[bool] = field(default=())
    """Which values of the trend are not certain yet; they are drawn dashed."""
    trend_words: str = ""
    """What the trend shows, for who cannot see it."""
    how: How | None = None
    href: str = ""
    """Where the calls behind the figure are."""
    href_words: str = ""
    goal: str = ""
    """What it is to reach, with `goal_href` as the way to that."""
    goal_href: str = ""
    large: bool = False
