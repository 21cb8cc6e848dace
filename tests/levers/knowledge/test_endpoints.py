"""Articles for programs: found, read, brought in one by one, their use noted with a contact or beside one."""

from pathlib import Path

import pytest
from django.test import Client

from tests.api.callers import program_of
from tests.levers.knowledge.conftest import Publish
from tests.scaffold.cast import Cast
from willet.core.intake import import_files
from willet.levers.knowledge.models import Article, ArticleRevision, ArticleUse


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

    # A manager sees every call, also those that no source told of yet.
    answer = program_of(cast.manager).post(
        f"articles/{article.pk}/uses", {"how": "solved", **place}
    )

    assert answer.status_code == (400 if kept is None else 201)
    uses = ArticleUse.objects.values_list("contact_id", "call_id", "case_ref")
    assert list(uses) == ([] if kept is None else [kept])


CALLS = {
    "c01": "2026-03-02T09:00:00+01:00",
    "c02": "2026-03-02T09:10:00+01:00",
    "c03": "2026-03-02T10:00:00+01:00",
    "c09": "2026-03-11T16:00:00+01:00",
    "c99": "2026-03-11T16:00:00+01:00",
}
"""Anna's, Otto's, nobody's, and that of Tomás, who leads Anna's team; of the last no source told."""
OPEN_TO = {
    "manager": {*CALLS},
    "team_lead": {"c01", "c09"},
    "agent": {"c01"},
    "other_agent": {"c02"},
    "analyst": set[str](),
    "administrator": set[str](),
}


def _named(call: str, way: str) -> dict[str, str]:
    if way == "contact":
        return {"contact_id": f"table:{call}"}
    return {"source": "table", "call_id": call, "connected_at": CALLS[call]}


@pytest.mark.parametrize("way", ["contact", "call"])
@pytest.mark.parametrize("role", OPEN_TO)
def test_use_is_noted_in_contacts_that_are_open_to_whoever_notes_it(
    cast: Cast, publish: Publish, small_lake: Path, role: str, way: str
) -> None:
    uses = f"articles/{publish('Refund').article_id}/uses"
    program = program_of(cast.named(role))  # type: ignore[arg-type]

    answers = {
        call: program.post(uses, {"how": "solved", **_named(call, way)}).status_code
        for call in CALLS
    }

    closed = 403 if role in {"analyst", "administrator"} else 404
    assert answers == {call: 201 if call in OPEN_TO[role] else closed for call in CALLS}
    assert ArticleUse.objects.count() == len(OPEN_TO[role])


def test_stranger_notes_no_use(cast: Cast, publish: Publish, small_lake: Path) -> None:
    way = f"/api/v1/articles/{publish('Refund').article_id}/uses"
    given = {"how": "solved", "contact_id": "table:c01"}

    answer = Client(SERVER_NAME="localhost").post(way, given, content_type="application/json")

    assert (answer.status_code, ArticleUse.objects.count()) == (401, 0)


def test_anothers_contact_and_one_that_is_not_there_are_not_told_apart(
    cast: Cast, publish: Publish, small_lake: Path
) -> None:
    uses, agent = f"articles/{publish('Refund').article_id}/uses", program_of(cast.agent)

    def sentence(contact: str) -> str:
        answer = agent.post(uses, {"how": "solved", "contact_id": contact}).json()
        return str(answer["detail"]).replace(contact, "X")

    assert sentence("table:c02") == sentence("table:c99")
    assert sentence("table:c02").startswith("There is no contact or case “X” that is open to you.")


def test_case_is_open_by_one_of_its_contacts(
    cast: Cast, publish: Publish, small_lake: Path, tmp_path: Path
) -> None:
    rows = tmp_path / "tickets.csv"
    rows.write_text(
        "contact_id,arrived_at,queue,agent,team,outcome,case_ref\n"
        "d1,2026-03-12 10:00:00,sales,Anna W,North,answered,T-1\n"
        "d2,2026-03-12 11:00:00,sales,Otto K,South,answered,T-1\n"
        "d3,2026-03-12 12:00:00,sales,Otto K,South,answered,T-2\n"
    )
    import_files(small_lake, "table", [rows], zone="Europe/Amsterdam")
    uses, agent = f"articles/{publish('Refund').article_id}/uses", program_of(cast.agent)

    answers = [
        agent.post(uses, {"how": "solved", "case_ref": ref}).status_code
        for ref in ("table:T-1", "table:T-2", "table:T-3")
    ]

    assert answers == [201, 404, 404]


@pytest.mark.parametrize(
    ("other", "articles"),
    [({}, 1), ({"body": "Pay back at once"}, 2), ({"topic": "fee"}, 2), ({"language": "nl"}, 2)],
)
def test_article_brought_in_again_as_it_was_is_one(
    cast: Cast, other: dict[str, str], articles: int
) -> None:
    given = {"title": "Refund", "body": "Pay back", "language": "en", "topic": "order"}
    program = program_of(cast.agent)

    ids = {program.post("articles", one).json()["id"] for one in (given, given | other)}

    assert (len(ids), Article.objects.count()) == (articles, articles)


@pytest.mark.parametrize("state", ["validated", "archived"])
def test_wording_that_was_passed_over_is_not_what_is_brought_in(cast: Cast, state: str) -> None:
    given = {"title": "Refund", "body": "Pay back", "language": "en"}
    first = program_of(cast.agent).post("articles", given).json()["id"]
    Article.objects.update(state=state)

    assert program_of(cast.agent).post("articles", given).json()["id"] != first


def test_same_text_of_another_writer_or_once_it_was_decided_is_another(
    cast: Cast,
) -> None:
    given = {"title": "Refund", "body": "Pay back", "language": "en"}
    for by in (cast.agent, cast.team_lead):
        program_of(by).post("articles", given)
    ArticleRevision.objects.update(state="refused")

    program_of(cast.agent).post("articles", given)

    assert Article.objects.count() == 3
    owners = Article.objects.order_by("pk").values_list("owner", flat=True)
    assert list(owners) == [None, cast.team_lead.pk, None]
