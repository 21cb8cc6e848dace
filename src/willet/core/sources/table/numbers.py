"""Numbers written by people and spreadsheets, read in SQL; what could be meant in two ways is refused."""

from willet.core.sources.table.sql import once, within

SCIENTIFIC = r"^[+-]?\d+([.,]\d+)?[eE]\+?\d{1,3}$"
"""What a spreadsheet makes of a long number: its last digits are gone."""


def number(text: str, decimal: str = ".", *, exponent: bool = False) -> str:
    """SQL: a plain number without grouping, as DOUBLE; NULL where the text is none.

    `1,5` is no number where the decimal sign is a point: only the mapping's sign counts.
    """
    mark = "[.]" if decimal == "." else "[,]"
    power = "([eE][+-]?[0-9]{1,3})?" if exponent else ""
    whole = rf"^[+-]?([0-9]+({mark}[0-9]*)?|{mark}[0-9]+){power}$"
    return f"CASE WHEN regexp_matches({text}, '{whole}') THEN TRY_CAST({_pointed(text, decimal)} AS DOUBLE) END"


_UNIT = r"\s*[^0-9.,:\s][^0-9]*"
"""What stands behind a number with a unit, whatever its words."""


def is_grouped(text: str, decimal: str = ".", behind: str = f"({_UNIT})?") -> str:
    """SQL: whether a text is a number in groups of thousands: `1,234.5` where the decimal sign is a point.

    `behind`: what may follow the number; a unit if nothing is said.

    All groups but the first have three digits and all signs are the same, so that neither `12,5` nor the
    `1,23,456` of India is one; nor is `0,123`, which is a fraction to whoever wrote it.
    """
    mark = "[.]" if decimal == "." else "[,]"
    groups = "|".join(rf"([{sign}][0-9]{{3}})+" for sign in _grouping(decimal))
    return f"regexp_matches({text}, '^[+-]?[1-9][0-9]{{0,2}}({groups})({mark}[0-9]+)?{behind}$')"


def ungrouped(text: str, decimal: str = ".") -> str:
    """SQL: a number with a unit, without its signs of thousands: `1,234 seconds` is `1234 seconds`."""
    signs = "".join(_grouping(decimal))
    bare = f"regexp_replace({text}, '[{signs}]([0-9]{{3}})', '\\1', 'g')"
    return f"(CASE WHEN {is_grouped(text, decimal, _UNIT)} THEN {bare} ELSE {text} END)"


def amount(text: str, decimal: str = ".") -> str:
    """SQL: a number with or without signs of thousands, as DOUBLE; NULL where the text is none."""
    signs = "".join(_grouping(decimal))
    bare = f"regexp_replace({text}, '[{signs}]', '', 'g')"
    grouped = f"CASE WHEN {is_grouped(text, decimal, '')} THEN {number(bare, decimal)} END"
    return f"coalesce({number(text, decimal)}, {grouped})"


def _grouping(decimal: str) -> tuple[str, ...]:
    """The signs that part thousands, doubled where SQL wants it: the other sign, a blank, an apostrophe."""
    return ("," if decimal == "." else ".", " ", "''", "’")


def count(text: str, most: int, decimal: str = ".") -> str:
    """SQL: a whole number from 0 to `most`; `3.0` is 3."""
    whole = f"v BETWEEN 0 AND {most} AND v = floor(v)"
    return once(amount(text, decimal), "v", f"CASE WHEN {whole} THEN CAST(v AS BIGINT) END")


def money(text: str, decimal: str = ".") -> str:
    """SQL: an amount with or without currency sign and thousands, as DECIMAL(18,2)."""
    mark, group = ("[.]", "[, ''’]") if decimal == "." else ("[,]", "[. ''’]")
    sign = r"[^0-9,.\-+]{0,4}"
    digits = rf"([0-9]+|[0-9]{{1,3}}({group}[0-9]{{3}})+)({mark}[0-9]+)?"
    shape = f"^{sign}[+-]?{sign}{digits}{sign}$"
    bare = f"regexp_replace({text}, '[^0-9{decimal}\\-]', '', 'g')"
    amount = f"TRY_CAST({_pointed(bare, decimal)} AS DECIMAL(18,2))"
    return f"(CASE WHEN regexp_matches({text}, '{shape}') THEN {amount} END)"


def score(text: str, low: float, high: float, decimal: str = ".") -> str:
    """SQL: a number on a scale."""
    return within(amount(text, decimal), low, high)


def _pointed(text: str, decimal: str) -> str:
    return text if decimal == "." else f"replace({text}, ',', '.')"
