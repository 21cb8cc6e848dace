"""What this room remembers: remarks of people on days, that charts carry."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from willet.activity.models import AuditedModel


class SeenBy(models.TextChoices):
    """Who finds a remark on the charts."""

    EVERYBODY = "everybody", _("everybody")
    AUTHOR = "author", _("only me")


class Annotation(AuditedModel):
    """What happened on a day, e.g. a new voice menu: what a reader of a chart should know."""

    day = models.DateField(_("day"))
    words = models.CharField(_("what happened"), max_length=120)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", editable=False
    )
    seen_by = models.CharField(
        _("seen by"), max_length=12, choices=SeenBy, default=SeenBy.EVERYBODY
    )

    class Meta:
        ordering = ["-day", "pk"]

    def __str__(self) -> str:
        return self.words
