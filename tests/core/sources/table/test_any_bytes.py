"""Whatever bytes a file holds: either it is refused as a whole in words, or every row is accounted for."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from willet.core.records import RequestError
from willet.core.sources.table import FileLimits

Importer = Callable[..., Any]
MAPPING = """
name = "desk"
zone = "Europe/Berlin"
[columns.contact_id]
from = "a"
[columns.arrived_at]
from = "b"
[columns.talk_s]
from = "c"
[columns.customer_number]
from = "c"
"""
ODD = """
    1 -1 2021-03-28T02:30 2021-03-01 1970-01-01 2099-12-31T23:59:59Z 1:02:03 1e309 nan 6.02E+11 " "x"
    9999999999999999999999999999999999999999 '; \u202e \u0661
"""
CELL = st.sampled_from([*ODD.split(), "", "'; DROP TABLE landed"])
LINE = st.lists(CELL, min_size=1, max_size=4).map(",".join).map(str.encode)
NOISE = st.binary(max_size=12)


@pytest.mark.proof
@given(
    st.lists(LINE | NOISE, max_size=12),
    st.sampled_from([b"\n", b"\r\n"]),
    st.sampled_from([40, 10**6]),
)
@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_bytes_break_the_import(
    importer: Importer, lines: list[bytes], end: bytes, block: int
) -> None:
    data = end.join([b"a,b,c", *lines])
    try:
        found = importer(data, mapping=MAPPING, limits=FileLimits(block_bytes=block))
    except RequestError:
        return

    landing = found.landing
    assert landing.rows_read == landing.rows_folded + landing.rows_kept + landing.rejects.total
    assert len(found.ids) == len(set(found.ids)) <= landing.rows_folded
