"""Day and month swapped: what spreadsheets do to dates they half understand, and two orders in one column.

A file of 13/03/2026 opened where the month comes first keeps days 13 to 31 as texts and turns days 1 to 12
into dates, months away from what was meant. Nothing in a single cell shows it; the column as a whole does.
"""

import re
from dataclasses import dataclass, fields

from duckdb import DuckDBPyConnection

from willet.core.records import Message, counted
from willet.core.sources.table.moments import moment
from willet.core.sources.table.slots import Slot
from willet.core.sources.table.steps import TYPED, Shape

SWAPPED = counted(
    "days_swapped",
    "%(n)s date of %(column)s is a typed date, on a day from 1 to 12, while %(texts)s stand as texts, all on days "
    "from 13 to 31: a spreadsheet has probably swapped day and month in the former. Export it again without it",
    "%(n)s dates of %(column)s are typed dates, all on days from 1 to 12, while %(texts)s stand as texts, all on "
    "days from 13 to 31: a spreadsheet has probably swapped day and month in the former. Export it again without it",
)
TWO_ORDERS = counted(
    "days_two_orders",
    "%(n)s date of %(column)s fits only with day and month the other way round, %(told)s only as the mapping says, "
    "and %(both)s fit both ways: the column mixes two orders, and what fits both ways may be wrong",
    "%(n)s dates of %(column)s fit only with day and month the other way round, %(told)s only as the mapping says, "
    "and %(both)s fit both ways: the column mixes two orders, and what fits both ways may be wrong",
)
OTHER_ORDER = counted(
    "days_other_order",
    "%(n)s date of %(column)s fits only with day and month the other way round, and none only as the mapping says: "
    "the other %(both)s, which fit both ways, are probably swapped. Say the other order in the mapping",
    "%(n)s dates of %(column)s fit only with day and month the other way round, and none only as the mapping says: "
    "the other %(both)s, which fit both ways, are probably swapped. Say the other order in the mapping",
)
_DAY_PART = re.compile(r"^(.*%-?[dmyYjbB])[^%]*%-?[HI]")


@dataclass(slots=True)
class DayOrders:
    """The dates of one column by what they show of their order."""

    typed: int = 0
    typed_early: int = 0
    """Of these, on days from 1 to 12."""
    stated: int = 0
    """Texts that are a date only in the mapping's order."""
    both: int = 0
    """Texts that are two dates."""
    other: int = 0
    """Texts that are a date only in the other order."""

    def add(self, more: "DayOrders") -> None:
        """Count another batch in."""
        for part in fields(self):
            setattr(self, part.name, getattr(self, part.name) + getattr(more, part.name))

    def notes(self, column: str) -> list[Message]:
        """What the report says of the column; nothing where its dates are of one order."""
        if self.other:
            note = TWO_ORDERS if self.stated else OTHER_ORDER
            values = {"told": self.stated} if self.stated else {}
            return [note(n=self.other, column=column, both=self.both, **values)]
        if self.typed and self.typed == self.typed_early and self.stated and not self.both:
            return [SWAPPED(n=self.typed, column=column, texts=self.stated)]
        return []


def day_orders(con: DuckDBPyConnection, shape: Shape) -> dict[str, DayOrders]:
    """The orders in the columns of the batch that are read by a pattern with day and month as numbers."""
    gathered: dict[str, DayOrders] = {}
    for slot in shape.slots:
        pattern = next((p for p in slot.rule.formats if _is_ordered(p)), None)
        if pattern is not None and slot.moments(typed_cells=shape.typed_cells):
            for column, text in _texts(slot):
                query = _query(text, _day_part(pattern) if slot.rule.date else pattern)
                counts = DayOrders(*con.execute(query).fetchall()[0])
                gathered.setdefault(column, DayOrders()).add(counts)
    return gathered


def _is_ordered(pattern: str) -> bool:
    return re.search("%-?d", pattern) is not None and re.search("%-?m", pattern) is not None


def _day_part(pattern: str) -> str:
    match = _DAY_PART.match(pattern)
    return match[1] if match else pattern


def _texts(slot: Slot) -> list[tuple[str, str]]:
    """Each column that holds dates, with the column of the batch in which its text stands."""
    rule = slot.rule
    if rule.between:
        return list(zip(rule.between, slot.texts, strict=True))
    return [(rule.date or slot.column, slot.texts[0])]


def swapped(pattern: str) -> str:
    """A pattern with day and month in each other's place.

    >>> swapped("%d/%m/%Y %H:%M"), swapped("%-m.%-d.%y")
    ('%m/%d/%Y %H:%M', '%-d.%-m.%y')
    """
    return re.sub(r"%(-?)([dm])", lambda f: f"%{f[1]}{'m' if f[2] == 'd' else 'd'}", pattern)


def _query(text: str, pattern: str) -> str:
    typed, given, other = (
        moment(text, (way,), typed_cells=False).naive for way in ("iso", pattern, swapped(pattern))
    )
    return f"""SELECT count(typed), count(*) FILTER (day(typed) <= 12),
        count(*) FILTER (typed IS NULL AND told IS NOT NULL AND other IS NULL),
        count(*) FILTER (typed IS NULL AND told <> other),
        count(*) FILTER (typed IS NULL AND told IS NULL AND other IS NOT NULL)
        FROM (SELECT {typed} AS typed, {given} AS told, {other} AS other FROM {TYPED})"""
