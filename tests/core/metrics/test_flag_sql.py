"""A flag by itself as SQL: what formulas mean by it, for whoever links contacts."""

import duckdb
import pytest

from willet.core.metrics import flag_sql
from willet.core.records import UnknownNameError

DIRECTIONS = {
    # direction: inbound, outbound, internal
    None: (True, None, None),
    "inbound": (True, False, False),
    "outbound": (False, True, False),
    "internal": (False, False, True),
}


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_blank_direction_is_a_caller(direction: str | None) -> None:
    asked = ", ".join(flag_sql(name) for name in ("inbound", "outbound", "internal"))

    with duckdb.connect() as con:
        found = con.execute(f"SELECT {asked} FROM (SELECT $1::VARCHAR AS direction)", [direction])
        assert found.fetchone() == DIRECTIONS[direction]


@pytest.mark.parametrize(("outcome", "handled"), [("answered", True), ("abandoned", False)])
def test_flag_within_a_flag_is_opened(outcome: str, handled: bool) -> None:
    with duckdb.connect() as con:
        row = con.execute(
            f"SELECT {flag_sql('answered')} FROM (SELECT NULL AS direction, $1 AS outcome)",
            [outcome],
        ).fetchone()

    assert row == (handled,)


def test_unknown_flag_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="inbond"):
        flag_sql("inbond")
