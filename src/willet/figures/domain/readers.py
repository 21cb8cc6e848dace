"""Who asks, and what of the lake they may see; stands beside the pages because each of them begins so."""

from dataclasses import replace
from weakref import WeakKeyDictionary

from django.http import HttpRequest

from willet.figures.domain.asking import Reading, read_lake
from willet.figures.domain.selection import Selection, read_selection
from willet.people.models import User
from willet.people.rules import Sight, sight_of


def person(request: HttpRequest) -> User:
    """Who asks; every page of this room is for people who signed in."""
    user = request.user
    assert isinstance(user, User), "the page is guarded by a permission"
    return user


_sights: "WeakKeyDictionary[HttpRequest, Sight]" = WeakKeyDictionary()


def sight_in(request: HttpRequest) -> Sight:
    """What this reader may see by name, looked up once however often a page asks.

    Raises:
        LakeError: there is a lake and it cannot be read.
    """
    if request not in _sights:
        reading, sight = read_lake(), sight_of(request.user)
        _sights[request] = sight if reading is None else shown_in(reading, sight)
    return _sights[request]


def shown_in(reading: Reading, sight: Sight) -> Sight:
    """The same sight in the names of a lake: who is registered as SIP/31 is shown as PJSIP/31 where both are one."""
    return replace(sight, agent=reading.agent_shown(sight.agent)) if sight.agent else sight


def selection_of(request: HttpRequest, reading: Reading) -> Selection:
    """What the address names, cut down to the calls this reader may open."""
    assert reading.days is not None, "an empty lake is told on a page of its own"
    selection = read_selection(request.GET, newest=reading.days[1])
    return selection.seen_with(sight_in(request))
