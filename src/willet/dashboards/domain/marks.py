"""Which figures of the board's tables stand out: those of agents and teams by their fair comparison."""

from willet.core.cases.comparing import By
from willet.dashboards.domain.headline import HEADLINE
from willet.figures.domain.aside import waited_for
from willet.figures.domain.failing import ClosedError
from willet.figures.domain.outliers import Mark
from willet.figures.domain.overview import Overview, Split
from willet.figures.domain.splits import Marks, marks_of
from willet.resolution.comparison.query import Compare

_KINDS: dict[str, Mark] = {"above": "better", "below": "worse"}
_FAIR: dict[str, By] = {"agent": "agent", "team": "team"}


def marks_by(overview: Overview, shown: Split) -> Marks:
    """The marks of one table.

    Who has the harder work is not marked for it: an agent's or a team's share of solved cases is marked where the
    comparison, which allows for the mix of work, says that it stands out, and their other figures not at all.
    """
    by = _FAIR.get(shown.by)
    return marks_of(shown) if by is None else _fair(overview, by)


def _fair(overview: Overview, by: By) -> Marks:
    compare = Compare(overview.reading, overview.selection, by)
    try:
        key = (
            "marks",
            by,
            overview.reading.question(["fcr_case"], selection=overview.selection, params={}),
        )
        whole = waited_for(overview.reading, key, lambda: compare.whole)
        rows = compare.rows if whole else ()
    except ClosedError:
        return {}
    standing = {row.name: row.stands_out for row in rows}
    return {(n, HEADLINE): _KINDS[side] for n, side in standing.items() if side is not None}
