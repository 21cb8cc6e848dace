"""A folder of articles taken in: languages together, pictures ours, what could do harm named and left alone."""

import zipfile
from io import BytesIO
from typing import Any

import pytest

from tests.levers.knowledge.conftest import Publish
from tests.levers.knowledge.domain.test_pictures import png
from tests.scaffold.cast import Cast
from willet.levers.knowledge.domain import folders
from willet.levers.knowledge.domain.errors import ArticleError
from willet.levers.knowledge.domain.exporting import export_all
from willet.levers.knowledge.domain.finding import find_articles
from willet.levers.knowledge.domain.folders import files_of
from willet.levers.knowledge.domain.importing import FileOutcome, import_folder
from willet.levers.knowledge.domain.keeping import archive
from willet.levers.knowledge.domain.pictures import keep_picture
from willet.levers.knowledge.domain.rendering import rendered
from willet.levers.knowledge.domain.writing import propose, refuse
from willet.levers.knowledge.models import Article, ArticlePicture, ArticleRevision, Edition


def packed(**files: str | bytes) -> bytes:
    return packed_as({name: files[name] for name in files})


def packed_as(files: dict[str, str | bytes]) -> bytes:
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, data in files.items():
            folder.writestr(name, data)
    return whole.getvalue()


def brought(cast: Cast, files: dict[str, str | bytes], **more: bool) -> dict[str, FileOutcome]:
    outcomes = import_folder(
        files_of("a.zip", packed_as(files)), language="en", by=cast.manager, **more
    )
    return {one.name: one for one in outcomes}


def why(outcome: FileOutcome) -> str:
    return outcome.why.code if outcome.why else ""


def test_languages_of_one_article_come_together(cast: Cast) -> None:
    brought(
        cast,
        {
            "refund.en.md": "# Refund\n\nPay back.",
            "refund.de.md": "# Erstattung\n\nZurückzahlen.",
            "order/nl.md": "# Bestelling\n\nKijk.",
            "order/vi.md": "# Đơn hàng\n\nXem.",
            "es/rules/late.md": "# Tarde\n\nMire.",
            "de/rules/late.md": "# Spät\n\nSehen.",
            "plain.md": "no heading",
        },
        at_once=True,
    )

    editions = Edition.objects.values_list("article", "language", "revision__title")
    by_article: dict[int, set[tuple[str, str]]] = {}
    for article, language, title in editions:
        by_article.setdefault(article, set()).add((language, title))
    assert sorted(by_article.values(), key=sorted) == sorted(
        [
            {("de", "Erstattung"), ("en", "Refund")},
            {("nl", "Bestelling"), ("vi", "Đơn hàng")},
            {("es", "Tarde"), ("de", "Spät")},
            {("en", "plain")},
        ],
        key=sorted,
    )
    assert not any(e.meaning < e.article.meaning for e in Edition.objects.select_related("article"))


def test_what_is_brought_in_waits_unless_it_is_published_at_once(cast: Cast) -> None:
    brought(cast, {"a.md": "# One\n\nx"})
    assert find_articles(cast.agent, "one") == []
    brought(cast, {"b.md": "# Two\n\nx"}, at_once=True)
    assert [found.title for found in find_articles(cast.agent, "two")] == ["Two"]

    outcomes = import_folder(
        files_of("a.zip", packed_as({"c.md": "# Three\n\nx"})),
        language="en",
        by=cast.team_lead,
        at_once=True,
    )
    assert [one.revision and one.revision.state for one in outcomes] == ["proposed"]


def test_html_becomes_markdown_and_nothing_in_it_acts(cast: Cast) -> None:
    page = """<html><head><title>Refund</title><style>p{}</style></head><body><h2>Steps</h2>
    <script>alert(1)</script><p onclick="alert(2)">Open <b>the
    order</b> and <a href="javascript:alert(3)">click</a>, see <a href="https://a.example/x">this</a>.</p>
    <ul><li>one</li><li>two</li></ul><svg><script>alert(4)</script></svg><img src="data:image/png;base64,AA" alt="logo">
    </body></html>"""

    outcome = brought(cast, {"refund.html": page})["refund.html"]

    revision = ArticleRevision.objects.get()
    assert revision.title == "Refund"
    assert revision.body == (
        "## Steps\n\nOpen **the order** and click, see [this](https://a.example/x).\n\n- one\n- two\n\nlogo\n"
    )
    assert [note.code for note in outcome.notes] == ["articles_link_left"] * 2
    assert "alert" not in rendered(revision.body)


def test_pictures_come_along_and_links_out_of_the_folder_stay_outside(cast: Cast) -> None:
    text = "# A\n\n![dot](../img/a.png) ![no](../../b.png) ![etc](/etc/passwd) [x](file:///etc/passwd) [y](../c.md)"

    outcome = brought(cast, {"en/a.md": text, "img/a.png": png(), "img/evil.png": b"<svg/>"})[
        "en/a.md"
    ]

    digest = ArticlePicture.objects.get().digest
    assert ArticleRevision.objects.get().body.split() == [
        f"![dot](/knowledge/pictures/{digest}/)", "no", "etc", "x", "y",
    ]  # fmt: skip
    assert len(outcome.notes) == 4
    assert f'src="/knowledge/pictures/{digest}/"' in rendered(ArticleRevision.objects.get().body)


def test_address_with_brackets_is_left_or_kept_as_a_whole(cast: Cast) -> None:
    text = "# A\n\n[z](javascript:alert(1)), [w](https://a.example/(x)), [v](https://a.example/(x)"

    outcome = brought(cast, {"a.md": text})["a.md"]

    assert ArticleRevision.objects.get().body == (
        "z, [w](https://a.example/(x)), [v](https://a.example/(x)\n"
    )
    assert [str(note) for note in outcome.notes] == [
        "“javascript:alert(1)” leads nowhere from here; its words stay, the link does not."
    ]


def test_hostile_picture_is_named_and_the_article_stays(cast: Cast) -> None:
    outcome = brought(cast, {"a.md": "# A\n\n![x](p.png) text", "p.png": b"<svg onload=alert(1)>"})[
        "a.md"
    ]

    assert ([n.code for n in outcome.notes], outcome.revision is not None) == (
        ["picture_other_kind"],
        True,
    )
    assert ArticleRevision.objects.get().body == "x text\n"


def test_names_that_lead_out_and_links_are_left_alone_and_the_rest_comes(cast: Cast) -> None:
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w") as folder:
        for name in ("../out.md", "/etc/cron.md", "a/../../b.md", "C:\\x.md"):
            folder.writestr(zipfile.ZipInfo(name), "# x\n\nx")
        link = zipfile.ZipInfo("link.md")
        link.external_attr = 0o120777 << 16
        folder.writestr(link, "/etc/passwd")
        folder.writestr("good.md", "# Good\n\nx")
        folder.writestr("run.exe", b"MZ")
        folder.writestr("latin.md", "# Größe".encode("latin-1"))
        folder.writestr("empty.md", "")
        folder.writestr("long.md", "# Long\n\n" + "x" * 60_001)
        folder.writestr("unseen.md", "# \u200b\n\n\u200b")
        folder.writestr("brackets.md", "# Brackets\n\n" + "[" * 3_000_000)

    outcomes = import_folder(files_of("a.zip", whole.getvalue()), language="en", by=cast.manager)

    assert {one.name: why(one) for one in outcomes} == {
        "../out.md": "articles_leads_out",
        "/etc/cron.md": "articles_leads_out",
        "a/../../b.md": "articles_leads_out",
        "C:\\x.md": "articles_leads_out",
        "link.md": "articles_is_link",
        "good.md": "",
        "run.exe": "articles_no_article",
        "latin.md": "articles_no_words",
        "empty.md": "articles_empty",
        "long.md": "articles_too_long",
        "unseen.md": "article_nothing_seen",
        "brackets.md": "articles_too_long",
    }
    assert ArticleRevision.objects.get().title == "Good"
    assert Article.objects.count() == 1, "of what was refused no empty article stays"


def test_what_programs_put_into_a_zip_is_passed_over(cast: Cast) -> None:
    """A Mac adds a shadow of each file; what begins with a dot is passed over on a disk, too."""
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w") as folder:
        for name in ("__MACOSX/._a.md", ".obsidian/notes.md", "de/.b.md", ".hidden.md", "./a.md"):
            folder.writestr(zipfile.ZipInfo(name), f"# {name}\n\nx")

    outcomes = import_folder(files_of("a.zip", whole.getvalue()), language="en", by=cast.manager)

    assert [(one.name, why(one)) for one in outcomes] == [("a.md", "")]


@pytest.mark.parametrize("piece", ["[](a", "[](a ", '[](a "', "[](", "![](a"])
def test_links_that_never_end_are_words(cast: Cast, piece: str) -> None:
    """Where each looked for its end, sixty thousand letters of them took minutes."""
    text = (piece * 60_000)[:59_000] + " " * 500 + "x"

    outcome = brought(cast, {"a.md": f"# A\n\n{text}", "b.md": "# B\n\n[](" + " " * 59_000 + "x"})

    assert [why(one) for one in outcome.values()] == ["", ""]
    assert ArticleRevision.objects.get(title="A").body == f"{text}\n"
    assert outcome["a.md"].notes == []


def test_bombs_and_what_is_no_zip_are_refused_as_a_whole(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "LARGEST_WHOLE", 1_000_000)
    bomb = packed_as({f"{n}.md": b"0" * 300_000 for n in range(4)})

    assert len(bomb) < 10_000
    for data, code in ((bomb, "articles_zip_too_large"), (b"PK\x03\x04", "articles_no_zip")):
        with pytest.raises(ArticleError) as wrong:
            import_folder(files_of("a.zip", data), language="en", by=cast.manager)
        assert wrong.value.message.code == code


def test_entry_that_lies_about_its_size_is_left_alone(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "LARGEST_FILE", 1_000)
    honest = packed_as({"a.md": b"# A\n" + b"0" * 50_000})
    lying = honest.replace((50_004).to_bytes(4, "little"), (900).to_bytes(4, "little"))

    outcomes = [
        import_folder(files_of("a.zip", data), language="en", by=cast.manager)[0]
        for data in (honest, lying)
    ]

    assert [one.revision for one in outcomes] == [None, None]
    assert why(outcomes[0]) == "articles_file_too_large"


def test_taken_along_and_brought_in_again_nothing_changes(cast: Cast, publish: Publish) -> None:
    digest = keep_picture("a.png", png(), by=cast.manager).digest
    first = publish("Größe: 1", f"## A\n\n![p](/knowledge/pictures/{digest}/) **b**\n", kind="rule")
    publish("Maat", "x\n", article=first.article, language="nl", significance="translated")
    publish("For leads", "y\n", audience="leads")
    whole = export_all(cast.manager)

    again = import_folder(files_of("a.zip", whole), language="es", by=cast.manager)
    assert {why(one) for one in again} == {"articles_unchanged"}

    before = set(ArticleRevision.objects.values_list("language", "title", "body"))
    Article.objects.all().delete()
    ArticlePicture.objects.all().delete()
    import_folder(files_of("a.zip", whole), language="es", by=cast.manager, at_once=True)
    assert set(ArticleRevision.objects.values_list("language", "title", "body")) == before
    kept = Article.objects.order_by("pk").values_list("kind", "audience")
    assert sorted(kept) == [("rule", "agents"), ("steps", "leads")]
    assert ArticlePicture.objects.get().digest == digest


def test_picture_that_is_a_link_stays_one(cast: Cast) -> None:
    brought(cast, {"a.md": "# A\n\n[![x](p.png)](https://a.example)", "p.png": png()})

    digest = ArticlePicture.objects.get().digest
    body = ArticleRevision.objects.get().body
    assert body == f"[![x](/knowledge/pictures/{digest}/)](https://a.example)\n"


def test_what_is_archived_stays_so_when_it_comes_back(cast: Cast, publish: Publish) -> None:
    first = publish("Old fee", "x\n").article
    publish("Alte Gebühr", "y\n", article=first, language="de", significance="translated")
    archive(first)
    whole = export_all(cast.manager)

    again = import_folder(files_of("a.zip", whole), language="en", by=cast.manager, at_once=True)
    assert [why(one) for one in again] == ["articles_unchanged"] * 2
    assert Article.objects.count() == 1

    Article.objects.all().delete()
    import_folder(files_of("a.zip", whole), language="en", by=cast.manager, at_once=True)
    kept = Article.objects.get()
    assert (kept.state, kept.editions.count()) == ("archived", 2)
    assert find_articles(cast.agent, "old fee") == []


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED])
def test_zip_with_any_one_byte_turned_is_read_or_refused(method: int) -> None:
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", method) as folder:
        folder.writestr("refund.md", "# Refund\n\nPay back.")
    data = whole.getvalue()

    refused = 0
    for place in range(len(data)):
        turned = bytearray(data)
        turned[place] ^= 0xFF
        try:
            refused += any(file.why is not None for file in files_of("a.zip", bytes(turned)))
        except ArticleError:
            refused += 1

    assert refused > 20


def test_text_with_a_sign_that_no_database_keeps_is_left_alone(cast: Cast) -> None:
    outcomes = brought(cast, {"a.md": "# A\n\nab\0cd", "b.md": "# B\n\nabcd"})

    assert {name: why(one) for name, one in outcomes.items()} == {
        "a.md": "articles_no_words",
        "b.md": "",
    }


@pytest.mark.parametrize("title", ['"Yes" or "no"', "'Yes'", '"', '""', "Say: 'no'", '"Yes'])
def test_title_comes_back_with_its_own_quotes(cast: Cast, publish: Publish, title: str) -> None:
    publish(title, "What to say.")

    outcomes = import_folder(
        files_of("a.zip", export_all(cast.manager)), language="en", by=cast.manager
    )

    assert [why(one) for one in outcomes] == ["articles_unchanged"]


@pytest.mark.parametrize(
    ("name", "begins", "language"),
    [
        ("a.html", '<!doctype html>\n<html lang="nl-BE">', "nl"),
        ("a.html", "<html LANG=vi>", "vi"),
        ("a.de.html", '<html lang="en">', "de"),
        ("es/a.html", '<html lang="en">', "es"),
        ("a.html", '<html lang="fr">', "en"),
        ("a.html", '<p lang="nl">', "en"),
        ("a.html", "<html>", "en"),
    ],
)
def test_html_says_its_language_where_neither_name_nor_folder_does(
    cast: Cast, name: str, begins: str, language: str
) -> None:
    brought(cast, {name: f"{begins}<title>Moving</title><p>Ask."})

    assert ArticleRevision.objects.get().language == language


def test_what_was_refused_is_not_taken_along(cast: Cast) -> None:
    """Brought in again it would be published at once: of a draft the newest wording that nobody said no to goes."""
    text: dict[str, Any] = {"language": "en", "title": "Fees", "significance": "meaning"}
    text |= {"by": cast.agent}
    draft, never = Article.objects.create(), Article.objects.create()
    propose(draft, **text, body="all of them", after=0)
    refuse(propose(draft, **text, body="none of them", after=1), by=cast.manager)
    refuse(propose(never, **text, body="what fees?", after=0), by=cast.manager)

    with zipfile.ZipFile(BytesIO(export_all(cast.manager))) as packed:
        bodies = [packed.read(name).decode().partition("---\n")[2] for name in packed.namelist()]

    assert [body.rpartition("---\n")[2].strip() for body in bodies] == ["all of them"]
