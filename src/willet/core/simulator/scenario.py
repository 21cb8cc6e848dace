"""What kind of centre is simulated, and what is planted in it: every knob with its default."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

from willet.core.records import RequestError
from willet.core.sources.clock import zone_named

LONGEST_DAYS = 1100
Answering: TypeAlias = Literal["outcome", "margins"]
ANSWERING: tuple[Answering, ...] = ("outcome", "margins")
MOST_PER_DAY = 400_000


@dataclass(frozen=True, slots=True)
class Scenario:
    """One run of one centre.

    `seed` draws the callers and their luck, `centre_seed` the centre itself (its agents and their
    skill): many seeds of one centre are many samples of the same long-run figures.

    Raises:
        RequestError: a knob is out of its range, or the zone is unknown.
    """

    days: int = 60
    contacts_per_day: int = 500
    seed: int = 7
    first_day: date = date(2026, 9, 7)
    zone: str = "Europe/Amsterdam"
    centre_seed: int = 11
    sites: int = 1
    """Each site has all queues and its own agents; from the second on, queues bear its number."""
    lead_days: int = 14
    """Days simulated before the first: so that the first day already has callers who call again."""
    tail_days: int = 30
    """Days simulated after the last: only then is it known how the last day's cases ended."""
    skill_spread: float = 0.35
    """How far agents' skill differs, in log-odds; 0 makes them alike."""
    newcomers: float = 0.35
    """Share of agents hired in the two months before or during the days shown."""
    over_report: float = 0.12
    """How often an agent writes `solved` on what was not; each agent has an own share around it."""
    over_report_spread: float = 1.0
    """How far their own shares lie apart; 0 makes them alike."""
    under_report: float = 0.02
    """How often an agent writes `not solved` on what was."""
    undisposed: float = 0.0
    """Share of handled contacts on which the agent wrote nothing; 0 lets call resolution be counted exactly."""
    copies: float = 0.0
    """How often an agent who sees the customer's answer writes that down for a word of their own."""
    amends: float = 0.0
    """How often `solved` is struck out when the customer comes back about it within a week."""
    second_level: float = 0.0
    """Share of the cases of hard topics that are marked at the door as not meant for the first level."""
    withheld: float = 0.06
    """Share of customers who hide their number, always: it is a setting of their phone."""
    withheld_at_times: float = 0.0
    """Share of all other contacts on which the number was hidden for once, whoever called."""
    office: float = 0.05
    """Share of customers who call from a number shared with colleagues."""
    known_by_id: float = 0.7
    """Share of customers who have a customer id and give it, to the agent or by logging in to the chat."""
    office_known_by_id: float = 0.7
    """The same among those who share an office's number; at 0 nothing shows that it is shared."""
    id_at_menu: float = 0.0
    """Share of those with an id who key it in before they wait, so that a lost call of theirs shows it too."""
    survey_if_solved: float = 0.30
    survey_if_unsolved: float = 0.14
    """How often a customer answers the survey: fewer of those who were not helped."""
    answering: Answering = "outcome"
    """What answering the survey follows: whether it was solved, or topic and wait alone."""
    survey_errs: float = 0.0
    """How often a customer who answers is wrong about whether the matter is solved."""
    article_lift: float = 1.0
    """How much of its topic's lack of information the new article takes away (0 none, 1 all)."""
    storm_factor: float = 3.0
    """By how much the storm multiplies calls about outages."""
    part_time: float = 1.0
    """What share of a full week agents work: at a half there are about twice as many of them."""
    lever_lift: float = 0.0
    """By how much planted courses and limits change the log-odds of solving; at 0 none is planted."""

    def __post_init__(self) -> None:
        """Check every knob."""
        zone_named(self.zone)
        _within("days", self.days, 1, LONGEST_DAYS)
        _within("contacts_per_day", self.contacts_per_day, 1, MOST_PER_DAY)
        _within("sites", self.sites, 1, 50)
        _within("lead_days", self.lead_days, 0, 60)
        _within("tail_days", self.tail_days, 0, 60)
        _within("part_time", self.part_time, 0.1, 1)
        _within("lever_lift", self.lever_lift, 0, 5)
        for share in _SHARES:
            _within(share, getattr(self, share), 0, 1)
        if self.answering not in ANSWERING:
            choices = ", ".join(ANSWERING)
            raise RequestError(f"answering is {self.answering!r}; it may be {choices}.")

    @property
    def begins(self) -> date:
        """The first day simulated, shown or not."""
        return self.first_day - timedelta(days=self.lead_days)

    @property
    def last_day(self) -> date:
        """The last day shown."""
        return self.first_day + timedelta(days=self.days - 1)

    @property
    def simulated_days(self) -> int:
        """Days simulated, shown or not."""
        return self.lead_days + self.days + self.tail_days


_SHARES = (
    "skill_spread",
    "newcomers",
    "over_report",
    "over_report_spread",
    "under_report",
    "undisposed",
    "copies",
    "amends",
    "second_level",
    "withheld",
    "withheld_at_times",
    "office",
    "known_by_id",
    "office_known_by_id",
    "id_at_menu",
    "survey_if_solved",
    "survey_if_unsolved",
    "survey_errs",
    "article_lift",
)


def _within(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise RequestError(f"{name} is {value}; it must lie between {low} and {high}.")
