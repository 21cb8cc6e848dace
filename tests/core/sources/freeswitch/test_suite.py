"""The standard suite for FreeSWITCH."""

from tests.core.sources.freeswitch.drawn import lines
from tests.core.sources.suite import Sample, SourceSuite


class TestFreeSwitch(SourceSuite):
    """A day of legs, one JSON object a line."""

    name = "freeswitch"
    sample = Sample(
        file="legs.json",
        lines=lines(),
        bad='{"uuid": "z", "caller_id_number": "+31201230000", "start_uepoch": "soon", "end_uepoch": "1"}',
        numbers=("+31201230001", "0201230002", "+31201230003", "+31201230004", "+31201230009"),
        contacts=14,
    )
