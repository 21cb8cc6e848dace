"""What the columns of an upload mean: by their own names, by the mapping of an earlier file, or yet to be chosen."""

from collections.abc import Mapping
from pathlib import Path

from django.db import transaction

from willet.core.lake.engine import open_engine
from willet.core.metrics import catalogue
from willet.core.metrics.silence import lacking
from willet.core.records import Message, RequestError
from willet.core.sources.table.gaps import lacking_in_file
from willet.core.sources.table.grammar import parse_mapping
from willet.core.sources.table.mapping import TableMapping
from willet.core.sources.table.own_names import has_own_names
from willet.core.sources.table.proposing import (
    TableChoices,
    TableProposal,
    TriedRow,
    choices_of,
    header_of,
    propose,
    shape_of,
    try_rows,
)
from willet.imports.domain.mappings import mapping_for
from willet.imports.domain.proposals import keep_proposal, proposal_for
from willet.imports.domain.uploads import keep_mapping_of, kept_files
from willet.imports.models import Upload

TABLE = "table"
SHOWN_ROWS = 12
"""So many of the first rows are shown as they would be read."""


def settle(upload: Upload, *, look: bool = False) -> bool:
    """Whether it is known what the columns mean; where it is not, or `look` is asked for, a proposal is kept.

    Raises:
        RequestError: nothing in the file is a table.
    """
    if upload.source != TABLE:
        return True
    path = kept_files(upload)[0]
    if not upload.mapping and not look and _known_by_headings(upload, path):
        return True
    if not upload.mapping or look:
        with open_engine() as con:
            keep_proposal(upload, propose(con, path))
    return bool(upload.mapping) and not look


def _known_by_headings(upload: Upload, path: Path) -> bool:
    with open_engine() as con:
        header = header_of(con, path)
    if has_own_names(header):
        return True
    saved = mapping_for(shape_of(header))
    if saved is None:
        return False
    upload.mapping, upload.read_by = saved.text, saved.name
    keep_mapping_of(upload)
    upload.save(update_fields=["mapping", "read_by"])
    return True


def waits_for_columns(upload: Upload) -> bool:
    """Whether a person must say what the columns mean before the files can be read."""
    return not upload.run_id and not upload.mapping and proposal_for(upload) is not None


def choices_for(
    upload: Upload, proposal: TableProposal
) -> tuple[TableChoices, Mapping[str, tuple[str, ...]], TableMapping | None]:
    """The choices that stand: those of the upload's mapping, else the proposed ones.

    With them the fields that the mapping says in a way no choice can say, each with its columns, and the mapping.
    """
    if not upload.mapping:
        return proposal.choices, {}, None
    mapping = parse_mapping(upload.mapping)
    choices, beyond = choices_of(mapping, proposal.header)
    columns = {
        name: tuple(dict.fromkeys(c for rule in mapping.rules[name] for c in rule.all_columns))
        for name in sorted(beyond & mapping.rules.keys())
    }
    return choices, columns, mapping


def set_mapping(upload: Upload, text: str, *, zone: str, region: str, read_by: str = "") -> None:
    """Let an upload be read by a mapping, kept as `read_by` if it is; what was read before is forgotten."""
    upload.mapping, upload.zone, upload.region, upload.read_by = text, zone, region, read_by
    upload.preview = upload.report = None
    with transaction.atomic():
        upload.save()
        keep_mapping_of(upload)


def tried(
    proposal: TableProposal, mapping: TableMapping, zone: str | None
) -> tuple[list[TriedRow], RequestError | None]:
    """The first rows as they would be read; or why none of them can be."""
    rows = proposal.rows[:SHOWN_ROWS]
    try:
        with open_engine() as con:
            return try_rows(
                con,
                mapping,
                proposal.header,
                rows,
                zone=zone,
                typed_cells=bool(proposal.sheets),
            ), None
    except RequestError as error:
        return [], error


def supported(mapping: TableMapping) -> tuple[list[str], list[tuple[str, Message]]]:
    """The metrics that this mapping can tell, and those that it cannot, each with the reason."""
    metrics = catalogue()
    silent = lacking(lacking_in_file(mapping), metrics.values())
    return [name for name in metrics if name not in silent], sorted(silent.items())
