"""What this room remembers: articles, their wordings in each language, what was done with them, what was searched."""

import uuid
from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar, Final

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from willet.activity.models import AuditedModel
from willet.lists.domain.labels import label
from willet.ui.fields.numbers import MOST_DAYS
from willet.ui.languages import LANGUAGE_NAMES

LANGUAGES: Final = tuple(LANGUAGE_NAMES.items())
MOST_USES: Final = 1_000_000
"""After which an article is looked at again at the latest, where somebody says after how many."""


class ArticleKind(models.TextChoices):
    """What an article is for."""

    STEPS = "steps", _("steps")
    ANSWER = "answer", _("answer")
    RULE = "rule", _("rule")
    SCRIPT = "script", _("script")


class Audience(models.TextChoices):
    """Who finds an article and reads it."""

    AGENTS = "agents", _("all who take calls")
    LEADS = "leads", _("team leads and managers")


class ArticleState(models.TextChoices):
    """How far an article can be relied on."""

    DRAFT = "draft", _("draft")
    VALIDATED = "validated", _("validated")
    ARCHIVED = "archived", _("archived")


class Article(AuditedModel):
    """One piece of knowledge, in one language or more."""

    AUDIT_WORDS: ClassVar[Mapping[str, Callable[[str], str]]] = {"topic": partial(label, "topic")}

    topic = models.CharField(_("Topic"), max_length=120, blank=True)
    """A key of the list of topics; empty where it belongs to none."""
    kind = models.CharField(
        _("Kind"), max_length=10, choices=ArticleKind, default=ArticleKind.STEPS.value
    )
    audience = models.CharField(
        _("Readers"), max_length=10, choices=Audience, default=Audience.AGENTS.value
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ArticleState, default=ArticleState.DRAFT.value
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Owner"),
    )
    review_days = models.PositiveIntegerField(
        _("review after days"), default=180, validators=[MaxValueValidator(MOST_DAYS)]
    )
    review_uses = models.PositiveIntegerField(
        _("review after uses"), default=50, validators=[MaxValueValidator(MOST_USES)]
    )
    """An article is looked at again when it grew old or was used so often, whichever comes first; 0 for never."""
    reviewed_at = models.DateTimeField(default=timezone.now)
    meaning = models.PositiveIntegerField(default=0)
    """How often its meaning changed; an edition of a lower number is stale."""
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title_in(get_language() or "")

    def audit_name(self) -> str:
        """Its first title, whoever acts."""
        return self.title_in("")

    def title_in(self, language: str) -> str:
        """Its title in a language, else in that of its first edition; of what was never published the newest."""
        editions = sorted(self.editions.all(), key=lambda edition: edition.pk)
        own = (edition for edition in editions if edition.language == language)
        edition = next(own, editions[0] if editions else None)
        newest = edition.revision if edition else self.revisions.order_by("-pk").first()
        return newest.title if newest else f"{self.pk}"


class Significance(models.TextChoices):
    """What a revision changes, which decides what becomes of the other languages."""

    TYPO = "typo", _("a slip of the pen")
    MINOR = "minor", _("wording, same meaning")
    MEANING = "meaning", _("the meaning: other languages become stale")
    TRANSLATED = "translated", _("brought in line with the newest meaning")


class RevisionState(models.TextChoices):
    """How far a revision is."""

    PROPOSED = "proposed", _("waits for approval")
    SCHEDULED = "scheduled", _("approved, not yet published")
    PUBLISHED = "published", _("published")
    REFUSED = "refused", _("refused")


class ArticleRevision(AuditedModel):
    """One wording of an article in one language. Its text is never changed."""

    AUDIT_IGNORES = frozenset({"body"})

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    number = models.PositiveIntegerField()
    """From 1, of its article and language."""
    title = models.CharField(_("Title"), max_length=160)
    body = models.TextField(_("text"))
    significance = models.CharField(
        _("what changes"), max_length=10, choices=Significance, default=Significance.MINOR.value
    )
    meaning = models.PositiveIntegerField(default=0)
    """The article's own when this was written, from 1: a translation keeps up with no later one."""
    state = models.CharField(max_length=10, choices=RevisionState, default=RevisionState.PROPOSED)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    written_at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    publish_at = models.DateTimeField(null=True)
    """When it was or is to be published."""

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "language", "number"], name="one_revision_per_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language}, {self.number})"


class Edition(models.Model):
    """What is published of an article in one language."""

    NOT_AUDITED: Final = "it follows from the revisions, whose every step is an entry"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="editions")
    language = models.CharField(max_length=2, choices=LANGUAGES)
    revision = models.ForeignKey(ArticleRevision, on_delete=models.CASCADE, related_name="+")
    meaning = models.PositiveIntegerField()
    """Up to which of the article's changes of meaning it goes along."""
    changed_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["article", "language"], name="one_edition_per_language")
        ]

    def __str__(self) -> str:
        return str(self.revision)


class ArticleFlag(AuditedModel):
    """Somebody says that something is wrong with a wording."""

    revision = models.ForeignKey(ArticleRevision, on_delete=models.CASCADE, related_name="flags")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    note = models.CharField(_("what is wrong"), max_length=500)
    at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return self.note[:80]


class UseKind(models.TextChoices):
    """What was done with an article; the words are those of the lake."""

    OPENED = "opened", _("opened")
    SENT = "sent", _("sent to the customer")
    SOLVED = "solved", _("it helped")
    NOT_HELPFUL = "not_helpful", _("it did not help")


class ArticleUse(models.Model):
    """One use of a wording, in a contact or beside one. Rows are appended; a use taken back says so."""

    NOT_AUDITED: Final = "it is the history of what was used"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="uses")
    revision = models.ForeignKey(ArticleRevision, on_delete=models.CASCADE, related_name="uses")
    how = models.CharField(max_length=12, choices=UseKind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    number = models.PositiveIntegerField(default=1)
    """Which wording of this row, for the lake."""
    is_gone = models.BooleanField(default=False)
    written_at = models.DateTimeField(default=timezone.now, db_index=True)
    # What it speaks of, frozen when the call was connected: a contact, a case, or a call of a source.
    source = models.CharField(max_length=80, blank=True)
    call_id = models.CharField(max_length=200, blank=True)
    pbx = models.CharField(max_length=80, blank=True)
    leg = models.CharField(max_length=200, blank=True)
    agent = models.CharField(max_length=120, blank=True)
    connected_at = models.DateTimeField(null=True)
    contact_id = models.CharField(max_length=300, blank=True)
    case_ref = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["article", "at"], name="uses_of_an_article")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.how}"


class ArticlePicture(AuditedModel):
    """One picture, as it is shown: PNG or JPEG, known by the digest of its bytes."""

    AUDIT_IGNORES = frozenset({"data"})

    digest = models.CharField(max_length=32, unique=True)
    """The first half of its SHA-256, in hexadecimal digits."""
    media_type = models.CharField(max_length=20)
    data = models.BinaryField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.digest


class ArticleSearch(models.Model):
    """One search: its folded words, how many articles answered it, and the call in which it was made at the desk.

    Elsewhere it names nobody: no person, no number, no contact.
    """

    NOT_AUDITED: Final = "searches are counted"

    at = models.DateTimeField(default=timezone.now, db_index=True)
    language = models.CharField(max_length=2)
    words = models.CharField(max_length=200)
    results = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(default=1)
    """Which wording of this row, for the lake."""
    written_at = models.DateTimeField(default=timezone.now, db_index=True)
    source = models.CharField(max_length=80, blank=True)
    call_id = models.CharField(max_length=200, blank=True)
    pbx = models.CharField(max_length=80, blank=True)
    leg = models.CharField(max_length=200, blank=True)
    agent = models.CharField(max_length=120, blank=True)
    connected_at = models.DateTimeField(null=True)
    contact_id = models.CharField(max_length=300, blank=True)
    case_ref = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["words"], condition=Q(results=0), name="searches_without_result")
        ]

    def __str__(self) -> str:
        return self.words
