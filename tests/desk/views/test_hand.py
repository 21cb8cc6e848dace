"""Articles and authority beside a call: found, opened, judged, granted and asked for without leaving it."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.desk.conftest import Phones, Say
from tests.levers.authority.conftest import limit_of
from tests.levers.knowledge.conftest import Publish, publish
from tests.scaffold.cast import Cast
from tests.scaffold.kinds import kind_named
from willet.desk.looking_up import talks_since
from willet.desk.models import Leg, PhoneCall
from willet.levers.authority.domain import decide
from willet.levers.authority.models import CouldNot, Grant, GrantRequest
from willet.levers.knowledge.facts import changed_since, searches_since
from willet.levers.knowledge.models import Article, ArticleRevision, ArticleSearch, ArticleUse

__all__ = ["publish"]
PIECE = {"X-Requested-With": "willet-piece"}


@pytest.fixture
def leg(phones: Phones) -> Leg:
    return phones.tell()


@pytest.fixture
def anna(cast: Cast) -> Client:
    return cast.client("agent")


def at(leg: Leg, way: str = "articles/") -> str:
    return f"/desk/calls/{leg.pk}/{way}"


def piece(client: Client, address: str, **query: Any) -> str:
    return client.get(address, query, headers=PIECE).content.decode()


def wanted(do: str, amount: str, **more: str) -> dict[str, str]:
    given = {"amount_amount": amount, "amount_currency": "EUR", "reason": "late again"}
    given = {f"wish-{name}": text for name, text in (given | more).items()}
    return {**given, "wish-kind": str(kind_named("refund").pk), "do": do}


def test_articles_on_the_topic_are_there_before_a_word_is_typed(
    leg: Leg, anna: Client, publish: Publish, say: Say
) -> None:
    publish("Refund of an order", topic="refund")
    publish("Reset a router", topic="router")
    say(leg, "no", topic="refund")

    assert "Refund of an order" in piece(anna, at(leg))
    assert "Reset a router" not in piece(anna, at(leg))
    assert "Reset a router" in piece(anna, at(leg), topic="router")
    assert "Reset a router" in piece(anna, at(leg), q="ruoter")


def test_article_opened_and_judged_is_kept_with_the_call(
    leg: Leg, anna: Client, publish: Publish
) -> None:
    article = publish("Refund of an order", "Pay it **back**").article

    html = piece(anna, at(leg, f"articles/{article.pk}/"))
    piece(anna, at(leg, f"articles/{article.pk}/"))
    for how in ("solved", "not_helpful", "solved"):
        anna.post(at(leg, f"articles/{article.pk}/use/"), {"how": how}, headers=PIECE)

    assert "<strong>back</strong>" in html
    kept = ArticleUse.objects.filter(is_gone=False).order_by("at").values_list("how", "call_id")
    assert list(kept) == [("opened", "1.1"), ("solved", "1.1")]
    row = next(row for row in changed_since(None) if not row.gone)
    assert row.about is not None
    assert (row.about.source, row.about.call_id, row.about.agent) == ("asterisk", "1.1", "Anna W")


def test_another_agents_call_is_closed_in_every_way(leg: Leg, cast: Cast, publish: Publish) -> None:
    article, otto = publish("Refund of an order").article, cast.client("other_agent")
    ways = ("articles/", f"articles/{article.pk}/", "grants/", "grants/became/")
    acts = ("articles/missing/", "articles/draft/", f"articles/{article.pk}/use/", "grants/undo/")

    assert [otto.get(at(leg, way)).status_code for way in ways] == [403] * 4
    assert [otto.post(at(leg, way)).status_code for way in acts] == [403] * 4


def test_article_for_leads_is_not_opened_by_an_agent(
    leg: Leg, anna: Client, publish: Publish
) -> None:
    article = publish("How to decide", audience="leads").article

    response = anna.get(at(leg, f"articles/{article.pk}/"), headers=PIECE)

    assert (response.status_code, b"How to decide" in response.content) == (404, False)


@pytest.mark.parametrize("what", ["archived", "deleted"])
def test_article_gone_while_it_is_open_is_a_sentence_and_its_uses_stay(
    leg: Leg, anna: Client, publish: Publish, what: str
) -> None:
    article = publish("Refund of an order").article
    used = at(leg, f"articles/{article.pk}/use/")
    piece(anna, at(leg, f"articles/{article.pk}/"))
    if what == "archived":
        Article.objects.update(state="archived")
    else:
        article.delete()

    response = anna.post(used, {"how": "solved"}, headers=PIECE)

    assert (response.status_code, b"not in use any more" in response.content) == (404, True)
    assert ArticleUse.objects.count() == {"archived": 1, "deleted": 0}[what]


def test_search_counts_when_it_is_sent_and_not_while_it_is_typed(
    leg: Leg, anna: Client, publish: Publish
) -> None:
    publish("Refund of an order")

    piece(anna, at(leg), q="refu")
    piece(anna, at(leg), q="refund")
    assert ArticleSearch.objects.count() == 0
    piece(anna, at(leg), q="refund", kept="1")
    assert ArticleSearch.objects.get().results == 1


def test_none_of_these_makes_the_search_one_in_vain(
    leg: Leg, anna: Client, publish: Publish
) -> None:
    publish("Refund of an order")
    piece(anna, at(leg), q="refund by cheque", kept="1")

    anna.post(at(leg, "articles/missing/"), {"q": "refund by cheque"}, headers=PIECE)
    anna.post(at(leg, "articles/missing/"), {"q": "", "topic": "router"}, headers=PIECE)
    anna.post(at(leg, "articles/missing/"), {"q": "0612345678"}, headers=PIECE)

    kept = ArticleSearch.objects.order_by("at").values_list("words", "results", "call_id")
    assert list(kept) == [("refund by cheque", 0, "1.1"), ("router", 0, "1.1")]
    rows = [(row.revision, row.values["how"], row.values["agent"]) for row in searches_since(None)]
    assert rows == [(2, "nothing", "Anna W"), (1, "nothing", "Anna W")]


def test_talk_is_told_with_whether_an_article_was_used_in_it(
    leg: Leg, anna: Client, publish: Publish, phones: Phones
) -> None:
    other = phones.tell(call_id="2.1")
    phones.tell(call_id="3.1", state="ringing")
    article = publish("Refund of an order").article
    piece(anna, at(leg, f"articles/{article.pk}/"))

    rows = {row.id: (row.values["how"], row.revision) for row in talks_since(None)}
    assert rows == {str(leg.pk): ("article", 2), str(other.pk): ("none", 1)}
    # The records name the call later: the use was kept under the id of before.
    PhoneCall.objects.filter(pk=leg.call_id).update(contact_id="table:c01")
    now = timezone.now()
    assert {row.id: row.values["how"] for row in talks_since(None)}[str(leg.pk)] == "article"
    ArticleUse.objects.update(is_gone=True, number=2, written_at=now)
    since = [(row.id, row.values["how"], row.revision) for row in talks_since(now)]
    assert (str(leg.pk), "none", 3) in since


def test_long_search_is_answered(leg: Leg, anna: Client, publish: Publish) -> None:
    publish("Refund of an order")

    assert "Refund of an order" in piece(anna, at(leg), q="refund " * 1_430)


def test_article_begins_with_the_note_of_a_solved_call(leg: Leg, anna: Client, say: Say) -> None:
    anna.post(at(leg, "articles/draft/"))
    assert Article.objects.count() == 0
    note = "Paid it back to 0612 345 678, wrote to bo@example.org within 3 days"
    say(leg, "yes", topic="refund", note=note)

    response = anna.post(at(leg, "articles/draft/"))

    revision = ArticleRevision.objects.get()
    assert response["Location"] == f"/knowledge/{revision.article_id}/en/write/"
    assert (revision.article.topic, revision.article.state) == ("refund", "draft")
    assert "Paid it back to …, wrote to … within 3 days" in revision.body


def test_grant_request_and_what_was_not_allowed_from_the_call(
    leg: Leg, anna: Client, cast: Cast, small_lake: Path
) -> None:
    limit_of(kind_named("refund"), cast.manager)

    html = piece(anna, at(leg, "grants/"))
    assert 'value="50.00"' in html, "what goes through at most is offered first"
    first = anna.post(at(leg, "grants/"), wanted("grant", "20.00"), headers=PIECE)
    over = anna.post(at(leg, "grants/"), wanted("grant", "90.00"), headers=PIECE)
    anna.post(at(leg, "grants/"), wanted("ask", "90.00"), headers=PIECE)
    anna.post(at(leg, "grants/"), wanted("could_not", "500.00"), headers=PIECE)

    assert (first.status_code, 'value="20.00"' in first.content.decode()) == (200, True)
    assert (over.status_code, b"Ask for it" in over.content) == (422, True)
    given, asked = Grant.objects.get(), GrantRequest.objects.get()
    assert (given.call_id, given.source, given.agent_name) == ("1.1", "asterisk", "Anna W")
    assert (asked.amount_minor, CouldNot.objects.get().amount_minor) == (9_000, 50_000)

    decide(asked, by=cast.team_lead, grants=False, reason="not twice")
    assert "not twice" in piece(anna, at(leg, "grants/became/"))
    anna.post(at(leg, "grants/"), wanted("ask", "80.00"), headers=PIECE)
    decide(GrantRequest.objects.get(verdict="open"), by=cast.team_lead, grants=True, reason="once")
    became = piece(anna, at(leg, "grants/became/"))
    assert "<strong>granted</strong> · once</span>" in became
    assert "<strong>not allowed</strong>" in became


@pytest.mark.parametrize("do", ["", "__class__", "decide"])
def test_what_is_no_button_grants_nothing_from_the_call(
    leg: Leg, anna: Client, cast: Cast, do: str
) -> None:
    limit_of(kind_named("refund"), cast.manager)

    assert anna.post(at(leg, "grants/"), wanted(do, "20.00"), headers=PIECE).status_code == 404

    assert Grant.objects.count() == 0


def test_own_alone_are_taken_back_from_the_call(leg: Leg, anna: Client, cast: Cast) -> None:
    limit_of(kind_named("refund"), cast.manager)
    anna.post(at(leg, "grants/"), wanted("grant", "20.00"), headers=PIECE)
    given = Grant.objects.get()

    for _ in range(2):
        response = anna.post(at(leg, "grants/undo/"), {"grant": given.pk}, headers=PIECE)

    assert b"taken back already" in response.content
    given.refresh_from_db()
    assert given.taken_back_at is not None
    assert anna.post(at(leg, "grants/undo/"), {"grant": "x"}).status_code == 404


def test_call_written_down_by_hand_has_grants_of_its_own(anna: Client, cast: Cast) -> None:
    limit_of(kind_named("refund"), cast.manager)
    for hour in ("09:00", "10:00"):
        anna.post("/desk/by-hand/", {"began_at": f"2026-03-02T{hour}"})
    one, other = Leg.objects.order_by("connected_at")

    anna.post(at(one, "grants/"), wanted("grant", "20.00"), headers=PIECE)

    assert Grant.objects.get().source == "hand"
    assert "20.00" in piece(anna, at(one, "grants/became/"))
    assert "20.00" not in piece(anna, at(other, "grants/became/"))


def test_without_scripts_each_piece_is_a_page_with_the_way_back(
    leg: Leg, anna: Client, publish: Publish
) -> None:
    article = publish("Refund of an order").article
    back = f'href="/desk/calls/{leg.pk}/"'

    for way in ("articles/", f"articles/{article.pk}/", "grants/"):
        html = anna.get(at(leg, way)).content.decode()
        assert ("<html" in html, back in html) == (True, True)
    assert anna.post(at(leg, "grants/"), wanted("ask", "90.00"))["Location"] == at(leg, "")
