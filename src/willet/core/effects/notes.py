"""What must be known beside an effect: the verdict in words, and every choice that bears on it."""

from willet.core.records import counted, saying

WORKED = saying(
    "effect.verdict.worked",
    "Worked: chance does not explain how much better %(metric)s became with the exposed.",
)
HARMFUL = saying(
    "effect.verdict.harmful",
    "Harmful: chance does not explain how much worse %(metric)s became with the exposed.",
)
LESS = saying(
    "effect.verdict.less_than_worth",
    "Less than worth having: an effect on %(metric)s as large as was asked for can be ruled out.",
)
CANNOT_BEFORE = saying("effect.verdict.cannot_before", "Cannot tell before %(date)s.")
CANNOT = saying(
    "effect.verdict.cannot", "Cannot tell, and with these units no date can be named either."
)
NO_BETTER = saying(
    "effect.verdict.neither",
    "No verdict: more of %(metric)s is neither better nor worse.",
)

REFUSED = saying(
    "effect.refused",
    "Exposed and others differ where the change can have no part (%(part)s): what is seen may not be its effect.",
)
PARTS = {
    "before_start": saying("effect.part.before_start", "drift before the start")(),
    "queue": saying("effect.part.queue", "queue entered")(),
    "hour": saying("effect.part.hour", "hour of the day")(),
    "days_since_last": saying("effect.part.days_since_last", "days since the last contact")(),
    "never_exposed": saying("effect.part.never_exposed", "the never exposed among themselves")(),
}
NO_PLACEBO = saying(
    "effect.no_placebo",
    "No placebo could be tried: the units or the days before the start are too few.",
)
BLUNT = saying(
    "effect.blunt",
    "The joint test cannot refuse: of so few orders even the rarest is too common.",
)
SHORT_BEFORE = saying(
    "effect.short_before",
    "Fewer than %(n)s weeks lie before the first start: "
    "whether exposed and others drifted apart already cannot be seen, so there is no verdict.",
)
DRIFT_POSSIBLE = saying(
    "effect.drift_possible",
    "The days before the start do not rule out that exposed and others drifted apart already. "
    "With a steady drift allowed for, the interval is wider, and the verdict goes by it.",
)
OWN_WORDS_LEFT_OUT = saying(
    "effect.own_words_left_out",
    "%(metric)s is measured by the customer’s answer and by no repeat alone: "
    "what agents and audits say of it is left out, before and after.",
)
CUSTOMERS_LEFT_OUT = saying(
    "effect.customers_left_out",
    "Customers’ answers are left out, before and after: they begin or end on %(date)s, inside the days compared.",
)
WINDOW_LONGER = saying(
    "effect.window_longer",
    "A contact counts once %(days)s days have passed, and the records reach over no more than that: "
    "there is nothing to compare yet.",
)
COUNTED_UNTIL = saying(
    "effect.counted_until",
    "The last contact counted is of %(date)s: whether later ones come back is not known yet.",
)
AS_ASSIGNED = counted(
    "effect.as_assigned",
    "Exposure counts as assigned: %(n)s of the exposed received it on another day than assigned, or not yet.",
    "Exposure counts as assigned: %(n)s of the exposed received it on other days than assigned, or not yet.",
)
NOT_LISTED = counted(
    "effect.not_listed",
    "%(n)s unit that is not listed stays out. List it without a day if it was never to be exposed.",
    "%(n)s units that are not listed stay out. List them without a day if they were never to be exposed.",
)
UNLISTED_COMPARED = counted(
    "effect.unlisted_compared",
    "All listed are exposed at once, so they are compared with %(n)s unit that is not listed.",
    "All listed are exposed at once, so they are compared with %(n)s units that are not listed.",
)
LEFT_BEFORE = saying(
    "effect.left_before", "Left out, with too few contacts after the start: %(units)s."
)
CAME_LATER = saying(
    "effect.came_later", "Left out, with too few contacts before the start: %(units)s."
)
OTHERS_SILENT = saying(
    "effect.others_silent", "Left out of the others, with too few contacts: %(units)s."
)
BETWEEN_STARTS = saying(
    "effect.between_starts", "Left out, with too few contacts between two starts: %(units)s."
)
IN_FUTURE = saying(
    "effect.in_future",
    "Not exposed yet on the last day counted, and so compared with: %(units)s.",
)
ALL_IN_FUTURE = saying(
    "effect.all_in_future",
    "Nobody is exposed yet on the last day counted: the first start is on %(date)s.",
)
NOTHING_AFTER = saying(
    "effect.nothing_after", "None of the exposed has enough contacts on both sides of its start."
)
ALL_AT_ONCE = saying(
    "effect.all_at_once",
    "Everyone is exposed on %(date)s: what else changed on that day cannot be told apart from it. "
    "List units that are not exposed, or let some begin later.",
)
TOO_FEW = saying(
    "effect.too_few",
    "%(treated)s exposed and %(others)s others are too few to tell an effect from chance.",
)
FEW = saying(
    "effect.few",
    "%(treated)s exposed and %(others)s others are few: only a very large effect could be told.",
)
FEW_ORDERS = counted(
    "effect.few_orders",
    "Only %(n)s order was possible: even the rarest is too common to exclude anything.",
    "Only %(n)s orders were possible: even the rarest is too common to exclude anything.",
)
BY_LOT = saying(
    "effect.by_lot",
    "The interval takes the order of the starts as drawn by lot; where it was chosen, it may be wrong.",
)
EXPOSURE_ENDS = saying(
    "effect.exposure_ends",
    "The exposure of some ends on %(date)s: where all are exposed one after the other, no later day is counted.",
)
FROZEN = saying(
    "effect.frozen",
    "The figure of every unit changed by exactly the same: what never varies teaches nothing of chance, "
    "so there is no verdict.",
)
LOOK = saying(
    "effect.look",
    "The plan runs until %(date)s: this is look %(look)s of %(looks)s, and its interval allows for all of them.",
)
ONE_LOOK = saying(
    "effect.one_look",
    "The interval is for one look: who asks every week until it says so errs more often. "
    "Give the last day in until, and each look is allowed for.",
)
TWO_AT_ONCE = saying(
    "effect.two_at_once",
    "Others were changed on the same units in these days: %(names)s. The effect of neither can be told alone.",
)
NOT_RECORDED_HERE = saying(
    "effect.not_recorded", "%(metric)s cannot be told of these contacts: %(why)s."
)
NOTHING_THERE = saying(
    "effect.nothing_there", "There are no contacts of the listed units in this selection."
)
NO_WORTH_GIVEN = saying(
    "effect.no_worth_given",
    "No smallest effect worth having was given for %(metric)s: whether one is too small cannot be told.",
)
NO_WEEKS = saying(
    "effect.no_weeks",
    "Weeks since the start are shown where some units are never exposed.",
)
