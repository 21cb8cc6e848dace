"""Kinds of what can be granted: a discount, a refund, goodwill, a fee waived, and what a centre adds."""

from collections.abc import Callable
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from willet.activity.models import AuditedModel
from willet.ui.fields import words_in


class Measure(models.TextChoices):
    """What an agent says of it: an amount, or a share of some base whose amount they say too."""

    AMOUNT = "amount", _("an amount")
    SHARE = "share", _("a percentage of a base")


def kind_words(key: str) -> str:
    """The name of the kind of this key in the reader's language; what is no key of a kind as it is."""
    kind = GrantKind.objects.filter(key=key).first()
    return str(kind) if kind else key


class GrantKind(AuditedModel):
    """One kind; its key stands in files, addresses and the data store, and is not changed."""

    AUDIT_SHOWS: ClassVar[Callable[[str], str]] = kind_words

    key = models.SlugField(
        _("key"),
        max_length=40,
        unique=True,
        error_messages={"unique": _("There is a kind with this key already.")},
    )
    name = models.JSONField(_("name"))
    measure = models.CharField(
        _("granted as"), max_length=10, choices=Measure, default=Measure.AMOUNT.value
    )
    base = models.JSONField(_("percentage of what"), default=dict, blank=True)
    """The base of a share in words: the value of the order, the monthly fee."""
    decide_within_s = models.PositiveIntegerField(
        _("seconds to decide a request"),
        default=120,
        validators=[MinValueValidator(10), MaxValueValidator(86_400)],
    )
    is_active = models.BooleanField(_("can be granted"), default=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return words_in(self.name) or self.key

    def audit_name(self) -> str:
        """Its key: each reader is told the name in their own language."""
        return self.key

    @property
    def is_share(self) -> bool:
        """Whether it is granted as a percentage."""
        return self.measure == Measure.SHARE
