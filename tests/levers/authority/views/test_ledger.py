"""The page of the ledger: which days and rows it shows, how many at once, and whose money still waits for a word."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from tests.levers.authority.conftest import limit_of
from tests.scaffold.cast import Cast
from willet.levers.authority.models import CouldNot, Grant, GrantKind, Payout
from willet.people.models import User

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def _missed(kind: GrantKind, by: User, reason: str, at: datetime = NOW, **more: object) -> None:
    given = {"agent": by, "amount_minor": 100, "currency": "EUR", "month": f"{at:%Y-%m}"}
    CouldNot.objects.create(kind=kind, reason=reason, at=at, **given | more)


def _given(kind: GrantKind, by: User, minor: int, at: datetime, state: str = "waiting") -> Grant:
    given = Grant.objects.create(
        kind=kind, agent=by, charged_to=by, amount_minor=minor, currency="EUR", at=at, month="2026-03"
    )  # fmt: skip
    Payout.objects.create(grant=given, state=state)
    return given


def _page(cast: Cast, query: str = "", role: str = "manager") -> str:
    return cast.client(role).get(f"/authority/ledger/{query}").content.decode()


def _reasons(page: str) -> list[str]:
    rows = page.partition('id="rows"')[2]
    return list(re.findall(r"<td[^>]*>\s*(r\d+)", rows))


def test_fifty_rows_stand_on_a_page_the_newest_first(cast: Cast, refund: GrantKind) -> None:
    for n in range(51):
        _missed(refund, cast.agent, f"r{n}", NOW - timedelta(minutes=n))

    assert _reasons(_page(cast)) == [f"r{n}" for n in range(50)]
    assert _reasons(_page(cast, "?page=2")) == ["r50"]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["r0", "r27"]),  # four weeks: today and the 27 days before it
        ("?from=2026-02-15", ["r0", "r27", "r28"]),
        ("?from=2026-02-15&to=2026-02-16", ["r27", "r28"]),
        ("?from=2026-02-16&to=2026-02-15", ["r27", "r28"]),  # the other way round
        ("?to=2026-02-16", ["r27", "r28"]),  # four weeks up to it
        ("?from=1970-01-01", ["r0", "r27", "r28"]),
        ("?from=1969-12-31", ["r0", "r27"]),  # no day of this centre: as if none were named
        ("?from=yesterday", ["r0", "r27"]),
        ("?from=2026-02-15&to=2200-12-31", ["r0", "r27", "r28"]),
        ("?to=2201-01-01", ["r0", "r27"]),
    ],
)
def test_days_of_the_address(cast: Cast, refund: GrantKind, query: str, shown: list[str]) -> None:
    for days in (0, 27, 28):
        _missed(refund, cast.agent, f"r{days}", NOW - days * DAY)

    assert _reasons(_page(cast, query)) == shown


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["r1", "r2"]),
        ("?kind=refund", ["r1"]),
        ("?kind=discount", ["r2"]),
        ("?what=could_not", ["r1", "r2"]),
        ("?what=grant", []),
        ("?what=could_not&kind=refund", ["r1"]),
        ("?what=grant&kind=refund", []),
        ("?kind=nonsense", []),
    ],
)
def test_rows_of_a_kind_and_of_what_became_of_them(
    cast: Cast, refund: GrantKind, discount: GrantKind, query: str, shown: list[str]
) -> None:
    _missed(refund, cast.agent, "r1")
    _missed(discount, cast.agent, "r2", NOW - timedelta(minutes=1))

    assert _reasons(_page(cast, query)) == shown


@pytest.mark.parametrize(("query", "resets"), [("", False), ("?kind=refund", True)])
def test_a_way_back_to_the_whole_is_offered_where_it_was_narrowed(
    cast: Cast, refund: GrantKind, query: str, resets: bool
) -> None:
    assert ("Clear the filters" in _page(cast, query)) is resets


def _unpaid(page: str) -> list[str]:
    waits = page.partition("What became of the money")[2].partition("</details>")[0]
    return re.findall(r"<span>(\d+\.\d\d)", waits)


def test_twenty_whose_money_is_unknown_wait_for_a_word_the_oldest_first(
    cast: Cast, refund: GrantKind
) -> None:
    limit_of(refund, cast.manager)
    for n in range(21):
        _given(refund, cast.agent, 100 + n, NOW - timedelta(minutes=n))

    # 1.20 was given first; the newest, 1.00, is the 21st.
    assert _unpaid(_page(cast)) == [f"1.{n:02}" for n in range(20, 0, -1)]


def test_what_became_of_the_money_is_asked_of_grants_nobody_spoke_of_and_of_who_may_say_so(
    cast: Cast, refund: GrantKind
) -> None:
    for n, state in enumerate(Payout.State.values):
        _given(refund, cast.agent, 100 + n, NOW - timedelta(minutes=n), state)
    over = {"paid", "rejected", "cancelled"}
    waiting = [n for n, state in enumerate(Payout.State.values) if state not in over]

    shown = _unpaid(_page(cast))

    assert shown == [f"1.{n:02}" for n in reversed(waiting)]
    assert _unpaid(_page(cast, role="analyst")) == []


def test_a_file_says_which_days_and_rows_it_holds(cast: Cast, refund: GrantKind) -> None:
    _missed(refund, cast.agent, "r1")

    def about(query: str) -> list[str]:
        answer = cast.client("manager").get(f"/authority/ledger/?format=xlsx{query}")
        book = load_workbook(BytesIO(b"".join(answer)))
        return [str(c.value) for row in book.worksheets[-1] for c in row if c.value]

    every, narrowed = about(""), about("&kind=refund&what=could_not&from=2026-03-01&to=2026-03-15")
    assert not {"Kind of grant", str(refund), "State"} & set(every)
    assert "Period" in every
    assert {"Kind of grant", str(refund), "State", "not allowed"} <= set(narrowed)
