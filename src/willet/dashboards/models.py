"""What this room remembers: views that people keep, each a name for a page with its period and filters."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from willet.activity.models import AuditedModel


class Circle(models.TextChoices):
    """Who finds a view among theirs."""

    OWNER = "owner", _("only me")
    TEAM = "team", _("my teams")
    EVERYBODY = "everybody", _("everybody")


class SavedView(AuditedModel):
    """A page as somebody set it, under a name; opening it asks again what its reader may see."""

    name = models.CharField(_("name"), max_length=80)
    address = models.CharField(_("address"), max_length=1000)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", editable=False
    )
    circle = models.CharField(_("shown to"), max_length=12, choices=Circle, default=Circle.OWNER)
    is_start = models.BooleanField(_("I start with this view"), default=False)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=models.Q(is_start=True), name="one_start_view"
            )
        ]

    def __str__(self) -> str:
        return self.name
