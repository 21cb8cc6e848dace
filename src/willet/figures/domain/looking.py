"""What one request is about: the lake as its reader sees it, the selection in its address, and the overview of it."""

from django.http import HttpRequest, QueryDict

from willet.figures.domain.asking import Reading, read_lake
from willet.figures.domain.chosen import speak_of
from willet.figures.domain.overview import FIGURES, Overview
from willet.figures.domain.selection import Selection, read_selection
from willet.people.visibility import visibility_of
from willet.ui.carried import Carried

_Key = tuple[tuple[str, ...], str]
_overviews = Carried[dict[_Key, Overview | None]]()
_readings = Carried[Reading | None]()


def reading_of(request: HttpRequest) -> Reading | None:
    """The lake as whoever asks may see it, opened once however often a page asks; None without a lake.

    Raises:
        LakeError: there is a lake and it cannot be read.
    """
    if request not in _readings:
        _readings[request] = read_lake(visibility_of(request.user))
    return _readings[request]


def selection_of(
    request: HttpRequest, reading: Reading, address: QueryDict | None = None
) -> Selection:
    """What an address names, the request's own unless another is given, once the reader may see figures of it.

    Raises:
        ClosedError: it names what the reader may see no figures of.
        LakeError: a file of the lake cannot be read.
    """
    assert reading.days is not None, "an empty lake has a page of its own"
    query = request.GET if address is None else address
    selection = read_selection(query, newest=reading.days[1])
    reading.check(selection)
    if address is None:
        speak_of(request, reading, selection)
    return selection


def whole_selection_of(request: HttpRequest, reading: Reading) -> Selection:
    """The same for a page whose figures are of the whole selection and cannot be withheld one by one.

    Raises:
        ClosedError: it names what the reader may see no figures of, or too few people stand behind it.
        LakeError: a file of the lake cannot be read.
    """
    selection = selection_of(request, reading)
    reading.counted(selection)
    return selection


def selection_of_calls(request: HttpRequest, reading: Reading) -> Selection:
    """What the address names of calls: of the rows that are open to the reader anyway, whichever agents these have.

    Raises:
        ClosedError: it names an agent, and how many calls an agent has is shown to nobody.
    """
    assert reading.days is not None, "an empty lake has a page of its own"
    selection = read_selection(request.GET, newest=reading.days[1])
    if "agent" in selection.cells:
        reading.refuse_individuals()
    speak_of(request, reading, selection)
    return selection


def overview_of(
    request: HttpRequest, names: tuple[str, ...] = FIGURES, address: QueryDict | None = None
) -> Overview | None:
    """Figures over what an address selects, this request's own unless another is given; None without a lake.

    They are asked for once per request, however many tiles show them.
    """
    query = request.GET if address is None else address
    result, key = _overviews.setdefault(request, {}), (names, query.urlencode())
    if key not in result:
        result[key] = _overview(request, names, query)
    return result[key]


def _overview(request: HttpRequest, names: tuple[str, ...], query: QueryDict) -> Overview | None:
    reading = reading_of(request)
    if reading is None or reading.days is None:
        return None
    own = query is request.GET
    return Overview(reading, selection_of(request, reading, None if own else query), names)
