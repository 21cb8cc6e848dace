"""The figures one request is about, asked for once however many tiles show them."""

from weakref import WeakKeyDictionary

from django.http import HttpRequest, QueryDict

from willet.figures.domain.asking import Reading, read_lake
from willet.figures.domain.crews import closed_words, groups_open_to, why_closed
from willet.figures.domain.failing import ClosedError
from willet.figures.domain.overview import FIGURES, Overview
from willet.figures.domain.readers import sight_in
from willet.figures.domain.selection import Selection, read_selection

_Key = tuple[tuple[str, ...], str]
_overviews: "WeakKeyDictionary[HttpRequest, dict[_Key, Overview | None]]" = WeakKeyDictionary()


def overview_of(
    request: HttpRequest, names: tuple[str, ...] = FIGURES, address: QueryDict | None = None
) -> Overview | None:
    """Figures over what an address selects, this request's own unless another is given; None without a lake.

    They are asked for once per request, however many tiles show them.
    """
    query = request.GET if address is None else address
    made, key = _overviews.setdefault(request, {}), (names, query.urlencode())
    if key not in made:
        made[key] = _overview(request, names, query)
    return made[key]


def _overview(request: HttpRequest, names: tuple[str, ...], query: QueryDict) -> Overview | None:
    reading = read_lake()
    if reading is None or reading.days is None:
        return None
    selection = read_selection(query, newest=reading.days[1])
    seen = named_within_sight(request, reading, selection)
    return Overview(reading, seen, names, sight_in(request))


def named_within_sight(request: HttpRequest, reading: Reading, selection: Selection) -> Selection:
    """The selection as this reader may see it: as soon as one agent is named, sight cuts it down.

    Raises:
        ClosedError: it names a team whose figures would show a single person's.
        LakeError: a file of the lake cannot be read.
    """
    if not selection.cells.keys() & {"agent", "team"}:
        return selection
    sight = sight_in(request)
    seen = selection.seen_with(sight) if "agent" in selection.cells else selection
    if why := why_closed(sight, reading, seen):
        raise ClosedError(why)
    return seen


def within_sight(request: HttpRequest, reading: Reading, selection: Selection) -> Selection:
    """The same for a page whose figures are of the whole selection and cannot be withheld one by one.

    Raises:
        ClosedError: too few people stand behind the selection for its figures not to show a single person's.
        LakeError: a file of the lake cannot be read.
    """
    seen = named_within_sight(request, reading, selection)
    why = groups_open_to(sight_in(request), reading, seen).closed(())
    if why is not None:
        raise ClosedError(closed_words(why))
    return seen
