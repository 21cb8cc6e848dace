"""The standard suite for Asterisk."""

from tests.core.sources.suite import Sample, SourceSuite

T = 1772442000


class TestAsterisk(SourceSuite):
    """Two callers, one served and one who gave up, and a pause."""

    name = "asterisk"
    sample = Sample(
        file="queue_log",
        lines=(
            f"{T}|{T}.1|sales|NONE|ENTERQUEUE||+31201230001|1",
            f"{T + 4}|{T}.1|sales|Ann|CONNECT|4|{T}.2|3",
            f"{T + 20}|{T + 20}.5|help|NONE|ENTERQUEUE||+31201230002|1",
            f"{T + 29}|{T + 20}.5|help|NONE|ABANDON|1|1|9",
            f"{T + 64}|{T}.1|sales|Ann|COMPLETECALLER|4|60|1",
            f"{T + 64}|NONE|NONE|Ann|PAUSEALL|ACW",
            f"{T + 90}|NONE|NONE|Ann|UNPAUSEALL|ACW",
        ),
        bad=f"{T + 30}|{T + 30}.7|sales|Ann|CONNECT|soon|{T}.8|3",
        numbers=("+31201230001", "+31201230002"),
        contacts=2,
    )
