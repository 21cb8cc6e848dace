"""What is said of times that may not be what they are taken for: an earlier column, lengths like times of day."""

from collections.abc import Sequence
from dataclasses import replace

from willet.core.records import Message, saying
from willet.core.sources.table.proposing.contents import Content
from willet.core.sources.table.proposing.deciding import Decision
from willet.core.sources.table.proposing.fitting import SPANS
from willet.core.sources.table.proposing.neighbours import gaps
from willet.core.sources.table.proposing.profiles import TableProfile
from willet.core.sources.table.proposing.proposal import LIKELY, SURE, UNSURE, ColumnProposal

SOONER = saying(
    "proposed_sooner",
    "%(column)s holds times shortly before these: choose it if it says when a contact came",
)
MAY_BE_CLOCK = saying(
    "proposed_may_be_clock",
    "no column says at what time of the day a contact came: if this one does, choose that",
)()
_BEFORE_S = 7200
"""So long before a call was noted as arrived it may have begun."""
_ROWS = 2
_SHARE = 0.9
_PADDED = 0.9
"""So many texts begin with two digits, as times of day do and few lengths: 00:12:10."""


def with_warnings(
    proposed: Sequence[ColumnProposal],
    decisions: Sequence[Decision],
    contents: Sequence[Content],
    columns: TableProfile,
) -> list[ColumnProposal]:
    """The columns, with a doubt where a time may be another than it is taken for."""
    meanings = [decision.meaning for decision in decisions]
    warned = list(proposed)
    clocks = [n for n, name in enumerate(meanings) if name in ("arrived_at", "arrived_time")]
    if clocks:
        earlier = _earlier(clocks[0], meanings, contents, columns)
        if earlier is not None:
            name = proposed[earlier].choice.column
            warned[clocks[0]] = _doubted(warned[clocks[0]], SOONER(column=name))
    elif "arrived_date" in meanings:
        warned = [
            _doubted(column, MAY_BE_CLOCK) if _is_open(column, content) else column
            for column, content in zip(warned, contents, strict=True)
        ]
    return warned


def _doubted(column: ColumnProposal, doubt: Message) -> ColumnProposal:
    confidence = LIKELY if column.confidence == SURE else UNSURE
    return replace(column, doubts=(*column.doubts, doubt), confidence=confidence)


def _earlier(
    clock: int, meanings: Sequence[str], contents: Sequence[Content], columns: TableProfile
) -> int | None:
    """An unused column of times that stand shortly before the arrival in nearly every row."""
    kinds = [content.dating.kind if content.dating else "" for content in contents]
    free = [n for n, name in enumerate(meanings) if not name and kinds[n] in ("both", "time")]
    return next((n for n in free if _is_before(gaps(clock, n, columns))), None)


def _is_before(gaps_s: Sequence[int]) -> bool:
    before = sum(0 < gap <= _BEFORE_S for gap in gaps_s)
    return len(gaps_s) >= _ROWS and before >= _SHARE * len(gaps_s)


def _is_open(column: ColumnProposal, content: Content) -> bool:
    """Whether a length may as well be a time of day, where no other column says one."""
    is_time = content.dating is not None and content.dating.kind == "time"
    return column.choice.meaning in SPANS and is_time and content.padded >= _PADDED
