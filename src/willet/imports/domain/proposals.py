"""The proposal for an upload, kept beside its files as long as these: its first rows hold numbers in clear."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from willet.core.lake.durable import write_json
from willet.core.records import Message
from willet.core.sources.table.mapping import FileForm
from willet.core.sources.table.proposing import (
    ColumnChoice,
    ColumnProposal,
    TableChoices,
    TableProposal,
)
from willet.imports.domain.uploads import PROPOSAL, folder_of
from willet.imports.models import Upload


def keep_proposal(upload: Upload, proposal: TableProposal) -> None:
    """Keep what is proposed for an upload."""
    write_json(_path(upload), _plain(proposal))


def proposal_for(upload: Upload) -> TableProposal | None:
    """What was proposed for an upload; None where its columns were not looked at, or its files are gone."""
    path = _path(upload)
    return _proposal(json.loads(path.read_text("utf-8"))) if path.exists() else None


def _path(upload: Upload) -> Path:
    return folder_of(upload) / PROPOSAL


def _plain(proposal: TableProposal) -> dict[str, Any]:
    return {
        "file": proposal.file,
        "columns": [
            {
                **asdict(column),
                "why": column.why.as_json(),
                "doubts": [doubt.as_json() for doubt in column.doubts],
            }
            for column in proposal.columns
        ],
        "choices": asdict(proposal.choices),
        "doubts": [doubt.as_json() for doubt in proposal.doubts],
        "rows": proposal.rows,
        "sheets": proposal.sheets,
        "sheet": proposal.sheet,
        "header": proposal.header,
    }


def _proposal(plain: Mapping[str, Any]) -> TableProposal:
    choices = plain["choices"]
    columns = tuple(_column(column) for column in plain["columns"])
    form = FileForm(**_tuples(choices["form"]))
    rest = {name: choices[name] for name in ("name", "zone", "region", "row")}
    return TableProposal(
        plain["file"],
        columns,
        TableChoices(columns=tuple(c.choice for c in columns), form=form, **rest),
        _messages(plain["doubts"]),
        tuple((line, tuple(cells)) for line, cells in plain["rows"]),
        tuple(plain["sheets"]),
        plain["sheet"],
        tuple(plain["header"]),
    )


def _column(plain: Mapping[str, Any]) -> ColumnProposal:
    return ColumnProposal(
        ColumnChoice(**_tuples(plain["choice"])),
        plain["confidence"],
        Message.from_json(plain["why"]),
        _messages(plain["doubts"]),
        tuple(plain["samples"]),
        tuple(plain["texts"]),
        tuple(tuple(way) for way in plain["ways"]),
        plain["kind"],
    )


def _messages(plain: Sequence[Mapping[str, Any]]) -> tuple[Message, ...]:
    return tuple(Message.from_json(message) for message in plain)


def _tuples(plain: Mapping[str, Any]) -> dict[str, Any]:
    """Lists of JSON as the tuples that they were."""
    return {name: _tupled(value) for name, value in plain.items()}


def _tupled(value: Any) -> Any:
    return tuple(_tupled(item) for item in value) if isinstance(value, list) else value
