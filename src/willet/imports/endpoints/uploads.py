"""Importing in three steps, as on the pages: hand files in, see how they are read, say yes."""

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Schema
from ninja.responses import Status
from pydantic import ConfigDict, Field

from willet.core.records import Message
from willet.figures.domain.readers import person
from willet.imports.domain import being_read, importing, uploads
from willet.imports.domain.columns import waits_for_columns
from willet.imports.endpoints.past import report_for_programs
from willet.imports.forms import UploadForm
from willet.imports.models import Upload
from willet.jobs.endpoints import JobState, state_for_programs
from willet.jobs.models import Job
from willet.people.rules import IMPORT_FILES, SEE_IMPORTS
from willet.ui.endpoints import (
    NOTHING_THERE,
    Endpoint,
    NotThereError,
    RefusedFieldsError,
    TooLargeError,
)


class UploadState(Schema):
    """Files handed in, and how far they are."""

    id: UUID
    files: list[str]
    source: str
    zone: str
    region: str
    state: str = Field(
        description="reading, needs_mapping (choose its columns on its page, or hand it in with a mapping_file), "
        "ready (start it), needs_yes (start it with accept_rejects), importing, done or failed"
    )
    job: JobState | None
    report: dict[str, Any] | None
    preview: dict[str, Any] | None
    run_id: str = Field(description="Once imported: the import's id in `imports`.")


class Start(Schema):
    """Whether the good rows are to come in although many are refused."""

    model_config = ConfigDict(extra="forbid")

    accept_rejects: bool = False


def hand_in(request: HttpRequest) -> Status[UploadState]:
    """Hand in files; they are read without writing anything, and wait for a yes."""
    form = UploadForm(request.POST, request.FILES)
    handler = request.upload_handlers[0]
    if isinstance(handler, uploads.BoundedUploadHandler) and handler.went_over:
        raise TooLargeError(Message(uploads.over_the_limit(), "upload_too_large"))
    if not form.is_valid():
        raise RefusedFieldsError.of(form)
    return Status(202, _upload(importing.receive(form.cleaned_data, by=person(request))))


def upload(request: HttpRequest, pk: UUID) -> UploadState:
    """Files that were handed in: being read, read and waiting for a yes, being imported, done or failed."""
    return _upload(_upload_named(pk))


def start(request: HttpRequest, pk: UUID, yes: Start) -> Status[UploadState]:
    """Import what the reading showed."""
    subject = _upload_named(pk)
    if not subject.run_id:
        importing.start(subject, by=person(request), accept_rejects=yes.accept_rejects)
    return Status(202, _upload(subject))


def discard(request: HttpRequest, pk: UUID) -> Status[None]:
    """Remove files that are not to be imported."""
    subject = _upload_named(pk)
    if subject.run_id:
        raise NotThereError(NOTHING_THERE())
    importing.discard(subject)
    return Status(204, None)


def take_bounded(request: HttpRequest) -> None:
    """Stop reading files the moment all of them together are too large; said before anything reads the form."""
    request.upload_handlers = [uploads.BoundedUploadHandler(request)]


def _upload_named(pk: UUID) -> Upload:
    subject = Upload.objects.filter(pk=pk).first()
    if subject is None:
        raise NotThereError(NOTHING_THERE())
    return subject


def _upload(subject: Upload) -> UploadState:
    job = importing.job_of(subject)
    return UploadState(
        id=subject.pk,
        files=[str(file["name"]) for file in subject.files],
        source=subject.source,
        zone=subject.zone,
        region=subject.region,
        state=_state(subject, job),
        job=state_for_programs(job) if job is not None else None,
        report=report_for_programs(subject.report) if subject.report else None,
        preview=subject.preview,
        run_id=subject.run_id,
    )


def _state(subject: Upload, job: Job | None) -> str:
    if subject.run_id:
        return "done"
    if job is not None and not job.is_over:
        return "importing" if job.kind == being_read.IMPORT else "reading"
    if waits_for_columns(subject):
        return "needs_mapping"
    if subject.preview is None or (job is not None and job.state != Job.State.DONE):
        return "failed"
    return "needs_yes" if importing.refuses_many(subject) else "ready"


_FILES: Final = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["uploads"],
                    "properties": {
                        "uploads": {
                            "type": "array",
                            "items": {
                                "type": "string",
                                "contentMediaType": "application/octet-stream",
                            },
                        },
                        **{
                            name: {"type": "string"}
                            for name in ("source", "pbx", "zone", "region", "keep_mapping_as")
                        },
                        "mapping_file": {
                            "type": "string",
                            "contentMediaType": "application/toml",
                        },
                    },
                }
            }
        },
    }
}


ENDPOINTS = (
    Endpoint(
        "POST",
        "imports",
        hand_in,
        _("Files handed in, to be read"),
        "import",
        IMPORT_FILES,
        UploadState,
        status=202,
        before=take_bounded,
        extra=_FILES,
    ),
    Endpoint(
        "GET",
        "imports/uploads/{str:pk}",
        upload,
        _("How far files are that were handed in"),
        "import",
        SEE_IMPORTS,
        UploadState,
    ),
    Endpoint(
        "POST",
        "imports/uploads/{str:pk}/start",
        start,
        _("The import of what was read"),
        "import",
        IMPORT_FILES,
        UploadState,
        status=202,
    ),
    Endpoint(
        "DELETE",
        "imports/uploads/{str:pk}",
        discard,
        _("Files removed that are not to be imported"),
        "import",
        IMPORT_FILES,
        None,
        status=204,
    ),
)
