"""Sources, as programs see them."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema

from willet.core.intake.describing import source_as_dict
from willet.core.records import UnknownNameError, kinds
from willet.core.sources import SOURCES, source_named
from willet.people.rules import SEE_OVERVIEW
from willet.ui.endpoints import Endpoint, Listed, NotThereError, PageQuery, page_of


class Tag(Schema):
    """A tag that a source gives to contacts, and what it means."""

    tag: str
    why: str


class Gap(Schema):
    """A metric of which a source cannot tell, and why."""

    metric: str
    why: str


class ReadableSource(Schema):
    """A source, as `willet sources --format json` prints it."""

    name: str
    title: str
    reads: str
    tags: list[Tag]
    cannot_tell: list[Gap]


def sources(request: HttpRequest, query: Query[PageQuery]) -> dict[str, object]:
    """The systems that can be read, what each tells beside, and what it cannot tell."""
    page, following = page_of(SOURCES, query, of="sources", key=lambda name: (name,))
    return {"items": [source_as_dict(source_named(name)) for name in page], "next": following}


def source(request: HttpRequest, name: str) -> dict[str, object]:
    """One system."""
    if name not in SOURCES:
        raise NotThereError(UnknownNameError(kinds.SOURCE, name, SOURCES).message)
    return source_as_dict(source_named(name))


ENDPOINTS = (
    Endpoint(
        "GET",
        "sources",
        sources,
        _("All sources that can be read"),
        "read",
        SEE_OVERVIEW,
        Listed[ReadableSource],
        query=PageQuery,
    ),
    Endpoint(
        "GET",
        "sources/{str:name}",
        source,
        _("One source, and what it cannot tell"),
        "read",
        SEE_OVERVIEW,
        ReadableSource,
    ),
)
