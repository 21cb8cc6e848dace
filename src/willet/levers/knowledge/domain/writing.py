"""Wordings proposed, approved, published at their time, or refused; what that does to the other languages."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from willet.core.text import seen_line
from willet.levers.knowledge.domain.errors import (
    IS_ARCHIVED,
    NEWER_PUBLISHED,
    NEWER_WRITTEN,
    NOT_WAITING,
    NOTHING_SEEN,
    SAME_TEXT,
    STALE_MEANING,
    ArticleError,
)
from willet.levers.knowledge.models import (
    Article,
    ArticleRevision,
    ArticleState,
    Edition,
    RevisionState,
    Significance,
)
from willet.people.models import User


def newest(article: Article, language: str) -> ArticleRevision | None:
    """The last wording in a language, published or not."""
    return article.revisions.filter(language=language).order_by("-number").first()


def standing(article: Article, language: str) -> ArticleRevision | None:
    """The last wording in a language that nobody said no to: what the next one begins with."""
    kept = article.revisions.filter(language=language).exclude(state=RevisionState.REFUSED)
    return kept.order_by("-number").first()


def propose(
    article: Article,
    *,
    language: str,
    title: str,
    body: str,
    significance: str,
    by: User | None,
    after: int,
) -> ArticleRevision:
    """Write a new wording; it is read by nobody until it is approved.

    Args:
        after: The number of the revision that the writer had before their eyes; 0 for none.

    Raises:
        ArticleError: nothing of title or text is seen, somebody wrote another meanwhile, the text is the same, or the
            article is archived.
    """
    title = seen_line(title)
    if not (title and seen_line(body)):
        raise ArticleError(NOTHING_SEEN())
    last = newest(article, language)
    number = last.number if last else 0
    if number != after:
        raise ArticleError(NEWER_WRITTEN(number=number))
    if article.state == ArticleState.ARCHIVED:
        raise ArticleError(IS_ARCHIVED())
    stands = standing(article, language)
    if stands and significance != Significance.TRANSLATED and _reads(stands, title, body):
        raise ArticleError(SAME_TEXT(number=stands.number))
    try:
        with transaction.atomic():
            return ArticleRevision.objects.create(
                article=article,
                language=language,
                number=number + 1,
                title=title,
                body=body,
                significance=significance,
                meaning=max(1, article.meaning),
                written_by=by,
            )
    except IntegrityError as taken:
        raise ArticleError(NEWER_WRITTEN(number=number + 1)) from taken


def _reads(last: ArticleRevision, title: str, body: str) -> bool:
    """Whether a published wording says this already."""
    return last.state == RevisionState.PUBLISHED and (last.title, last.body) == (title, body)


def approve(
    revision: ArticleRevision, *, by: User | None, at: datetime | None = None
) -> ArticleRevision:
    """Publish a wording, now or at a moment to come.

    Raises:
        ArticleError: it does not wait, a newer one is published already, the article is archived, or the meaning is
            to be changed in a language that is stale itself.
    """
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=revision.article_id)
        mine = ArticleRevision.objects.select_for_update().get(pk=revision.pk)
        _refuse_unfit(mine, article)
        mine.approved_by, mine.publish_at = by, at or timezone.now()
        if at is not None and at > timezone.now():
            mine.state = RevisionState.SCHEDULED
            mine.save()
        else:
            _publish(mine, article)
    return mine


def refuse(revision: ArticleRevision, *, by: User) -> None:
    """Say no to a wording that waits; it stays in the history.

    Raises:
        ArticleError: it does not wait.
    """
    with transaction.atomic():
        mine = ArticleRevision.objects.select_for_update().get(pk=revision.pk)
        if mine.state not in {RevisionState.PROPOSED, RevisionState.SCHEDULED}:
            raise ArticleError(NOT_WAITING(number=mine.number))
        mine.state, mine.approved_by = RevisionState.REFUSED, by
        mine.save()


def publish_due(now: datetime) -> int:
    """Publish what was approved for a moment that has come; one that no longer fits is refused, and says so."""
    due = ArticleRevision.objects.filter(state=RevisionState.SCHEDULED, publish_at__lte=now)
    return sum(_publish_one(revision) for revision in due.order_by("publish_at", "number"))


def _publish_one(due: ArticleRevision) -> bool:
    """Publish one that was due a moment ago, unless somebody decided on it meanwhile; whether it was."""
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=due.article_id)
        revision = ArticleRevision.objects.select_for_update().get(pk=due.pk)
        if revision.state != RevisionState.SCHEDULED or revision.publish_at != due.publish_at:
            return False
        try:
            _refuse_unfit(revision, article)
        except ArticleError:
            revision.state = RevisionState.REFUSED
            revision.save()
            return False
        _publish(revision, article)
        return True


def _refuse_unfit(revision: ArticleRevision, article: Article) -> None:
    if revision.state not in {RevisionState.PROPOSED, RevisionState.SCHEDULED}:
        raise ArticleError(NOT_WAITING(number=revision.number))
    if article.state == ArticleState.ARCHIVED:
        raise ArticleError(IS_ARCHIVED())
    edition = Edition.objects.filter(article=article, language=revision.language).first()
    if edition is None:
        return
    if edition.revision.number > revision.number:
        newer = edition.revision.number
        raise ArticleError(NEWER_PUBLISHED(number=revision.number, newer=newer))
    if _changes_meaning(revision, edition) and edition.meaning < article.meaning:
        raise ArticleError(STALE_MEANING())


def _publish(revision: ArticleRevision, article: Article) -> None:
    """Let it be what is read; a change of meaning leaves the other languages behind."""
    edition = Edition.objects.filter(article=article, language=revision.language).first()
    meaning = _meaning(revision, article, edition)
    article.meaning = max(article.meaning, meaning)
    if article.state == ArticleState.DRAFT:
        article.state = ArticleState.VALIDATED
    article.save()
    revision.state = RevisionState.PUBLISHED
    revision.save()
    kept = edition or Edition(article=article, language=revision.language)
    kept.revision, kept.meaning, kept.changed_at = revision, meaning, timezone.now()
    kept.save()


def _meaning(revision: ArticleRevision, article: Article, edition: Edition | None) -> int:
    """Up to which change of meaning the wording goes along."""
    if article.meaning == 0:
        return 1
    if edition is not None and _changes_meaning(revision, edition):
        return article.meaning + 1
    if edition is None or revision.significance == Significance.TRANSLATED:
        return max(revision.meaning, edition.meaning if edition else 0)
    return edition.meaning


def _changes_meaning(revision: ArticleRevision, edition: Edition) -> bool:
    """Whether what is read gets another meaning: by this wording, or by one passed over that it was written upon."""
    since = ArticleRevision.objects.filter(
        article_id=revision.article_id,
        language=revision.language,
        number__gt=edition.revision.number,
        number__lte=revision.number,
    )
    carried = since.filter(Q(pk=revision.pk) | ~Q(state=RevisionState.REFUSED))
    return carried.filter(significance=Significance.MEANING).exists()
