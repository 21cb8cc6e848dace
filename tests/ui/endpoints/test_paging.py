"""A list page by page: followed to its end it is the whole list, each thing once and in order, and no more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from willet.core.records import RequestError
from willet.people.models import Team
from willet.ui.endpoints.paging import MOST, Key, PageQuery, page_by_key, page_of

OF = "letters"


def _query(**asked: object) -> PageQuery:
    return PageQuery.model_validate(asked)


def _key(letter: str) -> Key:
    return (letter,)


def _pages(things: list[str], limit: int, *, newest_first: bool = False) -> list[list[str]]:
    pages, cursor = [], ""
    while True:
        query = _query(limit=limit, cursor=cursor)
        page, following = page_of(things, query, of=OF, key=_key, newest_first=newest_first)
        pages.append(page)
        if following is None:
            return pages
        cursor = following


@pytest.mark.parametrize(
    ("things", "limit", "pages"),
    [
        ("", 2, [""]),
        ("a", 2, ["a"]),
        ("ab", 2, ["ab"]),  # a full page that is the last
        ("abc", 2, ["ab", "c"]),
        ("dbca", 2, ["ab", "cd"]),  # in the order of the keys, whatever order it comes in
        ("abc", 1, ["a", "b", "c"]),
        ("abc", 3, ["abc"]),
    ],
)
def test_pages_by_hand(things: str, limit: int, pages: list[str]) -> None:
    assert ["".join(page) for page in _pages(list(things), limit)] == pages


def test_the_newest_first_goes_down() -> None:
    pages = _pages(list("badce"), 2, newest_first=True)

    assert ["".join(page) for page in pages] == ["ed", "cb", "a"]


@given(
    things=st.sets(st.text("abcdef", min_size=1, max_size=3), max_size=12),
    limit=st.integers(1, 13),
    newest_first=st.booleans(),
)
def test_pages_followed_to_the_end_are_the_list(
    things: set[str], limit: int, newest_first: bool
) -> None:
    pages = _pages(list(things), limit, newest_first=newest_first)

    assert [t for page in pages for t in page] == sorted(things, reverse=newest_first)
    assert all(len(page) == limit for page in pages[:-1])
    assert len(pages) == max(1, -(-len(things) // limit))


def test_what_comes_and_goes_between_two_pages_neither_repeats_nor_hides_another() -> None:
    first, cursor = page_of("abd", _query(limit=2), of=OF, key=_key)

    # b went, c came: the cursor stands where b stood.
    second, end = page_of("acd", _query(limit=2, cursor=cursor or ""), of=OF, key=_key)

    assert (first, second, end) == (["a", "b"], ["c", "d"], None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rows", "limit", "pages"),
    [
        (0, 2, [0]),
        (1, 2, [1]),
        (2, 2, [2]),
        (3, 2, [2, 1]),
        (4, 2, [2, 2]),
        (5, 2, [2, 2, 1]),
        (3, 1, [1, 1, 1]),
    ],
)
def test_rows_by_their_key(rows: int, limit: int, pages: list[int]) -> None:
    Team.objects.all().delete()
    kept = [Team.objects.create(name=f"{9 - n}").pk for n in range(rows)]
    seen: list[list[int]] = []
    cursor: str | None = ""

    while cursor is not None:
        query = _query(limit=limit, cursor=cursor)
        page, cursor = page_by_key(Team.objects.all(), query, of=OF)
        seen.append([team.pk for team in page])

    assert [len(page) for page in seen] == pages
    assert [pk for page in seen for pk in page] == kept  # not by name, which they are ordered by


@pytest.mark.django_db
def test_a_cursor_of_another_list_or_of_nobody_is_refused() -> None:
    _, cursor = page_of("ab", _query(limit=1), of="others", key=_key)
    assert cursor

    for handed in (cursor, cursor[:-1], "nonsense"):
        query = _query(limit=1, cursor=handed)
        with pytest.raises(RequestError) as wrong:
            page_of("ab", query, of=OF, key=_key)
        assert wrong.value.message.code == "bad_cursor"
        with pytest.raises(RequestError):
            page_by_key(Team.objects.all(), query, of=OF)


def test_how_much_may_be_asked_for() -> None:
    assert (_query().limit, _query().cursor, MOST) == (50, "", 200)
    assert [_query(limit=n).limit for n in (1, 200)] == [1, 200]
    assert len(_query(cursor="x" * 500).cursor) == 500
    for limit, cursor in ((0, ""), (-1, ""), (201, ""), (50, "x" * 501)):
        with pytest.raises(ValidationError):
            _query(limit=limit, cursor=cursor)
