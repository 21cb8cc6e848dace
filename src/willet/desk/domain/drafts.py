"""Drafts: kept while somebody types, given back when they come again, gone when they save, sign out, or a day later."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from willet.core.records import RequestError, saying
from willet.desk.models import Draft, Leg
from willet.people.models import User
from willet.store.turns import take_turn

KEPT: Final = timedelta(hours=24)
FIELDS: Final[Mapping[str, int]] = {
    "resolved": 10,
    "asked_customer": 10,
    "code": 120,
    "topic": 120,
    "cause": 40,
    "note": 1000,
    "tags": 400,
    "call_back": 40,
}
"""What a draft holds, and at most how many characters of each."""
TOO_LONG = saying("desk_draft_too_long", "%(field)s has at most %(most)s characters.")


class NewerDraftError(RequestError):
    """Another tab of the same desk wrote meanwhile; nothing was overwritten."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(NEWER())
        self.draft = draft


NEWER = saying(
    "desk_newer_draft",
    "This was written on in another tab of your desk. Both wordings are kept: this one here, the other one there.",
)


def keep_draft(
    leg: Leg, words: Mapping[str, Any], *, by: User, version: int, tab: str = ""
) -> Draft:
    """Keep what was typed so far; once this returns it outlives the server.

    Args:
        leg: Whose end it is about.
        words: The fields of the form as they stand.
        by: Whoever types.
        version: Of the draft that the page last knew; 0 where it knew none.
        tab: A word of the page's own: an answer that never arrived is no other tab's wording.

    Raises:
        NewerDraftError: another tab wrote since.
        RequestError: a field is too long.
    """
    kept = {name: _text(name, words.get(name)) for name in FIELDS}
    with transaction.atomic():
        take_turn(f"draft of {leg.pk}")
        # One that is too old stands there until the day's clearing up, and is nobody's wording any more.
        _old_drafts().filter(leg=leg).delete()
        draft = draft_of(leg) or Draft(leg=leg, person=by, version=0)
        if draft.version > version and draft.tab != tab and draft.words != kept:
            raise NewerDraftError(draft)
        draft.words, draft.tab, draft.kept_at = kept, tab[:40], timezone.now()
        draft.version = max(draft.version, version) + 1
        draft.save()
    return draft


def draft_of(leg: Leg) -> Draft | None:
    """The draft of a leg that is not too old."""
    return Draft.objects.filter(leg=leg, kept_at__gt=timezone.now() - KEPT).first()


def drop_old_drafts() -> int:
    """Forget drafts that are a day old, and say how many."""
    removed, _by_table = _old_drafts().delete()
    return removed


def _old_drafts() -> QuerySet[Draft]:
    return Draft.objects.filter(kept_at__lte=timezone.now() - KEPT)


def watch() -> None:
    """Drop somebody's drafts when they sign out."""
    user_logged_out.connect(_signed_out, dispatch_uid="desk drafts")


def _signed_out(user: User | None = None, **_of_the_signal: object) -> None:
    if user is not None:
        Draft.objects.filter(person=user).delete()


def _text(name: str, value: object) -> str:
    text = ("" if value is None else str(value)).replace("\r\n", "\n")
    if len(text) > FIELDS[name]:
        raise RequestError(TOO_LONG(field=name, most=FIELDS[name]))
    return text
