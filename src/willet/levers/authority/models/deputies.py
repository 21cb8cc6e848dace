"""Who decides while somebody is away."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from willet.activity.models import AuditedModel


class Deputy(AuditedModel):
    """Somebody who decides in another's place from the first to the last day, both counted."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("deputy"),
    )
    first = models.DateField(_("from"))
    last = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["-first", "pk"]
        constraints = [
            models.CheckConstraint(
                name="deputies_end_after_they_begin",
                condition=Q(last__isnull=True) | Q(last__gte=F("first")),
            ),
            models.CheckConstraint(
                name="nobody_is_their_own_deputy", condition=~Q(person=F("deputy"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.deputy}"
