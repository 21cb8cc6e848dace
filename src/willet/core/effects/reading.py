"""What the lake tells of one request: the cells of its units, what was settled before, what must be said beside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from duckdb import DuckDBPyConnection

from willet.core.effects import notes, refusals
from willet.core.effects.arms import Arms, arms_of, begins_at_once, bounds_of, first_end
from willet.core.effects.beside import others_beside
from willet.core.effects.cells import Cells, WhoseRows, read_cells, read_since
from willet.core.effects.evidence import begin_or_end
from willet.core.effects.exposures import Exposure, ExposureFaultsError
from willet.core.effects.measured import Measured, measured
from willet.core.effects.placebos import Settled, settled_by
from willet.core.effects.request import EffectRequest
from willet.core.metrics.reasons import NOT_RECORDED
from willet.core.records import Message, Silence, did_you_mean
from willet.core.sources.side_table import SHOWN

_OF_THE_KNOWN = frozenset({"contacts", "visits", "cases", "links"})
"""Tables in which no unit stands that `known` would not name."""


@dataclass(frozen=True)
class Sight:
    """The cells on which an effect is judged, the arms, what was settled beforehand, and what must be known beside."""

    cells: Cells
    arms: Arms
    span: tuple[date, date]
    bounds: tuple[date, ...]
    settled: tuple[Settled, ...]
    notes: tuple[Message, ...]
    others: tuple[str, ...]
    """What else began on the exposed units in these days."""


@dataclass(frozen=True)
class EffectReading:
    """One request put to a connection that shows the cases it asks for."""

    con: DuckDBPyConnection
    asked: EffectRequest
    measure: Measured
    span: tuple[date, date]
    zone: str | None
    silence: Silence

    def cells(self) -> Cells:
        """The cells of the units.

        Raises:
            ExposureFaultsError: some of the units are not known.
        """
        cells = self._cells(self.measure)
        missing = [e for e in self.asked.exposures if e.unit not in cells.units]
        if missing and (unknown := [e for e in missing if e.unit not in self.known]):
            raise ExposureFaultsError(self.asked.file, self._unknown(unknown))
        return cells

    def sight(self, cells: Cells) -> Sight:
        """What an effect is judged on: these cells, or those without customers' answers where these begin inside."""
        arms = arms_of(cells, self.asked.exposures)
        last = first_end(arms, cells) if arms.design == "stepped_wedge" else None
        if last is not None:
            return self._until(last)
        day = self._customers_change(cells, arms)
        beside = list(self._notes())
        if day is not None:
            fewer = measured(
                self.asked.question, self.asked.unit, self.silence, customers_speak=False
            )
            cells = self._cells(fewer)
            arms = arms_of(cells, self.asked.exposures)
            beside.insert(0, notes.CUSTOMERS_LEFT_OUT(date=str(day)))
        others = others_beside(
            self.con, self.asked.exposures, self.asked.unit, self.span, self.zone
        )
        return Sight(
            cells,
            arms,
            self.span,
            self.bounds,
            tuple(self._settled(cells)),
            (*arms.notes, *beside),
            tuple(others),
        )

    def _until(self, last: date) -> Sight:
        """The sight of the days until one: of a wedge all who were exposed must still be so."""
        cut = replace(self, span=(self.span[0], last))
        sight = cut.sight(cut.cells())
        left = notes.EXPOSURE_ENDS(date=str(last))
        return replace(sight, span=self.span, notes=(left, *sight.notes))

    def why_nothing(self) -> Message:
        """Why no unit has any figure: nothing is there, or what is there does not tell it."""
        metric = self.measure.metric
        sql = f"SELECT count(*) FROM {metric.table} WHERE local_date BETWEEN ? AND ?"
        ((rows,),) = self.con.execute(sql, list(self.span)).fetchall()
        why = next(iter(self.measure.silent.values()), None)
        needs = (NOT_RECORDED[n]() for n in metric.needs if n in NOT_RECORDED)
        if rows and why is None:
            why = next(((w if isinstance(w, Message) else w()) for w in needs), None)
        if rows and why is None and self.measure.window_days and self.span[0] == self.span[1]:
            return notes.WINDOW_LONGER(days=f"{self.measure.window_days:g}")
        if not rows or why is None:
            return notes.NOTHING_THERE()
        return notes.NOT_RECORDED_HERE(metric=metric.name, why=why)

    @cached_property
    def bounds(self) -> tuple[date, ...]:
        """The days on which the exposure of some unit changes."""
        return tuple(bounds_of(self.asked.exposures, self.span))

    @cached_property
    def known(self) -> frozenset[str]:
        """Every unit of this kind that the lake knows."""
        unit = self.asked.unit
        tables = ["contacts", "visits", *(["roster"] if unit != "queue" else [])]
        sql = " UNION ".join(f"SELECT DISTINCT {unit} FROM {table}" for table in tables)
        return frozenset(name for (name,) in self.con.execute(sql).fetchall() if name)

    @property
    def listed(self) -> list[str] | None:
        """The units to look at: those listed; all, where the listed are all exposed at once."""
        at_once = begins_at_once(self.asked.exposures, self.span[1])
        return None if at_once else [e.unit for e in self.asked.exposures]

    @cached_property
    def _looked_at(self) -> list[str] | None:
        """The units whose rows are read; None where those listed are all there are, so that no row need be asked."""
        whole = self.measure.metric.table in _OF_THE_KNOWN
        all_listed = whole and self.listed is not None and self.known <= set(self.listed)
        return None if all_listed else self.listed

    def _cells(self, measure: Measured) -> Cells:
        return read_cells(self.con, measure, self._whose)

    @property
    def _whose(self) -> WhoseRows:
        return WhoseRows(self.asked.unit, self._looked_at, self.span, self.bounds)

    def _unknown(self, exposures: Sequence[Exposure]) -> Iterator[Message]:
        """A fault for each; like names are looked for where somebody reads them, for of a million that takes hours."""
        for number, exposure in enumerate(exposures):
            is_read = number < SHOWN
            yield refusals.UNKNOWN_UNIT(
                file=self.asked.file,
                line=str(exposure.line),
                kind=refusals.UNIT_KINDS[self.asked.unit],
                unit=repr(exposure.unit),
                hint=did_you_mean(exposure.unit, self.known) if is_read else Message(""),
            )

    def _settled(self, cells: Cells) -> Iterator[Settled]:
        phases = len(self.bounds) + 1
        if self.asked.unit != "queue":
            yield settled_by(cells, phases, "queue", cells.strata.queue)
        yield settled_by(cells, phases, "hour", cells.strata.hour)
        rows, recent = read_since(self.con, self._whose, cells)
        share = float(recent.sum() / max(rows.sum(), 1.0))
        if 0 < share < 1:
            yield Settled("days_since_last", recent, rows, share * (1 - share))

    def _customers_change(self, cells: Cells, arms: Arms) -> date | None:
        """The day on which customers' answers begin or end on either side, where the metric goes by them."""
        if not self.measure.spoken:
            return None
        exposed = [int(u) for cohort in arms.cohorts for u in cohort.units]
        for side in (exposed, [int(u) for u in arms.never]):
            column = begin_or_end(cells.answers[side].sum(axis=0), cells.n[side].sum(axis=0))
            if column is not None:
                return cells.first + timedelta(days=column)
        return None

    def _notes(self) -> Iterator[Message]:
        exposures = self.asked.exposures
        if self.listed is not None and (n := len(self.known - {e.unit for e in exposures})):
            yield notes.NOT_LISTED(n=n)
        exposed = [e for e in exposures if e.assigned_from is not None]
        otherwise = [e for e in exposed if e.received_from != e.assigned_from]
        if (otherwise and len(otherwise) < len(exposed)) or any(e.received_from for e in otherwise):
            yield notes.AS_ASSIGNED(n=len(otherwise))
        if self.measure.window_days:
            yield notes.COUNTED_UNTIL(date=str(self.span[1]))
