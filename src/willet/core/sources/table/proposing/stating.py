"""A proposal as the text of a mapping: each column with its samples, the reason and what is not sure."""

from collections.abc import Iterator

from willet.core.records import saying
from willet.core.sources.table.people import PEOPLE
from willet.core.sources.table.proposing.choices import FLAGS
from willet.core.sources.table.proposing.fitting import DATED
from willet.core.sources.table.proposing.proposal import ColumnProposal, TableProposal
from willet.core.sources.table.writing import HEAD, toml_of

PROPOSED_FOR = saying(
    "proposed_for", "Proposed for %(file)s. Read it through: what is not sure stands beside it."
)
SHEET_OF = saying("proposed_sheet", "The table is on the sheet %(sheet)s (of: %(sheets)s).")
LEFT_OUT = saying("proposed_left_out", "Not used: %(columns)s")
ZONE_ASKED = saying(
    "proposed_zone",
    'Times without an offset are local: say the zone as zone = "Europe/Berlin", or with --zone.',
)


def stated(proposal: TableProposal) -> str:
    """The text; it is read as the proposed mapping.

    Raises:
        RequestError: no column says when a contact came.
    """
    remarks: dict[str, list[str]] = {HEAD: list(_head(proposal))}
    for column in proposal.columns:
        key = _place(column.choice.meaning)
        if key:
            remarks.setdefault(key, []).extend(_lines(column))
    return toml_of(proposal.mapping(), remarks)


def _head(proposal: TableProposal) -> Iterator[str]:
    yield PROPOSED_FOR(file=proposal.file)
    if len(proposal.sheets) > 1:
        yield SHEET_OF(sheet=proposal.sheet, sheets=", ".join(proposal.sheets))
    yield from (f"! {doubt}" for doubt in proposal.doubts)
    unused = [c.choice.column for c in proposal.columns if not c.choice.meaning]
    if unused:
        yield LEFT_OUT(columns=", ".join(unused))
    if proposal.choices.zone is None:
        yield ZONE_ASKED()


def _place(meaning: str) -> str:
    """The table of the mapping beside which a column's remarks stand."""
    if meaning in ("arrived_date", "arrived_time"):
        return "arrived_at"
    if meaning in FLAGS:
        return "outcome"
    places = {"answered_at": "wait_s", "ended_at": "talk_s"}
    return (
        f"survey.{meaning}" if meaning in ("csat", "nps", "ces") else places.get(meaning, meaning)
    )


def _lines(column: ColumnProposal) -> Iterator[str]:
    shown = () if column.choice.meaning in PEOPLE else column.samples
    samples = ": " + ", ".join(repr(sample) for sample in shown) if shown else ""
    yield f"{column.choice.column}{samples} ({column.confidence}: {column.why})"
    yield from (f"! {doubt}" for doubt in column.doubts)
    if column.is_asked and column.choice.meaning in DATED:
        for way in column.ways:
            listed = ", ".join(f'"{pattern}"' for pattern in way or ("iso",))
            yield f"format = {listed if len(way) < 2 else f'[{listed}]'}"
