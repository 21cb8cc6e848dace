"""Which rows rest in one file: those of a month, or of a whole year that has few (decision 0060).

A file costs some milliseconds whatever is in it. Whether a year has few rows is asked of the rows themselves, so that
equal rows are equal files, in whatever order they came.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

FEW_ROWS = 25_000
"""Up to so many rows of one table and source, the months of a year are one file."""
UNDATED = "undated"
"""The bucket of rows without a day."""


def are_few(rows: int) -> bool:
    """Whether so many rows of a year are one file."""
    return rows <= FEW_ROWS


def month_of(part: date) -> str:
    """The month of a day, by which its rows rest where there are many."""
    return f"{part:%Y-%m}"


def year_of(bucket: str) -> str:
    """The year of a month, or of a year itself; rows without a day are a year of their own."""
    return bucket.partition("-")[0]


def by_month(parts: Iterable[date]) -> dict[str, set[date]]:
    """The parts of each month, months in order."""
    return {month: set(days) for month, days in groupby(sorted(parts), month_of)}


def by_year(months: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """The months of each year, in order."""
    for year, some in groupby(sorted(months), year_of):
        yield year, list(some)


def month_in_sql(day: str) -> str:
    """SQL: the month of a day, `undated` where there is none."""
    return f"coalesce(strftime({day}, '%Y-%m'), '{UNDATED}')"


def within(bucket: str, day: str) -> str:
    """SQL: whether a day lies in a bucket."""
    if bucket == UNDATED:
        return f"{day} IS NULL"
    if bucket == year_of(bucket):
        return f"{day} BETWEEN DATE '{bucket}-01-01' AND DATE '{bucket}-12-31'"
    return f"{day} BETWEEN DATE '{bucket}-01' AND last_day(DATE '{bucket}-01')"


@dataclass(frozen=True, slots=True)
class Year:
    """A year of one table and source that is written: the months that change, and the rows of each file it has."""

    name: str
    touched: Collection[str]
    files: Mapping[str, int]

    @property
    def has_many(self) -> bool:
        """Whether what stays as it is makes it many rows, whatever the others come to."""
        changing = {self.name, *self.touched}
        return not are_few(sum(rows for at, rows in self.files.items() if at not in changing))

    def buckets(self, months: Mapping[str, int]) -> list[str]:
        """The buckets to be written when its months have so many rows each."""
        if self.name == UNDATED or are_few(sum(months.values())):
            return [self.name]
        # One file becomes twelve: those of months that did not change are written too.
        return sorted({*self.touched, *months} if self.name in self.files else self.touched)

    def gone(self, written: Collection[str]) -> list[str]:
        """The files that others take the place of."""
        return [
            at
            for at in self.files
            if at not in written and (at == self.name or self.name in written)
        ]
