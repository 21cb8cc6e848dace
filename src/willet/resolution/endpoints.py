"""What this room offers to programs: what became of customers solved at first contact, beside the others."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Query, Schema
from pydantic import Field

from willet.core.records import RequestError
from willet.core.worth import WorthRequest
from willet.core.worth.request import LONGEST_DAYS, USUAL_DAYS
from willet.figures.domain.failing import ClosedError
from willet.figures.domain.linking import USUAL
from willet.figures.domain.periods import Period
from willet.figures.domain.plainasking import NO_LAKE
from willet.figures.domain.readers import person
from willet.figures.domain.selection import Selection
from willet.figures.domain.writtenfilter import cells_of
from willet.resolution.rules import SEE_WORTH
from willet.resolution.worth.query import WorthReading, reading_without_individuals
from willet.ui.endpoints import Endpoint

Day = Annotated[str, Field(max_length=20)]


class WorthQuery(Schema):
    """What of the cases is compared, and how far to look ahead."""

    days: int = Field(USUAL_DAYS, ge=1, le=LONGEST_DAYS, description="The days looked ahead.")
    first: Day | None = Field(None, alias="from", description="The first day on which cases open.")
    last: Day | None = Field(None, alias="to", description="The last such day, included.")
    where: Annotated[str, Field(max_length=4000)] | None = Field(
        None, description="Values of dimensions joined by and, as in `ask`; no agent."
    )


class DifferenceObject(Schema):
    """The means of both groups, and solved less not solved with its 95 % interval."""

    solved: float
    not_solved: float
    difference: float
    low: float
    high: float


class OutcomeObject(Schema):
    """One outcome; `unit` is share, count, score or value."""

    name: str
    unit: str
    cases: int
    left_out: int = Field(description="Cases without anybody to compare with.")
    adjusted: DifferenceObject | None
    unadjusted: DifferenceObject


class WorthObject(Schema):
    """The object that `willet worth --format json` prints."""

    window_days: float
    days: int
    cases: int
    customers: int
    solved: int
    outcomes: list[OutcomeObject]
    curves: list[dict[str, Any]] = Field(
        description="By name: the share without the event after 0, 1, 2 … days, and the ends of its interval."
    )
    notes: list[str]


def worth(request: HttpRequest, query: Query[WorthQuery]) -> dict[str, object]:
    """What became of customers within so many days since their case was settled."""
    reading = reading_without_individuals(person(request))
    if reading is None:
        raise RequestError(NO_LAKE())
    asked = WorthRequest.of(
        days=query.days, first=query.first or None, last=query.last or None, where=query.where
    )
    cells = cells_of(query.where)
    if "agent" in cells:
        raise ClosedError(_("What became of one agent’s customers is shown to nobody."))
    period = Period(asked.question.first, asked.question.last)
    return WorthReading(
        reading, Selection(period, cells=cells), USUAL, query.days
    ).result.to_json_object()


ENDPOINTS = (
    Endpoint(
        "GET",
        "worth",
        worth,
        gettext_lazy("What resolution is worth"),
        "read",
        SEE_WORTH,
        WorthObject,
        query=WorthQuery,
    ),
)
