"""Past imports, as programs see them."""

from collections.abc import Mapping
from datetime import UTC
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema
from pydantic import Field

from willet.imports.domain.runs import Run, history, run_named
from willet.imports.domain.tables import RUN_COUNTS
from willet.people.rules import SEE_IMPORTS
from willet.ui.endpoints import (
    NOTHING_THERE,
    Endpoint,
    Listed,
    NotThereError,
    PageQuery,
    page_of,
)


class ImportLine(Schema):
    """A past import, in the list of all."""

    run_id: str
    source: str
    at: str | None
    files: list[str]
    by: str = Field(description="Who asked for it; empty where the command line did.")
    active: bool = Field(description="False where it was taken back.")
    counts: dict[str, int]


class ImportDetails(ImportLine):
    """A past import with its report, as `willet import --format json` prints it."""

    report: dict[str, Any]


def imports(request: HttpRequest, query: Query[PageQuery]) -> dict[str, object]:
    """Every import, the newest first."""
    page, following = page_of(history(), query, of="imports", key=_age_of, newest_first=True)
    return {"items": [_run(run) for run in page], "next": following}


def past_import(request: HttpRequest, run_id: str) -> dict[str, object]:
    """One import with its report."""
    run = run_named(run_id)
    if run is None:
        raise NotThereError(NOTHING_THERE())
    return {**_run(run), "report": report_for_programs(run.report)}


def report_for_programs(report: Mapping[str, Any]) -> dict[str, Any]:
    """A report as the command prints it; how it is translated is the pages' own business."""
    return {name: value for name, value in report.items() if name != "said"}


def _run(run: Run) -> dict[str, object]:
    return {
        "run_id": run.run_id,
        "source": run.source,
        "at": run.at.isoformat() if run.at else None,
        "files": list(run.files),
        "by": run.by,
        "active": run.active,
        "counts": {name: run.count(name) for name in RUN_COUNTS},
    }


def _age_of(run: Run) -> tuple[str, str]:
    return (run.at.astimezone(UTC).isoformat() if run.at else "", run.run_id)


ENDPOINTS = (
    Endpoint(
        "GET",
        "imports",
        imports,
        _("All imports"),
        "read",
        SEE_IMPORTS,
        Listed[ImportLine],
        query=PageQuery,
    ),
    Endpoint(
        "GET",
        "imports/{str:run_id}",
        past_import,
        _("One import with its report"),
        "read",
        SEE_IMPORTS,
        ImportDetails,
    ),
)
