"""Rows of a table that are no contacts: sums of others, and the header once more, as SQL over a batch's cells."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from willet.core.records import spelled
from willet.core.sources.table.slots import Slot
from willet.core.sources.table.sql import alike, listed, quoted
from willet.core.sources.table.texts import FileColumns
from willet.core.sources.table.vocabulary.totals import names_total, names_total_of_group

NAMES = ("queue", "topic", "agent", "team", "disposition", "customer_id")
"""Fields whose text may be a word such as Total and still be the name of something."""
FIRST = (1, 2, 3)
"""The places at which a row begins."""


def is_header(places: Mapping[str, int], header: Sequence[str]) -> str:
    """SQL: whether a row repeats the names of the columns, as files do that were put one behind another.

    `places`: the columns as the mapping names them; `header`: the names as they stand in the file, made different.
    """
    named = [
        f"lower(c{at}) IN ({listed(_as_repeated(name, header[at - 1]))})"
        for name, at in places.items()
    ]
    return " AND ".join(named) if len(named) > 1 else "FALSE"


def _as_repeated(name: str, heading: str) -> list[str]:
    """What a repeated header may show of a column, in small letters: it knows of no `Time (2)` and no `column 4`."""
    shown = spelled(heading).strip().lower()
    bare = "" if re.fullmatch(r"column \d+", shown) else re.sub(r" \(\d+\)$", "", shown)
    return sorted({name.lower(), shown, bare})


@dataclass(frozen=True, slots=True)
class Sums:
    """Which rows of a file sum others up, by its slots and the places of its columns."""

    slots: Sequence[Slot]
    places: Mapping[str, int]
    columns: FileColumns

    def asked_of(self, cells: str) -> str:
        """SQL: the rows of a batch with what is known of their words: `sums`, and `groups` for those of a group.

        Each pattern stands here once for all the texts it is asked of, since it is compiled wherever it stands.
        """
        first = f"SELECT *, {self._begins(FIRST)} AS first_cell, {self._begins(self._labels())} AS label FROM ({cells})"
        sums = alike([names_total("cell")], "cell", self._texts())
        groups = alike([names_total_of_group("cell")], "cell", self._grouped())
        return f"SELECT *, {sums} AS sums, {groups} AS groups FROM ({first})"

    def is_total(self) -> str:
        """SQL: whether a row sums others up, with an id and a date of its own or without.

        Its id or its time says so, or a label at its beginning while no queue or person is named; or any of its names
        does while it has no date. The sum of a group says so in its id while nobody is named, or in a name while it
        has no id. A dated row with an id whose queue is called Total is a call of that queue.
        """
        ids, times, names = self._ids(), self._times(), self._names()
        unnamed = " AND ".join(f"{text} = ''" for text in ids) or "TRUE"
        undated = " AND ".join(f"NOT regexp_matches({text}, '[0-9]')" for text in times) or "FALSE"
        called = " OR ".join(self._is_sum(text) for text in names) or "FALSE"
        begins = f"({self._is_sum('first_cell')} AND ({unnamed} OR {undated}))"
        labelled = f"({self._is_sum('label')} AND {self._nameless()})"
        named = [self._is_sum(text) for text in (*ids, *times)]
        group = self._is_group() if ids else "FALSE"
        return " OR ".join([*named, begins, labelled, f"(({called}) AND {undated})", group])

    def _is_group(self) -> str:
        ids, names = self._ids(), self._names()
        by_id = " OR ".join(self._is_of_group(text) for text in ids)
        by_name = " OR ".join(self._is_of_group(text) for text in names) or "FALSE"
        unnamed = " AND ".join(f"{text} = ''" for text in ids)
        return f"(({by_id}) AND {self._nameless()}) OR (({by_name}) AND {unnamed})"

    def _nameless(self) -> str:
        names = [f"({text} = '' OR {self._is_sum(text)})" for text in self._names()]
        return " AND ".join(names) or "FALSE"

    def _is_sum(self, text: str) -> str:
        return f"sums[{self._texts().index(text) + 1}]"

    def _is_of_group(self, text: str) -> str:
        return f"groups[{self._grouped().index(text) + 1}]"

    def _texts(self) -> list[str]:
        return list(dict.fromkeys(["first_cell", "label", *self._times(), *self._grouped()]))

    def _grouped(self) -> list[str]:
        return list(dict.fromkeys([*self._ids(), *self._names()]))

    def _ids(self) -> list[str]:
        return self._shown_of("contact_id")

    def _times(self) -> list[str]:
        return self._shown_of("arrived_at")

    def _names(self) -> list[str]:
        return [text for name in NAMES for text in self._shown_of(name)]

    def _shown_of(self, field: str) -> list[str]:
        slots = [s for s in self.slots if s.own and s.field.name == field]
        named = dict.fromkeys(c for s in slots for c in s.rule.columns or s.rule.all_columns)
        return [self.columns.shown(column) for column in named]

    def _labels(self) -> list[int]:
        """The places among the first where a row's label stands: those in which the mapping finds no name."""
        named = {
            self.places[column]
            for slot in self.slots
            if slot.field.name in NAMES
            for column in slot.rule.all_columns
        }
        return [place for place in FIRST if place not in named]

    def _begins(self, places: Sequence[int]) -> str:
        shown = [f"nullif(c{place}, '')" for place in places]
        return f"coalesce({', '.join([*shown, quoted('')])})"
