"""What is to be done about articles: look at those in use, old, doubted or stale; write what was searched in vain.

Reuse is review: an article is due when it was used so often or grew so old, whichever comes first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, F, Max, Q, QuerySet

from willet.levers.knowledge.models import (
    Article,
    ArticleFlag,
    ArticleRevision,
    ArticleSearch,
    ArticleState,
    RevisionState,
    UseKind,
)
from willet.people.models import Role, User

SEARCHES_DAYS: Final = 90
DOUBTFUL_FROM: Final = 3
"""So many times it did not help since the last review, and more often than it did, and an article is doubtful."""


@dataclass(frozen=True, slots=True)
class Worth:
    """What an article was used for since it was reviewed last, and what speaks for looking at it again."""

    article: Article
    opened: int
    sent: int
    solved: int
    not_helpful: int
    stale: tuple[str, ...]
    """The languages whose text does not go along with the newest meaning."""
    flags: int
    due_at: datetime | None
    """When it grows old; None where it never does."""

    @property
    def uses(self) -> int:
        """How often it was opened, sent or judged: whatever makes somebody read it."""
        return self.opened + self.sent + self.solved + self.not_helpful

    @property
    def is_doubtful(self) -> bool:
        """It did not help three times, and more often than it did; or somebody said what is wrong."""
        failed = self.not_helpful >= DOUBTFUL_FROM and self.not_helpful > self.solved
        return failed or self.flags > 0

    @property
    def is_used_enough(self) -> bool:
        """So often that it is time to look at it."""
        return 0 < self.article.review_uses <= self.uses

    def is_due(self, now: datetime) -> bool:
        """Whether somebody is to look at it."""
        aged = self.due_at is not None and self.due_at <= now
        return aged or self.is_used_enough or self.is_doubtful or bool(self.stale)


@dataclass(frozen=True, slots=True)
class KnowledgeGap:
    """Words that were searched and found nothing."""

    words: str
    times: int
    last: datetime


def worths(articles: QuerySet[Article] | None = None) -> list[Worth]:
    """Every published article that is not archived, with what it was used for since its last review."""
    every = Article.objects.all() if articles is None else articles
    known = every.filter(state=ArticleState.VALIDATED).select_related("owner").order_by("pk")
    return [_worth(article) for article in _counted(known).prefetch_related("editions__revision")]


def _counted(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Four counts in one statement; uses of before the last review are over."""
    recent = Q(uses__is_gone=False, uses__at__gt=F("reviewed_at"))
    counts = {
        f"n_{how}": Count("uses", filter=recent & Q(uses__how=how), distinct=True)
        for how in UseKind.values
    }
    return articles.annotate(**counts)


def _worth(article: Article) -> Worth:
    editions = list(article.editions.all())
    open_flags = ArticleFlag.objects.filter(
        revision__in=[edition.revision_id for edition in editions], closed_at=None
    ).count()
    days = article.review_days
    return Worth(
        article=article,
        stale=tuple(e.language for e in editions if e.meaning < article.meaning),
        flags=open_flags,
        due_at=article.reviewed_at + timedelta(days=days) if days else None,
        **{how: getattr(article, f"n_{how}") for how in UseKind.values},
    )


def due(known: Iterable[Worth], now: datetime) -> list[Worth]:
    """Those to look at: doubtful ones first, then the most used."""
    waiting = [worth for worth in known if worth.is_due(now)]
    return sorted(waiting, key=lambda w: (not w.is_doubtful, -w.uses, w.article.pk))


def due_for(person: User, now: datetime) -> list[Worth]:
    """Those that somebody owns; managers also see those whose owner is there no more, or that never had one."""
    theirs = Q(owner=person)
    if person.role == Role.MANAGER:
        keepers = User.objects.filter(is_active=True, role__in=[Role.MANAGER, Role.TEAM_LEAD])
        theirs |= Q(owner=None) | ~Q(owner__in=keepers)
    return due(worths(Article.objects.filter(theirs)), now)


def most_used(known: Iterable[Worth], most: int = 10) -> list[Worth]:
    """Those used at all, most often first."""
    used = [worth for worth in known if worth.uses]
    return sorted(used, key=lambda w: (-w.uses, w.article.pk))[:most]


def never_used(now: datetime) -> list[Article]:
    """Published for thirty days at least, and nobody ever used them."""
    published = Article.objects.filter(state=ArticleState.VALIDATED, uses=None)
    aged = published.annotate(first=Max("editions__revision__publish_at"))
    return list(aged.filter(first__lte=now - timedelta(days=30)).order_by("pk"))


def gaps(now: datetime, most: int = 20) -> list[KnowledgeGap]:
    """What was searched without a result in ninety days, the most frequent first."""
    since = now - timedelta(days=SEARCHES_DAYS)
    rows = ArticleSearch.objects.filter(results=0, at__gte=since).values("words")
    counted = rows.annotate(times=Count("pk"), last=Max("at")).order_by("-times", "words")
    return [KnowledgeGap(row["words"], row["times"], row["last"]) for row in counted[:most]]


def waiting() -> Sequence[ArticleRevision]:
    """Wordings that wait for a decision or for their moment, the oldest first."""
    states = [RevisionState.PROPOSED, RevisionState.SCHEDULED]
    rows = ArticleRevision.objects.filter(state__in=states).exclude(
        article__state=ArticleState.ARCHIVED
    )
    return list(rows.select_related("article", "written_by").order_by("written_at"))
