"""An event of a phone system as a value: read from what was sent, refused with a sentence where it says nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, get_args

from django.utils import timezone

from willet.core.records import RequestError, saying
from willet.core.records.spelling import spelled
from willet.desk.models.calls import State

LACKING = saying("desk_event_lacking", "An event needs %(field)s.")
NO_TEXT = saying(
    "desk_event_no_text",
    "%(field)s is not a text. Put it in quotes: a number with a point loses its last noughts.",
)
TOO_LONG = saying("desk_event_too_long", "%(field)s has at most %(most)s characters.")
NO_STATE = saying("desk_event_state", "The state %(state)s is none of: %(states)s.")
NO_DIRECTION = saying(
    "desk_event_direction", "The direction %(direction)s is none of: %(directions)s."
)
NO_TIME = saying(
    "desk_event_time",
    "The time %(at)s is none: write seconds since 1970, or a time with its zone such as 2026-03-02T09:00:00+01:00.",
)
FAR_OFF = saying(
    "desk_event_far_off", "The time %(at)s is more than a day from now. Set the clock right."
)
STATES: Final[tuple[State, ...]] = get_args(State)
DIRECTIONS: Final = ("inbound", "outbound", "internal")
LONGEST: Final[Mapping[str, int]] = {
    "call_id": 200,
    "agent": 120,
    "state": 20,
    "leg": 200,
    "number": 80,
    "queue": 120,
    "direction": 20,
    "pbx": 80,
    "case_ref": 200,
    "at": 40,
}
"""What an event may say, and in how many characters; anything else in it is left unread."""
_NEEDED = ("call_id", "agent", "state")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PhoneEvent:
    """That a call of an agent is ringing, connected or ended; what it does not say is empty."""

    call_id: str
    agent: str
    state: State
    at: datetime
    leg: str = ""
    number: str = ""
    queue: str = ""
    direction: str = "inbound"
    pbx: str = ""
    case_ref: str = ""


def read_event(sent: Mapping[str, Any], *, now: datetime | None = None) -> PhoneEvent:
    """The event that was sent, as a form, an object or the query of an address.

    Args:
        sent: What it says, by name.
        now: By which clock its time is judged; the server's where none is given.

    Raises:
        RequestError: it lacks something, or says what no event says.
    """
    given = {name: _text(name, sent.get(name)) for name in LONGEST}
    for name in _NEEDED:
        if not given[name]:
            raise RequestError(LACKING(field=name))
    direction = given["direction"] or "inbound"
    if direction not in DIRECTIONS:
        raise RequestError(
            NO_DIRECTION(direction=repr(direction), directions=", ".join(DIRECTIONS))
        )
    kept = {n: given[n] for n in ("call_id", "agent", "leg", "number", "queue", "pbx", "case_ref")}
    return PhoneEvent(
        **kept,
        state=_state(given["state"]),
        direction=direction,
        at=_at(given["at"], now or timezone.now()),
    )


def _text(name: str, value: object) -> str:
    if not _is_text(name, value):
        raise RequestError(NO_TEXT(field=name))
    text = spelled("" if value is None else str(value)).replace("\0", "").strip()
    if len(text) > LONGEST[name]:
        raise RequestError(TOO_LONG(field=name, most=LONGEST[name]))
    return text


def _is_text(name: str, value: object) -> bool:
    """Whether it is written as itself: JSON's number 1711000000.10 is 1711000000.1, the id of another call."""
    plain = str | int | None if name != "at" else str | int | float | None
    return isinstance(value, plain) and not isinstance(value, bool)


def _state(text: str) -> State:
    for state in STATES:
        if text.casefold() == state:
            return state
    raise RequestError(NO_STATE(state=repr(text), states=", ".join(STATES)))


def _at(text: str, now: datetime) -> datetime:
    if not text:
        return now
    moment = _moment(text)
    if moment is None:
        raise RequestError(NO_TIME(at=repr(text)))
    if abs(moment - now) > _DAY:
        raise RequestError(FAR_OFF(at=repr(text)))
    return moment


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(float(text), UTC)
    except (ValueError, OverflowError, OSError):
        pass
    try:
        moment = datetime.fromisoformat(text)
        # On the first and the last day there is, another zone's clock may lie beyond.
        return moment.astimezone(UTC) if moment.utcoffset() is not None else None
    except (ValueError, OverflowError):
        return None
