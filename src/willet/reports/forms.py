"""What somebody hands in about a report: when, of what, with which files, and who reads it."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from willet.figures.domain.asking import Reading
from willet.figures.domain.dimensions import LABELS
from willet.figures.domain.filters import offered
from willet.figures.domain.selection import FILTERS
from willet.figures.domain.words import named
from willet.people.models import User
from willet.reports.domain.planning import forget_due
from willet.reports.models import Report, ReportReader
from willet.reports.rules import CHOOSE_READERS
from willet.ui.tongues import tongue

if TYPE_CHECKING:
    _ReportForm = forms.ModelForm[Report]
else:
    # The class takes its type argument only in the stubs.
    _ReportForm = forms.ModelForm

LAST_DAY = 31


class ReportForm(_ReportForm):
    """One report. Only a manager chooses other readers; everybody else's reports are their own."""

    day = forms.IntegerField(
        label=_("Day of the month"),
        min_value=1,
        max_value=LAST_DAY,
        help_text=_("For a monthly report; in a shorter month it is the last day."),
    )
    readers = forms.ModelMultipleChoiceField(
        label=_("Readers"),
        queryset=User.objects.none(),
        required=False,
        help_text=_("Each gets the report in their language, by their clock and by their rights."),
    )

    class Meta:
        model = Report
        fields = (
            *("name", "often", "weekday", "day", "at"),
            *("with_pdf", "with_xlsx", "skips_empty", "is_active"),
        )
        widgets = {"at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}

    def __init__(self, *args: Any, owner: User, reading: Reading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        self._choose_readers()
        for dimension in FILTERS:
            self._choose(dimension, reading)

    def _choose_readers(self) -> None:
        if not self.owner.has_perm(CHOOSE_READERS):
            del self.fields["readers"]
            return
        readers = self.fields["readers"]
        assert isinstance(readers, forms.ModelMultipleChoiceField)
        readers.queryset = User.objects.filter(is_active=True).order_by("username")
        now = self.instance.readers.values_list("reader", flat=True) if self.instance.pk else ()
        self.initial["readers"] = list(now) or [self.owner.pk]

    def _choose(self, dimension: str, reading: Reading) -> None:
        kept = self.instance.filters.get(dimension, "")
        known = offered(reading, dimension, [kept] if kept else [])
        known += [kept] if kept and kept not in known else []
        if known:
            choices = [("", _("All")), *((value, named(dimension, value)) for value in known)]
            self.fields[dimension] = forms.ChoiceField(
                label=str(LABELS[dimension]), choices=choices, required=False
            )
            self.initial[dimension] = kept

    def clean(self) -> dict[str, Any]:
        """A report that nobody would get is refused."""
        given = super().clean() or {}
        if "readers" in self.fields and not given.get("readers") and "readers" not in self.errors:
            self.add_error("readers", _now("Choose at least one reader."))
        return given

    def save(self, commit: bool = True) -> Report:
        """Keep the report with its filters and its readers, and work out anew when it is due."""
        given = self.cleaned_data
        self.instance.filters = {d: given[d] for d in FILTERS if given.get(d)}
        report = super().save(commit)
        self._keep_readers(report, list(given.get("readers") or [self.owner]))
        forget_due(report)
        return report

    def _keep_readers(self, report: Report, readers: list[User]) -> None:
        for gone in report.readers.exclude(reader__in=readers):
            gone.delete()
        for reader in readers:
            own = tongue() if reader == self.owner else ""
            kept = ReportReader.objects.filter(report=report, reader=reader).first()
            if kept is None:
                ReportReader.objects.create(report=report, reader=reader, tongue=own)
            elif own and kept.tongue != own:
                kept.tongue = own
                kept.save()
