"""The file of the dimension: what is written is read, a damaged one is named, and no file is no name."""

from datetime import date

import pytest

from willet.core.lake import Lake
from willet.core.lake.dimension import (
    Dimension,
    Person,
    Spelt,
    Stretch,
    changing_dimension,
    read_dimension,
    write_dimension,
)
from willet.core.records import LakeError

ROWS = Dimension(
    (Spelt("agent", "", "linh", "Trần Thị Linh"), Spelt("queue", "pbx", "q1", "Sales")),
    (Stretch("Trần Thị Linh", date.min, date(2026, 3, 4), "North"),),
    (Person("Trần Thị Linh", date(2026, 1, 1), None, ("vi", "en")), Person("Zoë")),
)


def test_what_is_written_is_read(lake: Lake) -> None:
    with changing_dimension(lake.layout):
        assert write_dimension(lake.layout, ROWS) is True

    read = read_dimension(lake.layout)
    assert (read.names, read.stretches, read.people) == (ROWS.names, ROWS.stretches, ROWS.people)
    assert read.generation != ""


def test_the_same_rows_are_not_written_again(lake: Lake) -> None:
    write_dimension(lake.layout, ROWS)
    before = lake.snapshot()

    assert (
        write_dimension(lake.layout, Dimension(ROWS.names[::-1], ROWS.stretches, ROWS.people))
        is False
    )
    assert lake.snapshot() is before


def test_no_rows_are_no_generation(lake: Lake) -> None:
    content = lake.snapshot().content
    write_dimension(lake.layout, Dimension())

    assert read_dimension(lake.layout) == Dimension()
    assert lake.snapshot().content == content


def test_other_rows_are_another_content(lake: Lake) -> None:
    before = lake.snapshot()
    write_dimension(lake.layout, ROWS)

    assert lake.snapshot() is not before
    assert lake.snapshot().content != before.content
    assert lake.snapshot().number == before.number


@pytest.mark.parametrize("text", ["{", "[]", '{"names": [[1]]}', "\udcff", '{"names": 3}'])
def test_a_damaged_file_is_named_and_written_anew(lake: Lake, text: str) -> None:
    lake.layout.dimension.write_bytes(text.encode(errors="surrogateescape"))

    with pytest.raises(LakeError, match=r"dimension\.json is damaged"):
        lake.snapshot()

    write_dimension(lake.layout, ROWS)
    assert lake.snapshot().dimension.names == ROWS.names
