"""Articles for programs: found, read, brought in one by one, their use noted with a contact or beside one."""

import pytest

from tests.api.callers import program_of
from tests.levers.knowledge.conftest import Publish
from tests.scaffold.cast import Cast
from willet.levers.knowledge.models import ArticleRevision, ArticleUse


def test_articles_are_found_and_read_by_whom_they_are_for(cast: Cast, publish: Publish) -> None:
    article = publish("Refund an order", "Pay **back**").article
    hidden = publish("Only leads refund", audience="leads").article
    agent, lead = program_of(cast.agent), program_of(cast.team_lead)

    found = [item["title"] for item in agent.get("articles?q=refnud").json()["items"]]
    listed = [item["id"] for item in lead.get("articles?limit=1").json()["items"]]

    assert (found, listed) == (["Refund an order"], [article.pk])
    whole = agent.get(f"articles/{article.pk}").json()
    assert (whole["state"], whole["texts"][0]["body"]) == ("validated", "Pay **back**")
    statuses = [p.get(f"articles/{hidden.pk}").status_code for p in (agent, lead)]
    assert statuses == [404, 200]
    assert agent.get("articles?q=" + "refund" * 1_000).status_code == 200
    assert [agent.get(f"articles/{x}").status_code for x in ("x", "9" * 30)] == [404, 404]


def test_list_goes_on_where_the_page_before_ended(cast: Cast, publish: Publish) -> None:
    every = [publish(f"A{n}").article_id for n in range(3)]
    agent, seen = program_of(cast.agent), list[int]()
    cursor: str | None = ""

    while cursor is not None:
        page = agent.get(f"articles?limit=2&cursor={cursor}").json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]

    assert seen == every


def test_article_brought_in_waits_for_approval(cast: Cast) -> None:
    given = {"title": "Refund", "body": "Pay back", "language": "en", "topic": "order"}

    answer = program_of(cast.agent).post("articles", given)

    revision = ArticleRevision.objects.get()
    assert (answer.status_code, revision.state, revision.article.topic) == (
        201,
        "proposed",
        "order",
    )
    wrong = [{"language": "fr"}, {"kind": "poem"}, {"audience": "leads"}]
    statuses = [program_of(cast.agent).post("articles", given | one).status_code for one in wrong]
    assert (statuses, ArticleRevision.objects.count()) == ([400] * 3, 1)


@pytest.mark.parametrize(
    ("place", "kept"),
    [
        ({}, ("", "", "")),
        ({"contact_id": "table:c01"}, ("table:c01", "", "")),
        ({"case_ref": "T-1"}, ("", "", "T-1")),
        (
            {"source": "asterisk", "call_id": "1.1", "connected_at": "2026-03-02T09:00:00+01:00"},
            ("", "1.1", ""),
        ),
        ({"source": "asterisk", "call_id": "1.1"}, None),
        ({"call_id": "1.1", "connected_at": "2026-03-02T09:00:00+01:00"}, None),
        ({"source": "a", "call_id": "1.1", "connected_at": "2026-03-02T09:00:00"}, None),
        ({"source": "a", "call_id": "1.1", "connected_at": "9999-12-31T23:59:59-12:00"}, None),
        ({"source": "a", "call_id": "1.1", "connected_at": "0001-01-01T00:00:00+12:00"}, None),
        ({"contact_id": "table:c01", "case_ref": "T-1"}, None),
        ({"how": "eaten"}, None),
    ],
)
def test_use_is_noted_where_it_can_be_joined(
    cast: Cast, publish: Publish, place: dict[str, str], kept: tuple[str, str, str] | None
) -> None:
    article = publish("Refund").article

    answer = program_of(cast.agent).post(f"articles/{article.pk}/uses", {"how": "solved", **place})

    assert answer.status_code == (400 if kept is None else 201)
    uses = ArticleUse.objects.values_list("contact_id", "call_id", "case_ref")
    assert list(uses) == ([] if kept is None else [kept])
