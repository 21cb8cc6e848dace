"""Waves, questions and unsolved cases as tables."""

from collections.abc import Iterable
from textwrap import shorten
from typing import Final
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from willet.figures.domain.planted import planted_shares
from willet.figures.domain.words import value_words
from willet.levers.surveys.domain.answered import AnsweredQuestion
from willet.levers.surveys.domain.answering import newest
from willet.levers.surveys.domain.counting import WaveCounts, WaveRates, held_reasons, rates_of_all
from willet.levers.surveys.domain.days import day_of_call
from willet.levers.surveys.domain.questions import worded
from willet.levers.surveys.models import Invitation, Reopening, SurveyQuestion, Wave
from willet.ui import formats
from willet.ui.components import Cell, Column, Empty, Row, Table

LONGEST_WORDS: Final = 80


def waves_table(waves: Iterable[Wave]) -> Table:
    """All waves with how far each is."""
    rates = rates_of_all()
    return Table(
        caption=_("Surveys"),
        caption_hidden=True,
        columns=[
            Column("name", _("Wave")),
            Column("state", _("State")),
            Column("how", _("How")),
            Column("sent", _("Sent"), "end"),
            Column("delivery", _("Delivery rate"), "end"),
            Column("response", _("Response rate"), "end"),
        ],
        rows=[_wave_row(wave, rates.get(wave.pk, WaveRates())) for wave in waves],
        empty=Empty(
            _("No survey yet"),
            _("Ask customers whether their problem was solved, and what it was like."),
        ),
    )


def _wave_row(wave: Wave, rates: WaveRates) -> Row:
    way = reverse("surveys:wave", args=[wave.pk])
    return Row(
        [
            Cell(wave.name, href=way),
            Cell(wave.get_state_display()),
            Cell(wave.get_channel_display()),
            Cell(formats.number(rates.sent)),
            _rate(rates.delivery_rate, rates.sent, _("Nothing was sent yet.")),
            _rate(rates.response_rate, rates.delivered, _("Nothing was delivered yet.")),
        ]
    )


def _rate(rate: float | None, n: int, none: str) -> Cell:
    if rate is None:
        return Cell("", reason=none)
    return Cell(formats.percent(rate), sub=f"n {formats.number(n)}")


def stages_table(counts: WaveCounts) -> Table:
    """The stages of one wave, from drawn to answered."""
    stages = (
        (_("Drawn"), counts.drawn, ""),
        (_("Waiting"), counts.waiting, ""),
        (_("Not asked"), counts.held, _("The reasons stand below.")),
        (_("Sent"), counts.sent, ""),
        (
            _("Delivered"),
            counts.delivered,
            _("As far as the mail server or service says; an answer proves it."),
        ),
        (_("Bounced"), counts.bounced, ""),
        (
            _("Opened the page"),
            counts.opened,
            _("Mail scanners open links too: this is no sign of a person."),
        ),
        (_("Answered"), counts.completed, ""),
        (_("Was not their call"), counts.disowned, _("It does not count as an answer.")),
    )
    return Table(
        caption=_("How far it is"),
        columns=[Column("stage", _("Stage")), Column("n", _("Customers"), "end")],
        rows=[Row([Cell(label, sub=note), Cell(formats.number(n))]) for label, n, note in stages],
    )


def answers_table(wave: Wave, asked: Iterable[AnsweredQuestion]) -> Table:
    """What customers answered: of each question how many, the mean mark, and how many chose each."""
    return Table(
        caption=_("What customers answered"),
        columns=[
            Column("question", _("Question")),
            Column("n", _("Answers"), "end"),
            Column("mean", _("Mean"), "end"),
            Column("marks", _("Each mark")),
        ],
        rows=[_answered_row(one, wave) for one in asked],
        empty=Empty(_("No question yet"), _("A question stands on one scale, in five languages.")),
    )


def planted_words() -> str:
    """What an invented centre's customers would say were all of them asked, and who of them answers; else empty."""
    names = (
        "solved_when_handled",
        "csat_top2_of_all_handled",
        "response_if_solved",
        "response_if_unsolved",
    )
    shares = planted_shares(*names)
    if not shares:
        return ""
    words = dict(
        zip(("solved", "content", "helped", "others"), map(shares.get, names), strict=True)
    )
    return (
        _(
            "%(solved)s of the contacts that an agent took solved the matter, and %(content)s of these customers are "
            "content; of those who were helped %(helped)s answer, of the others %(others)s"
        )
        % words
    )


def _answered_row(one: AnsweredQuestion, wave: Wave) -> Row:
    scale = f"{one.question.scale_min}–{one.question.scale_max}"
    solved = one.question.kind == SurveyQuestion.Kind.RESOLVED
    mean = formats.percent(one.mean) if solved else formats.number(one.mean, 2)
    words = {1: _("yes"), 0: _("no")} if solved else {}
    marks = [
        _("%(mark)s: %(n)s") % {"mark": words.get(mark, str(mark)), "n": formats.number(n)}
        for mark, n in sorted(one.marks.items(), reverse=True)
    ]
    return Row(
        [
            Cell(
                worded(one.question.wording, wave, get_language() or ""),
                sub="" if solved else scale,
            ),
            Cell(formats.number(one.answers)),
            Cell(mean if one.answers else "", reason=_("Nobody answered it yet.")),
            Cell(" · ".join(marks)),
        ]
    )


def held_table(wave: Wave) -> Table:
    """Why customers who were drawn are not asked."""
    words = dict(Invitation.Held.choices)
    return Table(
        caption=_("Drawn and not asked"),
        columns=[Column("why", _("Reason")), Column("n", _("Customers"), "end")],
        rows=[
            Row([Cell(str(words[why])), Cell(formats.number(n))])
            for why, n in held_reasons(wave).items()
        ],
        empty=Empty(_("Nobody"), _("Everybody who was drawn is asked, or will be.")),
    )


def questions_table(questions: Iterable[SurveyQuestion], *, may_edit: bool) -> Table:
    """All questions, each with the way to change it for whoever may."""
    return Table(
        caption=_("Questions"),
        caption_hidden=True,
        columns=[
            Column("question", _("Question")),
            Column("kind", _("Kind")),
            Column("scale", _("Scale"), "end"),
            Column("good", _("Good end")),
        ],
        rows=[_question_row(question, may_edit=may_edit) for question in questions],
        empty=Empty(_("No question yet"), _("A question stands on one scale, in five languages.")),
    )


def _question_row(question: SurveyQuestion, *, may_edit: bool) -> Row:
    way = reverse("surveys:question", args=[question.pk]) if may_edit else ""
    return Row(
        [
            Cell(str(question), href=way),
            Cell(question.get_kind_display()),
            Cell(f"{question.scale_min}–{question.scale_max}"),
            Cell(question.get_good_end_display()),
        ]
    )


def reopened_table(reopenings: Iterable[Reopening], zone: ZoneInfo) -> Table:
    """Cases whose customers say that they are not solved."""
    return Table(
        caption=_("Not solved, say customers"),
        caption_hidden=True,
        columns=[
            Column("call", _("Call")),
            Column("owner", _("Owner")),
            Column("due", _("Due")),
            Column("state", _("State")),
        ],
        rows=[_reopened_row(reopening, zone) for reopening in reopenings],
        empty=Empty(_("Nothing to take up"), _("No customer says that a problem is not solved.")),
        note=_("Times are those of %(zone)s.") % {"zone": zone.key},
    )


def unsolved_words(reopening: Reopening) -> str:
    """What an inbox says of it, so that one is told from the next: the queue, the day, and the customer's own words."""
    call = reopening.invitation
    day = formats.date(day_of_call(call))
    words = _("Not solved: call of %(day)s") % {"day": day}
    if call.queue:
        queue = value_words("queue", call.queue)
        words = _("Not solved: %(queue)s, call of %(day)s") % {"queue": queue, "day": day}
    texts = (reply.text for reply in newest(call).values() if reply.text)
    text = next(texts, "")
    return f"{words} · “{shorten(text, LONGEST_WORDS, placeholder='…')}”" if text else words


def _reopened_row(reopening: Reopening, zone: ZoneInfo) -> Row:
    way = reverse("surveys:reopened", args=[reopening.pk])
    when = formats.moment(reopening.invitation.arrived_at.astimezone(zone))
    return Row(
        [
            Cell(when, href=way, sub=value_words("queue", reopening.invitation.queue or None)),
            Cell(str(reopening.owner)),
            Cell(formats.moment(reopening.due_at.astimezone(zone))),
            _state(reopening),
        ]
    )


def _state(reopening: Reopening) -> Cell:
    if reopening.closed_at:
        return Cell(reopening.get_closed_how_display(), tone="quiet")
    late = reopening.due_at < timezone.now()
    return Cell(_("overdue"), tone="bad") if late else Cell(_("open"))
