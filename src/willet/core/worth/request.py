"""One question for the worth of resolution as it is asked: the selection, the days looked ahead, the customers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from willet.core.metrics import Condition, Question
from willet.core.records import RequestError
from willet.core.worth import notes
from willet.core.worth.customers import Customer

USUAL_DAYS = 30
LONGEST_DAYS = 365


@dataclass(frozen=True)
class WorthRequest:
    """A checked request; `customers` is a file, rows, or None where nobody tells who left."""

    question: Question
    days: int
    customers: Path | tuple[Customer, ...] | None

    @classmethod
    def of(
        cls,
        customers: Path | str | Iterable[Customer] | None = None,
        *,
        days: int = USUAL_DAYS,
        first: date | str | None = None,
        last: date | str | None = None,
        where: Condition | str | None = None,
        params: Mapping[str, object] | None = None,
    ) -> "WorthRequest":
        """A checked request; cases are those that opened from `first` to `last`, both included.

        Raises:
            RequestError: the filter, a parameter, a day or the days looked ahead cannot be.
        """
        question = Question.of("fcr_case", first=first, last=last, where=where, params=params)
        if isinstance(customers, str | Path):
            return cls(question, _horizon(days), Path(customers))
        return cls(question, _horizon(days), None if customers is None else tuple(customers))


def _horizon(days: int) -> int:
    if not 1 <= days <= LONGEST_DAYS:
        raise RequestError(notes.NO_HORIZON(days=str(days)))
    return days
