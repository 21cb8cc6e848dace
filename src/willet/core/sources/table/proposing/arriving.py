"""When contacts came, where no heading says it alone: the earliest moment of a row, a time of day beside a date."""

from collections.abc import Sequence
from dataclasses import replace

from willet.core.sources.table.proposing.contents import Content
from willet.core.sources.table.proposing.deciding import LEAST, Decision
from willet.core.sources.table.proposing.fitting import SPANS
from willet.core.sources.table.proposing.headings import HeadingMerits
from willet.core.sources.table.proposing.plainly import plain
from willet.core.sources.table.proposing.profiles import TableProfile

_ALIKE = 6
"""Letters in which the headings of a date and of its time are the same: `Erfasst am`, `Erfasst um`."""
_SPOKEN = 0.3
"""How much a heading that begins as that of the date speaks of the time."""


def with_arrival(
    decisions: list[Decision],
    headings: Sequence[HeadingMerits],
    contents: Sequence[Content],
    columns: TableProfile,
) -> list[Decision]:
    """The decisions with an arrival: by a heading, else the earliest moment of each row that has no meaning yet."""
    if any(d.meaning in ("arrived_at", "arrived_date") for d in decisions):
        return _with_clock(decisions, headings, contents, columns)
    parted = _without_rivals(decisions, headings, contents, columns)
    if any(d.meaning == "arrived_at" for d in parted):
        return parted
    earliest = _with_moment(parted, headings, contents, columns)
    return _with_clock(earliest, headings, contents, columns)


def _without_rivals(
    decisions: list[Decision],
    headings: Sequence[HeadingMerits],
    contents: Sequence[Content],
    columns: TableProfile,
) -> list[Decision]:
    """Where two headings speak of one moment and none of the arrival, the later is that moment, the earlier it."""
    changed = list(decisions)
    for name in ("answered_at", "ended_at"):
        chosen = [n for n, d in enumerate(changed) if d.meaning == name]
        rivals = [
            n
            for n, d in enumerate(changed)
            if not d.meaning and _is_whole(contents[n]) and headings[n].merits.get(name, 0.0) >= 0.6
        ]
        if len(chosen) != 1 or len(rivals) != 1 or not _is_whole(contents[chosen[0]]):
            continue
        for first, later in ((chosen[0], rivals[0]), (rivals[0], chosen[0])):
            if _precedes(first, later, columns):
                changed[later] = replace(decisions[chosen[0]], merit=headings[later].merits[name])
                changed[first] = Decision("arrived_at", 0.5, by_heading=False, by_content=True)
                return changed
    return changed


def _is_whole(content: Content) -> bool:
    """Whether it holds moments, each with a date and a time of day."""
    return content.dating is not None and content.dating.kind == "both"


def _precedes(one: int, other: int, columns: TableProfile) -> bool:
    pairs = [(cells[one], cells[other]) for _, cells in columns.rows if cells[one] and cells[other]]
    return bool(pairs) and all(first < second for first, second in pairs)


def _with_clock(
    decisions: list[Decision],
    headings: Sequence[HeadingMerits],
    contents: Sequence[Content],
    columns: TableProfile,
) -> list[Decision]:
    """Beside a date alone: the one column of times of day whose heading speaks of time, or begins as the date's does.

    What may as well be a length has a heading that says so, and was decided before.
    """
    meanings = {decision.meaning for decision in decisions}
    if "arrived_date" not in meanings or "arrived_time" in meanings:
        return decisions
    free = [n for n, decision in enumerate(decisions) if not decision.meaning]
    names = [plain(profile.name) for profile in columns.profiles]
    day = names[next(n for n, d in enumerate(decisions) if d.meaning == "arrived_date")]
    clocks = [
        n
        for n in free
        if _is_clock(headings[n], contents[n], begins_alike=names[n][:_ALIKE] == day[:_ALIKE])
    ]
    if len(clocks) != 1:
        return decisions
    changed = list(decisions)
    merit = min(headings[clocks[0]].merits.get("arrived_time", LEAST), LEAST - 0.01)
    changed[clocks[0]] = Decision("arrived_time", merit, by_heading=True, by_content=True)
    return changed


def _is_clock(heading: HeadingMerits, content: Content, *, begins_alike: bool) -> bool:
    is_time = content.dating is not None and content.dating.kind == "time"
    spoken = max(heading.merits.get("arrived_time", 0.0), _SPOKEN if begins_alike else 0.0)
    length = max((heading.merits.get(n, 0.0) for n in SPANS), default=0.0)
    # What is hours long in every row is no length, whatever its heading says.
    return is_time and spoken > (0.0 if content.is_of_day else length)


def _with_moment(
    decisions: list[Decision],
    headings: Sequence[HeadingMerits],
    contents: Sequence[Content],
    columns: TableProfile,
) -> list[Decision]:
    free = [
        n
        for n, (decision, content) in enumerate(zip(decisions, contents, strict=True))
        if not decision.meaning
        and content.dating is not None
        and content.dating.kind != "time"
        and not _names_another(headings[n])
    ]
    if not free:
        return decisions
    first = min(free, key=lambda n: (-_earliest(n, free, columns), n))
    kind = contents[first].dating
    meaning = "arrived_at" if kind is not None and kind.kind == "both" else "arrived_date"
    changed = list(decisions)
    changed[first] = Decision(meaning, 0.5, by_heading=False, by_content=True)
    return changed


def _names_another(heading: HeadingMerits) -> bool:
    others = ("answered_at", "ended_at", "revised_at", "ignored")
    return any(heading.merits.get(name, 0.0) >= 0.6 for name in others)


def _earliest(place: int, free: Sequence[int], columns: TableProfile) -> int:
    """In how many of the first rows no other free moment sorts before it, as texts of one form do."""
    rows = [cells for _, cells in columns.rows if cells[place]]
    return sum(
        all(cells[place] <= cells[other] for other in free if cells[other]) for cells in rows
    )
