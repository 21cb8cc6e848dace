"""What points at a cause where nobody said one: words of the disposition, tenure, topic, consults, transfers, holds.

A signal is `cause:what was seen`. They stand from strongest to weakest and the first decides: words beat
tenure, tenure the topic, the topic a consult, a consult a transfer. A consult speaks of complexity though a
transfer speaks of authority: who may not decide hands the call to somebody who may, and needs no advice
for it; who asks a colleague first does not know how to go on.
"""

from collections.abc import Mapping
from enum import StrEnum

from willet.core.cases.directions import EVER_HANDLED, INBOUND

NEW_DAYS, LONG_HOLD_S, HARD_BY, HARD_N = 90, 120, 0.1, 30


class Signal(StrEnum):
    """What was seen, as an answer names it."""

    DISPOSITION = "words of the disposition"
    NEW_AGENT = "new agent"
    HARD_TOPIC = "hard topic"
    CONSULTED = "asked a colleague"
    HANDED_ON = "handed on"
    LONG_HOLD = "long hold"


WORDS: Mapping[str, str] = {
    "authority": "escalat|supervisor|approv|authori[sz]|permission|not allowed|genehmig|freigabe|befugnis"
    "|vorgesetzt|toestemming|bevoegd|akkoord|leidinggevende|autoriza|aprobaci|permiso|phê duyệt|thẩm quyền|cấp trên",
    "information": "no info|missing info|information|unclear|not found|look.?up|knowledge|fehlende info|unklar"
    "|auskunft|informatie|onduidelijk|opzoeken|informaci|falta de datos|không rõ|thiếu thông tin|tra cứu",
    "complexity": "complex|technical|second.?l(evel|ine)|specialist|komplex|schwierig|technisch|ingewikkeld"
    "|moeilijk|complej|técnic|difícil|phức tạp|kỹ thuật",
}
"""Words of a disposition that point at a cause, in five languages, matched without case."""

SIGNALS = """
WITH hard AS (
    SELECT topic FROM cases WHERE resolved IS NOT NULL AND {ever_handled} GROUP BY topic
    HAVING count(*) >= {hard_n} AND avg(resolved::INT)
        < (SELECT avg(resolved::INT) FROM cases WHERE {ever_handled}) - {hard_by}
), unsolved AS (
    SELECT * FROM cases
    WHERE {inbound} AND {ever_handled} AND resolved IS FALSE AND {selected}
), last_taken AS (
    SELECT l.case_id, arg_max(l.contact_id, (l.arrived_at, l.contact_id)) AS contact_id
    FROM links l SEMI JOIN unsolved USING (case_id) WHERE l.handled GROUP BY l.case_id
), told AS (
    SELECT u.*, lower(coalesce(c.disposition, '')) AS said,
        list_filter([
            {words},
            CASE WHEN c.agent_tenure_days < {new_days} THEN 'turnover:{new_agent}' END,
            CASE WHEN u.topic IN (SELECT topic FROM hard) THEN 'complexity:{hard_topic}' END,
            CASE WHEN list_contains(c.tags, 'consulted') THEN 'complexity:{consulted}' END,
            CASE WHEN u.transfers > 0 THEN 'authority:{handed_on}' END,
            CASE WHEN c.hold_s > {long_hold_s} THEN 'information:{long_hold}' END
        ], lambda x: x IS NOT NULL) AS signals
    FROM unsolved u JOIN last_taken USING (case_id) JOIN contacts c USING (contact_id)
), judged AS (
    SELECT case_id, opened_at, contacts, topic, queue, agent, team,
        coalesce(cause, split_part(signals[1], ':', 1)) AS cause,
        CASE WHEN cause IS NOT NULL
            THEN CASE cause_by WHEN 'disposition' THEN 'desk' ELSE cause_by END
            WHEN len(signals) > 0 THEN 'suggested' END AS who,
        CASE WHEN cause IS NULL THEN list_transform(signals, lambda x: split_part(x, ':', 2))
            ELSE [] END AS signals
    FROM told
)
"""
"""A row an unresolved case that somebody took, in `judged`; reads `cases`, `links` and `contacts`."""


def judged(selected: str) -> str:
    """The common table expressions up to `judged`, for the cases of a condition."""
    words = ", ".join(
        f"CASE WHEN regexp_matches(said, '{pattern}') THEN '{cause}:{Signal.DISPOSITION}' END"
        for cause, pattern in WORDS.items()
    )
    return SIGNALS.format(
        words=words,
        inbound=INBOUND,
        ever_handled=EVER_HANDLED,
        new_days=NEW_DAYS,
        long_hold_s=LONG_HOLD_S,
        hard_by=HARD_BY,
        hard_n=HARD_N,
        selected=selected,
        **{signal.name.lower(): signal.value for signal in Signal},
    )
