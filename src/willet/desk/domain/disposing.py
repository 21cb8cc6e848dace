"""How a leg ended, said by its own agent: kept beside what was said before, and changeable for some minutes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from willet.activity.actors import acting
from willet.core.records import RequestError, saying
from willet.desk.domain.promising import promise
from willet.desk.domain.statements import newest, revise
from willet.desk.handing.sending import hand_back
from willet.desk.models import Disposition, Draft, Leg, Solved
from willet.desk.rules import SAY_HOW_IT_ENDED
from willet.people.models import User
from willet.store.turns import take_turn

OF_ANOTHER = saying(
    "desk_of_another",
    "This call was taken by somebody else, so only they say how it ended. Nothing was saved.",
)
TOO_LATE = saying(
    "desk_too_late",
    "This was said more than %(minutes)s minutes ago and stands as it is. Tell your team lead what is wrong with it.",
)
SAVED_MEANWHILE = saying(
    "desk_saved_meanwhile",
    "This call was saved in another tab of your desk meanwhile. Look at what stands there, then save again.",
)
NO_CALLBACK = saying(
    "desk_no_callback", "“We call back” needs the time until when. Choose one, or say yes or no."
)
IN_THE_PAST = saying("desk_due_in_the_past", "The time of the callback lies in the past.")
FAR_AHEAD = saying(
    "desk_due_far_ahead",
    "The time of the callback lies more than a year ahead. Look at the date once more.",
)
LONGEST_AHEAD = timedelta(days=366)


class SavedMeanwhileError(RequestError):
    """Another tab of the same desk saved since the page was shown; nothing was overwritten."""

    def __init__(self) -> None:
        super().__init__(SAVED_MEANWHILE())


@dataclass(frozen=True, slots=True)
class Ending:
    """How a leg ended, in its agent's words."""

    resolved: Solved
    asked_customer: bool = False
    code: str = ""
    topic: str = ""
    cause: str = ""
    note: str = ""
    tags: Sequence[str] = field(default=())
    call_back: datetime | None = None


def dispose(leg: Leg, words: Ending, *, by: User, known: int) -> Disposition:
    """Keep how a leg ended, with the callback that was promised; the draft goes.

    Args:
        leg: Whose end it is.
        words: What is said.
        by: Whoever says it.
        known: The revision that the page showed; 0 where nothing was said before.

    Raises:
        RequestError: the leg is another's, it was said too long ago or saved elsewhere meanwhile, or a callback
            has no time to come.
    """
    if not by.has_perm(SAY_HOW_IT_ENDED, leg):
        raise RequestError(OF_ANOTHER())
    _refuse(words, leg)
    with transaction.atomic(), acting(by):
        take_turn(f"disposition of {leg.call_id}")
        # As it stands now: whoever pressed twice was given the turn after what they promised first.
        leg = Leg.objects.select_related("call", "promise").get(pk=leg.pk)
        before = newest(leg)
        if before is not None and _says(before) == _kept(words) and _due(leg) == words.call_back:
            # A button that was pressed twice: what it says stands already, and nobody else said otherwise.
            Draft.objects.filter(leg=leg).delete()
            return before
        _refuse_stale(before, known)
        one = _append(leg, words, by, before)
        promise(leg, words.call_back, by=by)
        revise(leg.call)
        hand_back(one)
        Draft.objects.filter(leg=leg).delete()
    return one


def changeable_until(one: Disposition) -> datetime:
    """Until when a disposition may be changed: so long after it was first said."""
    first = one.leg.dispositions.order_by("revision").first() or one
    return first.at + timedelta(minutes=settings.WILLET_DESK_MINUTES)


def _refuse(words: Ending, leg: Leg) -> None:
    if words.resolved == Solved.FOLLOW_UP and words.call_back is None:
        raise RequestError(NO_CALLBACK())
    if words.call_back is not None and words.call_back != _due(leg):
        _refuse_due(words.call_back)


def _refuse_due(due: datetime) -> None:
    """Refuse a time that nobody means: one that is over, or a year that was mistyped."""
    if due <= timezone.now():
        raise RequestError(IN_THE_PAST())
    if due > timezone.now() + LONGEST_AHEAD:
        raise RequestError(FAR_AHEAD())


def _refuse_stale(before: Disposition | None, known: int) -> None:
    if before is None:
        return
    if before.revision != known:
        raise SavedMeanwhileError
    if timezone.now() > changeable_until(before):
        raise RequestError(TOO_LATE(minutes=settings.WILLET_DESK_MINUTES))


def _append(leg: Leg, words: Ending, by: User, before: Disposition | None) -> Disposition:
    revision = before.revision + 1 if before else 1
    return Disposition.objects.create(leg=leg, by=by, revision=revision, **_kept(words))


def _kept(words: Ending) -> dict[str, object]:
    """The words as they are kept: a cause is why something was not solved."""
    not_solved = words.resolved in {Solved.NO, Solved.FOLLOW_UP}
    return {
        "resolved": words.resolved.value,
        "asked_customer": words.asked_customer,
        "code": words.code,
        "topic": words.topic,
        "cause": words.cause if not_solved else "",
        "note": words.note,
        "tags": list(words.tags),
    }


def _says(one: Disposition) -> dict[str, object]:
    return {name: getattr(one, name) for name in _kept(Ending(Solved.NOT_GIVEN))}


def _due(leg: Leg) -> datetime | None:
    one = getattr(leg, "promise", None)
    return one.due_at if one is not None and not one.is_withdrawn else None
