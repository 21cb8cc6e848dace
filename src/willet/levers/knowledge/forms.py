"""What somebody hands in about articles: a new one, another wording, its settings, a flag, a decision."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from willet.core.text import seen_line
from willet.levers.knowledge.domain.rendering import LONGEST
from willet.levers.knowledge.models import (
    LANGUAGES,
    Article,
    ArticleKind,
    ArticleRevision,
    Audience,
    Significance,
)
from willet.levers.knowledge.rules import shelves_of
from willet.lists.models import ListEntry, ListKind
from willet.people.models import Role, User
from willet.ui.clocks import by_clock
from willet.ui.fields import MomentField
from willet.ui.fields.numbers import MOST_DAYS
from willet.ui.meanwhile import MeanwhileForm

if TYPE_CHECKING:
    _OfArticle = forms.ModelForm[Article]
    _OfRevision = forms.ModelForm[ArticleRevision]
else:
    # The class takes its type argument only in the stubs.
    _OfArticle = forms.ModelForm
    _OfRevision = forms.ModelForm

_TEXT = forms.Textarea({"rows": 18, "data-markdown": ""})


def topic_choices() -> list[tuple[str, str]]:
    """The list of topics, in the reader's words; first none."""
    topics = ListEntry.objects.filter(kind=ListKind.TOPIC, is_hidden=False, merged_into=None)
    return [("", gettext("no topic")), *((topic.name, str(topic)) for topic in topics)]


class TextForm(forms.Form):
    """The words of an article in one language."""

    title = forms.CharField(label=_("Title"), max_length=160)
    body = forms.CharField(
        label=_("Text"),
        max_length=LONGEST,
        widget=_TEXT,
        help_text=_("Markdown: **bold**, # heading, - list, 1. steps, [words](https://…)."),
    )


class WordingForm(TextForm):
    """Another wording, by somebody who had revision `after` before their eyes."""

    significance = forms.ChoiceField(label=_("What changes"), choices=Significance.choices)
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class NewArticleForm(TextForm):
    """A new article in its first language."""

    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=ArticleKind.choices)
    audience = forms.ChoiceField(label=_("Readers"), choices=Audience.choices)
    field_order = ("language", "title", "body", "topic", "kind", "audience")

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self.fields["topic"], topic_choices())
        open_to = shelves_of(reader)
        audiences = [(value, str(words)) for value, words in Audience.choices if value in open_to]
        _choices(self.fields["audience"], audiences)


class ArticleForm(MeanwhileForm, _OfArticle):
    """Whose an article is, for whom, on what, and when it is looked at again."""

    topic = forms.ChoiceField(label=_("Topic"), required=False)

    class Meta:
        model = Article
        fields = ("topic", "kind", "audience", "owner", "review_days", "review_uses")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guard(self.instance, self.Meta.fields)
        own = self.instance.topic
        choices = topic_choices()
        known = {name for name, _words in choices}
        _choices(self.fields["topic"], choices if own in known else [*choices, (own, own)])
        keepers = User.objects.filter(is_active=True, role__in=[Role.MANAGER, Role.TEAM_LEAD])
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)
        owner.queryset = keepers.order_by("name")

    def save(self, commit: bool = True) -> Article:
        """Keep what stands in the form, and nothing else: a wording may have been published meanwhile."""
        article: Article = self.instance
        article.save(update_fields=self.Meta.fields)
        return article


class FlagForm(forms.Form):
    """What is wrong with a wording."""

    note = forms.CharField(label=_("What is wrong"), max_length=500)

    def clean_note(self) -> str:
        """Something that is seen.

        Raises:
            ValidationError: it is not.
        """
        note = str(self.cleaned_data["note"])
        if not seen_line(note):
            raise ValidationError(gettext("Say in a few words what is wrong."))
        return note


class ArticleFolderForm(forms.Form):
    """A folder of articles as one zip."""

    folder = forms.FileField(
        label=_("Zip file"), widget=forms.ClearableFileInput({"accept": ".zip,application/zip"})
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=LANGUAGES,
        help_text=_("Of files that do not say theirs in their head, name, folder or HTML."),
    )
    at_once = forms.BooleanField(
        label=_("Publish at once what I may approve"),
        required=False,
        help_text=_("Otherwise every article waits for approval."),
    )


class ApprovalForm(forms.Form):
    """When an approved wording is published; now where no moment is given."""

    at = MomentField(
        label=_("Publish at"), required=False, help_text=_("Leave it empty to publish now.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        at = self.fields["at"]
        at.label = by_clock(str(at.label))

    def clean_at(self) -> Any:
        """A moment to come.

        Raises:
            ValidationError: it is over, or further off than anything is planned for.
        """
        at = self.cleaned_data["at"]
        if at is not None and at < timezone.now():
            raise ValidationError(
                gettext("This moment is over. Leave the field empty to publish now.")
            )
        if at is not None and at > timezone.now() + timedelta(days=MOST_DAYS):
            raise ValidationError(
                gettext("This moment is more than ten years off. Check the year.")
            )
        return at


def _choices(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
