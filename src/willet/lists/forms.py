"""What somebody hands in about a list: an entry with its words, a spelling, and which other entry it is."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from willet.lists.domain.verbs import refuse_taken
from willet.lists.models import ListEntry
from willet.people.agents.keeping import NamesError, changing_names
from willet.people.agents.verbs import written
from willet.ui.fields import WordsField
from willet.ui.messages import translate

if TYPE_CHECKING:
    _EntryForm = forms.ModelForm[ListEntry]
else:
    # The class takes its type argument only in the stubs.
    _EntryForm = forms.ModelForm


class EntryForm(_EntryForm):
    """One entry: its key, its words in five languages, and whether menus leave it out."""

    words = WordsField(label=_("Words"), required=False, longest=120)

    class Meta:
        model = ListEntry
        fields = ("name", "words", "is_hidden")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # The key stands in files, addresses and questions: it is not changed, only read otherwise.
            self.fields["name"].disabled = True

    def clean_name(self) -> str:
        """The key as it is kept, once it means no other entry."""
        if self.instance.pk:
            return self.instance.name
        try:
            name = written(str(self.cleaned_data["name"]))
            refuse_taken(self.instance.kind, name)
        except NamesError as wrong:
            raise ValidationError(translate(wrong.message)) from wrong
        if ListEntry.objects.filter(kind=self.instance.kind, name=name).exists():
            raise ValidationError(_now("There is an entry of this name already."))
        return name

    def save(self, commit: bool = True) -> ListEntry:
        """Keep the entry, after whoever changes names just now."""
        with changing_names():
            return super().save(commit)


class EntryMergeForm(forms.Form):
    """Which other entry this one is."""

    into = forms.CharField(
        label=_("Is the same as"),
        max_length=120,
        help_text=_("A name or a spelling of the same list, whose name is shown from then on."),
    )
