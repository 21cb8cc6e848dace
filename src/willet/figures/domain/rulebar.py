"""The bar in which a reader chooses what counts as a repeat, and what an unusual choice does to the figures."""

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from willet.core.cases.rules import LONGEST_DAYS
from willet.figures.domain.asking import Reading
from willet.figures.domain.linking import LINKS, SHORTEST_DAYS, TOPIC_FIELD, TOPICS, LinkRules
from willet.figures.domain.selection import Selection
from willet.ui import formats
from willet.ui.components import Choice, FilterBar, NumberField, Option

USUAL_MOST = 30
"""A window beyond is unusual, and said to be."""
WINDOWS = (1, 2, 3, 5, 7, 10, 14, 21, 30)
"""The repeat windows offered, in days."""


def rule_bar(reading: Reading, selection: Selection, rules: LinkRules, *more: Choice) -> FilterBar:
    """The rules of linking, and what else a page lets choose; what the filters chose stays."""
    return FilterBar(
        [
            window_field(rules),
            Choice("link", _("The window starts"), _starts(), rules.link),
            Choice(TOPIC_FIELD, _("Same topic"), _topics(), rules.topic),
            *more,
        ],
        kept=list(selection.pairs()),
        label=_("What counts as a repeat"),
        notes=window_notes(rules.window_days, reading.days),
    )


def window_field(rules: LinkRules) -> NumberField:
    """The repeat window as a number of days, the usual ones offered."""
    days = rules.window_days
    return NumberField(
        "window_days", _("Repeat window (days)"), days, SHORTEST_DAYS, LONGEST_DAYS, WINDOWS
    )


def window_notes(window: int, days: tuple[date, date] | None) -> list[str]:
    """What an unusual window does to the figures; nothing beside one of 1 to 30 days that can close."""
    seen = (days[1] - days[0]).days + 1 if days else 0
    if window == 0:
        return [
            _(
                "A window of 0 days links only contacts that came at the same instant. Nearly every contact "
                "is then a case of its own, and nobody counts as having come back."
            )
        ]
    if days and 2 * window >= seen:
        values = {
            "window": days_words(window),
            "seen": days_words(seen),
            "date": formats.date(days[0] + timedelta(days=2 * window)),
        }
        sentence = _(
            "The calls span %(seen)s. A case is judged by what came within %(window)s before it opened and "
            "after, so the first figures of cases come with the calls of %(date)s."
        )
        return [sentence % values]
    if window > USUAL_MOST:
        return [
            _(
                "A window beyond 30 days is unusual: a contact so late is often about a new problem, and "
                "the newest %(window)s are pending."
            )
            % {"window": days_words(window)}
        ]
    return []


def days_words(days: int) -> str:
    """A number of days."""
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": formats.number(days)}


def start_words(link: str) -> str:
    """Where the repeat window starts, in words."""
    return {"chain": _("at the previous contact"), "fixed": _("at the first contact")}[link]


def topic_words(topic: str) -> str:
    """Whether a repeat must be about the same topic, in words."""
    return {
        "if_known": _("where both are known"),
        "required": _("always"),
        "ignored": _("not needed"),
    }[topic]


def _starts() -> list[Option]:
    return [Option(link, start_words(link)) for link in LINKS]


def _topics() -> list[Option]:
    return [Option(topic, topic_words(topic)) for topic in TOPICS]
