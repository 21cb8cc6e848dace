"""Each doubt in the reader's language, with what it does to the figures and the way to what it is about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from willet.core.cases.doubts import ClockNote
from willet.resolution.doubts.query import Doubts, contacts_on
from willet.ui import formats

CLOCK: Mapping[str, str | Promise] = {
    "repeated_hour": gettext_lazy(
        "The clock was put back, and the hour came twice. The first of the two was taken, so some of these times "
        "may be an hour early."
    ),
}
"""What an importer's note on a clock means."""
SHOWN_DAYS = 5


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubt: what it is, what it does to the figures, and the addresses of what it is about."""

    title: str
    text: str
    links: tuple[tuple[str, str], ...] = ()


def doubts_listed(doubts: Doubts, *, linked: bool) -> list[Doubt]:
    """Every doubt there is about the selection; `linked` readers may open the cases and calls in it."""
    return list(_each(doubts, linked=linked))


def _each(doubts: Doubts, *, linked: bool) -> Iterator[Doubt]:
    if doubts.counts["contradictory"]:
        yield contradiction(doubts, linked=linked)
    if doubts.counts["spanning"]:
        yield _spanning(doubts, linked=linked)
    if doubts.of_the_busy[0]:
        yield _busy(doubts, linked=linked and doubts.reading.visibility.everyone)
    for note in doubts.clock_notes:
        yield _clock(note, doubts, linked=linked)
    if doubts.strays:
        yield _strays(doubts, linked=linked)


def cases_address(kind: str, doubts: Doubts) -> str:
    """The list of the cases one doubt is about, over the same selection under the same rules."""
    return reverse("resolution:doubtful", args=[kind]) + doubts.selection.address(
        **doubts.rules.pairs
    )


def contradiction(doubts: Doubts, *, linked: bool) -> Doubt:
    """How many cases have evidence on both sides, and how such a case is decided."""
    count = doubts.counts["contradictory"]
    title = ngettext(
        "The evidence of %(n)s case disagrees", "The evidence of %(n)s cases disagrees", count
    )
    text = _(
        "One kind says solved, another not. The stronger kind decides: the customer’s answer, then a repeat "
        "call, then an audit, then the agent’s word; that nobody came back does not overrule a stated no."
    )
    silent = doubts.counts["only_silence"]
    links = _cases_link("contradictory", doubts, linked=linked and count > 0)
    if silent:
        text = f"{text} {_only_silence(silent)}"
        links += _cases_link("only_silence", doubts, linked=linked)
    return Doubt(title % {"n": formats.number(count)}, text, links)


def _only_silence(count: int) -> str:
    sentence = ngettext(
        "In %(n)s of them the only yes is that nobody came back; it counts as not solved.",
        "In %(n)s of them the only yes is that nobody came back; they count as not solved.",
        count,
    )
    return sentence % {"n": formats.number(count)}


def _spanning(doubts: Doubts, *, linked: bool) -> Doubt:
    count = doubts.counts["spanning"]
    title = ngettext(
        "%(n)s case spans more than one customer", "%(n)s cases span more than one customer", count
    )
    text = _(
        "Their contacts name different customers: the source gave them one case number, or they were joined "
        "by hand. The case is taken at its word; a lead can split it."
    )
    return Doubt(
        title % {"n": formats.number(count)},
        text,
        _cases_link("spanning", doubts, linked=linked),
    )


def _busy(doubts: Doubts, *, linked: bool) -> Doubt:
    theirs, every = doubts.of_the_busy
    count = len(doubts.busy)
    title = ngettext(
        "%(n)s customer has more contacts than a person has",
        "%(n)s customers have more contacts than a person has",
        count,
    )
    sentence = _(
        "Probably a test line or a switchboard. %(contacts)s contacts in this selection are theirs, %(share)s of all."
    )
    text = sentence % {"contacts": formats.number(theirs), "share": formats.percent(theirs / every)}
    return Doubt(
        title % {"n": formats.number(count)},
        f"{text} {_without_them(doubts)}".rstrip(),
        tuple(
            (
                _("%(contacts)s contacts since %(day)s: show the longest case")
                % {"contacts": formats.number(b.contacts), "day": formats.date(b.first_day)},
                reverse("resolution:case", args=[b.longest_case]),
            )
            for b in doubts.busy[:SHOWN_DAYS]
        )
        if linked
        else (),
    )


def _without_them(doubts: Doubts) -> str:
    now, others = doubts.avoided
    if now.value is None or others.value is None:
        return ""
    return _("Next contact avoidance is %(now)s; without them it would be %(without)s.") % {
        "now": formats.measure(now.value, now.unit),
        "without": formats.measure(others.value, others.unit),
    }


def _clock(note: ClockNote, doubts: Doubts, *, linked: bool) -> Doubt:
    title = ngettext(
        "The clock of %(n)s contact is doubtful",
        "The clocks of %(n)s contacts are doubtful",
        note.contacts,
    )
    words = str(CLOCK.get(note.note, note.note))
    return Doubt(
        title % {"n": formats.number(note.contacts)},
        words,
        _days_links([note.first_day, note.last_day], linked=linked),
    )


def _strays(doubts: Doubts, *, linked: bool) -> Doubt:
    count = contacts_on(doubts.strays)
    title = ngettext(
        "%(n)s contact lies on a day that is most likely wrong",
        "%(n)s contacts lie on days that are most likely wrong",
        count,
    )
    text = _(
        "These days are far from all others and hold few contacts. They stand in the figures of their own day, "
        "but say nothing about how long the others were watched: no case matures because of them."
    )
    return Doubt(
        title % {"n": formats.number(count)},
        text,
        _days_links([day for day, _contacts in doubts.strays[:SHOWN_DAYS]], linked=linked),
    )


def _cases_link(kind: str, doubts: Doubts, *, linked: bool) -> tuple[tuple[str, str], ...]:
    words = (
        _("Show the cases called solved only because nobody called back")
        if kind == "only_silence"
        else _("Show the cases")
    )
    return ((words, cases_address(kind, doubts)),) if linked else ()


def _days_links(days: list[date], *, linked: bool) -> tuple[tuple[str, str], ...]:
    if not linked:
        return ()
    calls = reverse("calls:list")
    return tuple(
        (
            _("Calls of %(day)s") % {"day": formats.date(day)},
            f"{calls}?from={day.isoformat()}&to={day.isoformat()}",
        )
        for day in dict.fromkeys(days)
    )
