"""What this installation stores of persons, for how long, and why: the page, from the settings as they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from willet.jobs.domain.forgetting import AFTER as JOBS_AFTER
from willet.notices.domain.forgetting import AFTER as NOTICES_AFTER
from willet.ui.components import Cell, Column, Row, Table
from willet.ui.formats import number


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of what is stored: where, of whom, how long, why."""

    what: str
    whose: str
    how_long: str
    why: str
    holders: tuple[str, ...] = ()
    """The places of rooms, by the names they offer, that keep it."""


_REPORTS_DAYS: Final = 400
"""How long the room of the reports, above this one, keeps what was sent."""


def kept() -> Sequence[Kept]:
    """Every kind, in the reader's language."""
    return (*_of_customers(), *_of_employees())


def _of_customers() -> Sequence[Kept]:
    customers, as_the_vault = _("customers"), _days(settings.WILLET_VAULT_DAYS)
    return (
        Kept(
            _("Call records in the data store: keyed hashes of numbers, ids and addresses"),
            customers,
            _("until erased"),
            _("to see whether a problem was solved"),
        ),
        Kept(
            _("Numbers and addresses in the vault, encrypted"),
            customers,
            as_the_vault,
            _("to call back and to ask, where a mapping says so"),
            ("vault",),
        ),
        Kept(
            _("Calls at the desk: masked numbers and agents’ notes"),
            customers,
            as_the_vault,
            _("to know who is calling, and how it ended"),
            ("desk",),
        ),
        Kept(
            _("Who was asked in a survey about which call, and what they said"),
            customers,
            as_the_vault,
            _("to ask whether it was solved, and nobody too often"),
            ("surveys",),
        ),
        Kept(
            _("What was granted or asked for in a call, and the words to it"),
            customers,
            as_the_vault,
            _("to account for what was given; amounts stay"),
            ("authority",),
        ),
        Kept(
            _("Articles used and searched for in a call"),
            customers,
            as_the_vault,
            _("to see what helps; that it was used stays"),
            ("articles",),
        ),
        Kept(
            _("Uploaded files that nobody imported"),
            customers,
            _days(2),
            _("to read them again another way"),
            ("uploads", "previews"),
        ),
        Kept(
            _("Rows that could not be read, their numbers masked"),
            customers,
            _days(settings.WILLET_REJECTS_DAYS),
            _("to correct the file"),
            ("rejects",),
        ),
    )


def _of_employees() -> Sequence[Kept]:
    employees = _("employees")
    return (
        Kept(
            _("Names of agents in the data store"), employees, _leavers(), _("to lead and to coach")
        ),
        Kept(
            _("Activity: who did what"),
            employees,
            _days(settings.WILLET_ACTIVITY_DAYS),
            _("to account for every change and every look"),
            ("activity",),
        ),
        Kept(
            _("Goals, plans, articles, annotations and saved views: who wrote them"),
            employees,
            _("until erased"),
            _("to know whom to ask"),
            ("goals", "plans", "articles", "annotations", "saved_views"),
        ),
        Kept(
            _("Notices"),
            employees,
            _days(NOTICES_AFTER.days),
            _("to tell people what concerns them"),
            ("notices",),
        ),
        Kept(
            _("Mails left in the folder, where no mail server is set"),
            employees,
            _("until somebody removes them"),
            _("to tell people what concerns them"),
            ("mails",),
        ),
        Kept(
            _("Jobs: who asked for what"),
            employees,
            _days(JOBS_AFTER.days),
            _("to see what was carried out"),
            ("jobs",),
        ),
        Kept(
            _("Reports sent by mail: to whom, when"),
            employees,
            _days(_REPORTS_DAYS),
            _("to see what was sent"),
            ("reports",),
        ),
        Kept(_("Accounts"), employees, _("until erased"), _("to sign in"), ("people",)),
        Kept(
            _("Attempts to sign in, as keyed hashes"),
            employees,
            _days(1),
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
