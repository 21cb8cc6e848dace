"""The pages that bring articles and pictures in, show them and take them along."""

import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.levers.knowledge.conftest import Publish
from tests.levers.knowledge.domain.test_importing import packed_as
from tests.levers.knowledge.domain.test_pictures import png
from tests.scaffold.cast import Cast
from willet.levers.knowledge.domain.writing import propose, refuse
from willet.levers.knowledge.models import ArticlePicture, ArticleRevision

PICTURES = "/knowledge/pictures/"


def test_picture_is_shown_as_a_picture_to_readers_alone(cast: Cast) -> None:
    handed = SimpleUploadedFile("a](x).html", png(), "text/html")

    answer = cast.client("agent").post(PICTURES, {"picture": handed})

    digest = ArticlePicture.objects.get().digest
    assert answer.json() == {"markdown": f"![a  x ]({PICTURES}{digest}/)"}
    shown = cast.client("analyst").get(f"{PICTURES}{digest}/")
    wanted = ("image/png", "default-src 'none'; sandbox", "nosniff")
    names = ("Content-Type", "Content-Security-Policy", "X-Content-Type-Options")
    assert (tuple(shown[name] for name in names), shown.content) == (wanted, png())
    ways = {
        role: cast.client(role).get(f"{PICTURES}{digest}/").status_code
        for role in ("stranger", "administrator")
    }
    assert ways == {"stranger": 302, "administrator": 403}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"<svg/>", "neither a PNG nor a JPEG"), (b"x" * 2_000_001, "at most 2,000,000")],
)
def test_picture_refused_is_a_sentence(cast: Cast, data: bytes, sentence: str) -> None:
    answer = cast.client("agent").post(PICTURES, {"picture": SimpleUploadedFile("a.png", data)})

    assert (answer.status_code, sentence in answer.json()["why"]) == (422, True)
    assert ArticlePicture.objects.count() == 0


def test_folder_brought_in_says_what_became_of_each_file(cast: Cast) -> None:
    whole = packed_as({"a.md": "# Refund\n\nx", "b.exe": "MZ"})
    form = {"folder": SimpleUploadedFile("a.zip", whole), "language": "en", "at_once": "on"}

    html = cast.client("manager").post("/knowledge/bring/", form).content.decode()

    assert ArticleRevision.objects.get().state == "published"
    assert ("Refund" in html, "neither Markdown nor HTML" in html) == (True, True)


def test_what_is_no_zip_is_a_sentence(cast: Cast) -> None:
    form = {"folder": SimpleUploadedFile("a.zip", b"nothing"), "language": "en"}

    page = cast.client("manager").post("/knowledge/bring/", form)

    assert (page.status_code, b"is no zip file" in page.content) == (422, True)


def test_lead_takes_along_what_they_may_read(cast: Cast, publish: Publish) -> None:
    publish("For all")
    publish("For leads", audience="leads")

    answer = cast.client("team_lead").get("/knowledge/take-along/")

    with zipfile.ZipFile(BytesIO(answer.content)) as folder:
        names = [name.partition("-")[2] for name in folder.namelist()]
    assert names == ["for-all/en.md", "for-leads/en.md"]


@pytest.mark.parametrize("title", ["\u200b\u200b", "\u202e", "\u200d"])
def test_title_that_nobody_sees_is_a_sentence_and_nothing_is_lost(cast: Cast, title: str) -> None:
    given = {"language": "en", "title": title, "body": "Pay **back**.", "kind": "steps"}

    page = cast.client("manager").post("/knowledge/new/", {**given, "audience": "agents"})

    assert page.status_code == 422
    assert b"at least one letter, digit or sign that can be seen" in page.content
    assert b"Pay **back**." in page.content
    assert not ArticleRevision.objects.exists()


def test_signs_that_turn_a_title_are_left_out(cast: Cast) -> None:
    given = {"language": "en", "title": "Bill \u202egnp.exe\x07", "body": "x", "kind": "steps"}

    cast.client("manager").post("/knowledge/new/", {**given, "audience": "agents"})

    assert ArticleRevision.objects.get().title == "Bill gnp.exe"


@pytest.mark.parametrize(("field", "most"), [("review_days", 3_650), ("review_uses", 1_000_000)])
def test_review_is_never_put_off_beyond_the_calendar(
    cast: Cast, publish: Publish, field: str, most: int
) -> None:
    article = publish("Refund").article
    manager, way = cast.client("manager"), f"/knowledge/{article.pk}/settings/"
    given = {"kind": "steps", "audience": "agents", "review_days": 180, "review_uses": 50}

    statuses = [manager.post(way, given | {field: n}).status_code for n in (most, most + 1)]

    assert statuses == [302, 422]
    assert manager.get("/knowledge/review/").status_code == 200


def test_wording_is_refused_whatever_moment_stands_in_the_form(
    cast: Cast, publish: Publish
) -> None:
    article = publish("Refund").article
    cast.client("agent").post(
        f"/knowledge/{article.pk}/en/write/",
        {"title": "Refund", "body": "other", "significance": "minor", "after": 1},
    )
    waits = ArticleRevision.objects.get(state="proposed")

    cast.client("team_lead").post(
        f"/knowledge/revisions/{waits.pk}/decide/", {"refuse": "", "at": "2020-01-01T10:00"}
    )

    waits.refresh_from_db()
    assert waits.state == "refused"


def test_second_of_two_editors_sees_what_the_first_wrote_and_the_next_save_is_meant(
    cast: Cast, publish: Publish
) -> None:
    article = publish("Refund", "1. Ask.\n2. Pay.\n").article
    way, manager, lead = (
        f"/knowledge/{article.pk}/en/write/",
        *map(cast.client, ("manager", "team_lead")),
    )
    text = {"title": "Refund", "significance": "minor", "after": "1"}
    manager.post(way, {**text, "body": "1. Ask twice.\n2. Pay.\n"})

    second = {**text, "title": "Refunds", "body": "1. Ask.\n2. Pay at once.\n"}
    refused = lead.post(way, second)
    page = refused.content.decode()

    assert refused.status_code == 422
    for shown in (
        "<del>− 1. Ask twice.</del>",
        "<ins>+ 2. Pay at once.</ins>",
        "<ins>Refunds</ins>",
    ):
        assert shown in page
    assert 'name="after" value="2"' in page
    assert lead.post(way, {**second, "after": "2"}).status_code == 302
    kept = article.revisions.order_by("number").values_list("number", "title")
    assert list(kept) == [(1, "Refund"), (2, "Refund"), (3, "Refunds")]


def test_editors_of_a_language_that_was_not_there_yet(cast: Cast, publish: Publish) -> None:
    article = publish("Refund", "x\n").article
    way, lead = f"/knowledge/{article.pk}/de/write/", cast.client("team_lead")
    text = {"significance": "translated", "after": "0"}
    cast.client("manager").post(way, {**text, "title": "Erstattung", "body": "y"})

    page = lead.post(way, {**text, "title": "Rückzahlung", "body": "z"}).content.decode()

    assert 'name="after" value="1"' in page
    assert "<del>− y</del>" in page


def test_next_wording_begins_with_what_nobody_said_no_to(cast: Cast, publish: Publish) -> None:
    """Refused text is no start, or it would come back with the next wording; its number is known all the same."""
    article = publish("Refund", "Up to 10 euro.").article
    written: dict[str, Any] = {
        "language": "en",
        "title": "Refund",
        "significance": "minor",
        "by": cast.agent,
    }
    refuse(propose(article, body="Up to 99 euro.", after=1, **written), by=cast.manager)
    way, agent = f"/knowledge/{article.pk}/en/write/", cast.client("agent")

    form = agent.get(way).context["form"]

    assert (form["body"].value(), form["after"].value()) == ("Up to 10 euro.", 2)
    same = agent.post(
        way, {"title": "Refund", "body": "Up to 10 euro.", "significance": "minor", "after": 2}
    )
    assert "the same as that of revision 1" in same.content.decode()
    agent.post(
        way, {"title": "Refund", "body": "Up to 9 euro.", "significance": "minor", "after": 2}
    )
    refuse(article.revisions.get(number=3), by=cast.manager)
    assert agent.get(way).context["form"]["body"].value() == "Up to 10 euro."


def test_language_of_which_every_wording_was_refused_begins_anew(
    cast: Cast, publish: Publish
) -> None:
    article = publish("Refund", "Up to 10 euro.").article
    written: dict[str, Any] = {
        "language": "de",
        "title": "Gebühr",
        "significance": "translated",
        "by": cast.agent,
    }
    refuse(propose(article, body="Bis 99 Euro.", after=0, **written), by=cast.manager)

    form = cast.client("agent").get(f"/knowledge/{article.pk}/de/write/").context["form"]

    assert (form["body"].value(), form["after"].value()) == (None, 1)
