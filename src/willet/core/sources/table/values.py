"""Every slot's value over the texts of a batch; slots that are read alike share one reading."""

from collections.abc import Sequence
from dataclasses import replace

from willet.core.sources.table.fields import Kind
from willet.core.sources.table.slots import Slot
from willet.core.sources.table.sql import alike

_PATTERNED = frozenset({Kind.DURATION, Kind.COUNT, Kind.MONEY, Kind.SCORE, Kind.TRUTH})
"""Kinds that are read by long patterns, which are compiled wherever they stand."""


def valued(slots: Sequence[Slot], decimal: str, rows: str) -> str:
    """SQL: the rows with the value of each slot (`v_...`)."""
    lists, values = list[str](), list[str]()
    for reading, group in _by_reading(slots, decimal).items():
        if len(group) > 1:
            lists.append(
                f"{alike([reading], 't_each', [s.texts[0] for s in group])} AS l{len(lists)}"
            )
            at = (f"l{len(lists) - 1}[{n}]" for n, _ in enumerate(group, 1))
        else:
            at = (slot.value(decimal) for slot in group)
        values += [f"{value} AS v_{slot.name}" for value, slot in zip(at, group, strict=True)]
    names = ", ".join(f"l{n}" for n, _ in enumerate(lists))
    shown = f"* EXCLUDE ({names})" if lists else "*"
    read = f"SELECT {', '.join(['*', *lists])} FROM ({rows})"
    return f"SELECT {', '.join([shown, *values])} FROM ({read})"


def _by_reading(slots: Sequence[Slot], decimal: str) -> dict[str, list[Slot]]:
    """The slots by the SQL that reads them, as it would be of a text `t_each`; those that share none by their names."""
    groups: dict[str, list[Slot]] = {}
    for slot in slots:
        shares = slot.field.kind in _PATTERNED and not slot.rule.between
        key = replace(slot, name="each").value(decimal) if shares else slot.name
        groups.setdefault(key, []).append(slot)
    return groups
