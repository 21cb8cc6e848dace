"""What is said where the worth of resolution cannot be asked for or told, and what must be known beside it."""

from willet.core.records import counted, saying

COLUMNS = saying(
    "worth.columns",
    "%(file)s, line 1: the columns are one of customer, number and mail, then left, and where known joined and value; "
    "here they are %(names)s.",
)
NO_CUSTOMER = saying("worth.no_customer", "%(file)s, line %(line)s: the customer is missing.")
NO_DAY = saying(
    "worth.no_day",
    "%(file)s, line %(line)s: %(column)s is %(value)s; write a day as 2026-03-31, or nothing.",
)
TOO_LARGE = saying(
    "worth.too_large",
    "%(file)s, line %(line)s: value is %(value)s, which is too large. "
    "Write it in thousands or millions, in every line.",
)
NO_VALUE = saying(
    "worth.no_value", "%(file)s, line %(line)s: value is %(value)s; write a number, or nothing."
)
NOT_ONE = saying(
    "worth.not_one",
    "%(file)s, line %(line)s: %(value)s is no phone number with its country, and no mail address.",
)
TWICE = saying(
    "worth.twice",
    "%(file)s, line %(line)s: this customer stands in line %(first)s already; give each customer one line.",
)
LEFT_FIRST = saying(
    "worth.left_first", "%(file)s, line %(line)s: left %(left)s lies before joined %(joined)s."
)
EMPTY = saying("worth.empty", "%(file)s names no customer; give a line for each.")
NO_HORIZON = saying(
    "worth.no_horizon", "The days looked ahead are %(days)s; give a whole number from 1 to 365."
)

NOTHING_THERE = saying(
    "worth.nothing_there",
    "There are no settled cases of known customers with %(days)s days after them in this selection.",
)
CLOCK = saying(
    "worth.clock",
    "The clock starts when a case is settled, %(window)s days after it opened: a return before that is part of what "
    "“not solved” means, and would count twice.",
)
ADJUSTED = saying(
    "worth.adjusted",
    "Adjusted: customers are compared within the same topic, queue, time of day, and contact before or not. "
    "What else makes customers stay or leave is not known here.",
)
GOES_WITH = saying(
    "worth.goes_with",
    "The difference goes with resolution; that resolution alone makes it, records cannot show.",
)
LEFT_OUT = counted(
    "worth.left_out",
    "%(n)s case has nobody to compare with and stays out of the adjusted figure.",
    "%(n)s cases have nobody to compare with and stay out of the adjusted figure.",
)
LEFT_MEANWHILE = saying(
    "worth.left_meanwhile",
    "Left before the clock started, and so in no figure: %(solved)s solved at first contact, %(others)s not.",
)
JOINED_LATER = counted(
    "worth.joined_later",
    "%(n)s case is of a customer who joined after the clock started, and is in no figure of who left.",
    "%(n)s cases are of customers who joined after the clock started, and are in no figure of who left.",
)
NO_CUSTOMERS = saying(
    "worth.no_customers", "Who left is not known: give a file of customers, with the day each left."
)
NOBODY_KNOWN = saying(
    "worth.nobody_known", "None of the customers given has a settled case in this selection."
)
NO_EFFORT = saying("worth.no_effort", "Nobody was asked how easy it was.")
NAMES = {
    "returned": saying("worth.name.returned", "came back")(),
    "later_contacts": saying("worth.name.later_contacts", "later contacts")(),
    "churned": saying("worth.name.churned", "is a customer no longer")(),
    "value_lost": saying("worth.name.value_lost", "value lost")(),
    "effort": saying("worth.name.effort", "how easy it was")(),
}
