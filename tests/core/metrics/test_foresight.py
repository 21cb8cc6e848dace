"""Which relation holds the rows of a table, where something is foreseen of one."""

import pytest

from willet.core.metrics.foresight import BLIND, Foresight


@pytest.mark.parametrize(
    ("foresight", "table", "shown"),
    [
        (Foresight("cases", "foreseen_cases"), "cases", "foreseen_cases"),
        (Foresight("cases", "foreseen_cases"), "links", "links"),
        (Foresight("cases", ""), "cases", "cases"),
        (BLIND, "cases", "cases"),
        (BLIND, "", ""),
    ],
)
def test_only_the_table_that_is_foreseen_has_another_relation(
    foresight: Foresight, table: str, shown: str
) -> None:
    assert foresight.shown(table) == shown
