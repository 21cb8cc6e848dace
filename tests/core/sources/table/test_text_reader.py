"""Rows refused in a text: all of them counted, the first of them shown."""

from collections.abc import Callable
from typing import Any

Importer = Callable[..., Any]


def test_many_broken_rows_are_all_counted_and_the_first_shown(importer: Importer) -> None:
    lines = ["id,at", *["x"] * 150, "1,2026-03-02 09:00", *["\x00,y"] * 3, "2,2026-03-02 09:01"]

    found = importer("\n".join(lines) + "\n")

    landing = found.landing
    assert found.ids == ["1", "2"]
    assert (landing.rows_read, landing.rows_folded, landing.rejects.total) == (155, 2, 153)
    assert len(landing.rejects.first) == 100
    assert {line for _, line, *_ in found.rejects} <= {*range(2, 152), *range(153, 156)}
