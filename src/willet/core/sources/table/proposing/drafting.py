"""From a file to a proposal: find the table, read it through, decide what each column means and how it is read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from duckdb import DuckDBPyConnection

from willet.core.records import Message, counted, saying, spelled
from willet.core.sources.table.limits import FileLimits
from willet.core.sources.table.opening import open_table
from willet.core.sources.table.own_names import SURVEYS
from willet.core.sources.table.proposing.arriving import with_arrival
from willet.core.sources.table.proposing.choices import ColumnChoice, TableChoices, word_field
from willet.core.sources.table.proposing.contents import Content, contents_of, decimal_of
from willet.core.sources.table.proposing.dating import Dating, spelled_ways
from willet.core.sources.table.proposing.deciding import LEAST, Decision, decide
from willet.core.sources.table.proposing.fitting import MOMENTS
from willet.core.sources.table.proposing.grids import Grid, find_grid
from willet.core.sources.table.proposing.headings import HeadingMerits, headings_of
from willet.core.sources.table.proposing.leftovers import with_leftovers
from willet.core.sources.table.proposing.lengths import in_one_unit, unit_of
from willet.core.sources.table.proposing.neighbours import without_clocks
from willet.core.sources.table.proposing.plainly import plain
from willet.core.sources.table.proposing.profiles import ColumnProfile, TableProfile, profiled
from willet.core.sources.table.proposing.proposal import (
    LIKELY,
    SURE,
    UNSURE,
    ColumnProposal,
    TableProposal,
)
from willet.core.sources.table.proposing.sooner import with_warnings
from willet.core.sources.table.proposing.wording import meant

BY_BOTH = saying("proposed_by_both", "its heading and what stands in it")()
BY_HEADING = saying("proposed_by_heading", "its heading")()
BY_CONTENT = saying("proposed_by_content", "what stands in it")()
NOT_USED = saying("proposed_unused", "nothing in it is needed, or it is not known")()
TWO_WAYS = saying(
    "proposed_two_ways",
    "its dates can be read in more than one way (%(ways)s), and no date in the file shows which: say it",
)
MIXED = saying(
    "proposed_mixed_dates",
    "day and month do not stand in one order in all of its dates: export it again, or say the order",
)
NO_CLOCK = saying(
    "proposed_no_clock", "it says the day alone: every contact would come at midnight"
)()
WORDS_OPEN = counted(
    "proposed_words_open",
    "%(n)s of its words is not known: %(words)s",
    "%(n)s of its words are not known: %(words)s",
)
EARLIEST = saying(
    "proposed_earliest", "no heading says when a contact came; this is the earliest moment of a row"
)()
CLOCK = saying(
    "proposed_clock", "a date stands beside it, and no other column says at what time of that day"
)()
IN_UTC = saying("proposed_in_utc", "its heading says UTC, so all times are read as UTC")()
LEGS = saying("proposed_legs", "ids stand on several rows: each row is taken as a leg of a call")()
NO_ID = saying(
    "proposed_no_id",
    "no column is an id; one is made of the whole row, so later files must have the same columns",
)()
SIGNS = saying(
    "proposed_signs",
    "both 12,5 and 12.5 stand in the file; the sign before decimals is taken as %(sign)s",
)
_FEW = 40
_WORDS_SHOWN = 5
_SEPARATORS = (";", ",", "|")


def propose(con: DuckDBPyConnection, path: Path, limits: FileLimits | None = None) -> TableProposal:
    """What a file's columns probably mean.

    Raises:
        RequestError: there is no such file, or nothing in it is a table.
    """
    limits = limits or FileLimits.from_environment()
    grid = find_grid(con, path, limits)
    with open_table(con, path, grid.form, grid.header, limits) as reader:
        columns = profiled(con, reader)
        typed = reader.typed_cells
        header = reader.header
    return _proposal(con, path.name, replace(grid, header=header), columns, typed_cells=typed)


def header_of(
    con: DuckDBPyConnection, path: Path, limits: FileLimits | None = None
) -> tuple[str, ...]:
    """The headings of the table in a file; only its beginning is read.

    Raises:
        RequestError: there is no such file, or nothing in it is a table.
    """
    limits = limits or FileLimits.from_environment()
    grid = find_grid(con, path, limits)
    with open_table(con, path, grid.form, grid.header, limits) as reader:
        return reader.header


def _proposal(
    con: DuckDBPyConnection, file: str, grid: Grid, columns: TableProfile, *, typed_cells: bool
) -> TableProposal:
    """The proposal for a table that was read through."""
    profiles = columns.profiles
    decimal, both_signs = decimal_of(profiles, typed_cells=typed_cells)
    headings = headings_of([profile.name for profile in profiles])
    contents = contents_of(con, profiles, decimal)
    decided = with_leftovers(decide(headings, contents), headings, contents, profiles)
    decisions = with_arrival(decided, headings, contents, columns)
    decisions = without_clocks(decisions, contents, columns)
    proposed = [
        _column(*parts) for parts in zip(profiles, headings, contents, decisions, strict=True)
    ]
    proposed = with_warnings(in_one_unit(proposed, contents), decisions, contents, columns)
    form = replace(grid.form, decimal=decimal)
    row = _row(profiles, decisions)
    utc = any(
        h.in_utc for h, d in zip(headings, decisions, strict=True) if d.meaning == "arrived_at"
    )
    name = _name(file)
    choices = TableChoices(
        name, tuple(p.choice for p in proposed), form, zone="UTC" if utc else None, row=row
    )
    doubts = list(_doubts(decisions, row, decimal, both_signs=both_signs))
    rows = tuple((line, tuple(cells)) for line, cells in columns.rows)
    return TableProposal(
        file, tuple(proposed), choices, tuple(doubts), rows, grid.sheets, grid.sheet, grid.header
    )


def _name(file: str) -> str:
    """A name for the source, made of the file's: its letters, without the numbers that change every day."""
    words = [word for word in plain(Path(file).stem).split() if not re.search(r"\d", word)]
    name = "_".join(words)[:40].strip("_")
    return name if re.fullmatch("[a-z][a-z0-9_]*", name) and name != "table" else "calls"


def _column(
    profile: ColumnProfile, heading: HeadingMerits, content: Content, decision: Decision
) -> ColumnProposal:
    meaning = decision.meaning
    dating = content.dating
    ways = _asked_ways(dating) if dating else ()
    is_moment = meaning in (*MOMENTS, "arrived_date", "arrived_time")
    unit, unit_doubt = unit_of(meaning, heading, content)
    if meaning in ("answered_at", "ended_at") and dating and dating.kind == "time":
        unit = "clock"
    values, open_words = _values(meaning, profile)
    choice = ColumnChoice(
        spelled(profile.name),
        meaning,
        formats=ways[0] if is_moment and dating and dating.is_decided else (),
        unit=unit,
        values=values,
        separator=_separator(profile) if meaning == "tags" else ";",
        scale=_scale(meaning, content),
    )
    dated = _dated(decision, content, ways, heading) if is_moment else ()
    doubts = [*dated, *unit_doubt, *open_words]
    few = tuple(profile.texts) if content.kinds <= _FEW else ()
    return ColumnProposal(
        choice,
        _confidence(decision, doubts),
        _why(decision),
        tuple(doubts),
        profile.samples,
        few,
        ways,
        content.dating.kind if content.dating else "",
    )


def _asked_ways(dating: Dating) -> tuple[tuple[str, ...], ...]:
    """The ways to choose from; what is mixed is asked even where one pattern reads it."""
    ways = spelled_ways(dating)
    return (*ways, ("iso",)) if dating.mixed and len(ways) == 1 else ways


def _confidence(decision: Decision, doubts: Sequence[Message]) -> str:
    if not decision.meaning:
        return SURE if not doubts else UNSURE
    if decision.merit >= 0.85 and decision.by_content and decision.by_heading:
        return LIKELY if any(doubt.is_one_of(TWO_WAYS, MIXED) for doubt in doubts) else SURE
    return LIKELY if decision.merit >= 0.6 else UNSURE


def _why(decision: Decision) -> Message:
    if not decision.meaning:
        return NOT_USED
    if decision.by_heading:
        return BY_BOTH if decision.by_content else BY_HEADING
    return BY_CONTENT


def _dated(
    decision: Decision, content: Content, ways: tuple[tuple[str, ...], ...], heading: HeadingMerits
) -> Iterator[Message]:
    if not ways or content.dating is None:
        return
    if content.dating.mixed:
        yield MIXED()
    elif len(ways) > 1:
        yield TWO_WAYS(ways=" / ".join(", ".join(way) or "iso" for way in ways))
    if decision.meaning in ("arrived_at", "arrived_date") and not decision.by_heading:
        yield EARLIEST
    if decision.meaning == "arrived_time" and decision.merit < LEAST:
        yield CLOCK
    if decision.meaning == "arrived_at" and heading.in_utc:
        yield IN_UTC


def _values(
    meaning: str, profile: ColumnProfile
) -> tuple[tuple[tuple[str, str], ...], list[Message]]:
    field = word_field(meaning)
    if not field:
        return (), []
    numeric = meaning == "transfers" and all(text.strip().isdigit() for text in profile.texts)
    if numeric or len(profile.texts) > _FEW:
        return (), []
    values = tuple((text, meant(field, text)) for text in profile.texts)
    unknown = [text for text, word in values if not word]
    if not unknown or meaning == "channel":
        return tuple(pair for pair in values if pair[1]), []
    shown = ", ".join(unknown[:_WORDS_SHOWN])
    return values, [WORDS_OPEN(n=len(unknown), words=shown)]


def _separator(profile: ColumnProfile) -> str:
    counts = {sign: sum(sign in text for text in profile.texts) for sign in _SEPARATORS}
    return max(_SEPARATORS, key=lambda sign: counts[sign])


def _scale(meaning: str, content: Content) -> str:
    """A scale of its own where the answers leave the usual one."""
    if meaning not in SURVEYS or not content.numeric:
        return ""
    low, high, _ = SURVEYS[meaning]
    if low <= min(content.numeric) and max(content.numeric) <= high:
        return ""
    return "0-10" if min(content.numeric) < 1 else "1-10"


def _row(profiles: Sequence[ColumnProfile], decisions: Sequence[Decision]) -> str:
    """Whether ids stand on several rows, and nothing says that the later replaces the earlier."""
    meanings = {decision.meaning for decision in decisions}
    for profile, decision in zip(profiles, decisions, strict=True):
        if decision.meaning == "contact_id" and profile.filled:
            repeated = profile.distinct < 0.97 * profile.filled
            return "legs" if repeated and "revised_at" not in meanings else ""
    return ""


def _doubts(
    decisions: Sequence[Decision], row: str, decimal: str, *, both_signs: bool
) -> Iterator[Message]:
    meanings = {decision.meaning for decision in decisions}
    if row:
        yield LEGS
    if "contact_id" not in meanings:
        yield NO_ID
    if "arrived_date" in meanings and "arrived_time" not in meanings:
        yield NO_CLOCK
    if both_signs:
        yield SIGNS(sign=decimal)
