"""Why a question, a formula or a filter is refused."""

from willet.core.metrics.nodes import Kind
from willet.core.records import Message, saying

KINDS: dict[Kind, Message] = {
    "number": saying("value_kind.number", "number")(),
    "text": saying("value_kind.text", "text")(),
    "truth": saying("value_kind.truth", "truth")(),
    "date": saying("value_kind.date", "date")(),
    "moment": saying("value_kind.moment", "moment")(),
    "labels": saying("value_kind.labels", "tags")(),
    "nothing": saying("value_kind.nothing", "nothing")(),
}
WANTED: dict[Kind, Message] = {
    "truth": saying("wanted.truth", "a condition")(),
    "number": saying("wanted.number", "a number")(),
    "text": saying("wanted.text", "a text")(),
}

NO_METRIC = saying("question.no_metric", "No metric was asked for; `willet metrics` lists them.")
ENDS_FIRST = saying(
    "question.ends_first", "The period ends (%(last)s) before it begins (%(first)s)."
)
NO_FIRST_DAY = saying(
    "question.first_day", "The first day %(day)s is not a date; write it as 1999-12-31."
)
NO_LAST_DAY = saying(
    "question.last_day", "The last day %(day)s is not a date; write it as 1999-12-31."
)
NO_SPLIT = saying(
    "question.no_split",
    "%(name)s is counted on %(table)s, which have no column %(column)s, so it cannot be split by it. "
    "Ask for it apart, or use one of: %(able)s.",
)
NO_FILTER = saying(
    "question.no_filter",
    "%(name)s is counted on %(table)s, which have no column %(column)s, so it cannot be filtered by it. "
    "Ask for it apart, or use one of: %(able)s.",
)
NOT_OF_ANSWERS = saying(
    "question.not_of_answers",
    "Weights correct for customers who did not answer a survey, and %(name)s rests on no answers. "
    "Ask for it without weights.",
)
OF_ANSWERS_ALONE = saying(
    "question.of_answers_alone",
    "%(name)s with weights needs what is known of every contact, answered or not; %(column)s is known of answers "
    "alone. Leave it out, or ask without weights.",
)
NOT_BY_TAG = saying(
    "question.not_by_tag",
    "%(name)s with weights cannot be split by tag, for a contact may bear several. Ask for one at a time: tag = 'a'.",
)
NO_CELL = saying("question.no_cell", "%(key)s is not a %(dimension)s; take one from the answer.")
NO_CHOICE = saying("parameter.no_choice", "Parameter %(name)s is %(value)s; it may be %(choices)s.")
NO_NUMBER = saying("parameter.no_number", "Parameter %(name)s is %(value)s; a number is wanted.")
OUT_OF_RANGE = saying(
    "parameter.out_of_range",
    "Parameter %(name)s is %(value)s; it must lie in %(low)s..%(high)s.",
)

TOO_DEEP = saying("expression.too_deep", "%(text)s ... is nested too deeply; write it flatter.")
TOO_LONG = saying(
    "expression.too_long",
    "An expression of %(length)s characters is too long; %(most)s at most.",
)
UNREADABLE = saying("expression.unreadable", "Cannot read %(text)s: %(why)s")
NOT_ONE = saying("expression.not_one", "Cannot read %(text)s: it must be one expression.")
OTHER_KIND = saying(
    "expression.other_kind", "%(text)s is of kind %(kind)s; %(wanted)s is wanted here."
)
UNLIKE = saying("expression.unlike", "%(text)s compares %(left)s with %(right)s.")
NO_DAY = saying("expression.no_day", "%(text)s is not a %(kind)s; write 1999-12-31.")
NOT_ALLOWED = saying(
    "expression.not_allowed", "%(text)s is not allowed in a formula or filter. %(rule)s"
)

AGGREGATES_ARE = saying("rule.aggregates", "Known aggregates: %(names)s.")
ARGUMENTS = saying("rule.arguments", "%(name)s takes %(count)s argument(s).")
PARTS_ARE = saying(
    "rule.parts",
    "A formula may hold columns, literals, comparisons, and / or / not.",
)()
NO_TABLE = saying("rule.no_table", "Name a column by itself, without a table.")()
MINUS = saying("rule.minus", "A minus sign may stand before a number.")()
AFTER_IS = saying("rule.after_is", "After `is` comes null, not null, true or false.")()
AFTER_IN = saying("rule.after_in", "After `in` comes a list of literals: ('a', 'b').")()
LABELS_ARE = saying(
    "rule.labels",
    "Of tags it is asked which: tag = 'a', tag <> 'a', tag in ('a', 'b'), tag is null.",
)()
NO_ELSE = saying(
    "rule.no_else", "if(condition, value) has no third part; elsewhere it is unknown."
)()
INSIDE = saying(
    "rule.inside", "Inside an aggregate only if(condition, value) and or_zero(column)."
)()
OR_ZERO = saying("rule.or_zero", "or_zero takes one column.")()
A_NUMBER = saying("rule.a_number", "A number is wanted here.")()

ONE_AGGREGATE = saying("shape.one_aggregate", "A formula without a denominator is one aggregate.")
ALONE = saying("shape.alone", "A formula cannot be a lone %(function)s; put it over a count.")
ONE_SUM = saying("shape.one_sum", "Over count_distinct stands one sum.")
BELOW = saying("shape.below", "A denominator is a count or a sum.")
ABOVE = saying("shape.above", "A numerator over a denominator is made of counts and sums.")

TWO_FAMILIES = saying(
    "catalogue.two_families", "Metric %(name)s stands in two families: %(families)s."
)
NO_SNAKE = saying(
    "catalogue.no_snake",
    "Metric name %(name)s must be snake_case without a double underscore.",
)
NO_UNIT = saying("catalogue.no_unit", "Metric %(name)s: unit %(unit)s is none of %(units)s.")
NO_CLUSTER = saying(
    "catalogue.no_cluster", "Metric %(name)s: cluster %(cluster)s is none of %(known)s."
)
NOT_INSTALLED = saying(
    "not_installed",
    "This needs %(package)s, which is not installed: pip install 'willet[notebook]'.",
)
