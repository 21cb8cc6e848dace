"""The pages that bring articles and pictures in, show them and take them along."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.levers.knowledge.conftest import Publish
from tests.levers.knowledge.domain.test_importing import packed_as
from tests.levers.knowledge.domain.test_pictures import png
from tests.scaffold.cast import Cast
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
