"""The week by the clock in the reader's language: the map and the table of intervals."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from willet.core.metrics import AnswerRow
from willet.dashboards.domain.hours.query import (
    SHOWN,
    WEEK,
    Cells,
    Hours,
    cells_of,
    has_enough,
    open_hours,
)
from willet.figures.domain.outliers import FEWEST
from willet.figures.domain.wording import cell_of, title
from willet.ui import formats
from willet.ui.components import Cell, Column, HeatCell, HeatMap, HeatRow, Row, Table
from willet.ui.components.heat import steps_of
from willet.ui.messages import translate

Links = Sequence[tuple[str, str]]


def heat_map(hours: Hours, metric: str, exports: Links) -> HeatMap:
    """One figure by hour and weekday; cells of too few items hold none."""
    cells = cells_of(hours.by_hour, metric, "weekday", "hour")
    clock = open_hours(cells)
    places = [(day, hour) for hour in clock for day in WEEK]
    enough = [cells.get(p) if has_enough(cells.get(p)) else None for p in places]
    steps = steps_of([None if row is None else float(row.value or 0) for row in enough])
    drawn = [_heat(cells.get(p), step) for p, step in zip(places, steps, strict=True)]
    rows = [
        HeatRow(formats.period(hour, "hour"), drawn[i * len(WEEK) : (i + 1) * len(WEEK)])
        for i, hour in enumerate(clock)
    ]
    return HeatMap(
        title(metric),
        _("Hour"),
        [formats.weekday(day) for day in WEEK],
        rows,
        _ends([row for row in enough if row is not None]),
        _note(cells),
        exports,
    )


def _heat(row: AnswerRow | None, step: int | None) -> HeatCell:
    if row is None:
        return HeatCell("", reason=_("no calls"))
    if row.value is None:
        return HeatCell("", reason=translate(row.reason))
    if step is None:
        values = {"n": formats.number(row.n), "fewest": formats.number(FEWEST)}
        return HeatCell("", reason=_("not enough: %(n)s of at least %(fewest)s") % values)
    n = "" if row.unit == "count" else f"n {formats.number(row.n)}"
    text = formats.measure(row.value, row.unit)
    return HeatCell(formats.percent(row.value, 0) if row.unit == "share" else text, step, n)


def _ends(rows: Sequence[AnswerRow]) -> tuple[str, str]:
    if not rows:
        return ("", "")
    values = [float(row.value or 0) for row in rows]
    unit = rows[0].unit
    return (formats.measure(min(values), unit), formats.measure(max(values), unit))


def _note(cells: Cells) -> str:
    if not any(row.unit != "count" for row in cells.values()):
        return _(
            "By the clock on the wall of the centre; all such weekdays of the period together."
        )
    sentence = _(
        "By the clock on the wall of the centre; all such weekdays of the period together. A dot stands where fewer "
        "than %(fewest)s items came."
    )
    return sentence % {"fewest": formats.number(FEWEST)}


def interval_table(hours: Hours, exports: Links) -> Table:
    """Every quarter of an hour of the day in which anything came."""
    columns = {name: cells_of(hours.by_interval, name, "interval") for name in SHOWN}
    quarters = sorted({key for cells in columns.values() for key in cells})
    return Table(
        caption=_("By quarter of an hour"),
        columns=[
            Column("interval", _("From")),
            *(Column(name, title(name), "end") for name in SHOWN),
        ],
        rows=[
            Row(
                [
                    Cell(formats.period(quarter[0], "interval")),
                    *(_figure(cells.get(quarter)) for cells in columns.values()),
                ]
            )
            for quarter in quarters
        ],
        exports=exports,
        note=_("All days of the period together, by the clock on the wall of the centre."),
    )


def _figure(row: AnswerRow | None) -> Cell:
    if row is None or row.value is None or has_enough(row):
        return cell_of(row)
    values = {"n": formats.number(row.n), "fewest": formats.number(FEWEST)}
    return Cell("", reason=_("not enough: %(n)s of at least %(fewest)s") % values)
