"""How sound the lake is, in words; and the reading of all its files that the worker does every day."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from willet.core import intake
from willet.core.cases.joining import Unjoined, UnjoinedRow, unjoined
from willet.core.lake import Lake
from willet.core.lake.checked import Checked, last_check
from willet.core.lake.layout import Layout
from willet.core.lake.soundness import Held
from willet.core.records import WilletError
from willet.figures.domain.whole import lake_path
from willet.imports.domain.telling import tell_of_damage
from willet.ui.formats import number

log = logging.getLogger("willet.work")

ADVICE: dict[Held, str | Promise] = {
    Held.DERIVED: _(
        "Rebuilt by “willet check --repair” from the rows as they came, once those are sound. "
        "Until then no figure is shown."
    ),
    Held.LANDED: _(
        "Import the files of these runs again: the rows that are sound stay as they are, the damaged ones are replaced."
    ),
    Held.BY_HAND: _("These are corrections made by hand. Restore the file from a backup."),
}


@dataclass(frozen=True, slots=True)
class DamagedFile:
    """One damaged file as the page shows it."""

    path: str
    runs: Sequence[str]
    advice: str | Promise


@dataclass(frozen=True, slots=True)
class Soundness:
    """What the last check found."""

    at: datetime
    files: int
    size: str
    unsealed: int
    damaged: Sequence[DamagedFile]
    repaired: Sequence[str]


def soundness() -> Soundness | None:
    """What the last check found; None before the first."""
    checked = last_check(Layout(lake_path()))
    return None if checked is None else _shown(checked)


def _shown(checked: Checked) -> Soundness:
    return Soundness(
        at=datetime.fromisoformat(checked.at),
        files=checked.findings.files,
        size=filesizeformat(checked.findings.bytes),
        unsealed=checked.findings.unsealed,
        damaged=[DamagedFile(d.path, d.runs, ADVICE[d.holds]) for d in checked.damaged],
        repaired=checked.repaired,
    )


def rows_apart() -> Unjoined:
    """What people did in rooms that joined no contact: how much, and the first of it; nothing while files are damaged.

    Raises:
        LakeError: there is a lake and it cannot be read.
    """
    checked = last_check(Layout(lake_path()))
    if not (lake_path() / "HEAD").exists() or (checked and checked.damaged):
        return Unjoined()
    apart = unjoined(Lake.at(lake_path()).snapshot())
    return replace(apart, first=[_in_utc(row) for row in apart.first])


def _in_utc(row: UnjoinedRow) -> UnjoinedRow:
    """The row with a moment that says whose clock it is of: the lake keeps UTC without saying so."""
    return replace(row, about_at=row.about_at and row.about_at.replace(tzinfo=UTC))


def when_read() -> str:
    """How often the worker reads every file, as the house has set it, and how it is done at once."""
    hours = settings.WILLET_CHECK_HOURS
    if not hours:
        return gettext(
            "The files of the data store are read by “willet check --repair” alone: the regular check is switched off."
        )
    return ngettext(
        "Every file of the data store is read every hour by “willet work”, and at once by “willet check --repair”.",
        "Every file of the data store is read every %(n)s hours by “willet work”, and at once by “willet check "
        "--repair”.",
        hours,
    ) % {"n": number(hours)}


def check_if_due() -> bool:
    """Check the lake where the last check is a day old (`WILLET_CHECK_HOURS`), and mend it; says whether it was due.

    What cannot be checked is told in the log, and to whoever asks for a figure: the worker goes on.
    """
    if not _is_due():
        return False
    try:
        checked = intake.check(lake_path(), repair=True)
    except WilletError as error:
        log.error("the lake could not be checked: %s", error)
    else:
        _tell(checked)
    return True


def _is_due() -> bool:
    every = timedelta(hours=settings.WILLET_CHECK_HOURS)
    if not every or not (lake_path() / "HEAD").exists():
        return False
    last = last_check(Layout(lake_path()))
    return last is None or datetime.now(UTC) - datetime.fromisoformat(last.at) >= every


def _tell(checked: Checked) -> None:
    for path in checked.repaired:
        log.warning("%s was damaged and has been rebuilt", path)
    for damage in checked.damaged:
        log.error("%s is damaged; the page “Data check” says what to do", damage.path)
    if checked.damaged:
        tell_of_damage([damage.path for damage in checked.damaged], checked_at=checked.at)
