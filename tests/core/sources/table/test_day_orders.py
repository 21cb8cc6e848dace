"""Day and month the wrong way round show in a column as a whole, and are said with the count."""

from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from tests.core.sources.table.conftest import MINIMAL, Importer
from willet.core.sources.table.day_orders import swapped

DAY_FIRST = MINIMAL + 'format = "%d/%m/%Y %H:%M"\n'
MONTH_FIRST = MINIMAL + 'format = "%m/%d/%Y %H:%M"\n'
HEAD = "id,at\n"


def lines(*dates: str) -> str:
    return HEAD + "".join(f"{n},{date} 09:00\n" for n, date in enumerate(dates))


def book(folder: Path, *cells: str | datetime) -> bytes:
    with xlsxwriter.Workbook(str(folder / "b.xlsx")) as made:
        sheet, form = made.add_worksheet(), made.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_row(0, 0, ["id", "at"])
        for n, cell in enumerate(cells, 1):
            sheet.write_number(n, 0, n)
            if isinstance(cell, datetime):
                sheet.write_datetime(n, 1, cell, form)
            else:
                sheet.write_string(n, 1, cell)
    return (folder / "b.xlsx").read_bytes()


def said(notes: list[str]) -> list[str]:
    return [note for note in notes if "day and month" in note]


def test_typed_early_days_beside_late_days_in_texts_are_a_spreadsheets_work(
    importer: Importer, tmp_path: Path
) -> None:
    """All of March: 1, 2 and 12 became dates of January, February and December, 13 and 28 stayed texts."""
    typed = [datetime(2026, month, 3, 9) for month in (1, 2, 12)]
    data = book(tmp_path, *typed, "13/03/2026 09:00", "28/03/2026 09:00")

    found = importer(data, mapping=DAY_FIRST, name="c.xlsx")

    (note,) = said(found.landing.notes)
    assert note.startswith(
        "3 dates of at are typed dates, all on days from 1 to 12, while 2 stand as texts"
    )


@pytest.mark.parametrize(
    "cells",
    [
        [datetime(2026, 3, 3, 9), datetime(2026, 3, 14, 9)],
        [datetime(2026, 3, 3, 9), datetime(2026, 3, 20, 9), "13/03/2026 09:00"],
        [datetime(2026, 3, 3, 9), "13/03/2026 09:00", "04/03/2026 09:00"],
        ["13/03/2026 09:00", "04/03/2026 09:00"],
    ],
    ids=["all typed", "a late day typed", "an early day as text", "all texts"],
)
def test_other_mixtures_are_nobodys_work(
    importer: Importer, tmp_path: Path, cells: list[str | datetime]
) -> None:
    found = importer(book(tmp_path, *cells), mapping=DAY_FIRST, name="c.xlsx")

    assert said(found.landing.notes) == []


def test_the_same_after_it_was_saved_as_csv(importer: Importer) -> None:
    mapping = MINIMAL + 'format = ["%d/%m/%Y %H:%M", "iso"]\n'

    found = importer(lines("2026-01-03", "2026-02-03", "13/03/2026"), mapping=mapping)

    assert said(found.landing.notes)[0].startswith("2 dates of at are typed dates")


def test_two_orders_in_one_column_are_counted(importer: Importer) -> None:
    found = importer(
        lines("13/03/2026", "14/03/2026", "03/15/2026", "02/03/2026", "04/04/2026"),
        mapping=DAY_FIRST,
    )

    assert said(found.landing.notes) == [
        "1 date of at fits only with day and month the other way round, 2 only as the mapping says, and 1 fit both "
        "ways: the column mixes two orders, and what fits both ways may be wrong"
    ]
    assert [r[1] for r in found.rejects] == [4]


def test_two_orders_that_the_mapping_allows_are_counted_too(importer: Importer) -> None:
    mapping = MINIMAL + 'format = ["%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M"]\n'

    found = importer(lines("13/03/2026", "03/15/2026", "02/03/2026"), mapping=mapping)

    assert found.rejects == []
    assert said(found.landing.notes)[0].startswith("1 date of at fits only")


def test_an_order_that_nothing_speaks_for_is_called_wrong(importer: Importer) -> None:
    found = importer(lines("13/03/2026", "14/03/2026", "02/03/2026"), mapping=MONTH_FIRST)

    assert said(found.landing.notes) == [
        "2 dates of at fit only with day and month the other way round, and none only as the mapping says: the other "
        "1, which fit both ways, are probably swapped. Say the other order in the mapping"
    ]


def test_a_date_beside_its_time_is_looked_at_alone(importer: Importer) -> None:
    mapping = MINIMAL.replace('from = "at"', 'date = "d"\ntime = "t"\nformat = "%d/%m/%Y %H:%M"')

    found = importer("id,d,t\n1,13/03/2026,9:00\n2,03/15/2026,9:00\n", mapping=mapping)

    assert said(found.landing.notes)[0].startswith("1 date of d fits only")


@pytest.mark.parametrize("dates", [("2026-03-13", "2026-03-04"), ("13.03.2026", "04.03.2026")])
def test_one_order_says_nothing(importer: Importer, dates: tuple[str, ...]) -> None:
    mapping = MINIMAL + 'format = ["%d.%m.%Y %H:%M", "iso"]\n'

    assert said(importer(lines(*dates), mapping=mapping).landing.notes) == []


def test_the_count_is_over_all_files(importer: Importer) -> None:
    one, two = lines("13/03/2026"), HEAD + "9,03/15/2026 09:00\n"

    for files in ((one, two), (two, one)):
        found = importer(*files, mapping=DAY_FIRST)
        assert said(found.landing.notes)[0].startswith("1 date of at fits only")


def test_a_pattern_without_numbers_for_both_has_no_other_order() -> None:
    assert swapped("%d. %B %Y") == "%m. %B %Y"
    assert swapped(swapped("%Y%m%d")) == "%Y%m%d"
