"""When contacts came, where no heading says it alone: the earliest moment of a row, a time of day beside a date."""

from collections.abc import Sequence

from willet.core.sources.table.proposing.contents import Content
from willet.core.sources.table.proposing.deciding import LEAST, Decision
from willet.core.sources.table.proposing.fitting import SPANS
from willet.core.sources.table.proposing.headings import HeadingMerits
from willet.core.sources.table.proposing.profiles import TableProfile


def with_arrival(
    decisions: list[Decision],
    headings: Sequence[HeadingMerits],
    contents: Sequence[Content],
    columns: TableProfile,
) -> list[Decision]:
    """The decisions with an arrival: by a heading, else the earliest moment of each row that has no meaning yet."""
    if any(d.meaning in ("arrived_at", "arrived_date") for d in decisions):
        return _with_clock(decisions, headings, contents)
    return _with_clock(_with_moment(decisions, headings, contents, columns), headings, contents)


def _with_clock(
    decisions: list[Decision], headings: Sequence[HeadingMerits], contents: Sequence[Content]
) -> list[Decision]:
    """Beside a date alone: the one column of times of day whose heading speaks of time, however many words it has.

    What may as well be a length has a heading that says so, and was decided before.
    """
    meanings = {decision.meaning for decision in decisions}
    if "arrived_date" not in meanings or "arrived_time" in meanings:
        return decisions
    free = [n for n, decision in enumerate(decisions) if not decision.meaning]
    clocks = [n for n in free if _is_clock(headings[n], contents[n])]
    if len(clocks) != 1:
        return decisions
    changed = list(decisions)
    merit = min(headings[clocks[0]].merits["arrived_time"], LEAST - 0.01)
    changed[clocks[0]] = Decision("arrived_time", merit, by_heading=True, by_content=True)
    return changed


def _is_clock(heading: HeadingMerits, content: Content) -> bool:
    is_time = content.dating is not None and content.dating.kind == "time"
    spoken = heading.merits.get("arrived_time", 0.0)
    return is_time and spoken > max((heading.merits.get(n, 0.0) for n in SPANS), default=0.0)


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
