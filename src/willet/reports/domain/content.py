"""What stands in a report for one reader: the overview's figures and tables, asked with that reader's rights."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from willet.figures.domain.asking import Reading, read_lake
from willet.figures.domain.chosen import chosen
from willet.figures.domain.exporting import Sheet
from willet.figures.domain.goallines import goal_tables, goals_of, goals_of_rows, with_goal
from willet.figures.domain.linking import USUAL
from willet.figures.domain.links import calls_behind
from willet.figures.domain.overview import FIGURES, Overview, Split, open_splits, split
from willet.figures.domain.periods import OWN
from willet.figures.domain.selection import Selection
from willet.figures.domain.splits import marks_of, split_sheet, split_table
from willet.figures.domain.wording import tile_of
from willet.people.models import User
from willet.people.rules import SEE_CALLS
from willet.people.visibility import visibility_of
from willet.reports.domain.days import selection_of
from willet.reports.models import Report
from willet.ui import formats
from willet.ui.components import Table, Tile


@dataclass(frozen=True, slots=True)
class ReportContent:
    """One report as one reader may read it."""

    report: Report
    days: str
    about: Sequence[tuple[str, str]]
    page: str
    """Where the same figures stand in Willet."""
    tiles: Sequence[Tile] = ()
    tables: Sequence[Table] = ()
    sheets: Sequence[Sheet] = ()
    nothing: str = ""
    """Why there are no figures, where there are no calls."""


def content_of(report: Report, reader: User, due: datetime) -> ReportContent | None:
    """The report; None where there is no lake at all.

    Raises:
        ClosedError: the reader may see no figures of what it names.
        LakeError: the lake cannot be read.
    """
    reading = read_lake(visibility_of(reader))
    if reading is None or reading.days is None:
        return None
    overview = Overview(reading, selection_of(report, due, reading.zone), FIGURES)
    reading.check(overview.selection)
    return _content(report, reader, overview)


def _content(report: Report, reader: User, overview: Overview) -> ReportContent:
    # Links keep naming these very days, whenever they are followed.
    pinned = replace(overview, selection=replace(overview.selection, preset=OWN))
    about = [(_("Report"), report.name), *chosen(overview.reading, pinned.selection, USUAL)]
    bare = ReportContent(
        report, _days(overview.selection), about, page=_address(f"/{pinned.selection.address()}")
    )
    if overview.is_empty:
        return replace(bare, nothing=_nothing(overview.reading))
    linked, splits = bool(reader.has_perm(SEE_CALLS)), _splits(reader, pinned)
    return replace(
        bare,
        tiles=_tiles(reader, overview, pinned.selection, linked=linked),
        tables=[
            _whole(table)
            for table in (*goal_tables(reader), *_tables(reader, splits, pinned, linked=linked))
        ],
        sheets=[split_sheet(s) for s in splits],
    )


def _days(selection: Selection) -> str:
    first, last = selection.period.first, selection.period.last
    words = formats.date(last)
    return words if first == last else f"{formats.date(first)} – {words}"


def _tiles(reader: User, overview: Overview, pinned: Selection, *, linked: bool) -> list[Tile]:
    goals = goals_of(reader, overview.selection)
    tiles = {name: _tile(overview, pinned, name, linked=linked) for name in FIGURES}
    aimed = (with_goal(tile, goals.get(name)) for name, tile in tiles.items())
    return [replace(tile, goal_href=_address(tile.goal_href)) for tile in aimed]


def _tile(overview: Overview, pinned: Selection, name: str, *, linked: bool) -> Tile:
    figure = overview.figures[name]
    tile = tile_of(figure, overview.selection, large=False, linked=False, explained=False)
    return replace(tile, href=_address(calls_behind(name, pinned) if linked and tile.value else ""))


def _tables(
    reader: User, splits: Sequence[Split], pinned: Overview, *, linked: bool
) -> list[Table]:
    """Each split with what its lines are to reach."""
    goals = goals_of_rows(reader, pinned.selection, [one.by for one in splits])
    return [
        split_table(
            one,
            pinned,
            sort=FIGURES[0],
            linked=linked,
            marks=marks_of(one),
            goals=goals[one.by],
        )
        for one in splits
    ]


def _whole(table: Table) -> Table:
    """A table whose links lead to this installation from anywhere."""
    rows = [
        replace(row, cells=[replace(c, href=_address(c.href)) for c in row.cells])
        for row in table.rows
    ]
    return replace(table, rows=rows, sorted_by="")


def _address(href: str) -> str:
    return f"{settings.WILLET_ADDRESS}{href}" if href else ""


def _splits(reader: User, overview: Overview) -> list[Split]:
    """The tables of the overview that this reader may see."""
    # The worst first, as on the overview.
    return [split(overview, by=by, sort=FIGURES[0]) for by in open_splits(reader, overview)]


def _nothing(reading: Reading) -> str:
    first, newest = reading.days or (None, None)
    return _(
        "There are no calls of these days and filters. Calls are known from %(first)s to %(newest)s."
    ) % {
        "first": formats.date(first),
        "newest": formats.date(newest),
    }
