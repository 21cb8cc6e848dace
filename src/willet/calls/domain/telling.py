"""One call's story in the reader's language: facts, the drawing of its course, evidence and case."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from willet.calls.domain.calls import Call
from willet.calls.domain.listing import local
from willet.calls.domain.statements import statements_table
from willet.calls.domain.story import Case, Story, SurveyAnswer, Visit
from willet.calls.domain.timeline import LANE, Box, Lane, boxes
from willet.figures.domain.scales import YES_OR_NO, scale_words
from willet.figures.domain.words import Words, is_call, named, stretches_of, value_words, yes_or_no
from willet.people.visibility import Visibility
from willet.ui import formats
from willet.ui.clocks import by_clock
from willet.ui.components import Cell, Column, Row, Table

Facts = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class StretchWords:
    """One stretch of a call in words: what, from when, how long."""

    kind: str
    label: str
    begins: str
    length: str


@dataclass(frozen=True, slots=True)
class Step:
    """One visit in words, with its stretches in order."""

    title: str
    outcome: str
    pieces: Sequence[StretchWords]
    offers: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The course of a call as rectangles, and the words beside each lane."""

    boxes: Sequence[tuple[Box, str]]
    height: str
    whole: str


@dataclass(frozen=True, slots=True)
class CallStory:
    """Everything the page of a call says."""

    title: str
    when: str
    facts: Facts
    drawing: Drawing | None
    kinds: Sequence[tuple[str, str]]
    steps: Sequence[Step]
    evidence: Table
    answers: Table
    case: Facts


def page_of_call(story: Story, zone: ZoneInfo, *, visibility: Visibility) -> CallStory:
    """The story of one call, in words. Agents whom the reader may not see stay without a name."""
    lanes, words = story.lanes, stretches_of(story.call.channel)
    return CallStory(
        title=_title(story.call),
        when=_moment(story.call.arrived_at, zone),
        facts=[fact for fact in _facts(story.call) if fact[1]],
        drawing=_drawing(lanes, words),
        kinds=_kinds(lanes, words),
        steps=_steps(story, lanes, zone, visibility),
        evidence=statements_table(
            story.evidence, zone=zone, name=str, when=lambda at: _moment(at, zone)
        ),
        answers=_answers_table(story.answers, zone),
        case=[fact for fact in _case(story.case, zone) if fact[1]] if story.case else [],
    )


def _title(call: Call) -> str:
    """What the contact was: a call, or by which other channel it came."""
    return _("Call") if is_call(call.channel) else capfirst(value_words("channel", call.channel))


def _moment(moment: datetime | None, zone: ZoneInfo) -> str:
    if moment is None:
        return ""
    here = local(moment, zone)
    return f"{formats.date(here)}, {formats.clock(here)}"


def _facts(call: Call) -> Iterator[tuple[str, str]]:
    yield _("Outcome"), value_words("outcome", call.outcome)
    yield _("Queue"), value_words("queue", call.queue)
    yield _("Agent"), value_words("agent", call.agent)
    yield _("Team"), call.team or ""
    yield _("Topic"), value_words("topic", call.topic)
    yield _("Channel"), value_words("channel", call.channel)
    yield _("Direction"), value_words("direction", call.direction)
    yield _("Language"), value_words("language", call.language)
    yield _("Disposition"), value_words("disposition", call.disposition)
    yield _("Why not solved"), value_words("cause", call.cause)
    yield _("Transfers"), "" if call.transfers is None else formats.number(call.transfers)
    yield _("Ended by"), value_words("ended_by", call.ended_by)
    yield _("Customer"), call.customer or ""


def _drawing(lanes: Sequence[Lane], words: Words) -> Drawing | None:
    drawn = boxes(lanes)
    if not drawn:
        return None
    whole = max(b.stretch.begins_s + b.stretch.length_s for b in drawn)
    titled = [(b, f"{words[b.stretch.kind]} {formats.duration(b.stretch.length_s)}") for b in drawn]
    return Drawing(titled, f"{LANE * len(lanes):.0f}", formats.duration(whole))


def _kinds(lanes: Sequence[Lane], words: Words) -> list[tuple[str, str]]:
    present = {s.kind for lane in lanes for s in lane.stretches}
    return [(kind, str(label)) for kind, label in words.items() if kind in present]


def _steps(
    story: Story, lanes: Sequence[Lane], zone: ZoneInfo, visibility: Visibility
) -> list[Step]:
    menu = lanes[: len(lanes) - len(story.visits)]
    words = stretches_of(story.call.channel)
    first = [Step(str(words["menu"]), "", _pieces(lane, words), "") for lane in menu]
    rest = zip(story.visits, lanes[len(menu) :], strict=True)
    return first + [
        Step(
            _visit_title(visit, story.call, visibility),
            value_words("outcome", visit.outcome),
            _pieces(lane, words),
            _offers(visit, story.call),
        )
        for visit, lane in rest
    ]


def _visit_title(visit: Visit, call: Call, visibility: Visibility) -> str:
    queue = named("queue", visit.queue)
    if visit.agent is None:
        return queue
    # The reader may open this call, so the agent of the call is no secret; another visit's agent may be.
    open_name = visit.agent == call.agent or visibility.sees(agent=visit.agent, team=visit.team)
    agent = value_words("agent", visit.agent) if open_name else _("another agent")
    return f"{queue} · {agent}"


def _pieces(lane: Lane, words: Words) -> list[StretchWords]:
    return [
        StretchWords(
            s.kind,
            str(words[s.kind]),
            formats.duration(s.begins_s),
            formats.duration(s.length_s),
        )
        for s in lane.stretches
    ]


def _offers(visit: Visit, call: Call) -> str:
    if visit.offers is None:
        return ""
    text = _rang(visit.offers) if is_call(call.channel) else _offered(visit.offers)
    missed = visit.unanswered_offers or 0
    return text % {"offers": formats.number(visit.offers), "missed": formats.number(missed)}


def _rang(offers: int) -> str:
    return ngettext(
        "%(offers)s phone rang, %(missed)s not taken",
        "%(offers)s phones rang, %(missed)s not taken",
        offers,
    )


def _offered(offers: int) -> str:
    return ngettext(
        "offered to %(offers)s agent, %(missed)s not taken",
        "offered to %(offers)s agents, %(missed)s not taken",
        offers,
    )


def _answers_table(answers: Sequence[SurveyAnswer], zone: ZoneInfo) -> Table:
    return Table(
        caption=_("The customer’s answers"),
        columns=[
            Column("question", _("Question")),
            Column("score", _("Answer"), "end"),
            Column("scale", _("Scale")),
            Column("at", by_clock(_("When"), zone.key)),
        ],
        rows=[
            Row(
                [
                    Cell(value_words("instrument", a.instrument)),
                    Cell(_score(a), reason=_("asked, not answered")),
                    Cell(scale_words(a.scale)),
                    Cell(_moment(a.answered_at, zone)),
                ]
            )
            for a in answers
        ],
    )


def _score(answer: SurveyAnswer) -> str:
    if answer.score is None:
        return ""
    if answer.scale == YES_OR_NO:
        return yes_or_no(bool(answer.score))
    return formats.number(answer.score)


def _case(case: Case, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    yield _("Verdict"), _verdict(case)
    yield _("Decided by"), value_words("kind", case.decided_by)
    yield _("Contacts it took"), formats.number(case.contacts)
    yield _("Linked by"), value_words("linked_by", case.linked_by)
    yield _("Opened"), _moment(case.opened_at, zone)
    yield _("Newest contact"), _moment(case.last_at, zone)
    yield _("Why not solved"), _cause(case)
    for kind, judged in (
        ("customer", case.by_customer),
        ("no_repeat", case.by_no_repeat),
        ("audit", case.by_audit),
        ("disposition", case.by_disposition),
    ):
        yield value_words("kind", kind), _judged(judged)


def _verdict(case: Case) -> str:
    if case.resolved is None:
        return _("not known: there is no evidence yet")
    return _("solved") if case.resolved else _("not solved")


def _judged(judged: bool | None) -> str:
    if judged is None:
        return _("says nothing")
    return _("says solved") if judged else _("says not solved")


def _cause(case: Case) -> str:
    cause = value_words("cause", case.cause)
    suggested = _("suggested")
    return f"{cause} ({suggested})" if cause and case.cause_by == "suggested" else cause
