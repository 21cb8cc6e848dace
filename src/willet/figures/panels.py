"""What this room offers to the pages: its menu entry, what of an address is kept, and words of the field."""

from django.utils.translation import gettext_lazy as _

from willet.activity.kinds import ThingKind
from willet.core.metrics import catalogue
from willet.figures.domain.chosen import chosen_on
from willet.figures.domain.selection import EVERY_FILTER
from willet.figures.domain.targets import KIND as TARGETS
from willet.figures.domain.targets import have_been_chosen
from willet.figures.domain.titles import words_of
from willet.figures.domain.words import value_words
from willet.people.rules import CHOOSE_TARGETS, SEE_OVERVIEW
from willet.ui.panels import MenuEntry
from willet.ui.steps import FirstStep

MENU = (
    MenuEntry(_("Metrics"), "figures:metrics", "book", SEE_OVERVIEW, order=60, keeps=True),
    MenuEntry(_("Annotations"), "figures:annotations", "calendar", SEE_OVERVIEW, order=61),
    MenuEntry(_("Targets"), "figures:targets", "target", CHOOSE_TARGETS, order=85, group="set_up"),
)

KEPT = ("period", "from", "to", "against", *EVERY_FILTER)
"""The period, what it is compared with, and the filters; what else stands in an address is one page's own."""
ON_PAPER = (chosen_on,)
"""What a page on paper says above itself of what it speaks of."""
FIRST_STEPS = (
    FirstStep(
        "targets",
        _("Choose targets"),
        _("How soon a call is to be answered, and how soon a hang-up does not count."),
        _("Choose targets"),
        "figures:targets",
        CHOOSE_TARGETS,
        have_been_chosen,
        order=30,
    ),
)
KINDS = (
    ThingKind("table", _("table")),
    ThingKind(TARGETS, _("targets")),
    ThingKind("figures.annotation", _("annotation")),
)


def _metric(name: str) -> str:
    known = catalogue().get(name)
    return words_of(known).title if known else name


SLOTS = (("metric", _metric), ("judge", lambda kind: value_words("kind", kind)))
"""How names that a message carries are written."""
