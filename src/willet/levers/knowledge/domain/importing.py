"""A folder of articles taken in: each file is a wording in one language, each that cannot be taken says why."""

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db import transaction
from django.db.models import Q

from willet.core.records import Message, WilletError, saying
from willet.core.text import seen_line
from willet.levers.knowledge.domain.errors import ArticleError
from willet.levers.knowledge.domain.filetexts import ReadText, read_html, read_markdown
from willet.levers.knowledge.domain.folders import FolderFile, inside
from willet.levers.knowledge.domain.keeping import archive
from willet.levers.knowledge.domain.pictures import keep_picture, other_kind
from willet.levers.knowledge.domain.rendering import LONGEST, OUR_PICTURE, may_lead_to
from willet.levers.knowledge.domain.writing import approve, newest, propose
from willet.levers.knowledge.models import (
    LANGUAGES,
    Article,
    ArticleKind,
    ArticleRevision,
    ArticleState,
    Audience,
    RevisionState,
    Significance,
)
from willet.levers.knowledge.rules import APPROVE_REVISION, KEEP_ARTICLES, shelves_of
from willet.people.models import User

TEXTS: Final = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
}
PICTURES: Final = frozenset({".png", ".jpg", ".jpeg"})
NO_ARTICLE = saying("articles_no_article", "It is neither Markdown nor HTML and was left alone.")
NO_WORDS = saying("articles_no_words", "It is not text in UTF-8. Save it so, and hand it in again.")
TOO_LONG = saying(
    "articles_too_long", "It has more than %(most)s characters. Part it into several articles."
)
EMPTY = saying("articles_empty", "Nothing is written in it.")
UNCHANGED = saying("articles_unchanged", "It says what is kept already.")
LINK_LEFT = saying(
    "articles_link_left",
    "“%(address)s” leads nowhere from here; its words stay, the link does not.",
)
# Words and addresses hold no opening bracket, and nothing is read a second time (`+` behind `*`): a text of nothing
# but beginnings is else read to its end from each of them.
LINK: Final = re.compile(
    r'(!?)\[([^\[\]\n]*)\]\(\s*+<?((?:[^()\s>\[]|\([^()\s>\[]*+\))*+)>?(?:\s++"[^"\n]*+")?+\s*+\)'
)
_CODES: Final = frozenset(code for code, _name in LANGUAGES)


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file: the wording it is, or why there is none; and links that were left out."""

    name: str
    revision: ArticleRevision | None = None
    why: Message | None = None
    notes: list[Message] = field(default_factory=list)
    is_archived: bool = False
    """Its head says that nobody is to find it."""


@dataclass(frozen=True, slots=True)
class _Folder:
    """What a file needs to know of the folder it lies in."""

    pictures: Mapping[str, FolderFile]
    language: str
    by: User
    at_once: bool


def import_folder(
    files: Sequence[FolderFile], *, language: str, by: User, at_once: bool = False
) -> list[FileOutcome]:
    """Take in Markdown and HTML; a file whose title is known in its language is the next wording of that article.

    Args:
        files: Those of the folder, as `files_of` a zip or `files_in` a folder on a disk.
        language: Of files that do not say theirs: in their head, their name (`a.de.md`, `de.md`), their folder or
            their `<html lang>`.
        by: Whoever hands it in.
        at_once: Publish what they may approve; else every wording waits.
    """
    pictures = {f.name: f for f in files if _ending(f.name) not in TEXTS and f.why is None}
    folder = _Folder(pictures, language, by, at_once)
    articles: dict[str, Article] = {}
    taken = {name for name in pictures if _ending(name) in PICTURES}
    outcomes = [_take(file, folder, articles) for file in files if file.name not in taken]
    # Only once all its languages are in: an archived article is not written on.
    archived = {o.revision.article for o in outcomes if o.revision and o.is_archived}
    for article in sorted(archived, key=lambda one: one.pk):
        article.refresh_from_db()
        archive(article)
    return outcomes


def _take(file: FolderFile, folder: _Folder, articles: dict[str, Article]) -> FileOutcome:
    reader = TEXTS.get(_ending(file.name))
    if file.why is not None or reader is None:
        other = other_kind(file.name, file.data)
        return FileOutcome(file.name, why=file.why or other or NO_ARTICLE())
    words = _words(file.data)
    if words is None:
        return FileOutcome(file.name, why=NO_WORDS())
    text = reader(words)
    notes: list[Message] = []
    try:
        with transaction.atomic():
            body = _short(_linked(_short(text.body), file.name, folder, notes))
            kept = _kept(file.name, text, body, folder, articles)
            return FileOutcome(file.name, kept, notes=notes, is_archived=_is_archived(text))
    except WilletError as wrong:
        return FileOutcome(file.name, why=wrong.message, notes=notes)


def _words(data: bytes) -> str | None:
    """The text of a file; None where it is none that can be kept: not UTF-8, or with NUL in it."""
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\0" in words else words


def _kept(
    name: str, text: ReadText, body: str, folder: _Folder, articles: dict[str, Article]
) -> ArticleRevision:
    usual = text.language if text.language in _CODES else folder.language
    key, language = _place(name, text.about.get("language", ""), usual)
    title = seen_line(text.title) or posixpath.basename(name).partition(".")[0]
    title = title[:160].strip()
    if not body.strip():
        raise ArticleError(EMPTY())
    known = articles.get(key) or _same(title, language, folder.by, archived=_is_archived(text))
    article = known or _new(text.about, folder.by)
    last = newest(article, language)
    if last and (last.title, last.body.strip()) == (title, body.strip()):
        articles[key] = article
        raise ArticleError(UNCHANGED())
    article.refresh_from_db()
    is_first = not article.revisions.exists()
    revision = propose(
        article,
        language=language,
        title=title,
        body=body,
        significance=Significance.MEANING if is_first else Significance.TRANSLATED,
        by=folder.by,
        after=last.number if last else 0,
    )
    if folder.at_once and folder.by.has_perm(APPROVE_REVISION, revision):
        revision = approve(revision, by=folder.by)
    articles[key] = article
    return revision


def _is_archived(text: ReadText) -> bool:
    return text.about.get("state") == ArticleState.ARCHIVED


def _same(title: str, language: str, reader: User, *, archived: bool) -> Article | None:
    """The article that is called so in this language already, of those that whoever hands in may read.

    An archived one is meant by a file that says so itself, and by no other.
    """
    known = ArticleRevision.objects.filter(
        title=title, language=language, article__audience__in=shelves_of(reader)
    ).exclude(state=RevisionState.REFUSED)
    of_state = Q(article__state=ArticleState.ARCHIVED)
    newest_one = known.filter(of_state if archived else ~of_state).select_related("article").first()
    return newest_one.article if newest_one else None


def _new(about: Mapping[str, str], by: User) -> Article:
    kind, audience = about.get("kind", ""), about.get("audience", "")
    return Article.objects.create(
        topic=about.get("topic", "")[:120],
        kind=kind if kind in ArticleKind.values else ArticleKind.STEPS,
        audience=audience if audience in shelves_of(by) else Audience.AGENTS,
        owner=by if by.has_perm(KEEP_ARTICLES) else None,
    )


def _place(name: str, given: str, usual: str) -> tuple[str, str]:
    """What names the article of a file, and its language: by its head, its name, its folder, else the usual one."""
    folder, base = posixpath.split(name)
    stem = base.rpartition(".")[0]
    if stem in _CODES:
        return f"{folder}/", given if given in _CODES else stem
    front, _dot, code = stem.rpartition(".")
    if front and code in _CODES:
        return f"{folder}/{front}", given if given in _CODES else code
    parts = folder.split("/")
    code = next((part for part in reversed(parts) if part in _CODES), usual)
    rest = "/".join(part for part in parts if part not in _CODES)
    return f"{rest}/{stem}", given if given in _CODES else code


def _short(body: str) -> str:
    """The text itself; before its links are looked for, and with the addresses that pictures have here."""
    if len(body) > LONGEST:
        raise ArticleError(TOO_LONG(most=LONGEST))
    return body


def _linked(body: str, name: str, folder: _Folder, notes: list[Message]) -> str:
    """A text whose pictures are ours and whose links lead where links may; of others the words stay."""

    def mended(link: re.Match[str]) -> str:
        mark, words, address = link.groups()
        if mark:
            return _picture(words, address, name, folder, notes)
        if may_lead_to(address):
            return link[0]
        notes.append(LINK_LEFT(address=address[:80]))
        return words

    return LINK.sub(mended, body)


def _picture(words: str, address: str, name: str, folder: _Folder, notes: list[Message]) -> str:
    place = inside(address, beside=name)
    file = folder.pictures.get(place or "")
    if file is None:
        if OUR_PICTURE.fullmatch(address):
            return f"![{words}]({address})"
        notes.append(LINK_LEFT(address=address[:80]))
        return words
    try:
        digest = keep_picture(file.name, file.data, by=folder.by).digest
    except ArticleError as refused:
        notes.append(refused.message)
        return words
    return f"![{words}](/knowledge/pictures/{digest}/)"


def _ending(name: str) -> str:
    return posixpath.splitext(name)[1].lower()
