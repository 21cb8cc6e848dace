"""What this room remembers: targets."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from willet.activity.models import AuditedModel


class Target(AuditedModel):
    """A share that a metric is to reach within some days."""

    name = models.JSONField()
    metric = models.CharField(max_length=60)
    share = models.DecimalField(_("Share"), max_digits=5, decimal_places=4)
    first = models.DateField()
    last = models.DateField(null=True)

    def __str__(self) -> str:
        return str(self.name.get("en", self.metric))
