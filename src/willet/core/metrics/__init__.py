"""Metrics as data: a catalogue of formulas, questions about them, SQL that answers, and answers."""

from willet.core.metrics.answer import Answer, AnswerRow, MetricColumn
from willet.core.metrics.answering import answer_from
from willet.core.metrics.behind import Behind, behind
from willet.core.metrics.catalogue import catalogue, metric_named, parameters
from willet.core.metrics.compiler import Compiled, compile_question
from willet.core.metrics.condition import (
    Condition,
    among,
    both,
    condition_sql,
    contrary,
    either,
    unknown,
)
from willet.core.metrics.differing import differing
from willet.core.metrics.flag_sql import flag_sql
from willet.core.metrics.flags import FLAGS
from willet.core.metrics.foresight import BLIND, Foresight
from willet.core.metrics.grains import GRAINS, OF_CONTACTS, SPLITTABLE
from willet.core.metrics.holding import holds
from willet.core.metrics.metric import LANGUAGES, Metric, Parameter, Words
from willet.core.metrics.printed import answer_of_json
from willet.core.metrics.profile import Profile, profiles
from willet.core.metrics.question import Question
from willet.core.metrics.twice import hours_twice_notes, hours_twice_sql, speaks_of_hours
from willet.core.metrics.weights import WEIGHTS, Weighted, WeightedRow, can_be_weighed

__all__ = [
    "BLIND",
    "FLAGS",
    "GRAINS",
    "LANGUAGES",
    "OF_CONTACTS",
    "SPLITTABLE",
    "WEIGHTS",
    "Answer",
    "AnswerRow",
    "Behind",
    "Compiled",
    "Condition",
    "Foresight",
    "Metric",
    "MetricColumn",
    "Parameter",
    "Profile",
    "Question",
    "Weighted",
    "WeightedRow",
    "Words",
    "among",
    "answer_from",
    "answer_of_json",
    "behind",
    "both",
    "can_be_weighed",
    "catalogue",
    "compile_question",
    "condition_sql",
    "contrary",
    "differing",
    "either",
    "flag_sql",
    "holds",
    "hours_twice_notes",
    "hours_twice_sql",
    "metric_named",
    "parameters",
    "profiles",
    "speaks_of_hours",
    "unknown",
]
