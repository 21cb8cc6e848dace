"""All articles as one zip of Markdown, as `import_folder` reads it: a folder each, a file per language, pictures."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from willet.core.text import words_of
from willet.levers.knowledge.models import Article, ArticlePicture, ArticleRevision, RevisionState
from willet.levers.knowledge.rules import shelves_of
from willet.people.models import User

_OURS: Final = re.compile(r"\]\(/knowledge/pictures/([0-9a-f]{32})/\)")
_ENDINGS: Final = {"image/png": "png", "image/jpeg": "jpg"}
LONGEST_NAME: Final = 60


def export_all(reader: User) -> bytes:
    """The newest published wording of each language, of a draft the newest that stands; of what a reader may read."""
    packed = BytesIO()
    pictures = {p.digest: _ENDINGS[p.media_type] for p in ArticlePicture.objects.defer("data")}
    used: set[str] = set()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as folder:
        articles = Article.objects.filter(audience__in=shelves_of(reader)).order_by("pk")
        for article in articles.iterator(chunk_size=500):
            for revision in _wordings(article):
                used |= set(_OURS.findall(revision.body)) & pictures.keys()
                name = f"{article.pk:05}-{_short(revision.title)}/{revision.language}.md"
                folder.writestr(
                    _first_name(folder, article, name), _text(article, revision, pictures)
                )
        for digest in sorted(used):
            kept = ArticlePicture.objects.get(digest=digest)
            folder.writestr(f"pictures/{digest}.{pictures[digest]}", bytes(kept.data))
    return packed.getvalue()


def _wordings(article: Article) -> Iterator[ArticleRevision]:
    editions = list(article.editions.select_related("revision"))
    if editions:
        yield from (edition.revision for edition in editions)
        return
    newest: dict[str, ArticleRevision] = {}
    standing = article.revisions.exclude(state=RevisionState.REFUSED)
    for revision in standing.order_by("number"):
        newest[revision.language] = revision
    yield from newest.values()


def _first_name(folder: zipfile.ZipFile, article: Article, name: str) -> str:
    """All languages of an article lie in one folder: that of the first."""
    start = f"{article.pk:05}-"
    beside = next((known for known in reversed(folder.namelist()) if known.startswith(start)), name)
    return f"{beside.partition('/')[0]}/{name.partition('/')[2]}"


def _quoted(title: str) -> str:
    """A title that stands in quotes itself once more in them: whoever reads the head takes one pair away."""
    is_quoted = len(title) > 1 and title[0] == title[-1] and title[0] in "\"'"
    return f'"{title}"' if is_quoted else title


def _short(title: str) -> str:
    return "-".join(words_of(title))[:LONGEST_NAME] or "article"


def _text(article: Article, revision: ArticleRevision, pictures: dict[str, str]) -> str:
    head = {
        "title": _quoted(" ".join(revision.title.split())),
        "language": revision.language,
        "topic": article.topic,
        "kind": article.kind,
        "audience": article.audience,
        "state": article.state,
    }
    lines = "\n".join(f"{name}: {value}" for name, value in head.items() if value)
    body = _OURS.sub(
        lambda way: f"](../pictures/{way[1]}.{pictures.get(way[1], 'png')})", revision.body
    )
    return f"---\n{lines}\n---\n{body}"
