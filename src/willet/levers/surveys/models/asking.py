"""What is asked and by which rules: questions, and waves of asking."""

import secrets
from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from willet.activity.models import AuditedModel
from willet.lists.domain.labels import label
from willet.ui.fields.words import words_in
from willet.ui.languages import LANGUAGE_NAMES
from willet.vault.models import Ground


def question_words(kept: str) -> str:
    """The question of this short name in the reader's language; any other name as it is."""
    question = SurveyQuestion.objects.filter(code=kept).first()
    return str(question) if question else kept


class SurveyQuestion(AuditedModel):
    """One question on one scale, in five languages."""

    AUDIT_SHOWS: ClassVar[Callable[[str], str]] = question_words

    class Kind(models.TextChoices):
        """What is asked; the order is that of the page, *was it solved?* first."""

        RESOLVED = "resolved", _("was it solved?")
        CSAT = "csat", _("satisfaction")
        CES = "ces", _("effort (CES 2.0)")
        NPS = "nps", _("would recommend")
        OWN = "own", _("a question of our own")

    class GoodEnd(models.TextChoices):
        """Which end of the scale is the good one."""

        HIGH = "high", _("the highest")
        LOW = "low", _("the lowest")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OWN.value)
    code = models.SlugField(_("short name"), max_length=40, unique=True)
    """Under which the lake knows it; that of a standard question is its kind."""
    wording = models.JSONField(_("question"), default=dict)
    """Language -> text; `{company}` stands for the name that customers know."""
    low = models.JSONField(_("words of the lowest mark"), default=dict, blank=True)
    high = models.JSONField(_("words of the highest mark"), default=dict, blank=True)
    scale_min = models.SmallIntegerField(_("lowest mark"), default=1)
    scale_max = models.SmallIntegerField(_("highest mark"), default=5)
    good_end = models.CharField(
        _("good end"), max_length=4, choices=GoodEnd, default=GoodEnd.HIGH.value
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=~Q(kind="own"), name="one_standard_question_of_a_kind"
            )
        ]

    def __str__(self) -> str:
        return words_in(self.wording).replace("{company}", "…") or self.code

    def audit_name(self) -> str:
        """Its short name: each reader is told the question in their own language."""
        return self.code

    @property
    def scale(self) -> str:
        """As the lake keeps it: lowest, highest, and for effort which end is easy."""
        ends = f"{self.scale_min}-{self.scale_max}"
        words = {self.Kind.CES: {"high": " high_is_easy", "low": " low_is_easy"}}
        return ends + words.get(self.Kind(self.kind), {"low": " low_is_good"}).get(
            self.good_end, ""
        )

    @property
    def marks(self) -> range:
        """Every mark that can be given."""
        return range(self.scale_min, self.scale_max + 1)

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands on the page."""
        return list(self.Kind.values).index(self.kind), self.pk or 0


def _drawn_at_random() -> str:
    return secrets.token_hex(16)


class Wave(AuditedModel):
    """A round of asking: of whom, what, how, and within which limits. Customers are drawn while it runs."""

    AUDIT_HIDES: ClassVar[frozenset[str]] = frozenset({"seed"})
    AUDIT_WORDS: ClassVar[Mapping[str, Callable[[str], str]]] = {"queue": partial(label, "queue")}

    class State(models.TextChoices):
        """How far it is."""

        DRAFT = "draft", _("not started")
        RUNNING = "running", _("running")
        ENDED = "ended", _("ended")

    class Channel(models.TextChoices):
        """How customers are asked."""

        MAIL = "mail", _("by mail")
        LINK = "sms", _("by a link for SMS or chat")
        IVR = "ivr", _("by the phone system")

    name = models.CharField(_("name"), max_length=80, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT.value)
    channel = models.CharField(_("how"), max_length=5, choices=Channel, default=Channel.MAIL.value)
    company = models.CharField(
        _("name that customers know"),
        max_length=80,
        help_text=_("It stands in the mail, on the page and in questions."),
    )
    questions = models.ManyToManyField(
        SurveyQuestion, verbose_name=_("further questions"), blank=True, related_name="+"
    )
    """Beside *was it solved?*, which every wave asks first."""
    queue = models.CharField(_("queue"), max_length=120, blank=True)
    share = models.DecimalField(
        _("share that is asked"),
        max_digits=5,
        decimal_places=4,
        default=1,
        validators=[MinValueValidator(0.0001), MaxValueValidator(1)],
    )
    delay_h = models.PositiveSmallIntegerField(_("hours after the call"), default=24)
    within_days = models.PositiveSmallIntegerField(
        _("not about calls older than, in days"), default=7
    )
    quarantine_days = models.PositiveSmallIntegerField(
        _("days of rest for a customer"),
        default=30,
        validators=[MinValueValidator(1)],
        help_text=_("So long nobody is asked again, by this wave or any other."),
    )
    reminders = models.PositiveSmallIntegerField(
        _("reminders at most"), default=1, validators=[MaxValueValidator(3)]
    )
    remind_after_days = models.PositiveSmallIntegerField(
        _("days until a reminder"), default=3, validators=[MinValueValidator(1)]
    )
    expires_days = models.PositiveSmallIntegerField(
        _("days in which to answer"), default=14, validators=[MinValueValidator(1)]
    )
    ground = models.CharField(
        _("legal ground"), max_length=20, choices=Ground, default=Ground.INTEREST.value
    )
    language = models.CharField(
        _("language where a call has none"),
        max_length=5,
        choices=list(LANGUAGE_NAMES.items()),
        default="en",
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("takes up what was not solved"),
        help_text=_("Where the agent's team has a lead, that lead does."),
    )
    due_days = models.PositiveSmallIntegerField(_("days in which to take it up"), default=2)
    seed = models.CharField(max_length=32, default=_drawn_at_random, editable=False)
    """What the draw hangs on beside the call: nobody who does not know it can tell who is asked."""
    ivr_digest = models.CharField(max_length=64, blank=True, editable=False)
    """SHA-256 of the token with which a phone system hands in digits."""
    started_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_draft(self) -> bool:
        """Whether nobody was drawn yet, so that anything may be changed."""
        return self.state == self.State.DRAFT
