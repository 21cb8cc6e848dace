"""What is refused of plans, and what must be known beside a verdict: sentences that name the next step."""

from willet.core.records import RequestError, saying

NO_START = saying(
    "plans.no_start",
    "Nobody begins on any day, so there is nothing to judge. Write a day for at least one unit.",
)
TOO_EARLY = saying(
    "plans.too_early",
    "On that date nothing could be told yet: a week after the first start, and the days in which a customer "
    "may come back, are over on %(date)s. Choose that day or a later one.",
)
NO_WORTH = saying(
    "plans.no_worth", "The smallest effect worth having must be more than nothing. Write how much."
)
NOT_OPEN = saying(
    "plans.not_open", "This plan is over. Begin it anew, and it is listed beside this one."
)
REASON_NEEDED = saying(
    "plans.reason_needed",
    "This is registered. Write in a sentence why it is changed; the sentence stays.",
)
NOTHING_CHANGED = saying(
    "plans.nothing_changed", "Nothing of what is registered was changed, so it stands as it was."
)
SETTLED = saying(
    "plans.settled",
    "Somebody else did this meanwhile: the plan is not what it was when you opened it. Its page says what it is now.",
)
CLOSED_UNITS = saying(
    "plans.closed_units",
    "You do not plan for these, or the data store does not know them: %(names)s. Choose among those listed.",
)
FAR_DAY = saying(
    "plans.far_day",
    "Line %(line)s: %(column)s is %(day)s. Choose a day from %(first)s to %(last)s.",
)
REGISTERED = saying(
    "plans.registered",
    "This is registered already. Who begins when is changed on its form, with a reason.",
)
NO_UNITS = saying(
    "plans.no_units", "Choose who is eligible first: an order needs at least four of them."
)

LATE = saying(
    "plans.late",
    "Registered on %(date)s, after the start: what came out may have been seen before it was said what counts.",
)
CHANGED_LATE = saying(
    "plans.changed_late",
    "What was registered was changed on %(date)s, after the start: %(reason)s. "
    "What came out may have been seen before.",
)
STOPPED = saying("plans.stopped", "It was stopped before the date of the verdict.")
LOST = saying("plans.lost", "The verdict cannot be worked out: %(why)s")

LOOKING = saying("plans.step.look", "Comparing before and after")
LEARNING = saying("plans.step.learn", "Learning from the past how much figures vary")
KEEPING = saying("plans.step.keep", "Keeping what came out")


class PlanError(RequestError):
    """What somebody wanted of a plan cannot be."""
