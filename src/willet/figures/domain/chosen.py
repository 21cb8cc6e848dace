"""What a page speaks of, in words: period, filters, limits and rules; for its paper, its files and its mails."""

from collections.abc import Iterator, Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _

from willet.figures.domain.against import AGAINST, PREVIOUS
from willet.figures.domain.annotations import notes_on
from willet.figures.domain.asking import Reading
from willet.figures.domain.dimensions import LABELS
from willet.figures.domain.filters import period_name
from willet.figures.domain.limits import LABELS as LIMITS
from willet.figures.domain.linking import LinkRules, read_link_rules
from willet.figures.domain.periods import ALL, OWN
from willet.figures.domain.rulebar import days_words, start_words, topic_words
from willet.figures.domain.selection import Selection
from willet.figures.domain.words import UNKNOWN, named
from willet.ui import formats
from willet.ui.carried import Carried

Pairs = Sequence[tuple[str, str]]
_spoken_of = Carried[tuple[Reading, Selection]]()


def speak_of(request: HttpRequest, reading: Reading, selection: Selection) -> None:
    """Remember what the page of a request speaks of."""
    _spoken_of[request] = (reading, selection)


def chosen_on(request: HttpRequest) -> Pairs:
    """What the page of a request speaks of, as pairs of label and words; nothing for a page without a period."""
    if request not in _spoken_of:
        return ()
    reading, selection = _spoken_of[request]
    return chosen(reading, selection, read_link_rules(request.GET))


def remarks_on(request: HttpRequest) -> Pairs:
    """The remarks on the days that the page of a request speaks of, as pairs of label and words."""
    if request not in _spoken_of:
        return ()
    reading, selection = _spoken_of[request]
    period = selection.period
    drawn = period if reading.days is None else period.within(*reading.days)
    return [(_("Annotation"), note.words) for note in notes_on(request.user, drawn)]


def chosen(reading: Reading, selection: Selection, rules: LinkRules) -> Pairs:
    """Period, filters, limits and rules that are not the usual ones, as pairs of label and words."""
    return [
        (_("Period"), _period(reading, selection)),
        *_filters(reading, selection),
        *_against(selection),
        *((str(LIMITS[n]), formats.number(v)) for n, v in sorted(selection.limits.items())),
        *_rules(rules),
    ]


def _period(reading: Reading, selection: Selection) -> str:
    known = reading.days or (None, None)
    first, last = selection.period.first or known[0], selection.period.last or known[1]
    days = f"{formats.date(first)} – {formats.date(last)}"
    return days if selection.preset in {OWN, ALL} else f"{days} ({period_name(selection.preset)})"


def _against(selection: Selection) -> Iterator[tuple[str, str]]:
    if selection.against != PREVIOUS:
        yield _("Compared with"), str(AGAINST[selection.against])


def _filters(reading: Reading, selection: Selection) -> Iterator[tuple[str, str]]:
    for dimension in LABELS:
        values = selection.cells.get(dimension, ())
        if values:
            words = [_value(reading, dimension, value) for value in values]
            yield str(LABELS[dimension]), ", ".join(dict.fromkeys(words))


def _value(reading: Reading, dimension: str, value: str) -> str:
    # A name beyond the reader's sight is not repeated to them, not even from their own address.
    unseen = dimension == "agent" and value not in (*reading.choices.get("agent", ()), UNKNOWN)
    return _("another agent") if unseen else named(dimension, value)


def _rules(rules: LinkRules) -> Iterator[tuple[str, str]]:
    changed = rules.params
    if "window_days" in changed:
        yield _("Repeat window"), days_words(rules.window_days)
    if "link" in changed:
        yield _("The window starts"), start_words(rules.link)
    if "topic" in changed:
        yield _("Same topic"), topic_words(rules.topic)
