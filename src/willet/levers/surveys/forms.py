"""What a manager hands in: a wave, a question, and who takes up what was not solved."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from willet.figures.domain.whole import held_state
from willet.figures.domain.words import value_words
from willet.levers.surveys.models import Reopening, SurveyQuestion, Wave
from willet.people.models import Role, User
from willet.ui.clocks import by_clock
from willet.ui.fields import MomentField, WordsField
from willet.ui.meanwhile import MEANWHILE, MeanwhileError

if TYPE_CHECKING:
    _WaveForm = forms.ModelForm[Wave]
    _QuestionForm = forms.ModelForm[SurveyQuestion]
    _ReopeningForm = forms.ModelForm[Reopening]
else:
    # The classes take their type argument only in the stubs.
    _WaveForm = _QuestionForm = _ReopeningForm = forms.ModelForm

SETTLED: Final = ("channel", "questions", "queue", "share")
"""What the chance of being asked hangs on, and what was asked: the same for everybody whom a wave asks."""
LOWEST, HIGHEST, MOST = -10, 10, 11
FARTHEST: Final = timedelta(days=366)


def who_takes_up() -> "QuerySet[User]":
    """Managers and team leads who can sign in."""
    may = User.objects.filter(is_active=True, role__in=[Role.MANAGER, Role.TEAM_LEAD])
    return may.order_by("username")


class WaveForm(_WaveForm):
    """One wave. Once it was started, what its figures hang on stays as it is."""

    class Meta:
        model = Wave
        fields = (
            *("name", "channel", "company", "questions", "queue", "share"),
            *("delay_h", "within_days", "quarantine_days", "reminders", "remind_after_days"),
            *("expires_days", "ground", "language", "owner", "due_days"),
        )
        widgets = {"questions": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose()
        for name in SETTLED if not self.instance.is_draft else ():
            self.fields[name].disabled = True

    def _choose(self) -> None:
        questions, owner = self.fields["questions"], self.fields["owner"]
        assert isinstance(questions, forms.ModelMultipleChoiceField)
        assert isinstance(owner, forms.ModelChoiceField)
        first = SurveyQuestion.Kind.RESOLVED
        questions.queryset = SurveyQuestion.objects.exclude(kind=first)
        owner.queryset = who_takes_up()
        names = self._queues()
        if names:
            known = [("", _("All")), *((name, value_words("queue", name)) for name in names)]
            label = self.fields["queue"].label
            self.fields["queue"] = forms.ChoiceField(label=label, choices=known, required=False)

    def _queues(self) -> list[str]:
        """The queues of the call records, and the wave's own; none before the first import, when any may be typed."""
        state = held_state()
        seen = set(state.choices["queue"]) if state is not None else set()
        return (
            sorted(seen | {self.instance.queue}) if seen and self.instance.queue else sorted(seen)
        )

    def save(self, commit: bool = True) -> Wave:
        """Keep it, unless it was begun or ended since it was looked at: what may change hangs on that.

        Raises:
            MeanwhileError: it was.
        """
        now = Wave.objects.select_for_update().filter(pk=self.instance.pk).first()
        if not self.instance._state.adding and (now is None or now.state != self.instance.state):
            raise MeanwhileError(MEANWHILE())
        return super().save(commit)

    def clean_queue(self) -> str:
        """A queue as the call records spell it, without blanks around it."""
        return str(self.cleaned_data["queue"]).strip()


class QuestionForm(_QuestionForm):
    """One question. Of a standard one the wording may change, and the scale is what it is."""

    wording = WordsField(
        label=_("Question"), longest=300, help_text=_("{company} stands for the name of the wave.")
    )
    low = WordsField(label=_("Words of the lowest mark"), longest=60, required=False)
    high = WordsField(label=_("Words of the highest mark"), longest=60, required=False)

    class Meta:
        model = SurveyQuestion
        fields = ("code", "wording", "low", "high", "scale_min", "scale_max", "good_end")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self._is_free():
            for name in ("code", "scale_min", "scale_max", "good_end"):
                self.fields[name].disabled = True

    def _is_free(self) -> bool:
        """Whether code and scale may change: of our own question that nobody answered yet."""
        own = self.instance.kind == SurveyQuestion.Kind.OWN
        return own and not (self.instance.pk and self.instance.answers.exists())

    def clean_code(self) -> str:
        """A short name that is no standard question's."""
        code = str(self.cleaned_data["code"])
        if self.instance.kind == SurveyQuestion.Kind.OWN and code in SurveyQuestion.Kind.values:
            raise ValidationError(_("A standard question has this short name. Choose another."))
        return code

    def clean(self) -> dict[str, Any]:
        """A scale of two to eleven marks."""
        given = super().clean() or {}
        low, high = given.get("scale_min"), given.get("scale_max")
        if low is not None and high is not None:
            fits = LOWEST <= low < high <= HIGHEST and high - low < MOST
            if not fits:
                self.add_error("scale_max", _("Choose two to eleven marks, from -10 to 10."))
        return given


class ReopeningForm(_ReopeningForm):
    """Who takes it up, by when, and what is known of it."""

    class Meta:
        model = Reopening
        fields = ("owner", "due_at", "note")
        field_classes = {"due_at": MomentField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner, due = self.fields["owner"], self.fields["due_at"]
        assert isinstance(owner, forms.ModelChoiceField)
        owner.queryset = who_takes_up()
        due.label = by_clock(str(due.label))

    def save(self, commit: bool = True) -> Reopening:
        """Keep it, unless what happened closed it since it was looked at.

        Raises:
            MeanwhileError: it did.
        """
        now = Reopening.objects.select_for_update().filter(pk=self.instance.pk).first()
        if now is None or now.closed_at != self.instance.closed_at:
            raise MeanwhileError(MEANWHILE())
        return super().save(commit)

    def clean_due_at(self) -> datetime:
        """A day that somebody means: no year that was mistyped.

        Raises:
            ValidationError: it lies more than a year away.
        """
        due: datetime = self.cleaned_data["due_at"]
        if "due_at" in self.changed_data and abs(due - timezone.now()) > FARTHEST:
            raise ValidationError(_("This is more than a year away. Look at the date once more."))
        return due


class ClosingForm(forms.Form):
    """Why somebody closes it by hand."""

    note = forms.CharField(
        label=_("Note"),
        max_length=2000,
        error_messages={"required": _("Write in a sentence why it is closed.")},
    )
