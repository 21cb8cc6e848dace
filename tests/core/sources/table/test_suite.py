"""The standard suite for tables."""

from tests.core.sources.suite import Sample, SourceSuite

MAPPING = """
name = "desk"
[columns.contact_id]
from = "id"
[columns.arrived_at]
from = "at"
[columns.outcome]
from = "outcome"
[columns.wait_s]
from = "wait"
unit = "s"
[columns.customer_number]
from = "caller"
"""


class TestTable(SourceSuite):
    """Five contacts of three customers."""

    name = "table"
    sample = Sample(
        file="calls.csv",
        header="id,at,outcome,wait,caller",
        lines=(
            "1,2026-03-02 09:00:00,answered,12,+31201230001",
            "2,2026-03-02 09:01:00,abandoned,45,+31201230002",
            "3,2026-03-02 23:59:59,answered,0,+31201230001",
            "4,2026-03-03 00:00:00,answered,3,+31201230003",
            "5,2026-03-03 09:00:00,abandoned,7,",
        ),
        bad="6,2026-03-02 10:00:00,answered,twelve,+31201230000",
        numbers=("+31201230001", "+31201230002", "+31201230003"),
        contacts=5,
        mapping=MAPPING,
    )
