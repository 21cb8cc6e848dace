"""A number as the reader's language writes it."""

import re
from decimal import Context, Decimal

from babel.numbers import NumberFormatError, parse_decimal
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from willet.ui import formats

MOST_DAYS = 3_650
"""Ten years, where somebody says how many days: more is a slip, and the calendar ends before some numbers do."""
MOST_SIGNS = 60
"""Nobody writes a longer number; as many digits are counted with exactly, none is rounded in silence."""
EXACTLY = Context(prec=MOST_SIGNS)
_NUMBER = re.compile(r"[-−+]?[0-9.,'’]+")
_BLANKS = {ord(blank): None for blank in "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE} "}
_PLAIN = _BLANKS | {ord("\N{MINUS SIGN}"): "-"}
"""Pages write the minus sign; what is copied from them must be read."""


def read_number(text: str) -> Decimal:
    """The number that a text means in the active language: `1.234,5` in German, `1,234.5` in English.

    Raises:
        ValidationError: it is none, or its marks stand where this language has none.
    """
    plain = text.translate(_PLAIN)
    try:
        if len(plain) <= MOST_SIGNS and _NUMBER.fullmatch(plain):
            return parse_decimal(plain, locale=formats.locale(), strict=True)
    except NumberFormatError:
        pass  # told as what is no number at all
    raise ValidationError(
        _("“%(text)s” is not a number. Write it as %(like)s."),
        code="number",
        params={"text": text[:40], "like": formats.number(Decimal("1234.5"))},
    )
