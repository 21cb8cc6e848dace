"""What this room remembers: remarks of people on days, that charts carry."""

from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from willet.activity.models import AuditedModel
from willet.core.records import Message
from willet.ui.keeping import MessageField
from willet.ui.messages import translate

LONGEST: Final = 120
"""Letters of a remark."""


class SeenBy(models.TextChoices):
    """Who finds a remark on the charts."""

    EVERYBODY = "everybody", _("everybody")
    AUTHOR = "author", _("only me")


class Annotation(AuditedModel):
    """What happened on a day, e.g. a new voice menu: what a reader of a chart should know."""

    AUDIT_IGNORES: ClassVar[frozenset[str]] = frozenset({"message"})

    day = models.DateField(_("day"))
    words = models.CharField(_("what happened"), max_length=LONGEST)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", editable=False
    )
    seen_by = models.CharField(
        _("seen by"), max_length=12, choices=SeenBy, default=SeenBy.EVERYBODY
    )

    message = MessageField(null=True, editable=False)
    """What Willet itself wrote down, for each reader in their own language; NULL for what a person wrote."""

    class Meta:
        ordering = ["-day", "pk"]

    def __str__(self) -> str:
        return self.words

    def say(self, message: Message) -> None:
        """Carry a message; its English stands in the words, as far as there is room."""
        self.message, self.words = message, str(message)[:LONGEST]

    @property
    def sentence(self) -> str:
        """What happened, in the reader's language where Willet wrote it; what a person wrote over it is theirs."""
        is_ours = self.message is not None and str(self.message)[:LONGEST] == self.words
        return translate(self.message) if is_ours else self.words
