"""Which of two numbers is the day is decided by the whole column, or asked."""

from collections import Counter
from collections.abc import Iterator

import duckdb
import pytest
from duckdb import DuckDBPyConnection

from willet.core.sources.table.proposing.dating import dating_of, spelled_ways
from willet.core.sources.table.proposing.profiles import ColumnProfile

DAY_FIRST, MONTH_FIRST = "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M"


@pytest.fixture(scope="module")
def con() -> Iterator[DuckDBPyConnection]:
    """One engine for all of them."""
    with duckdb.connect() as con:
        yield con


def ways(con: DuckDBPyConnection, *texts: str) -> tuple[tuple[str, ...], ...] | None:
    """Each way in which a column of these texts can be read; None where it holds no moments."""
    parts = {part for text in texts for part in text.replace("T", " ").split() if ":" not in part}
    profile = ColumnProfile("at", 1, texts=Counter(texts), date_parts=parts)
    dating = dating_of(con, profile)
    return None if dating is None else spelled_ways(dating)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("03/04/2025 09:30", "05/06/2025 10:00"), ((DAY_FIRST,), (MONTH_FIRST,))),
        (("03/04/2025 09:30", "13/06/2025 10:00"), ((DAY_FIRST,),)),
        (("03/04/2025 09:30", "06/13/2025 10:00"), ((MONTH_FIRST,),)),
        (("03/03/2025 09:30", "05/05/2025 10:00"), ((DAY_FIRST,),)),
        (("03.04.2025 09:30", "05.06.2025 10:00"), (("%d.%m.%Y %H:%M",),)),
        (("03-04-2025", "05-06-2025"), (("%d-%m-%Y",), ("%m-%d-%Y",))),
        (("03-04-2025", "31-12-2025"), (("%d-%m-%Y",),)),
        (("2025-03-04 09:30:00", "2025-12-31"), ((),)),
        (("2025/03/04 09:30", "2025/12/31 10:00"), ((),)),
        (("2025-03-04T09:30:00+02:00",), ((),)),
        (("20250304 0930", "20251231 1000"), (("%Y%m%d %H%M",),)),
        (("9:30 AM", "10:15 PM"), ((),)),
        (("1741080600", "1741080900"), (("epoch_s",),)),
        (("46083.375", "46084.5"), (("excel",),)),
        (("2. März 2026 09:30", "14. April 2026 10:30"), (("%d. %B %Y %H:%M",),)),
        (("3 de abril de 2026 09:30",), (("%d de %B de %Y %H:%M",),)),
        (("Mo, 02.03.2026 09:30", "Di, 03.03.2026 09:30"), (("%a, %d.%m.%Y %H:%M",),)),
        (("02.03.2026 09:30 Uhr",), (("%d.%m.%Y %H:%M Uhr",),)),
        (("02.03.26 09:30", "03.03.26 09:30", "14.03.26 09:30"), (("%d.%m.%y %H:%M",),)),
        (("26/03/02", "26/03/14", "26/04/15"), (("%y/%m/%d",),)),
        (("Anna Schmidt", "Jörg Müller"), None),
        (("0612345678", "0201234567"), None),
        (("0:12", "75:10"), None),
    ],
)
def test_a_column_is_read_in_one_way_or_asked_for(
    con: DuckDBPyConnection, texts: tuple[str, ...], expected: tuple[tuple[str, ...], ...] | None
) -> None:
    assert ways(con, *texts) == expected


def test_two_orders_in_one_column_are_never_settled(con: DuckDBPyConnection) -> None:
    mixed = ("13/04/2025 09:30", "04/13/2025 09:30", "03/04/2025 09:30")

    found = ways(con, *mixed)

    assert found is not None
    assert len(found) == 2


def test_dates_that_a_spreadsheet_swapped_are_asked_for(con: DuckDBPyConnection) -> None:
    profile = ColumnProfile(
        "at",
        1,
        texts=Counter(["2025-04-03 09:30:00", "2025-05-03 09:30:00", "13/03/2025 09:30"]),
        date_parts={"13/03/2025"},
    )

    dating = dating_of(con, profile)

    assert dating is not None
    assert not dating.is_decided
