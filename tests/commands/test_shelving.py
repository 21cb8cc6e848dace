"""`willet articles` takes folders in and along by the road of the page, in the name of somebody who may."""

import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.levers.knowledge.domain.test_pictures import png
from tests.scaffold.cast import Cast
from willet.__main__ import main
from willet.activity.models import ActivityEntry
from willet.levers.knowledge.models import Article, ArticlePicture, ArticleRevision, Edition

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    cast: Cast, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Run]:
    """One command line in a home of its own: its status, what it printed, what it complained of."""
    monkeypatch.setenv("WILLET_HOME", str(home))
    before = os.umask(0o077)

    def carried(*words: str | Path) -> tuple[int, str, str]:
        status = main(["articles", *map(str, words)])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    yield carried
    os.umask(before)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two languages of one article with a picture, one of another, and what must be left alone."""
    place = tmp_path / "shelf"
    (place / "de").mkdir(parents=True)
    (place / ".git").mkdir()
    (place / "refund.en.md").write_text("# Refund\n\nPay back. ![where](a.png)", "utf-8")
    (place / "refund.de.md").write_text("# Erstattung\n\nZurückzahlen.", "utf-8")
    (place / "de" / "umzug.html").write_text("<h1>Umzug</h1><p>Ummelden.</p>", "utf-8")
    (place / "a.png").write_bytes(png())
    (place / "moving.gif").write_bytes(b"GIF89a" + b"\0" * 20)
    (place / "latin.md").write_bytes("# Größe".encode("latin-1"))
    (place / "notes.txt").write_text("no article", "utf-8")
    (place / "more.txt").write_text("none either", "utf-8")
    (place / ".git" / "config.md").write_text("# Config", "utf-8")
    secret = tmp_path / "secret.md"
    secret.write_text("# Secret\n\nNobody's.", "utf-8")
    (place / "out.md").symlink_to(secret)
    (place / "away").symlink_to(tmp_path)
    os.mkfifo(place / "pipe.md")
    return place


def test_folder_is_taken_in_and_each_reason_is_said_once(
    run: Run, cast: Cast, folder: Path
) -> None:
    status, printed, complained = run("import", folder, "--by", cast.manager.email, "--publish")

    assert (status, complained) == (1, "")
    assert printed.splitlines() == [
        "3 of 10 files taken, 0 of them wait for approval",
        "away, out.md: It is a link to another file and was left alone.",
        "latin.md: It is not text in UTF-8. Save it so, and hand it in again.",
        "more.txt, notes.txt: It is neither Markdown nor HTML and was left alone.",
        "moving.gif: moving.gif is a picture of the kind GIF. PNG and JPEG are taken; save it as one of them.",
        "pipe.md: It is no file that can be read and was left alone.",
    ]
    titles = set(Edition.objects.values_list("language", "revision__title"))
    assert titles == {("en", "Refund"), ("de", "Erstattung"), ("de", "Umzug")}
    assert (Article.objects.count(), ArticlePicture.objects.count()) == (2, 1)
    assert not ArticleRevision.objects.filter(title__in=["Secret", "Config"]).exists()


def test_taken_in_again_nothing_changes(run: Run, cast: Cast, folder: Path) -> None:
    run("import", folder, "--by", cast.manager.email)

    status, printed, _ = run("import", folder, "--by", cast.manager.email)

    assert printed.startswith("0 of 10 files taken, 0 of them wait")
    assert "de/umzug.html, refund.de.md, refund.en.md: It says what is kept already." in printed
    assert (status, ArticleRevision.objects.count()) == (1, 3)


def test_what_a_lead_brings_in_waits_for_another(run: Run, cast: Cast, folder: Path) -> None:
    _, printed, _ = run("import", folder, "--by", cast.team_lead.email, "--publish")

    assert printed.startswith("3 of 10 files taken, 3 of them wait for approval")
    assert Edition.objects.count() == 0


def test_all_are_taken_along_and_come_back_alike(
    run: Run, cast: Cast, folder: Path, tmp_path: Path
) -> None:
    run("import", folder, "--by", cast.manager.email, "--publish")
    packed = tmp_path / "all.zip"

    status, printed, _ = run("export", packed, "--by", cast.manager.email)

    assert (status, printed) == (0, f"{packed}: {packed.stat().st_size:,} bytes\n")
    assert len(zipfile.ZipFile(packed).namelist()) == 4
    assert ActivityEntry.objects.filter(act="downloaded", who_kind="command").count() == 1
    assert run("import", packed, "--by", cast.manager.email)[:2] == (
        0,
        "0 of 3 files taken, 0 of them wait for approval\n"
        + ", ".join(sorted(n for n in zipfile.ZipFile(packed).namelist() if n.endswith(".md")))
        + ": It says what is kept already.\n",
    )


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["import", "{tmp}/none", "--by", "marit@willet.example"], "cannot be read"),
        (["import", "{tmp}", "--by", "anna@willet.example"], "is no manager or team lead"),
        (["import", "{tmp}", "--by", "nobody@willet.example"], "is no manager or team lead"),
        (["import", "{tmp}/shelf/notes.txt", "--by", "marit@willet.example"], "is no zip file"),
        (["export", "{tmp}/secret.md", "--by", "marit@willet.example"], "is there already"),
        (["export", "{tmp}/no/where.zip", "--by", "marit@willet.example"], "cannot be written"),
        (["import", "{tmp}"], "required: --by"),
    ],
)
def test_wrong_wishes_are_sentences_and_change_nothing(
    run: Run, folder: Path, tmp_path: Path, words: list[str], complaint: str
) -> None:
    status, printed, complained = run(*(word.format(tmp=tmp_path) for word in words))

    assert (status, printed, complaint in complained) == (2, "", True)
    assert Article.objects.count() == 0


def test_someone_who_left_brings_nothing_in(run: Run, cast: Cast, folder: Path) -> None:
    cast.manager.is_active = False
    cast.manager.save()

    assert run("import", folder, "--by", cast.manager.email)[0] == 2


def test_names_that_move_a_terminal_are_shown_without(run: Run, cast: Cast, tmp_path: Path) -> None:
    place = tmp_path / "odd"
    place.mkdir()
    (place / "a\x1b[2Jb.txt").write_text("x", "utf-8")
    with open(os.fsencode(place) + b"/\xff.txt", "wb") as file:
        file.write(b"x")

    status, printed, _ = run("import", place, "--by", cast.manager.email)

    assert status == 1
    assert "\x1b" not in printed
    assert "a\N{REPLACEMENT CHARACTER}[2Jb.txt" in printed
