"""Numbers written by people and spreadsheets, read in SQL; what could be meant in two ways is refused."""

SCIENTIFIC = r"^[+-]?\d+([.,]\d+)?[eE]\+?\d{1,3}$"
"""What a spreadsheet makes of a long number: its last digits are gone."""


def number(text: str, decimal: str = ".", *, exponent: bool = False) -> str:
    """SQL: a plain number without grouping, as DOUBLE; NULL where the text is none.

    `1,234` is one thousand to some and one and a bit to others: only the mapping's decimal sign counts.
    """
    mark = "[.]" if decimal == "." else "[,]"
    power = "([eE][+-]?[0-9]{1,3})?" if exponent else ""
    whole = rf"^[+-]?([0-9]+({mark}[0-9]*)?|{mark}[0-9]+){power}$"
    return f"CASE WHEN regexp_matches({text}, '{whole}') THEN TRY_CAST({_pointed(text, decimal)} AS DOUBLE) END"


def count(text: str, most: int, decimal: str = ".") -> str:
    """SQL: a whole number from 0 to `most`; `3.0` is 3."""
    value = f"({number(text, decimal)})"
    whole = f"{value} BETWEEN 0 AND {most} AND {value} = floor({value})"
    return f"(CASE WHEN {whole} THEN CAST({value} AS BIGINT) END)"


def money(text: str, decimal: str = ".") -> str:
    """SQL: an amount with or without currency sign and thousands, as DECIMAL(18,2)."""
    mark, group = ("[.]", "[, '']") if decimal == "." else ("[,]", "[. '']")
    sign = r"[^0-9,.\-+]{0,4}"
    digits = rf"([0-9]+|[0-9]{{1,3}}({group}[0-9]{{3}})+)({mark}[0-9]+)?"
    shape = f"^{sign}[+-]?{sign}{digits}{sign}$"
    bare = f"regexp_replace({text}, '[^0-9{decimal}\\-]', '', 'g')"
    amount = f"TRY_CAST({_pointed(bare, decimal)} AS DECIMAL(18,2))"
    return f"(CASE WHEN regexp_matches({text}, '{shape}') THEN {amount} END)"


def score(text: str, low: float, high: float, decimal: str = ".") -> str:
    """SQL: a number on a scale."""
    value = f"({number(text, decimal)})"
    return f"(CASE WHEN {value} BETWEEN {low} AND {high} THEN {value} END)"


def _pointed(text: str, decimal: str) -> str:
    return text if decimal == "." else f"replace({text}, ',', '.')"
