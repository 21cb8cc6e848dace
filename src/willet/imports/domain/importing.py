"""Imports asked for on a page: files received, the dry run, the import itself, and taking a run back."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path, PurePath
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from willet.activity.domain import Subject, record
from willet.activity.models import Act
from willet.core import intake
from willet.core.records import ImportReport, RequestError, saying
from willet.core.records.rejects import keeping
from willet.core.sources import Progress, source_named
from willet.figures.domain.whole import lake_path
from willet.imports.domain.being_read import CHECK, IMPORT, OF_UPLOADS, being_read
from willet.imports.domain.columns import set_mapping, settle
from willet.imports.domain.mappings import keep_mapping
from willet.imports.domain.recognising import recognised_source
from willet.imports.domain.rejects import MOST, forget_rejects, keep_rejects
from willet.imports.domain.uploads import (
    forget_files,
    keep_files,
    keep_mapping_of,
    kept_files,
    mapping_path,
)
from willet.imports.domain.vaulted import keeper_of, settle_one
from willet.imports.models import Upload
from willet.jobs.domain.asking import ask, forget_about, jobs_about
from willet.jobs.models import Job
from willet.people.models import User
from willet.ui.tasks import WorkOrder
from willet.vault.domain.unseen import removing_unseen

UPLOAD_GONE = saying("upload_gone", "The upload is no longer here. Upload the files again.")
UNDO = "imports.undo"
PREVIEWED = 20
ACCEPTED = "accept_rejects"
"""What a job of an import was asked where it takes the good rows although many are refused."""
LOOK = "look"
"""What a job of a dry run was asked where the columns alone are to be looked at."""
FORGOTTEN_AFTER = timedelta(days=2)
HIDDEN = frozenset(
    {
        "customer_key",
        "number_key",
        "id_key",
        "email_key",
        "local_interval",
        "local_date",
        "wall_interval",
        "identity",
        "clock_note",
        "source",
    }
)
"""Columns a preview leaves out: keys mean nothing to a reader, the rest says nothing new."""
FIRST = ("contact_id", "arrived_at", "queue", "outcome", "wait_s", "talk_s", "agent", "topic")
"""Columns a preview shows first, in this order; the others follow as in the lake."""


def receive(cleaned: Mapping[str, Any], *, by: User) -> Upload:
    """Keep what an upload form brought, say what wrote the files, and hand the dry run to the worker.

    Raises:
        RequestError: nothing that can be read, by what the files begin with.
    """
    mapping = cleaned["mapping"]
    if cleaned["keep_mapping_as"]:
        keep_mapping(cleaned["keep_mapping_as"], text=mapping, by=by)
    upload = Upload(
        uploaded_by=by,
        source=cleaned["source"],
        zone=cleaned["zone"],
        region=cleaned["region"],
        mapping=mapping,
    )
    paths = keep_files(upload, files=cleaned["uploads"])
    keep_mapping_of(upload)
    try:
        upload.source = _source_of(cleaned, paths, has_mapping=bool(mapping))
    except RequestError:
        forget_files(upload)
        raise
    upload.files = _described(cleaned["uploads"], paths)
    with transaction.atomic():
        upload.save(force_insert=True)
        record(Act.HANDED_IN, Subject.of(upload), by=by)
        _ask(CHECK, upload, by=by)
    return upload


def _source_of(cleaned: Mapping[str, Any], paths: Sequence[Path], *, has_mapping: bool) -> str:
    """The source of the files, chosen or recognised, and of which phone system where one is named.

    Raises:
        RequestError: no source recognises them, or theirs knows no several phone systems.
    """
    source = cleaned["source"] or recognised_source(paths, has_mapping=has_mapping)
    pbx = cleaned["pbx"]
    return source_named(f"{source}@{pbx}").name if pbx else str(source)


def read_again(upload: Upload, cleaned: Mapping[str, Any], *, by: User) -> None:
    """Hand the same files to the worker once more, told otherwise how they are to be read.

    Raises:
        RequestError: the files are gone or being read, or no source recognises them.
    """
    _refuse_while_read(upload)
    paths, mapping = kept_files(upload), cleaned["mapping"] or upload.mapping
    if cleaned["keep_mapping_as"]:
        keep_mapping(cleaned["keep_mapping_as"], text=mapping, by=by)
    upload.source = _source_of(cleaned, paths, has_mapping=bool(mapping))
    with transaction.atomic():
        set_mapping(upload, mapping, zone=cleaned["zone"], region=cleaned["region"])
        _ask(CHECK, upload, by=by)


def read_by_columns(
    upload: Upload, text: str, *, zone: str, region: str, by: User, read_by: str = ""
) -> None:
    """Hand the files to the worker once more, with what a person chose for each column, kept as `read_by`.

    Raises:
        RequestError: the files are gone, or being read.
    """
    _refuse_while_read(upload)
    kept_files(upload)
    with transaction.atomic():
        set_mapping(upload, text, zone=zone, region=region, read_by=read_by)
        _ask(CHECK, upload, by=by)


def set_text(upload: Upload, text: str) -> None:
    """Let a mapping that a person wrote stand for an upload, to be looked at before the files are read by it.

    Raises:
        RequestError: the files are gone, or being read.
    """
    _refuse_while_read(upload)
    kept_files(upload)
    set_mapping(upload, text, zone=upload.zone, region=upload.region)


def look_at_columns(upload: Upload, *, by: User) -> None:
    """Have the worker look at the columns of files whose mapping is to be changed.

    Raises:
        RequestError: the files are gone, or being read.
    """
    _refuse_while_read(upload)
    kept_files(upload)
    _ask(CHECK, upload, by=by, **{LOOK: "yes"})


def start(upload: Upload, *, by: User, accept_rejects: bool = False) -> None:
    """Hand the import of an upload to the worker, once its dry run showed what it would do.

    Raises:
        RequestError: the dry run is not done, did not work, or found too many rejects that nobody accepted.
    """
    if upload.preview is None:
        raise RequestError(_("Wait for the dry run: nothing is imported that was not shown first."))
    if refuses_many(upload) and not accept_rejects:
        raise RequestError(
            _("Many rows are refused. Tick the box if the others are to come in all the same.")
        )
    with transaction.atomic():
        record(Act.ASKED, Subject.of(upload), by=by)
        _ask(IMPORT, upload, by=by, **({ACCEPTED: "yes"} if accept_rejects else {}))


def _ask(kind: str, upload: Upload, *, by: User, **more: str) -> Job:
    about = str(upload.pk)
    return ask(kind, {"upload": about, **more}, by=by, about=about)


def job_of(upload: Upload) -> Job | None:
    """The newest job of an upload."""
    return jobs_about(str(upload.pk), OF_UPLOADS).first()


def refuses_many(upload: Upload) -> bool:
    """Whether the dry run found so many rejects that somebody must say yes to them."""
    return bool((upload.report or {}).get("refused"))


def _described(files: Sequence[Any], paths: Sequence[Path]) -> list[dict[str, object]]:
    return [
        {"name": file.name, "kept_as": path.name, "size": path.stat().st_size}
        for file, path in zip(files, paths, strict=True)
    ]


def open_uploads() -> QuerySet[Upload]:
    """Uploads that are not imported yet."""
    return Upload.objects.filter(run_id="").select_related("uploaded_by")


def discard(upload: Upload, act: Act = Act.DISCARDED) -> None:
    """Remove an upload and its files.

    Raises:
        RequestError: the worker is reading it just now.
    """
    _refuse_while_read(upload)
    forget_files(upload)
    forget_rejects(upload)
    with transaction.atomic():
        record(act, Subject.of(upload))
        forget_about(str(upload.pk), OF_UPLOADS)
        upload.delete()


def _refuse_while_read(upload: Upload) -> None:
    if str(upload.pk) in being_read():
        raise RequestError(_("The worker is reading these files. Wait until it is done."))


def forget_old_uploads() -> int:
    """Remove uploads nobody imported within two days: they hold numbers in clear."""
    old = open_uploads().filter(uploaded_at__lt=timezone.now() - FORGOTTEN_AFTER)
    read = being_read()
    idle = [upload for upload in old if str(upload.pk) not in read]
    for upload in idle:
        discard(upload, Act.AGED)
    return len(idle)


def check(order: WorkOrder, progress: Progress) -> None:
    """Read an upload without writing anything; keep the first rows and the report.

    Where nobody knows what its columns mean a proposal is kept instead, for a person to look at.
    """
    upload = _upload_of(order)
    if settle(upload, look=order.payload.get(LOOK) == "yes"):
        read_dry(upload, progress)


def read_dry(upload: Upload, progress: Progress) -> None:
    """Read an upload whose columns are known without writing anything; keep the first rows and the report."""
    with keeping(rejects=MOST):
        result = intake.preview(
            lake_path(),
            upload.source,
            kept_files(upload),
            zone=upload.zone or None,
            mapping=mapping_path(upload),
            region=upload.region or None,
            rows=PREVIEWED,
            progress=progress,
        )
    keep_rejects(upload, result.report)
    upload.preview = {**_as_json(result.columns, result.rows), "zone": result.zone}
    upload.report = _plain(result.report)
    upload.save(update_fields=["preview", "report"])


def carry_in(order: WorkOrder, progress: Progress) -> None:
    """Import an upload once, however often the worker was stopped on the way, and let its files go."""
    upload = _upload_of(order)
    if not upload.run_id:
        accepted = order.payload.get(ACCEPTED) == "yes"
        try:
            upload.report, upload.run_id = _carried_in(upload, progress, accept_rejects=accepted)
        except Exception:
            # One told to stop leaves it to the sweep: another worker may be at this very import by now.
            settle_one(str(upload.pk))
            raise
        settle_one(str(upload.pk))
        with transaction.atomic():
            upload.save(update_fields=["report", "run_id"])
            record(Act.DONE, Subject("run", upload.run_id, str(upload)))
    forget_files(upload)


def _carried_in(
    upload: Upload, progress: Progress, *, accept_rejects: bool
) -> tuple[dict[str, Any], str]:
    result = intake.run_asked_as(lake_path(), str(upload.pk))
    if (
        result is not None
    ):  # The worker stopped after the lake's commit, before anything here said so.
        return _without_folders(result.report), result.run_id
    report = _import(upload, progress, accept_rejects=accept_rejects)
    return _plain(report), report.run_id or ""


def _import(upload: Upload, progress: Progress, *, accept_rejects: bool) -> ImportReport:
    return intake.import_files(
        lake_path(),
        upload.source,
        kept_files(upload),
        zone=upload.zone or None,
        mapping=mapping_path(upload),
        region=upload.region or None,
        accept_rejects=accept_rejects,
        keep=keeper_of(str(upload.pk)),
        asked_as=str(upload.pk),
        progress=progress,
    )


def ask_to_take_back(run_id: str, *, by: User) -> Job:
    """Hand the undoing of a run to the worker."""
    return ask(UNDO, {"run_id": run_id}, by=by, about=run_id)


def take_back(order: WorkOrder, progress: Progress) -> None:
    """Undo one run."""
    take_back_now(order.payload["run_id"], progress=progress)


def take_back_now(run_id: str, *, progress: Progress) -> ImportReport:
    """Undo one run, here and now, and note who did; the vault no longer keeps whom that run alone had brought.

    Raises:
        RequestError: there is no such lake or run, or the run was undone before.
        LakeError: the lake or the disk failed; the lake is as it was.
    """
    with removing_unseen():
        report = intake.undo(lake_path(), run_id, progress=progress)
    record(Act.UNDONE, Subject("run", run_id))
    return report


def _upload_of(order: WorkOrder) -> Upload:
    upload = Upload.objects.filter(pk=order.payload["upload"]).first()
    if upload is None:
        raise RequestError(UPLOAD_GONE())
    return upload


def _plain(report: ImportReport) -> dict[str, Any]:
    return _without_folders(report.as_record())


def _without_folders(report: Mapping[str, Any]) -> dict[str, Any]:
    # A reader of the page has no business with the folders of the server.
    files = [PurePath(name).name for name in report["files"]]
    rejects = [{**r, "file": PurePath(r["file"]).name} for r in report["rejects"]]
    return {**report, "files": files, "rejects": rejects}


def _place(column: str) -> int:
    return FIRST.index(column) if column in FIRST else len(FIRST)


def _as_json(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    order = sorted(range(len(columns)), key=lambda i: (_place(columns[i]), i))
    shown = [i for i in order if columns[i] not in HIDDEN]
    kept = [i for i in shown if any(row[i] is not None for row in rows)]
    encode = DjangoJSONEncoder().default
    plain = (str, int, float, bool, list, type(None))
    return {
        "columns": [columns[i] for i in kept],
        "rows": [
            [row[i] if isinstance(row[i], plain) else encode(row[i]) for i in kept] for row in rows
        ],
    }
