"""The cases a doubt is about, as far as a reader may open them: found, counted, and cut into pages."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cached_property
from typing import overload

from willet.core.cases.doubts import DOUBTED, RECEIVED
from willet.core.cases.within import rows_within
from willet.figures.domain.asking import Reading
from willet.figures.domain.linking import LinkRules
from willet.figures.domain.questions import question_of
from willet.figures.domain.selection import Selection

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class DoubtedCase:
    """One case as a list shows it; `opened_at` is UTC, None is not known."""

    case_id: str
    first_contact: str
    opened_at: datetime
    queue: str | None
    topic: str | None
    contacts: int
    customers: int
    by_customer: bool | None
    by_no_repeat: bool | None
    by_audit: bool | None
    by_disposition: bool | None
    resolved: bool | None
    decided_by: str | None


_COLUMNS = ", ".join(f.name for f in fields(DoubtedCase))


@dataclass(frozen=True)
class DoubtedCases(Sequence[DoubtedCase]):
    """The received cases of a selection that one doubt is about and the reader may open, the newest first.

    They are cut in the lake for a paginator.
    """

    reading: Reading
    selection: Selection
    rules: LinkRules
    kind: str

    def __len__(self) -> int:
        return self._count

    @cached_property
    def _count(self) -> int:
        rows, params = self._rows
        return int(self._linked.rows(f"SELECT count(*) {rows}", params)[0][0])

    @overload
    def __getitem__(self, place: int) -> DoubtedCase: ...

    @overload
    def __getitem__(self, place: slice) -> list[DoubtedCase]: ...

    def __getitem__(self, place: int | slice) -> DoubtedCase | list[DoubtedCase]:
        if isinstance(place, int):
            return self[place : place + 1][0]
        first, last, _step = place.indices(len(self))
        return self.listed(limit=max(0, last - first), offset=first)

    def listed(self, *, limit: int | None = None, offset: int = 0) -> list[DoubtedCase]:
        """Some of them, or all."""
        rows, params = self._rows
        cut = "" if limit is None else f" LIMIT {int(limit)} OFFSET {int(offset)}"
        sql = f"SELECT {_COLUMNS} {rows} ORDER BY opened_at DESC, case_id{cut}"
        return [DoubtedCase(*row) for row in self._linked.rows(sql, params)]

    @property
    def _linked(self) -> Reading:
        return self.reading.under(self.rules)

    @cached_property
    def _rows(self) -> tuple[str, dict[str, object]]:
        asked = question_of(["fcr_case"], self.selection, params=self.rules.params)
        rows, bound = rows_within(asked, "cases", RECEIVED, f"({DOUBTED[self.kind]})")
        return rows, dict(bound)
