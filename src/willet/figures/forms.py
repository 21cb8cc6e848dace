"""What somebody hands in about a day."""

from typing import TYPE_CHECKING

from django import forms

from willet.figures.models import Annotation

if TYPE_CHECKING:
    _AnnotationForm = forms.ModelForm[Annotation]
else:
    # The class takes its type argument only in the stubs.
    _AnnotationForm = forms.ModelForm


class AnnotationForm(_AnnotationForm):
    """A remark: the day, the words, and who finds it."""

    class Meta:
        model = Annotation
        fields = ("day", "words", "seen_by")
        widgets = {"day": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}
