"""A call written down by hand: what was done in it stays here, and joins the contact once its record is found."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.desk.conftest import Say
from tests.levers.authority.conftest import limit_of
from tests.levers.knowledge.conftest import Publish, publish
from tests.scaffold.cast import Cast
from tests.scaffold.desk import rows_of
from tests.scaffold.kinds import kind_named
from willet.core.intake import import_files
from willet.desk.domain.desks import write_down
from willet.desk.domain.finding import find_records
from willet.desk.models import Leg
from willet.imports.domain.facts import Handing
from willet.levers.authority.models import Grant
from willet.levers.knowledge.models import ArticleUse

__all__ = ["publish"]
NUMBER = "+31200000014"
CAME = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
USES = "SELECT kind, how, contact_id, agent FROM uses ORDER BY kind, how"
PROMISES = "SELECT contact_id, agent FROM promises"
WAITING = "SELECT room, row_id FROM room_joins WHERE state NOT IN ('joined', 'free')"


def imported(home: Path, *rows: str, ticket: str = "") -> None:
    """The records of calls of Anna's that came when hers was written down."""
    head = "contact_id,arrived_at,direction,agent,outcome,talk_s,customer_number,case_ref"
    lines = [f"{row},60,{NUMBER},{ticket}" for row in rows]
    (home / "calls.csv").write_text("\n".join([head, *lines]) + "\n")
    import_files(home / "lake", "table", [home / "calls.csv"], zone="Europe/Amsterdam")


def posted(anna: Client, leg: Leg, way: str, **given: Any) -> None:
    answer = anna.post(f"/desk/calls/{leg.pk}/{way}", given)
    assert answer.status_code in (200, 302), answer.content


def worked(anna: Client, cast: Cast, leg: Leg, publish: Publish, say: Say) -> None:
    """An article opened, and it helped; a search; something granted, asked for and not allowed; a callback."""
    limit_of(kind_named("refund"), cast.manager)
    article = publish("Refund of an order").article
    anna.get(f"/desk/calls/{leg.pk}/articles/{article.pk}/")
    posted(anna, leg, f"articles/{article.pk}/use/", how="solved")
    anna.get(f"/desk/calls/{leg.pk}/articles/", {"q": "goat", "kept": "1"})
    wish = {
        "wish-kind": kind_named("refund").pk,
        "wish-reason": "late",
        "wish-amount_currency": "EUR",
    }
    for do, amount in (("grant", "20"), ("ask", "90"), ("could_not", "95")):
        posted(anna, leg, "grants/", do=do, **{**wish, "wish-amount_amount": amount})
    say(leg, "follow_up", call_back=CAME + timedelta(days=1))


@pytest.mark.journey("history")
def test_all_that_was_done_in_a_call_by_hand_joins_the_contact_that_it_was(
    cast: Cast, home: Path, publish: Publish, say: Say
) -> None:
    imported(home, f"other,{(CAME - timedelta(hours=9)).isoformat()},inbound,Anna W,answered")
    leg = write_down(cast.agent, number=NUMBER, began_at=CAME)
    worked(cast.client("agent"), cast, leg, publish, say)
    Handing().land()
    lake = home / "lake"
    assert [rows_of(lake, sql) for sql in (USES, PROMISES, WAITING)] == [[], [], []]

    imported(home, f"c1,{CAME.isoformat()},inbound,Anna W,answered")
    assert (find_records(), find_records()) == (1, 0)
    Handing().land()

    of = ("table:c1", "Anna W")
    assert rows_of(lake, USES) == [
        ("article", "opened", *of),
        ("article", "solved", *of),
        ("at_desk", "article", *of),
        ("could_not", "not_allowed", *of),
        ("grant", "within", *of),
        ("request", "open", *of),
        ("search", "nothing", *of),
    ]
    assert rows_of(lake, PROMISES) == [of]
    assert rows_of(lake, "SELECT contact_id, resolved FROM outcomes") == [("table:c1", None)]
    assert rows_of(lake, WAITING) == []


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    ("ticket", "number", "came", "found"),
    [
        ("T-7", "", (CAME,), 1),
        ("table:T-7", "", (CAME,), 1),
        ("T-7", "", (CAME, CAME + timedelta(minutes=5)), 0),
        ("T-7", "", (CAME - timedelta(hours=9),), 0),
        ("T-8", "", (CAME,), 0),
        ("T-8", NUMBER, (CAME,), 1),
        ("T-7", "+31200000099", (CAME,), 0),
        ("", "", (CAME,), 0),
    ],
)
def test_call_by_hand_is_found_by_its_number_or_else_its_ticket(
    cast: Cast, home: Path, ticket: str, number: str, came: tuple[datetime, ...], found: int
) -> None:
    """The records have Anna's calls on ticket T-7; one whose number was written goes by that alone."""
    rows = [f"c{n},{at.isoformat()},inbound,Anna W,answered" for n, at in enumerate(came)]
    imported(home, *rows, ticket="T-7")
    limit_of(kind_named("refund"), cast.manager)
    leg = write_down(cast.agent, number=number, began_at=CAME, case_ref=ticket)
    wish = {"wish-kind": kind_named("refund").pk, "wish-amount_currency": "EUR"}
    wish |= {"do": "grant", "wish-amount_amount": "20"}
    posted(cast.client("agent"), leg, "grants/", **wish)

    assert find_records() == found

    assert Grant.objects.get().contact_id == ("table:c0" if found else "")


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("number", ["", NUMBER])
def test_call_by_hand_without_a_record_is_in_no_figure(
    cast: Cast, home: Path, publish: Publish, say: Say, number: str
) -> None:
    imported(home, f"other,{(CAME - timedelta(hours=9)).isoformat()},inbound,Anna W,answered")
    leg = write_down(cast.agent, number=number, began_at=CAME)
    worked(cast.client("agent"), cast, leg, publish, say)

    assert find_records() == 0
    Handing().land()

    assert [rows_of(home / "lake", sql) for sql in (USES, PROMISES, WAITING)] == [[], [], []]


def test_the_last_word_on_an_article_counts_whether_its_record_was_found_before_or_after(
    cast: Cast, home: Path, publish: Publish
) -> None:
    imported(home, f"c1,{CAME.isoformat()},inbound,Anna W,answered")
    leg = write_down(cast.agent, number=NUMBER, began_at=CAME)
    article, anna = publish("Refund of an order").article, cast.client("agent")
    posted(anna, leg, f"articles/{article.pk}/use/", how="solved")

    find_records()
    posted(anna, leg, f"articles/{article.pk}/use/", how="not_helpful")

    assert list(ArticleUse.objects.filter(is_gone=False).values_list("how", "contact_id")) == [
        ("not_helpful", "table:c1")
    ]
