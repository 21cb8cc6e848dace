"""A reader's own notices, how they are told, and their inbox: nobody reads another's."""

import re
from datetime import UTC, datetime, time
from types import SimpleNamespace
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.notices.post import NEWS, TEXT, news
from tests.scaffold.cast import Cast
from tests.scaffold.page_text import main_text_of
from willet.notices.domain.choices import choose, clock_of, ways_of
from willet.notices.models import Notice
from willet.people.models import Role
from willet.ui.inbox import InboxLine, InboxOffer
from willet.ui.notices import notify


def head_of(html: str) -> str:
    return html.split("<main", maxsplit=1)[0]


def test_the_head_says_how_many_are_unread(cast: Cast) -> None:
    client = cast.client("manager")
    before = head_of(client.get("/profile/").content.decode())
    news(cast.manager)
    news(cast.manager)

    assert 'class="count"' not in before
    assert '<span class="count">2</span>' in head_of(client.get("/profile/").content.decode())
    assert 'class="count"' not in head_of(cast.client("analyst").get("/profile/").content.decode())


def test_opening_one_reads_it_and_leads_to_its_thing(cast: Cast) -> None:
    news(cast.manager)
    client = cast.client("manager")
    pk = Notice.objects.get().pk

    assert "unread" in main_text_of(client.get("/notices/"))
    assert client.get(f"/notices/{pk}/")["Location"] == "/imports/"
    assert "unread" not in main_text_of(client.get("/notices/"))


def test_one_kind_can_be_read_alone(cast: Cast) -> None:
    """A kind that nobody told of is all of them."""
    news(cast.manager)
    for number in range(2):
        notify("imports.failed", TEXT(files=f"bad-{number}.csv"), to=[cast.manager])
    client = cast.client("manager")

    assert _files(client.get("/notices/")) == {"calls.csv", "bad-0.csv", "bad-1.csv"}
    assert _files(client.get("/notices/?kind=imports.failed")) == {"bad-0.csv", "bad-1.csv"}
    assert _files(client.get(f"/notices/?kind={NEWS}")) == {"calls.csv"}
    assert len(_files(client.get("/notices/?kind=nobody.knows"))) == 3


def _files(page: Any) -> set[str]:
    return set(re.findall(r"[\w-]+\.csv", main_text_of(page)))


def test_an_inbox_s_wall_is_folded_and_whole(cast: Cast, a_room_more: SimpleNamespace) -> None:
    lines = [InboxLine(f"Line {n:02}.", "/", cast.manager) for n in range(9)]
    a_room_more.INBOX = [InboxOffer("Review", lambda reader: lines)]

    text = main_text_of(cast.client("manager").get("/inbox/"))

    assert re.findall(r"Line \d\d\.|\d more: Review", text) == [
        *(f"Line {n:02}." for n in range(5)),
        "4 more: Review",
        *(f"Line {n:02}." for n in range(5, 9)),
    ]


def test_another_s_notice_is_nobody_else_s(cast: Cast) -> None:
    news(cast.manager)
    pk = Notice.objects.get().pk

    assert cast.client("administrator").get(f"/notices/{pk}/").status_code == 404
    assert Notice.objects.get().read_at is None
    assert "calls.csv" not in main_text_of(cast.client("administrator").get("/notices/"))


def test_what_one_may_no_longer_read_is_gone(cast: Cast) -> None:
    news(cast.manager)
    pk = Notice.objects.get().pk
    cast.manager.role = Role.AGENT
    cast.manager.save()
    client = cast.client("manager")

    assert client.get(f"/notices/{pk}/").status_code == 404
    page = client.get("/notices/")
    assert "calls.csv" not in page.content.decode()
    assert 'class="count"' not in page.content.decode()


def test_all_are_marked_as_read(cast: Cast) -> None:
    for _twice in range(2):
        news(cast.manager, cast.analyst)

    cast.client("manager").post("/notices/read/")

    unread = Notice.objects.filter(read_at=None)
    assert {notice.reader for notice in unread} == {cast.analyst}


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(
    cast: Cast, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(number):
        news(cast.manager)
    client = cast.client("manager")
    client.get("/notices/")

    # session, person, how many of each kind, how many, notices, clock, unread
    with django_assert_num_queries(7):
        client.get("/notices/")


def test_choices_are_kept_and_shown_again(cast: Cast) -> None:
    client = cast.client("manager")
    form = {"digest_at": "07:30", "zone": "Asia/Ho_Chi_Minh", f"way-{NEWS}": "digest"}
    page = client.get("/notices/settings/").content.decode()
    ways = dict.fromkeys(set(re.findall(r'name="(way-[^"]+)"', page)), "none")

    answer = client.post("/notices/settings/", ways | form)

    assert answer.status_code == 302
    kinds = {name.removeprefix("way-") for name in ways}
    assert {NEWS, "imports.finished", "imports.failed"} <= kinds
    assert ways_of(cast.manager) == dict.fromkeys(kinds, "none") | {NEWS: "digest"}
    clock = clock_of(cast.manager)
    assert (clock.zone, clock.digest_at) == ("Asia/Ho_Chi_Minh", time(7, 30))
    assert 'value="07:30"' in client.get("/notices/settings/").content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [("zone", "Europe/Atlantis"), ("digest_at", "25:00"), (f"way-{NEWS}", "by pigeon")],
)
def test_a_wrong_choice_is_said_and_nothing_kept(cast: Cast, field: str, value: str) -> None:
    right = {"digest_at": "07:30", "zone": "", f"way-{NEWS}": "digest"}
    ways = {f"way-imports.{kind}": "none" for kind in ("finished", "failed")}

    answer = cast.client("manager").post("/notices/settings/", right | ways | {field: value})

    assert (answer.status_code, ways_of(cast.manager)) == (422, {})


def test_only_kinds_that_are_open_are_offered(cast: Cast) -> None:
    roles = ("manager", "administrator", "agent")
    page = {r: cast.client(r).get("/notices/settings/").content.decode() for r in roles}

    assert ["imports.damage" in page[role] for role in page] == [False, True, False]
    assert [NEWS in page[role] for role in page] == [True, True, False]
    mail_failed = page["administrator"].partition('name="way-notices.mail_failed"')[2]
    assert "at_once" not in mail_failed.partition("</select>")[0]


def test_the_inbox_shows_the_reader_s_lines_on_their_clock(
    cast: Cast, a_room_more: SimpleNamespace
) -> None:
    choose(cast.manager, ways={}, zone="Asia/Ho_Chi_Minh", digest_at=time(8))
    due = datetime(2030, 3, 2, 20, 0, tzinfo=UTC)
    line = InboxLine("Review a call", "/calls/", cast.manager, due)
    a_room_more.INBOX = [InboxOffer("Review", lambda reader: [line])]

    text = main_text_of(cast.client("manager").get("/inbox/"))

    assert "Later" in text
    assert "Review a call Review Mar 3, 2030, 03:00" in text
    assert "Nothing waits for you" in main_text_of(cast.client("agent").get("/inbox/"))
