"""What is said where an effect cannot be asked for, told, or where a reader must know more beside it."""

from willet.core.records import saying

EMPTY = saying("effect.empty", "%(file)s names no unit; give a line for each.")
NO_HEADINGS = saying(
    "effect.no_headings", "%(file)s is empty; its first line names the columns: %(known)s."
)
NO_COLUMN = saying(
    "effect.no_column",
    "%(file)s, line %(line)s: column %(column)s is missing; the columns are %(known)s.",
)
OTHER_COLUMN = saying(
    "effect.other_column", "%(file)s, line %(line)s: column %(column)s is not known.%(hint)s"
)
COLUMN_TWICE = saying(
    "effect.column_twice", "%(file)s, line %(line)s: column %(column)s stands there twice."
)
NO_UNIT = saying("effect.no_unit", "%(file)s, line %(line)s: the unit is missing.")
NO_DAY = saying(
    "effect.no_day",
    "%(file)s, line %(line)s: %(column)s is %(value)s; write a day as 2026-03-31, or nothing for never.",
)
TWICE = saying(
    "effect.twice",
    "%(file)s, line %(line)s: %(unit)s stands in line %(first)s already; give each unit one line.",
)
ENDS_FIRST = saying(
    "effect.ends_first",
    "%(file)s, line %(line)s: until %(last)s lies before assigned_from %(first)s.",
)
NEVER_AND_YET = saying(
    "effect.never_and_yet",
    "%(file)s, line %(line)s: %(unit)s has no day in assigned_from, but one in received_from or until.",
)
UNKNOWN_UNIT = saying(
    "effect.unknown_unit", "%(file)s, line %(line)s: nobody knows the %(kind)s %(unit)s.%(hint)s"
)
NOBODY_EXPOSED = saying(
    "effect.nobody_exposed",
    "No unit of %(file)s has a day in assigned_from: nobody is exposed, so there is no effect to tell.",
)
UNIT_KINDS = {
    "agent": saying("effect.kind.agent", "agent")(),
    "team": saying("effect.kind.team", "team")(),
    "queue": saying("effect.kind.queue", "queue")(),
}
NO_KIND = saying(
    "effect.no_kind", "Unit %(unit)s is not known; an effect is told of agent, team or queue."
)
NO_WORTH = saying(
    "effect.no_worth",
    "The smallest effect worth having is %(worth)s; give a number of 0 or more, for shares between 0 and 1.",
)
NOT_A_RATE = saying(
    "effect.not_a_rate",
    "%(metric)s is a count, a sum over people, or an extreme; the effect is told of shares and means. "
    "Take one of %(names)s.",
)
OF_THE_SUBJECT = saying(
    "effect.of_the_subject",
    "%(metric)s rests on what agents or audits say, and so on what the exposed write themselves. "
    "Take one of %(names)s.",
)
