"""The history of one thing, for its own page."""

from django.db.models import Model
from django.utils.translation import gettext as _

from willet.activity.domain.table import entries_table
from willet.activity.models import ActivityEntry
from willet.ui.components import Empty, Table

MOST = 20
"""Entries that a thing's own page shows, the newest first."""


def history_of(kind: str, *ids: object) -> Table:
    """What was done to a thing, or to several of one page, newest first; draw it with `{% data_table history %}`."""
    entries = ActivityEntry.objects.filter(kind=kind, thing_id__in=list(map(str, ids)))[:MOST]
    empty = Empty(_("No history yet"), _("Every change from now on is kept here."), icon="clock")
    return entries_table(entries, caption=_("History"), kinds=None, empty=empty)


def history_of_thing(thing: Model) -> Table:
    """The history of a row of a room's table."""
    return history_of(thing._meta.label_lower, thing.pk)
