"""What became of customers over one selection, never of one agent's, nor of too few people's."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext as _

from willet.core.worth import Customer, ResolutionWorth, WorthRequest, worth_on
from willet.figures.domain.asking import Reading, read_lake
from willet.figures.domain.linking import LinkRules, read_link_rules
from willet.figures.domain.remembered import remembered
from willet.figures.domain.selection import Selection, read_selection
from willet.people.models import User
from willet.people.visibility import visibility_of

AHEAD_FIELD = "ahead"
AHEAD = (14, 30, 60, 90, 180)
"""How many days may be looked ahead on the page."""
USUAL_AHEAD = 30


@dataclass(frozen=True)
class WorthReading:
    """The worth of resolution over one selection under one set of rules."""

    reading: Reading
    selection: Selection
    rules: LinkRules
    ahead: int

    @property
    def kept(self) -> dict[str, str]:
        """What else of the address stays, whatever is chosen."""
        return {**self.rules.pairs, AHEAD_FIELD: str(self.ahead)}

    @cached_property
    def asked(self) -> WorthRequest:
        """The request as the core takes it.

        Raises:
            ClosedError: too few people stand behind the selection.
            LakeError: a file of the lake cannot be read.
        """
        params = self.rules.params
        question = self.reading.question(["fcr_case"], selection=self.selection, params=params)
        return WorthRequest(question, self.ahead, None)

    @cached_property
    def result(self) -> ResolutionWorth:
        """As the data store alone tells it.

        Raises:
            ClosedError: too few people stand behind the selection.
            LakeError: a file of the lake cannot be read.
        """
        snapshot, asked = self.reading.snapshot, self.asked
        return remembered(snapshot, ("worth", asked), lambda: worth_on(snapshot, asked, ()))

    def of(self, customers: tuple[Customer, ...]) -> ResolutionWorth:
        """With customers of whom it is known who left.

        Raises:
            ClosedError: too few people stand behind the selection.
            LakeError: a file of the lake cannot be read.
        """
        return worth_on(self.reading.snapshot, replace(self.asked, customers=customers), customers)


def reading_without_individuals(user: User) -> Reading | None:
    """The lake as somebody sees it who sees no single agent's figures; None as long as there is nothing in it.

    Raises:
        LakeError: there is a lake and it cannot be read.
    """
    reading = read_lake(replace(visibility_of(user), individuals=False))
    return None if reading is None or reading.days is None else reading


def read_worth(reading: Reading, address: QueryDict) -> WorthReading:
    """What an address asks. A filter by agent is left out and told, as is whatever cannot be read."""
    assert reading.days is not None, "an empty lake has a page of its own"
    selection = read_selection(address, newest=reading.days[1])
    rules = read_link_rules(address)
    ahead, problems = _read_ahead(address), [*selection.problems, *rules.problems]
    cells = {name: values for name, values in selection.cells.items() if name != "agent"}
    if cells != selection.cells:
        problems.append(
            _(
                "What became of one agent’s customers is shown to nobody: the filter by agent is left out."
            )
        )
    if ahead is None:
        known = ", ".join(map(str, AHEAD))
        problems.append(
            _("The days looked ahead cannot be read; write one of %(known)s.") % {"known": known}
        )
    open_selection = replace(selection, cells=cells, problems=tuple(problems))
    return WorthReading(reading, open_selection, rules, ahead or USUAL_AHEAD)


def _read_ahead(address: QueryDict) -> int | None:
    text = address.get(AHEAD_FIELD) or str(USUAL_AHEAD)
    return int(text) if text in map(str, AHEAD) else None
