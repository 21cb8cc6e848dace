"""Texts of a mapping as literals of SQL, and what is worked out once to be used several times."""

from collections.abc import Iterable


def quoted(text: str) -> str:
    """A text as an SQL literal.

    >>> quoted("O'Hara")
    "'O''Hara'"
    """
    return "'" + text.replace("'", "''") + "'"


def listed(texts: Iterable[str]) -> str:
    """Texts as the list behind an IN."""
    return ", ".join(quoted(text) for text in texts)


def once(value: str, name: str, use: str) -> str:
    """SQL: what `use` makes of a value it knows by name, which is worked out a single time.

    SQL has no name for a part of an expression; written out at each use, a long pattern is compiled and run each time.
    """
    return f"list_transform([{value}], lambda {name}: {use})[1]"


def alike(uses: Iterable[str], name: str, values: str | Iterable[str]) -> str:
    """SQL: the list of what the uses, one after another, make of each of several values.

    >>> alike(["trim(x)", "lower(x)"], "x", ["a", "b"])
    'list_transform(list_transform([a, b], lambda x: trim(x)), lambda x: lower(x))'
    """
    listing = values if isinstance(values, str) else f"[{', '.join(values)}]"
    for use in uses:
        listing = f"list_transform({listing}, lambda {name}: {use})"
    return listing


def within(value: str, low: float, high: float) -> str:
    """SQL: a value from `low` to `high`, both included; NULL where it is none."""
    return once(value, "v", f"CASE WHEN v BETWEEN {low} AND {high} THEN v END")
