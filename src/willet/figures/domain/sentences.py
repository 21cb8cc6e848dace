"""The sentences the core's answers carry, in the reader's language.

The core speaks English and knows no translation; the literal copies below are there for the word lists.
A test holds the two equal.
"""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from willet.core.metrics import catalogue
from willet.core.metrics.reasons import Sentence
from willet.figures.domain.figure import words_of
from willet.figures.domain.sourcewords import source_words
from willet.ui import formats

KNOWN = (
    gettext_noop("%(metric)s is without after-call work here: this source does not record it"),
    gettext_noop("%(metric)s is without hold time here: this source does not record it"),
    gettext_noop("%(metric)s is without ringing time here: this source does not record it"),
    gettext_noop(
        "%(metric)s is estimated in part: %(pending)s of %(cases)s cases are pending, "
        "and count as older ones turned out"
    ),
    gettext_noop(
        "%(metric)s leaves out %(pending)s of %(cases)s cases that are pending: "
        "the records are too short to estimate them"
    ),
    gettext_noop(
        "%(metric)s rests on what the record says of each contact: its source does not tell who the customers are, "
        "so nobody can be seen coming back"
    ),
    gettext_noop(
        "the cases of this selection are still pending, and the records are too short to estimate them"
    ),
    gettext_noop(
        "%(metric)s: audits judged %(audits)s cases whole; the corrected figure allows for the errors they found "
        "in the evidence, the interval and the bounds do not"
    ),
    gettext_noop(
        "%(metric)s rests on what customers, agents and silence say; how often these err is not known: "
        "audits judged %(audits)s cases whole, and a correction needs %(fewest)s"
    ),
    gettext_noop("%(metric)s leaves out source %(source)s: %(why)s"),
    gettext_noop(
        "%(metric)s rests on %(share)s of what it should count; bound_low and bound_high enclose what the rest could do"
    ),
    gettext_noop(
        "%(metric)s: after-call work is known for %(share)s of the contacts and counts as 0 s for the rest"
    ),
    gettext_noop(
        "%(metric)s: hold time is known for %(share)s of the contacts and counts as 0 s for the rest"
    ),
    gettext_noop(
        "%(metric)s: ringing time is known for %(share)s of the contacts and counts as 0 s for the rest"
    ),
    gettext_noop("no answer in this selection is on the scale this metric needs"),
    gettext_noop("no case in this selection has evidence of whether it was solved"),
    gettext_noop("no cases in this selection"),
    gettext_noop("no contact is linked to another yet: each one counts as a case of its own"),
    gettext_noop("no contacts in this selection"),
    gettext_noop("no known customer in this selection said whether it was solved"),
    gettext_noop("no offers to agents in this selection"),
    gettext_noop("no survey questions in this selection"),
    gettext_noop(
        "a window of %(window)s d needs a record of more than %(needed)s d, and this one has %(seen)s d; "
        "the first figure comes with the records of %(date)s"
    ),
    gettext_noop("nobody answered the survey in this selection"),
    gettext_noop("parameter %(name)s is not used by what was asked"),
    gettext_noop(
        "the clock was put back on %(days)s: the hour from %(hour)s:00 came twice, and the calls of both are in one row"
    ),
    gettext_noop("this source does not record after-call work"),
    gettext_noop("this source does not record hold time"),
    gettext_noop("this source does not record offers to agents"),
    gettext_noop("this source does not record ringing time"),
    gettext_noop("this source does not record sales"),
    gettext_noop("this source does not record talk time"),
    gettext_noop("this source does not record transfers"),
    gettext_noop("this source does not record unanswered offers"),
    gettext_noop("this source does not record waiting time"),
    gettext_noop("this source does not tell who the customers are"),
    gettext_noop("what this metric needs is not known in this selection"),
    gettext_noop("no interval: one single customer says nothing of others"),
    gettext_noop("no interval from fewer than 30: a few long or large ones would decide the mean"),
    gettext_noop("no interval: from so few this quantile has none"),
    gettext_noop("lower end alone: from so few the interval has no upper one"),
    gettext_noop("no interval from a single one"),
    gettext_noop("no interval from a single agent"),
    gettext_noop("the interval is of chance within one day: it says nothing of how days differ"),
    gettext_noop("the interval is of one agent’s own contacts: it says nothing of other agents"),
    gettext_noop("the interval rests on fewer than 8 days and is rough"),
    gettext_noop("the interval rests on fewer than 8 agents and is rough"),
    gettext_noop(
        "one customer has more than a twentieth of what this rests on: the interval is rough"
    ),
    gettext_noop(
        "%(metric)s: one customer has more than a twentieth of what this rests on: the interval is rough"
    ),
)


def translated(sentence: Sentence | None) -> str:
    """The sentence in the reader's language; empty where there is none."""
    if sentence is None:
        return ""
    values = dict(sentence.values)
    # Why a source is silent is a sentence of that source, not one of the answers' own.
    text = _(sentence.text) if sentence.text in KNOWN else source_words(sentence.text)
    if values.get("metric") in catalogue():
        values["metric"] = words_of(catalogue()[values["metric"]]).title
    if "days" in values:
        days = (date.fromisoformat(day) for day in values["days"].split(", "))
        values["days"] = ", ".join(formats.date(day) for day in days)
    if "date" in values:
        values["date"] = formats.date(date.fromisoformat(values["date"]))
    if "why" in values:
        values["why"] = source_words(values["why"])
    return text % values if values else text
