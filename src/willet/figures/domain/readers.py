"""Who asks, and what of the lake they may see; stands beside the pages because each of them begins so."""

from weakref import WeakKeyDictionary

from django.http import HttpRequest

from willet.figures.domain.asking import Reading
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
    """What this reader may see by name, looked up once however often a page asks."""
    if request not in _sights:
        _sights[request] = sight_of(request.user)
    return _sights[request]


def selection_of(request: HttpRequest, reading: Reading) -> Selection:
    """What the address names, cut down to the calls this reader may open."""
    assert reading.days is not None, "an empty lake is told on a page of its own"
    selection = read_selection(request.GET, newest=reading.days[1])
    return selection.seen_with(sight_in(request))
