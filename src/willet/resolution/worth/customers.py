"""A file of customers compared by the worker: read, forgotten at once, and what came out is kept."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import QueryDict

from willet.activity.domain import Subject, record
from willet.activity.models import Act
from willet.core.records import Message, RequestError, saying
from willet.core.sources import Progress
from willet.core.worth import (
    Curve,
    CurveSide,
    ResolutionWorth,
    WorthDifference,
    WorthOutcome,
    read_customers,
)
from willet.imports.domain.uploads import uploads_folder
from willet.jobs.domain.asking import ask
from willet.people.models import User
from willet.resolution.models import CustomersComparison
from willet.resolution.worth.query import read_worth, reading_without_individuals
from willet.ui.tasks import WorkOrder

COMPARE: Final = "resolution.compare_customers"
LARGEST: Final = 64 * 1024 * 1024
"""Bytes that a file of customers may have: over a million of them."""
KIND: Final = "resolution.customers"
READING = saying("worth.reading", "reading the customers")
COMPARING = saying("worth.comparing", "comparing what became of them")
FILE_GONE = saying(
    "worth.file_gone", "The file of customers is no longer here. Hand it in once more."
)
FILE = saying("worth.file", "The file of customers")
NOTHING_YET = saying("worth.no_lake", "There are no calls to compare customers by. Import them.")


def hand_in(file: "UploadedFile[bytes]", address: str, *, by: User) -> CustomersComparison:
    """Keep a file until the worker has read it, and ask for the comparison."""
    comparison = CustomersComparison(asked_by=by, address=address)
    path = _file_of(comparison.pk)
    with path.open("wb") as out:
        for chunk in file.chunks():
            out.write(chunk)
    path.chmod(0o600)
    with transaction.atomic():
        comparison.save()
        record(Act.HANDED_IN, Subject(KIND, str(comparison.pk), ""), by=by)
        ask(COMPARE, {"comparison": str(comparison.pk)}, by=by, about=str(comparison.pk))
    return comparison


def compare(order: WorkOrder, progress: Progress) -> None:
    """Compare what became of the customers of a file. A comparison that is made already stays as it is.

    Raises:
        RequestError: the file is gone, or lines of it cannot be read.
    """
    comparison = CustomersComparison.objects.filter(pk=order.payload["comparison"]).first()
    if comparison is None or comparison.result is not None:
        return
    path, reading = _file_of(comparison.pk), reading_without_individuals(order.asked_by)
    if reading is None:
        raise RequestError(NOTHING_YET())
    if not path.exists():
        raise RequestError(FILE_GONE())
    progress(READING(), 0.1)
    customers = read_customers(path, reading.lake.key(), reading.lake.region, FILE())
    progress(COMPARING(), 0.5)
    worth = read_worth(reading, QueryDict(comparison.address))
    comparison.result = kept(worth.of(customers))
    comparison.save()


def forget_file(order: WorkOrder, error: Message | None) -> None:
    """Remove the file, whatever became of it: it names customers in clear, which the lake never does."""
    _file_of(UUID(order.payload["comparison"])).unlink(missing_ok=True)


def _file_of(pk: UUID | str) -> Path:
    """Where a file waits; what stays behind there is swept up with the uploads."""
    return uploads_folder() / f"{UUID(str(pk)).hex}.csv"


def kept(result: ResolutionWorth) -> dict[str, Any]:
    """A comparison as plain JSON."""
    return asdict(result) | {"notes": [note.as_json() for note in result.notes]}


def read_back(plain: Mapping[str, Any]) -> ResolutionWorth:
    """The comparison that was kept."""
    return ResolutionWorth(
        **{
            **plain,
            "outcomes": tuple(map(_outcome, plain["outcomes"])),
            "curves": tuple(map(_curve, plain["curves"])),
            "notes": tuple(map(Message.from_json, plain["notes"])),
        }
    )


def _outcome(plain: Mapping[str, Any]) -> WorthOutcome:
    adjusted = plain["adjusted"]
    sides = {
        "adjusted": WorthDifference(**adjusted) if adjusted else None,
        "plain": WorthDifference(**plain["plain"]),
    }
    return WorthOutcome(**{**plain, **sides})


def _curve(plain: Mapping[str, Any]) -> Curve:
    sides = {name: CurveSide(**plain[name]) for name in ("solved", "others")}
    return Curve(**{**plain, **sides})
