"""Times of a table that contradict each other: named traps, each with its rows drawn as a table."""

from collections.abc import Callable
from typing import Any

import pytest

Importer = Callable[..., Any]
SPANS = """
name = "desk"
zone = "Europe/Berlin"
[columns.contact_id]
from = "id"
[columns.arrived_at]
from = "at"
[columns.wait_s]
between = ["at", "answered"]
format = "iso"
[columns.talk_s]
between = ["answered", "ended"]
format = "iso"
"""
HEAD = "id,at,answered,ended\n"


def test_answered_before_arrived_is_refused_with_its_line(importer: Importer) -> None:
    """
    | at    | answered | ended |                                  |
    |-------|----------|-------|----------------------------------|
    | 09:00 | 09:01    | 09:05 | in                               |
    | 09:00 | 08:59    | 09:05 | refused: answered before arrived |
    | 09:00 | 09:01    | 09:00 | refused: ended before answered   |
    """
    day = "2021-03-01"
    rows = [("09:00", "09:01", "09:05"), ("09:00", "08:59", "09:05"), ("09:00", "09:01", "09:00")]
    found = importer(
        HEAD + "".join(f"{n},{day} {a},{day} {b},{day} {c}\n" for n, (a, b, c) in enumerate(rows)),
        mapping=SPANS,
    )

    assert found.rows("SELECT contact_id, wait_s, talk_s FROM contacts") == [
        ("desk:0", 60.0, 240.0)
    ]
    assert [(line, field, rule) for _, line, field, _, rule in found.rejects] == [
        (3, "at + answered", _AFTER.format("wait_s")),
        (4, "answered + ended", _AFTER.format("talk_s")),
    ]


_AFTER = "{} must be the time between two moments, the second not before the first"


def test_span_that_goes_back_may_stay_unknown_as_the_mapping_says(importer: Importer) -> None:
    mapping = SPANS.replace('format = "iso"', 'format = "iso"\nwrong = "unknown"')

    found = importer(
        HEAD + "1,2021-03-01 09:00,2021-03-01 08:59,2021-03-01 09:05\n", mapping=mapping
    )

    assert found.rows("SELECT wait_s, talk_s FROM contacts") == [(None, 360.0)]
    assert found.landing.notes[0].startswith("1 value of at + answered could not be read")


@pytest.mark.parametrize(
    ("at", "answered", "wait_s"),
    [
        # Berlin, 2021-10-31: 02:00-03:00 came twice
        ("02:50", "02:10", 1_200.0),  # once over the change
        (
            "02:10",
            "02:50",
            2_400.0,
        ),  # both in the first hour, or both in the second: it is the same
        ("01:50", "02:10", 1_200.0),  # the first time that fits
        ("02:50", "03:10", 4_800.0),  # the first 02:50 is taken: repeated_hour
        ("02:10", "02:10", 0.0),
    ],
)
def test_span_over_the_hour_that_comes_twice(
    importer: Importer, at: str, answered: str, wait_s: float
) -> None:
    day = "2021-10-31"
    found = importer(HEAD + f"1,{day} {at},{day} {answered},{day} 12:00\n", mapping=SPANS)

    assert found.column("wait_s") == [wait_s]
    assert found.landing.rejects.total == 0


def test_offset_decides_which_of_the_two_hours_it_was(importer: Importer) -> None:
    row = "1,2021-10-31 02:10:00+01:00,2021-10-31 02:10:00+02:00,2021-10-31 12:00\n"

    found = importer(HEAD + row, mapping=SPANS)

    assert [line for _, line, *_ in found.rejects] == [2]


def test_negative_duration_refuses_its_row(importer: Importer) -> None:
    mapping = SPANS.split("[columns.wait_s]", maxsplit=1)[0] + '[columns.talk_s]\nfrom = "talk"\n'

    found = importer("id,at,talk\n1,2021-03-01,-4\n2,2021-03-01,4\n", mapping=mapping)

    assert found.column("talk_s") == [4.0]
    assert [reject[1:4] for reject in found.rejects] == [(2, "talk", "-4")]
