"""What the worker does for this room, corrections by hand, and what is made ready before the first reader comes."""

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from willet.figures.domain.asking import read_lake
from willet.figures.domain.linking import USUAL
from willet.figures.domain.periods import ALL, Period
from willet.figures.domain.selection import Selection, read_selection
from willet.people.models import Role, User
from willet.people.rules import EDIT_CASES
from willet.people.visibility import visibility_of
from willet.resolution.case.corrections import CORRECT, correct
from willet.resolution.causes.query import Causes, Chosen
from willet.resolution.comparison.query import BY, Compare
from willet.resolution.curve.query import Curved
from willet.resolution.definitions.query import Resolution
from willet.resolution.doubts.query import Doubts
from willet.resolution.evidence.query import Weighing
from willet.resolution.rules import SEE_WORTH
from willet.resolution.worth.customers import COMPARE, compare, forget_file
from willet.resolution.worth.query import USUAL_AHEAD, WorthReading, reading_without_individuals
from willet.ui.tasks import LONG, OF_THE_LAKE, Work

EVERYTHING = Selection(Period(None, None), ALL)


def prepare() -> None:
    """Ask the slow questions once: resolution, causes and comparisons take a second or more the first time.

    Raises:
        WilletError: the lake cannot be read.
    """
    manager = User(role=Role.MANAGER)
    reading = read_lake(visibility_of(manager))
    if reading is None or reading.days is None:
        return
    selection = read_selection(QueryDict(), newest=reading.days[1])
    assert Resolution(reading, selection, USUAL).recent is not None
    Curved(reading, selection, USUAL).ready()
    weighing = Weighing(reading, selection, USUAL)
    assert weighing.cases.agreements.keys() == weighing.contacts.agreements.keys()
    assert Doubts(reading, selection, USUAL).counts is not None
    assert Causes(reading, selection, Chosen()).bars is not None
    for by in BY:
        assert Compare(reading, selection, by).whole.by == by
    collective = reading_without_individuals(manager)
    if collective is not None:
        assert WorthReading(collective, EVERYTHING, USUAL, USUAL_AHEAD).result.days == USUAL_AHEAD


JOBS = (
    Work(CORRECT, _("Correction by hand"), correct, EDIT_CASES, OF_THE_LAKE, tries=1),
    Work(
        COMPARE,
        _("Comparison of customers"),
        compare,
        SEE_WORTH,
        lane=LONG,
        tries=1,
        over=forget_file,
    ),
)
WARM = (prepare,)
