"""What this room offers to programs: figures, and the metrics that they are of."""

import json
from collections.abc import Mapping
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema
from pydantic import BeforeValidator, ConfigDict, Field, StrictStr, WithJsonSchema

from willet.core.metrics import Metric, catalogue
from willet.core.records import RequestError, UnknownNameError, kinds, saying
from willet.figures.domain.looking import reading_of
from willet.figures.domain.plainasking import PlainQuestion, ask_plainly
from willet.people.rules import EXPORT_TABLES, SEE_OVERVIEW
from willet.ui.endpoints import Endpoint, Listed, NotThereError, PageQuery, page_of

NO_SIGN = saying(
    "param_without_sign", "The parameter %(text)s has no “=”. Write NAME=VALUE, e.g. target_s=30."
)
_MOST = 100
_LONGEST = 4000
Name = Annotated[StrictStr, Field(max_length=200)]
Names = Annotated[list[Name], Field(max_length=_MOST)]
OneOrMore = Annotated[
    Names,
    BeforeValidator(lambda given: [given] if isinstance(given, str) else given),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "maxLength": 200},
                {"type": "array", "items": {"type": "string", "maxLength": 200}, "maxItems": _MOST},
            ]
        }
    ),
]
Values = Annotated[
    dict[Name, Any],
    Field(max_length=_MOST),
    WithJsonSchema(
        {
            "type": "object",
            "additionalProperties": {"type": ["number", "string"]},
            "maxProperties": _MOST,
        }
    ),
]


class QuestionInAddress(Schema):
    """A question in the query of an address."""

    metrics: Names = Field(description="Names from `metrics`, repeated.")
    by: Names = Field([], description="What to split by: day, week, queue ..., repeated.")
    first: Name | None = Field(None, alias="from", description="The first local day.")
    last: Name | None = Field(None, alias="to", description="The last local day, included.")
    where: Annotated[str, Field(max_length=_LONGEST)] | None = Field(
        None, description="A condition such as wait_s > 20."
    )
    params: Names = Field([], description="NAME=VALUE, repeated.")
    profile: Name = Field("willet", description="Whose definitions to use.")
    weights: Name | None = Field(
        None, description="For those who did not answer: dr, raking, propensity or none."
    )


class QuestionAsObject(Schema):
    """A question, as the answer repeats it."""

    model_config = ConfigDict(extra="forbid")

    metrics: OneOrMore
    by: OneOrMore = []
    first: Name | None = Field(None, alias="from")
    last: Name | None = Field(None, alias="to")
    where: Annotated[StrictStr, Field(max_length=_LONGEST)] | None = None
    params: Values = {}
    profile: Name = "willet"
    weights: Name | None = None


class AnswerLine(Schema):
    """One metric in one cell; besides, one value for each name the question is split by."""

    model_config = ConfigDict(extra="allow")

    metric: str
    value: float | None
    n: float
    low: float | None
    high: float | None
    unit: str
    reason: str | None = Field(description="Why there is no value.")
    coverage: float | None
    bound_low: float | None
    bound_high: float | None
    interval_note: str | None


class AnswerObject(Schema):
    """The object that `willet ask --format json` prints."""

    question: dict[str, Any]
    rows: list[AnswerLine]
    as_of: str | None
    formula: dict[str, str]
    notes: list[str]


class Explained(Schema):
    """A metric, as `willet metrics --format json` prints it."""

    name: str
    level: str
    formula: str
    unit: str
    direction: str
    parameters: dict[str, float | str]
    needs: list[str]
    source: str
    words: dict[str, dict[str, str]] = Field(
        description="Title, definition and limits by language."
    )


def ask(request: HttpRequest, query: Query[QuestionInAddress]) -> HttpResponse:
    """Ask by the address alone; the same question with the same rights gives the same answer."""
    params = dict(map(_parameter, query.params))
    return _answered(request, query, query.metrics, query.by, params)


def ask_by_body(request: HttpRequest, asked: QuestionAsObject) -> HttpResponse:
    """Ask with the question as an object, for what an address is too short for."""
    return _answered(request, asked, asked.metrics, asked.by, asked.params)


def metrics(request: HttpRequest, query: Query[PageQuery]) -> dict[str, object]:
    """The catalogue, by the alphabet."""
    page, following = page_of(catalogue().values(), query, of="metrics", key=_name_of)
    return {"items": [m.as_dict() for m in page], "next": following}


def metric(request: HttpRequest, name: str) -> dict[str, object]:
    """One metric: its formula, its parameters, what it needs, its words in five languages."""
    known = catalogue()
    if name not in known:
        raise NotThereError(UnknownNameError(kinds.METRIC, name, known).message)
    return known[name].as_dict()


def _answered(
    request: HttpRequest,
    asked: QuestionAsObject | QuestionInAddress,
    metrics: list[str],
    by: list[str],
    params: Mapping[str, object],
) -> HttpResponse:
    question = PlainQuestion(
        metrics, by, asked.first, asked.last, asked.where, params, asked.profile, asked.weights
    )
    answer = ask_plainly(reading_of(request), question).to_json_object()
    # As it is: a schema would turn whole numbers into fractions.
    text = json.dumps(answer, ensure_ascii=False, allow_nan=False)
    return HttpResponse(text, content_type="application/json; charset=utf-8")


def _parameter(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise RequestError(NO_SIGN(text=repr(text)))
    return name.strip(), value.strip()


def _name_of(metric: Metric) -> tuple[str]:
    return (metric.name,)


# Figures as data leave the house as an exported table does.
ENDPOINTS = (
    Endpoint(
        "GET", "ask", ask, _("Figures"), "ask", EXPORT_TABLES, AnswerObject, query=QuestionInAddress
    ),
    Endpoint("POST", "ask", ask_by_body, _("Figures"), "ask", EXPORT_TABLES, AnswerObject),
    Endpoint(
        "GET",
        "metrics",
        metrics,
        _("All metrics"),
        "read",
        SEE_OVERVIEW,
        Listed[Explained],
        query=PageQuery,
    ),
    Endpoint("GET", "metrics/{str:name}", metric, _("One metric"), "read", SEE_OVERVIEW, Explained),
)
