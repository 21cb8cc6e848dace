"""What is to be done about articles: look at those in use, old, doubted or stale; write what was searched in vain.

Reuse is review: an article is due when it was used so often or grew so old, whichever comes first.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet

from willet.core.records import LakeError
from willet.levers.knowledge.domain.shelf import index
from willet.levers.knowledge.models import (
    Article,
    ArticleFlag,
    ArticleRevision,
    ArticleSearch,
    ArticleState,
    Edition,
    RevisionState,
    UseKind,
)
from willet.people.models import Role, User

SEARCHES_DAYS: Final = 90
GAPS_READ: Final = 60
"""So many of the most frequent searches in vain are looked at for the list of those that are still open."""
HITS_READ: Final = 5
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
    days = article.review_days
    return Worth(
        article=article,
        stale=tuple(e.language for e in editions if e.meaning < article.meaning),
        flags=open_flags(editions).count(),
        due_at=article.reviewed_at + timedelta(days=days) if days else None,
        **{how: getattr(article, f"n_{how}") for how in UseKind.values},
    )


def open_flags(editions: Iterable[Edition]) -> QuerySet[ArticleFlag]:
    """What is said to be wrong with texts that are read, in whichever language, and is not settled."""
    revisions = [edition.revision_id for edition in editions]
    flags = ArticleFlag.objects.filter(revision__in=revisions, closed_at=None)
    return flags.select_related("revision")


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
    """What was searched in vain in ninety days, and nothing published since answers; the most frequent first."""
    newest = Edition.objects.aggregate(at=Max("revision__publish_at"))["at"]
    still = (gap for gap in _searched(now) if not _is_answered_since(gap, newest))
    return list(islice(still, most))


def _searched(now: datetime) -> Iterator[KnowledgeGap]:
    since = now - timedelta(days=SEARCHES_DAYS)
    rows = ArticleSearch.objects.filter(results=0, at__gte=since).values("words")
    counted = rows.annotate(times=Count("pk"), last=Max("at")).order_by("-times", "words")
    for row in counted[:GAPS_READ]:
        yield KnowledgeGap(row["words"], row["times"], row["last"])


def _is_answered_since(gap: KnowledgeGap, newest: datetime | None) -> bool:
    """Whether a text published after the last of these searches answers them; until somebody searches in vain again.

    What had been published before does not count: somebody may have said that none of it answers.
    """
    if newest is None or newest <= gap.last:
        return False
    try:
        keys = [int(hit.key) for hit in index().find(gap.words, most=HITS_READ)]
    except (
        LakeError
    ):  # Without an index nobody knows, and what is to be written is listed all the same.
        return False
    return Edition.objects.filter(pk__in=keys, revision__publish_at__gt=gap.last).exists()


def waiting() -> QuerySet[ArticleRevision]:
    """Wordings that wait for a decision or for their moment, the oldest first.

    One that a newer wording overtook waits for nothing: whoever wrote the newer one had it before their eyes.
    """
    states = [RevisionState.PROPOSED, RevisionState.SCHEDULED]
    newer = Edition.objects.filter(
        article=OuterRef("article"),
        language=OuterRef("language"),
        revision__number__gt=OuterRef("number"),
    )
    rows = ArticleRevision.objects.filter(~Exists(newer), state__in=states)
    in_use = rows.exclude(article__state=ArticleState.ARCHIVED)
    return in_use.select_related("article", "written_by").order_by("written_at")
