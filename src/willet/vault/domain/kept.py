"""What this installation stores of persons, for how long, and why: the page, from the settings as they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from willet.ui.components import Cell, Column, Row, Table
from willet.ui.formats import number


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of what is stored: where, of whom, how long, why."""

    what: str
    whose: str
    how_long: str
    why: str


def kept() -> Sequence[Kept]:
    """Every kind, in the reader's language."""
    customers, employees = _("customers"), _("employees")
    return (
        Kept(
            _("Call records in the data store: keyed hashes of numbers, ids and addresses"),
            customers,
            _("until erased"),
            _("to see whether a problem was solved"),
        ),
        Kept(
            _("Names of agents in the data store"), employees, _leavers(), _("to lead and to coach")
        ),
        Kept(
            _("Numbers and addresses in the vault, encrypted"),
            customers,
            _days(settings.WILLET_VAULT_DAYS),
            _("to call back and to ask, where a mapping says so"),
        ),
        Kept(
            _("Calls at the desk: masked numbers and agents’ notes"),
            customers,
            _days(settings.WILLET_VAULT_DAYS),
            _("to know who is calling, and how it ended"),
        ),
        Kept(
            _("Who was asked in a survey about which call, and what they said"),
            customers,
            _days(settings.WILLET_VAULT_DAYS),
            _("to ask whether it was solved, and nobody too often"),
        ),
        Kept(
            _("Uploaded files that nobody imported"),
            customers,
            ngettext("%(n)s day", "%(n)s days", 2) % {"n": number(2)},
            _("to read them again another way"),
        ),
        Kept(
            _("Rows that could not be read, their numbers masked"),
            customers,
            _days(settings.WILLET_REJECTS_DAYS),
            _("to correct the file"),
        ),
        Kept(
            _("Activity: who did what"),
            employees,
            _days(settings.WILLET_ACTIVITY_DAYS),
            _("to account for every change and every look"),
        ),
        Kept(_("Accounts"), employees, _("until erased"), _("to sign in")),
        Kept(
            _("Attempts to sign in, as keyed hashes"),
            employees,
            ngettext("%(n)s day", "%(n)s days", 1) % {"n": number(1)},
            _("to slow down guessing"),
        ),
    )


def _leavers() -> str:
    days = settings.WILLET_LEAVERS_DAYS
    if not days:
        return _("until erased")
    return ngettext(
        "%(n)s day after the last one of work, then a number instead",
        "%(n)s days after the last one of work, then a number instead",
        days,
    ) % {"n": number(days)}


def _days(days: int) -> str:
    if not days:
        return _("until erased")
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": number(days)}


def kept_table() -> Table:
    """The kinds as a table."""
    return Table(
        caption=_("Personal data"),
        caption_hidden=True,
        columns=[
            Column("what", _("What")),
            Column("whose", _("Whose")),
            Column("how_long", _("How long")),
            Column("why", _("Why")),
        ],
        rows=[Row([Cell(k.what), Cell(k.whose), Cell(k.how_long), Cell(k.why)]) for k in kept()],
    )
