"""What this room remembers: entries of three lists, and the spellings that mean them."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from willet.activity.models import AuditedModel
from willet.people.models import Mergeable
from willet.ui.fields import words_in


class ListKind(models.TextChoices):
    """The three lists; the words are the columns of the lake."""

    QUEUE = "queue", _("queues")
    TOPIC = "topic", _("topics")
    DISPOSITION = "disposition", _("dispositions")


def entry_words(kept: str) -> str:
    """An entry named by its list and key in the reader's language; any other name as it is."""
    kind, _slash, name = kept.partition("/")
    entry = ListEntry.objects.filter(kind=kind, name=name).first()
    return str(entry) if entry else kept


class ListEntry(Mergeable):
    """One queue, topic or disposition. `name` is its key: files, addresses and questions keep it in every language."""

    AUDIT_SHOWS: ClassVar[Callable[[str], str]] = entry_words

    kind = models.CharField(_("list"), max_length=12, choices=ListKind)
    words = models.JSONField(_("words"), default=dict, blank=True)
    """Language -> how it is read; where none is given the key is shown."""
    is_hidden = models.BooleanField(_("left out of menus"), default=False)

    class Meta:
        ordering = ["kind", "name"]
        constraints = [models.UniqueConstraint(fields=["kind", "name"], name="one_entry_per_name")]

    def __str__(self) -> str:
        words: Any = self.words
        return words_in(words) or self.name

    def audit_name(self) -> str:
        """Its list and its key: each reader is told the words in their own language."""
        return f"{self.kind}/{self.name}"


class EntrySpelling(AuditedModel):
    """A spelling of call records, of one source or of all, that means an entry."""

    entry = models.ForeignKey(ListEntry, on_delete=models.CASCADE, related_name="spellings")
    kind = models.CharField(max_length=12, choices=ListKind)
    """That of the entry: a spelling means one thing in each list."""
    source = models.CharField(_("source"), max_length=80, blank=True)
    spelt = models.CharField(_("spelling"), max_length=120)

    class Meta:
        ordering = ["spelt", "source"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "source", "spelt"], name="one_entry_per_spelling"
            )
        ]

    def __str__(self) -> str:
        return self.spelt
