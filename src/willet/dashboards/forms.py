"""What somebody hands in about a view."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from willet.dashboards.domain.saved import address_to_keep, names_an_agent
from willet.dashboards.models import Circle, SavedView
from willet.dashboards.rules import circles_of

if TYPE_CHECKING:
    _ViewForm = forms.ModelForm[SavedView]
else:
    # The class takes its type argument only in the stubs.
    _ViewForm = forms.ModelForm


class SavedViewForm(_ViewForm):
    """A view: its name, its address, to whom it is shown, and whether its owner starts with it."""

    class Meta:
        model = SavedView
        fields = ("name", "address", "circle", "is_start")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_ = {*circles_of(self.instance.owner), self.instance.circle}
        field = self.fields["circle"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(name, label) for name, label in Circle.choices if name in open_]

    def clean_address(self) -> str:
        """The address without what is of one moment only."""
        address = address_to_keep(self.cleaned_data["address"])
        if address is None:
            raise ValidationError(
                _(
                    "This is no address of a page with a period and filters. Open such a page and save its view there."
                )
            )
        return address

    def clean(self) -> dict[str, Any]:
        """A view of single agents stays its owner's: its address would tell their names to whoever finds it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        shared = cleaned.get("circle", Circle.OWNER) != Circle.OWNER
        if shared and names_an_agent(cleaned.get("address", "")):
            self.add_error("circle", _("A view of a single agent can only be your own."))
        return cleaned

    def save(self, commit: bool = True) -> SavedView:
        """Keep the view; who starts with it starts with no other any more."""
        if self.cleaned_data["is_start"]:
            others = SavedView.objects.filter(owner=self.instance.owner, is_start=True)
            for other in others.exclude(pk=self.instance.pk):
                other.is_start = False
                other.save(update_fields=["is_start"])
        kept: SavedView = super().save(commit)
        return kept

    def validate_constraints(self) -> None:
        """Nothing: that another view was the start so far is no mistake, for `save` takes it away."""
