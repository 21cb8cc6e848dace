"""The causes of a plan as a table: shares, the way to the cases, and what is tried against each."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from willet.levers.plans.domain.causes import CauseLine
from willet.levers.plans.models import Intervention
from willet.resolution.causes.naming import cause_words
from willet.resolution.causes.words import LEVERS
from willet.ui import formats
from willet.ui.components import Cell, Column, Empty, Row, Table


def causes_table(
    lines: Iterable[CauseLine], tried: Iterable[Intervention], *, linked: bool, new: str
) -> Table:
    """The causes, most cases first, each with the way to its cases and what is tried against it.

    `new` is the address at which something new is tried; empty for whoever may not.
    """
    against: dict[str, list[str]] = {}
    for one in tried:
        against.setdefault(one.cause, []).append(one.object)
    return Table(
        caption=_("Causes of unsolved cases"),
        columns=[
            Column("cause", _("Cause")),
            Column("lever", _("Lever")),
            Column("cases", _("Unresolved cases"), "end"),
            Column("share", _("Share"), "end"),
            Column("together", _("Added up"), "end"),
            Column("tried", _("Interventions")),
        ],
        rows=[
            Row(
                [
                    Cell(cause_words(line.bar.cause), href=line.href if linked else ""),
                    Cell(str(LEVERS[line.bar.lever]) if line.bar.lever else ""),
                    Cell(formats.number(line.bar.cases)),
                    Cell(formats.percent(line.share)),
                    Cell(formats.percent(line.together), tone="quiet"),
                    _tried_cell(line.bar.cause, against, new),
                ]
            )
            for line in lines
        ],
        empty=Empty(_("No unresolved case in these days")),
    )


def _tried_cell(cause: str | None, against: Mapping[str, list[str]], new: str) -> Cell:
    """What is tried against a cause, or the way to begin with something."""
    names = against.get(cause or "", []) if cause else []
    if names or cause is None or not new:
        return Cell(", ".join(names))
    return Cell(_("New intervention"), href=f"{new}?{urlencode({'cause': cause})}")
