"""A list handed out page by page: a cursor names the last thing shown, so that nothing is missed or comes twice."""

from collections.abc import Callable, Iterable
from typing import Final, Generic, TypeVar

from django.core import signing
from django.db.models import Model, QuerySet
from ninja import Schema
from pydantic import Field

from willet.core.records import RequestError, saying

MOST: Final = 200
_LONGEST_CURSOR = 500
BAD_CURSOR = saying(
    "bad_cursor",
    "This cursor is not one of this list. Ask for the first page without a cursor, and follow its `next`.",
)

T = TypeVar("T")
M = TypeVar("M", bound=Model)
Key = tuple[str, ...]


class PageQuery(Schema):
    """Which part of a list is wanted."""

    limit: int = Field(50, ge=1, le=MOST, description="How many things at most.")
    cursor: str = Field(
        "",
        max_length=_LONGEST_CURSOR,
        description="`next` of the page before; empty for the first.",
    )


class Listed(Schema, Generic[T]):
    """One page of a list."""

    items: list[T]
    next: str | None = Field(
        description="The cursor of the next page; null where this is the last."
    )


def page_of(
    things: Iterable[T],
    query: PageQuery,
    *,
    of: str,
    key: Callable[[T], Key],
    newest_first: bool = False,
) -> tuple[list[T], str | None]:
    """The things of one page in the order of their keys, and the cursor of the next page.

    Args:
        things: The whole list, each thing with a key of its own.
        query: Where to go on, and how many.
        of: The list's name: a cursor of another list is refused.
        key: What the list is ordered by.
        newest_first: Whether the greatest key comes first.

    Raises:
        RequestError: the cursor was not given out for this list.
    """
    ordered = sorted(things, key=key, reverse=newest_first)
    if query.cursor:
        after = _read(query.cursor, of)
        ordered = [t for t in ordered if (key(t) < after if newest_first else key(t) > after)]
    page = ordered[: query.limit]
    more = len(ordered) > len(page)
    return page, signing.dumps(list(key(page[-1])), salt=_salt(of)) if more else None


def page_by_key(rows: QuerySet[M], query: PageQuery, *, of: str) -> tuple[list[M], str | None]:
    """The rows of one page in the order of their primary keys, read from the database alone, and the next cursor.

    Raises:
        RequestError: the cursor was not given out for this list.
    """
    ordered = rows.order_by("pk")
    if query.cursor:
        ordered = ordered.filter(pk__gt=_read(query.cursor, of)[0])
    page = list(ordered[: query.limit + 1])
    more = len(page) > query.limit
    page = page[: query.limit]
    return page, signing.dumps([str(page[-1].pk)], salt=_salt(of)) if more else None


def _read(cursor: str, of: str) -> Key:
    try:
        return tuple(signing.loads(cursor, salt=_salt(of)))
    except signing.BadSignature:
        raise RequestError(BAD_CURSOR()) from None


def _salt(of: str) -> str:
    return f"willet.cursor.{of}"
