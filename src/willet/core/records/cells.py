"""Texts on their way into a CSV: what a spreadsheet would run as a formula becomes a text."""

import re

_LIVE = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]*[=+\-@＝＋－＠﹦﹢﹣﹫]"
)
"""A sign that begins a formula, in either width, whatever blanks and unseen marks stand before it."""
_CUT_OFF = ("\t", "\r", "\n")
"""Signs at which some programs end a cell, so that what follows begins one."""
_NUMBER = re.compile(r"-\d[\d.,]*([eE][+-]?\d+)?( ?%)?")


def harmless(value: object) -> object:
    """A text a spreadsheet would run as a formula, made text by a leading apostrophe; all else as it is.

    A negative number stays one, be it a number or the text of one.

    >>> harmless("=1+1"), harmless("\\n＝1"), harmless("-5"), harmless(-5), harmless("sales")
    ("'=1+1", "'\\n＝1", '-5', -5, 'sales')
    """
    if not isinstance(value, str) or _NUMBER.fullmatch(value):
        return value
    return f"'{value}" if value.startswith(_CUT_OFF) or _LIVE.match(value) else value
