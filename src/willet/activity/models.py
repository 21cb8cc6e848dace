"""What this room remembers: one entry for each thing done, chained; and how other rooms' models take part."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Final

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Act(models.TextChoices):
    """What somebody did."""

    ADDED = "added", _("added")
    CHANGED = "changed", _("changed")
    REMOVED = "removed", _("removed")
    RESTORED = "restored", _("brought back")
    SIGNED_IN = "signed_in", _("signed in")
    SIGNED_OUT = "signed_out", _("signed out")
    SIGN_IN_FAILED = "sign_in_failed", _("failed to sign in")
    INVITED = "invited", _("invited")
    HANDED_IN = "handed_in", _("handed in")
    ASKED = "asked", _("asked for")
    DONE = "done", _("carried out")
    UNDONE = "undone", _("took back")
    DISCARDED = "discarded", _("discarded")
    DOWNLOADED = "downloaded", _("downloaded")
    REVEALED = "revealed", _("looked at")
    OPTED_OUT = "opted_out", _("wants no more contact")
    EXPORTED = "exported", _("exported")
    ERASED = "erased", _("erased")
    AGED = "aged", _("removed by age")


class ActivityEntry(models.Model):
    """One thing done. Rows are appended and never changed, but for parts that are erased."""

    NOT_AUDITED: Final = "it is the history itself"

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    who_kind = models.CharField(max_length=10)
    """`person`, `command`, `customer` or `system`."""
    who_id = models.CharField(max_length=40, blank=True)
    who_name = models.CharField(max_length=160, blank=True)
    """As it was at the time: a person who was renamed or is gone keeps the name here."""
    who_role = models.CharField(max_length=20, blank=True)
    act = models.CharField(max_length=20, choices=Act)
    kind = models.CharField(max_length=60)
    thing_id = models.CharField(max_length=200, blank=True)
    thing_name = models.CharField(max_length=250, blank=True)
    fields = models.JSONField(default=list)
    """One `{"name", "label", "was", "is"}` per field; `{"name", "label", "hidden": true}` for a secret one."""
    seals = models.JSONField()
    """Part -> `[salt, digest]`; a part whose salt is empty was erased, and its digest stays."""
    hash = models.CharField(max_length=64)
    """Over the digests of the parts."""
    link = models.CharField(max_length=64)
    """Over the link before, the number, the moment and the hash."""

    class Meta:
        ordering = ["-number"]
        indexes = [models.Index(fields=["kind", "thing_id"], name="activity_of_a_thing")]

    def __str__(self) -> str:
        return f"{self.number}: {self.who_name} {self.act} {self.kind} {self.thing_id}"


class ChainEnd(models.Model):
    """Where the chain ends: one row, and whoever appends holds it."""

    NOT_AUDITED: Final = "it is the end of the history itself"

    number = models.PositiveBigIntegerField(default=0)
    link = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.number} {self.link}"


class AuditedModel(models.Model):
    """A model whose every change is an entry: written, changed, removed or brought back, by whatever road.

    Writes that pass the model by (`update`, `bulk_create`, SQL) are not seen; a test looks for them.
    """

    AUDIT_IGNORES: ClassVar[frozenset[str]] = frozenset()
    """Fields whose change says nothing that is not said elsewhere."""
    AUDIT_WORDS: ClassVar[Mapping[str, Callable[[Any], str]]] = {}
    """Field -> what a value of it means, in the reader's language."""
    AUDIT_HIDES: ClassVar[frozenset[str]] = frozenset()
    """Fields of which an entry says only that they changed; those called like a secret are hidden anyway."""
    AUDIT_MONEY: ClassVar[Mapping[str, str]] = {}
    """Field of an amount in the smallest unit -> the field of its currency; entries keep both as one amount."""
    AUDIT_MEASURES: ClassVar[Mapping[str, str]] = {}
    """Field of a figure -> what of the thing names its unit; entries keep both, as their reader writes them."""
    AUDIT_SHOWS: ClassVar[Callable[[str], str]] = str
    """How a reader is told the name that entries keep of such a thing; see `audit_name`."""

    class Meta:
        abstract = True

    def audit_name(self) -> str:
        """What entries keep of its name: where that is entered in several languages a reference to it."""
        return str(self)

    def unique_error_message(
        self, model_class: type[models.Model], unique_check: Sequence[str]
    ) -> ValidationError:
        """Why a value is taken: in the field's own words, else in those that need no name of the thing."""
        error = super().unique_error_message(model_class, tuple(unique_check))
        if error.code == "unique_together":
            error.message = _(
                "There is one like this already. Change that one, or choose otherwise."
            )
        elif error.message == models.Field.default_error_messages["unique"]:
            error.message = _("“%(value)s” is there already. Choose another.")
            error.params = {"value": getattr(self, unique_check[0])}
        return error

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the change and its entry together, or neither."""
        with transaction.atomic():
            super().save(*args, **kwargs)
