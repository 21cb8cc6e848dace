"""Whether an installation is well: each thing looked at gives a line, with the next step where something is wrong."""

from collections.abc import Callable, Iterator
from typing import Final

from willet.core.records import WilletError
from willet.site.doctor import lake, machine, outside, rooms
from willet.site.doctor.findings import FAULT, Finding, State, fault
from willet.site.home import Home

__all__ = ["FAULT", "Finding", "State", "examine"]

Look = Callable[[Home], Iterator[Finding]]
LOOKS: Final[tuple[tuple[str, Look], ...]] = (
    ("versions", machine.versions),
    ("home", machine.home_folder),
    ("disk", machine.disk),
    ("clock", machine.clock),
    ("text", machine.text),
    ("keys", machine.keys),
    ("lake", lake.lake),
    ("the centre's time zone", lake.zone),
    ("settings", rooms.settings_read),
    ("database", rooms.database),
    ("people", rooms.people),
    ("worker", rooms.worker),
    ("schedules", rooms.schedules),
    ("jobs", rooms.jobs),
    ("vault", rooms.vault),
    ("mail", rooms.mail),
    ("address", rooms.address),
)
"""What is looked at, in this order. Nothing is changed, and nobody is called but the rooms' database."""
ASKED_FOR: Final[tuple[tuple[str, Look], ...]] = (("mail server", outside.mail_server),)
"""What calls somebody else, and is done where that is wanted."""


def examine(home: Home, *, calls_others: bool = False) -> Iterator[Finding]:
    """Look at everything; what cannot be looked at is a fault of its own, and the rest is looked at all the same.

    What keeps several things from being looked at, as settings that cannot be read do, is said once.
    """
    before: set[str] = set()
    for subject, look in (*LOOKS, *(ASKED_FOR if calls_others else ())):
        for finding in _looked(subject, look, home):
            if finding.state != "fault" or finding.text not in before:
                yield finding
            before.add(finding.text)


def _looked(subject: str, look: Look, home: Home) -> Iterator[Finding]:
    try:
        yield from look(home)
    except WilletError as wrong:
        # In its own words: it may be the settings that say in which language, and they cannot be read.
        yield fault(subject, str(wrong))
    except (OSError, ValueError) as wrong:
        yield fault(subject, f"it cannot be looked at: {wrong}")
