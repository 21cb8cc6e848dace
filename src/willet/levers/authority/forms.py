"""What people hand in: a wish, a decision, a limit, a kind, a deputy, the rule of two people, the system that pays."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from willet.jobs.webhooks import may_be_sent_to
from willet.levers.authority.models import Deputy, GrantKind, GrantLimit, Receiver, TwoPeopleRule
from willet.people.models import Role, User
from willet.ui.fields import Money, MoneyField, PeriodField, ShareField, WordsField
from willet.ui.fields.money import CURRENCIES
from willet.ui.meanwhile import MeanwhileForm

MORE_CURRENCIES = (*CURRENCIES, *"JPY KRW CLP PLN SEK NOK DKK CZK HUF INR KWD BHD TND".split())
"""What a centre may grant in."""
HOLDERS = (Role.AGENT, Role.TEAM_LEAD, Role.MANAGER)
_LEAST_SHARE, _WHOLE = Decimal("0.0001"), Decimal(1)

if TYPE_CHECKING:
    _KindForm = forms.ModelForm[GrantKind]
    _ReceiverForm = forms.ModelForm[Receiver]
    _TwoPeopleForm = forms.ModelForm[TwoPeopleRule]
else:
    # The class takes its type argument only in the stubs.
    _KindForm = _ReceiverForm = _TwoPeopleForm = forms.ModelForm


def in_hundredths(share: Decimal | None) -> int | None:
    """A share as hundredths of a percent.

    Raises:
        ValidationError: it is finer than that.
    """
    if share is None:
        return None
    hundredths = share * 10_000
    if hundredths != int(hundredths):
        raise ValidationError(gettext("A percentage has two decimals at most."))
    return int(hundredths)


class FormIdField(forms.UUIDField):
    """The id of what comes of a form, drawn anew each time it is shown: sent twice, it comes of it once."""

    def __init__(self) -> None:
        super().__init__(required=False, initial=uuid4, widget=forms.HiddenInput())

    def bound_data(self, data: Any, initial: Any) -> Any:
        """A new one for what is sent next."""
        return initial


class WishForm(forms.Form):
    """What somebody wants to give, in which contact."""

    form_id = FormIdField()

    contact = forms.CharField(
        label=_("Contact or case"), max_length=200, help_text=_("The id, as its page shows it.")
    )
    kind = forms.ModelChoiceField(GrantKind.objects.none(), label=_("Kind of grant"))
    amount = MoneyField(
        label=_("Amount"),
        currencies=MORE_CURRENCIES,
        help_text=_("Of a percentage: the amount it is taken of."),
    )
    share = ShareField(label=_("Percentage"), required=False, lowest=_LEAST_SHARE, highest=_WHOLE)
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["kind"]
        kinds.queryset = GrantKind.objects.filter(is_active=True)

    def clean_share(self) -> int | None:
        """In hundredths of a percent."""
        return in_hundredths(self.cleaned_data["share"])


class DeskWishForm(WishForm):
    """What somebody wants to give in the call that they are on."""

    contact = None  # type: ignore[assignment] # Django's way to leave a field out
    prefix = "wish"


class DecisionForm(forms.Form):
    """Why a request is granted or refused."""

    reason = forms.CharField(label=_("Reason"), max_length=500)


class LimitForm(MeanwhileForm):
    """A limit: of which kind, whose, and what it bounds."""

    kind = forms.ModelChoiceField(GrantKind.objects.all(), label=_("Kind of grant"))
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=[("", "–"), *((r.value, r.label) for r in HOLDERS)]
    )
    person = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Or one person"),
        required=False,
        help_text=_("Goes before the limit of the role."),
    )
    per_event = MoneyField(label=_("At most at once"), currencies=MORE_CURRENCIES)
    share = ShareField(
        label=_("Highest percentage"),
        required=False,
        highest=_WHOLE,
        help_text=_("For kinds that are granted as a percentage."),
    )
    per_customer = MoneyField(
        label=_("Per customer and month"), currencies=MORE_CURRENCIES, required=False
    )
    per_agent = MoneyField(
        label=_("Per agent and month"), currencies=MORE_CURRENCIES, required=False
    )
    reason = forms.CharField(label=_("Reason"), max_length=500)

    def __init__(self, *args: Any, stands: GrantLimit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stands = stands
        if stands is None:
            del self.fields["seen"]
        else:
            # A change is the next row: another row in force is another wording.
            self.guard(stands, ("id",))
        people: Any = self.fields["person"]
        people.queryset = holders()
        for name in ("kind", "role", "person") if stands else ():
            # Of another kind or holder it would be another limit, and this one would stand as it was.
            self.fields[name].disabled = True

    def clean_share(self) -> int | None:
        """In hundredths of a percent."""
        return in_hundredths(self.cleaned_data["share"])

    def clean(self) -> dict[str, Any]:
        """One holder, one currency, a percentage where the kind asks for one."""
        given: dict[str, Any] = super().clean() or {}
        if self.errors:
            return given
        if bool(given["role"]) == bool(given["person"]):
            self.add_error("person", gettext("Choose a role or a person, not both."))
        known = [given[name] for name in ("per_event", "per_customer", "per_agent") if given[name]]
        if len({money.currency for money in known}) > 1:
            self.add_error("per_event", gettext("All amounts of one limit are in one currency."))
        if self.stands and given["per_event"].currency != self.stands.currency:
            words = gettext(
                "This limit is in %(currency)s. One in another currency is a new limit."
            )
            self.add_error("per_event", words % {"currency": self.stands.currency})
        if given["kind"].is_share != (given["share"] is not None):
            self.add_error(
                "share", gettext("A percentage belongs to kinds that are granted as one.")
            )
        return given

    def limit(self, by: User) -> GrantLimit:
        """The limit that was written, not kept yet."""
        given = self.cleaned_data
        minor = {name: given[name] and given[name].amount_minor for name in _BOUNDS}
        return GrantLimit(
            kind=given["kind"],
            role=given["role"],
            person=given["person"],
            currency=given["per_event"].currency,
            share_bp=given["share"],
            reason=given["reason"].strip(),
            proposed_by=by,
            **{f"{name}_minor": minor[name] for name in _BOUNDS},
        )


_BOUNDS = ("per_event", "per_customer", "per_agent")


def initial_of(limit: GrantLimit) -> dict[str, Any]:
    """A limit as its form shows it."""
    minor = {name: getattr(limit, f"{name}_minor") for name in _BOUNDS}
    amounts = {n: None if m is None else Money(m, limit.currency) for n, m in minor.items()}
    share = None if limit.share_bp is None else Decimal(limit.share_bp) / 10_000
    return {
        "kind": limit.kind_id,
        "role": limit.role,
        "person": limit.person_id,
        "share": share,
        **amounts,
    }


def holders() -> QuerySet[User]:
    """Who may have a limit of their own."""
    return User.objects.filter(is_active=True, role__in=[role.value for role in HOLDERS])


class KindForm(MeanwhileForm, _KindForm):
    """A kind of grant; its key, once kept, stays."""

    name = WordsField(label=_("Name"), longest=60)
    base = WordsField(label=_("Percentage of what"), required=False, longest=60)

    class Meta:
        model = GrantKind
        fields = ("key", "name", "measure", "base", "decide_within_s", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guard(self.instance, self.Meta.fields)
        for name in ("key", "measure") if self.instance.pk else ():
            # What was granted under it stands in the data store and in budgets: neither changes.
            self.fields[name].disabled = True


class DeputyForm(forms.Form):
    """Who decides in somebody's place, and on which days."""

    deputy = forms.ModelChoiceField(User.objects.none(), label=_("Deputy"))
    days = PeriodField(label=_("Period"), open_ended=True)

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        able = User.objects.filter(is_active=True, role__in=[Role.TEAM_LEAD, Role.MANAGER])
        people: Any = self.fields["deputy"]
        people.queryset = able.exclude(pk=person.pk)

    def deputy_named(self) -> Deputy:
        """The deputy that was written, not kept yet."""
        days, deputy = self.cleaned_data["days"], self.cleaned_data["deputy"]
        return Deputy(person=self.person, deputy=deputy, first=days.first, last=days.last)


class TwoPeopleForm(MeanwhileForm, _TwoPeopleForm):
    """From which amount on a change needs two people."""

    above = MoneyField(
        label=_("Two people above"),
        currencies=MORE_CURRENCIES,
        required=False,
        help_text=_("Left out, two people are needed only where somebody widens their own limit."),
    )

    class Meta:
        model = TwoPeopleRule
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guard(self.instance, ("above_minor", "currency"))
        if self.instance.above_minor is not None:
            self.initial["above"] = Money(self.instance.above_minor, self.instance.currency)

    def save(self, commit: bool = True) -> TwoPeopleRule:
        """Keep the amount and its currency."""
        above: Money | None = self.cleaned_data["above"]
        self.instance.above_minor = above.amount_minor if above else None
        if above:
            self.instance.currency = above.currency
        rule: TwoPeopleRule = self.instance
        rule.save()
        return rule


class ReceiverForm(_ReceiverForm):
    """Where grants are handed on to."""

    url = forms.URLField(
        label=_("Address"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Left out, nothing is sent; the ledger is taken as a file."),
    )

    class Meta:
        model = Receiver
        fields = ("url",)

    def clean_url(self) -> str:
        """An address to which an event can be posted.

        Raises:
            ValidationError: it is of another scheme, or holds a password, which would stand in logs.
        """
        url = str(self.cleaned_data["url"])
        if url and not may_be_sent_to(url):
            raise ValidationError(gettext("This is no web address: write https://host/way."))
        return url
