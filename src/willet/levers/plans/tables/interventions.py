"""One intervention: who begins when, what was registered, what came out, and ways to begin."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from willet.core.metrics import Metric, catalogue
from willet.figures.domain.titles import metric_title
from willet.figures.domain.words import value_words
from willet.levers.plans.domain.rollout import RolloutOffer
from willet.levers.plans.domain.words import (
    DESIGNS,
    TONES,
    VERDICTS,
    effect_words,
    estimated_size_words,
    filter_words,
    size_words,
)
from willet.levers.plans.models import (
    Intervention,
    PlanVerdict,
    Registration,
    StartOrder,
)
from willet.ui import formats
from willet.ui.clocks import by_clock
from willet.ui.components import Cell, Column, Empty, Row, Table
from willet.ui.zones import centre_zone


def units_table(intervention: Intervention) -> Table:
    """Who is eligible, from when as assigned and as received."""
    return Table(
        caption=_("Who begins when"),
        columns=[
            Column("unit", str(intervention.get_unit_display()).capitalize()),
            Column("assigned", _("Assigned from")),
            Column("received", _("Received from")),
            Column("until", _("Until")),
        ],
        rows=[
            Row(
                [
                    Cell(value_words(intervention.unit, name)),
                    _day(days.get("assigned_from"), _("never")),
                    _day(days.get("received_from"), ""),
                    _day(days.get("until"), ""),
                ]
            )
            for name, days in sorted(intervention.units.items())
        ],
        empty=Empty(_("Nobody yet"), _("Choose who is eligible, and have an order proposed.")),
    )


def _day(text: str | None, missing: str) -> Cell:
    if not text:
        return Cell(missing, tone="quiet")
    return Cell(formats.date(date.fromisoformat(text)))


def registrations_table(registrations: Iterable[Registration]) -> Table:
    """Every wording of what was registered, the newest first."""
    return Table(
        caption=_("What is registered"),
        columns=[
            Column("at", by_clock(_("Registered"), centre_zone().key)),
            Column("by", _("By")),
            Column("metric", _("Judged on")),
            Column("design", _("Order")),
            Column("worth", _("Smallest effect worth having"), "end"),
            Column("on", _("Date of the verdict")),
            Column("power", _("Power"), "end"),
            Column("begins", _("Begin"), "end"),
            Column("why", _("Why it was changed")),
        ],
        rows=[_registration_row(one) for one in registrations],
        empty=Empty(
            _("Nothing is registered yet"),
            _(
                "Register it before the first start: only then nobody can say that it was chosen afterwards."
            ),
        ),
    )


def _registration_row(one: Registration) -> Row:
    late = one.after_start is not None
    begin = sum(day is not None for day in one.starts.values())
    return Row(
        [
            Cell(
                formats.moment(one.at.astimezone(centre_zone())),
                sub=_("after the start") if late else _("before the start"),
                tone="warn" if late else "",
            ),
            Cell(str(one.by or "")),
            Cell(metric_title(one.metric), sub=filter_words(one.cells)),
            Cell(str(StartOrder(one.design).label)),
            Cell(size_words(one.worth, catalogue().get(one.metric))),
            Cell(formats.date(one.verdict_on)),
            Cell(
                formats.percent(one.power, 0) if one.power is not None else "",
                reason=_("history does not tell"),
            ),
            Cell(
                _("%(begin)s of %(all)s")
                % {"begin": formats.number(begin), "all": formats.number(len(one.starts))}
            ),
            Cell(one.reason),
        ]
    )


def verdicts_table(verdicts: Iterable[PlanVerdict]) -> Table:
    """Every look, the newest first."""
    return Table(
        caption=_("Looks"),
        columns=[
            Column("at", by_clock(_("Looked at"), centre_zone().key)),
            Column("until", _("Records until")),
            Column("effect", _("Effect")),
            Column("verdict", _("Verdict")),
            Column("design", _("Design")),
            Column("units", _("Exposed, others"), "end"),
        ],
        rows=[
            Row(
                [
                    Cell(
                        formats.moment(one.at.astimezone(centre_zone())),
                        sub=_("on the registered date") if one.is_final else "",
                    ),
                    Cell(formats.date(one.counted_until) if one.counted_until else ""),
                    Cell(effect_words(one, catalogue().get(one.registration.metric))),
                    Cell(str(VERDICTS[one.verdict]), tone=TONES.get(one.verdict, "quiet")),  # type: ignore[arg-type] # a closed list
                    Cell(str(DESIGNS.get(one.design, one.design))),
                    Cell(
                        f"{formats.number(one.treated)}, {formats.number(one.units - one.treated)}"
                    ),
                ]
            )
            for one in verdicts
        ],
        empty=Empty(
            _("No look yet"), _("The first one comes when a week after the start is complete.")
        ),
    )


def offers_table(offers: Iterable[RolloutOffer], intervention: Intervention) -> Table:
    """Ways to begin, the one to be preferred first, with what each can tell and when."""
    metric = catalogue().get(intervention.metric)
    return Table(
        caption=_("Ways to begin"),
        columns=[
            Column("order", _("Order")),
            Column("units", _("Eligible"), "end"),
            Column("first", _("Begin first"), "end"),
            Column("power", _("Chance of “worked” on the date of the verdict"), "end"),
            Column("smallest", _("Smallest effect told by then"), "end"),
            Column("from", _("An effect worth having is told from")),
        ],
        rows=[_offer_row(offer, metric) for offer in offers],
        empty=Empty(_("Too few are eligible"), _("An order by lot needs at least four.")),
        note=_("Told means: in four cases of five, as the past of these very units has it."),
    )


def _offer_row(offer: RolloutOffer, metric: Metric | None) -> Row:
    ahead, unknown = offer.prospect, _("history does not tell")
    return Row(
        [
            Cell(offer.label),
            Cell(formats.number(offer.units)),
            Cell(formats.number(offer.exposed_at_first)),
            Cell(formats.percent(ahead.power, 0) if ahead else "", reason=unknown),
            Cell(
                estimated_size_words(ahead.smallest, metric) if ahead else "",
                reason=_("none") if ahead else unknown,
            ),
            Cell(
                formats.date(ahead.tell_from) if ahead and ahead.tell_from else "",
                reason=_("never with these units") if ahead else unknown,
            ),
        ]
    )


def tried_table(tried: Iterable[tuple[Intervention, str]]) -> Table:
    """What is tried with somebody: no figures, nobody else's name but the owner's."""
    return Table(
        caption=_("What is tried"),
        columns=[
            Column("what", _("What")),
            Column("plan", _("Plan")),
            Column("owner", _("Owner")),
            Column("from", _("For you from")),
            Column("state", _("State")),
        ],
        rows=[
            Row(
                [
                    Cell(str(one)),
                    Cell(str(one.plan)),
                    Cell(str(one.owner or "")),
                    Cell(formats.date(date.fromisoformat(day))),
                    Cell(_("stopped") if one.is_stopped else str(one.plan.get_state_display())),
                ]
            )
            for one, day in tried
        ],
        empty=Empty(_("Nothing is tried with you now")),
        caption_hidden=True,
    )
