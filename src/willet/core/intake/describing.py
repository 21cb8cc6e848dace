"""A source in plain values: what it reads, the tags it gives, and what it cannot tell."""

from willet.core.intake.preparing import unsupported
from willet.core.sources import Source
from willet.core.sources.contract import tags_of


def source_as_dict(source: Source) -> dict[str, object]:
    """The source as `willet sources --format json` prints it."""
    return {
        "name": source.name,
        "title": source.title,
        "reads": source.reads,
        "tags": [{"tag": tag, "why": why} for tag, why in tags_of(source).items()],
        "cannot_tell": [
            {"metric": gap.metric, "why": gap.why} for gap in unsupported(source.cannot_tell)
        ],
    }
