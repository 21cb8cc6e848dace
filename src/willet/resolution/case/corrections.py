"""Cases corrected by hand: asked for on a page, carried out by the worker, for another import may hold the lake."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from willet.activity.domain import FieldChange, Subject, record
from willet.activity.models import Act
from willet.calls.domain.calls import call_named
from willet.core import cases
from willet.core.cases import Edit
from willet.core.lake import Lake
from willet.core.records import RequestError, saying, steps
from willet.core.sources import Progress
from willet.figures.domain.asking import Reading, read_lake
from willet.figures.domain.whole import lake_path
from willet.jobs.domain.asking import ask
from willet.jobs.models import Job
from willet.people.models import User
from willet.people.visibility import visibility_of
from willet.ui.tasks import WorkOrder

CORRECT = "resolution.correct"

CLOSED_SINCE = saying(
    "closed_since",
    "A call that this is about is not open any more to whoever asked, so nothing was changed.",
)


def ask_split(reading: Reading, values: Mapping[str, Any], *, by: User) -> Job:
    """Ask that a contact open a case of its own.

    Raises:
        RequestError: there is no such contact open to the reader.
    """
    return _ask(reading, "split", values, by=by)


def ask_join(reading: Reading, values: Mapping[str, Any], *, by: User) -> Job:
    """Ask that the cases of two contacts be one.

    Raises:
        RequestError: there is no such contact open to the reader, or both are the same.
    """
    if values["contact_id"] == values["other_id"]:
        raise RequestError(_("This is the same contact. Name one of another case."))
    return _ask(reading, "join", values, by=by)


def ask_withdraw(reading: Reading, values: Mapping[str, Any], *, by: User) -> Job:
    """Ask that a correction be taken back.

    Raises:
        RequestError: there is no such correction, or it is about contacts not open to the reader.
    """
    key = tuple(values[name] for name in ("kind", "contact_id", "other_id"))
    if _standing(reading.lake, key) is None:
        raise RequestError(_("This correction was taken back already."))
    return _ask(reading, f"withdraw {values['kind']}", values, by=by)


def _ask(reading: Reading, verb: str, values: Mapping[str, Any], *, by: User) -> Job:
    if closed := _closed_contact(reading, values):
        raise RequestError(
            _("There is no call “%(id)s” that is open to your role.") % {"id": closed[:80]}
        )
    payload = {
        "verb": verb,
        "contact_id": values["contact_id"],
        "other_id": values.get("other_id", ""),
        "note": values.get("note", ""),
        "by": str(by),
    }
    with transaction.atomic():
        record(Act.ASKED, _subject(payload), fields=_fields(payload), by=by)
        return ask(CORRECT, payload, by=by, about=values["contact_id"][:120])


def _subject(payload: Mapping[str, str]) -> Subject:
    return Subject("contact", payload["contact_id"])


def _fields(payload: Mapping[str, str]) -> list[FieldChange]:
    labels = {
        "verb": gettext_noop("correction"),
        "other_id": gettext_noop("other call"),
        "note": gettext_noop("note"),
    }
    return [
        FieldChange(name, label, None, payload[name])
        for name, label in labels.items()
        if payload[name]
    ]


def _closed_contact(reading: Reading | None, values: Mapping[str, Any]) -> str | None:
    """The first contact that a correction names and that is not open to the reader; None if all are."""
    named = filter(None, [values["contact_id"], values.get("other_id", "")])
    return next((n for n in named if reading is None or call_named(reading, n) is None), None)


def correct(order: WorkOrder, progress: Progress) -> None:
    """Carry a correction out. Doing it twice is doing it once, so a job cut short may be run again.

    Raises:
        RequestError: whoever asked may not see a contact of it any more.
    """
    progress(steps.LINKING, None)
    if _closed_contact(read_lake(visibility_of(order.asked_by)), order.payload):
        raise RequestError(CLOSED_SINCE())
    lake, given = Lake.at(lake_path()), order.payload
    contact_id, other_id = given["contact_id"], given["other_id"]
    if given["verb"] == "split":
        cases.split(lake, contact_id, by=given["by"], note=given["note"])
    elif given["verb"] == "join":
        cases.join(lake, contact_id, other_id, by=given["by"], note=given["note"])
    else:
        standing = _standing(lake, (given["verb"].partition(" ")[2], contact_id, other_id))
        if standing is not None:
            cases.withdraw(lake, standing)
    record(Act.DONE, _subject(given), fields=_fields(given))


def _standing(lake: Lake, key: tuple[str, ...]) -> Edit | None:
    gathered = [e for e in cases.edits(lake) if (e.kind, e.contact_id, e.other_id) == key]
    return gathered[0] if gathered else None
