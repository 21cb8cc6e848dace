"""Reasons that any source may give for what it does not record, in the words of the tables."""

from willet.core.records import Message, saying

REASONS = {
    "abandoned": saying("why.never.abandoned", "this source does not record callers who gave up"),
    "blocked": saying("why.never.blocked", "this source does not record blocked calls"),
    "wait_s": saying("why.never.wait_s", "this source does not record waiting time"),
    "ring_s": saying("why.never.ring_s", "this source does not record ringing time"),
    "talk_s": saying("why.never.talk_s", "this source does not record talk time"),
    "hold_s": saying("why.never.hold_s", "this source does not record hold time"),
    "acw_s": saying("why.never.acw_s", "this source does not record after-call work"),
    "transfers": saying("why.never.transfers", "this source does not record transfers"),
    "sale_amount": saying("why.never.sale_amount", "this source does not record sales"),
    "offers": saying("why.never.offers", "this source does not record offers to agents"),
    "unanswered_offers": saying(
        "why.never.unanswered_offers", "this source does not record unanswered offers"
    ),
    "disposed": saying(
        "why.never.disposed", "this source does not record what agents say of the end of a call"
    ),
    "own_word": saying(
        "why.never.own_word", "this source does not record whether agents call it solved"
    ),
    "csat": saying("why.never.csat", "this source does not record survey answers"),
    "nps": saying("why.never.nps", "this source does not record survey answers"),
    "ces": saying("why.never.ces", "this source does not record survey answers"),
}
"""Column, outcome or survey question -> why no metric that needs it has a figure."""


def not_recorded(*names: str) -> dict[str, Message]:
    """What a source cannot tell, for its `cannot_tell`.

    >>> not_recorded("hold_s")
    {'hold_s': 'this source does not record hold time'}
    """
    return {name: REASONS[name]() for name in names}
