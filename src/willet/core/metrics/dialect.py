"""The few places where engines differ, as slots: everything else is SQL that all of them share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from willet.core.records import UnknownNameError


@dataclass(frozen=True, slots=True)
class Dialect:
    """One engine's way of saying what the compiler needs said."""

    name: str
    double: str
    sum: str
    placeholder: Callable[[str], str]
    pasted: Callable[[str], str]
    quantiles: Callable[[str, Sequence[float]], str]
    row_key: Callable[[str, str], str]
    quotient: Callable[[str, int], str]

    def date_part(self, part: str, column: str) -> str:
        """A part of a date as an integer."""
        return f"CAST(EXTRACT({part} FROM {column}) AS INTEGER)"

    def as_double(self, expression: str) -> str:
        """The expression as a double, so that no engine divides or adds in integers."""
        return f"CAST({expression} AS {self.double})"


def _duckdb_quantiles(value: str, fractions: Sequence[float]) -> str:
    return f"quantile_cont({value}, [{_listed(fractions)}])"


def _postgres_quantiles(value: str, fractions: Sequence[float]) -> str:
    return f"percentile_cont(ARRAY[{_listed(fractions)}]) WITHIN GROUP (ORDER BY {value})"


def _listed(fractions: Sequence[float]) -> str:
    return ", ".join(map(repr, fractions))


DIALECTS: dict[str, Dialect] = {
    "duckdb": Dialect(
        name="duckdb",
        double="DOUBLE",
        # compensated: the order in which threads add must not show in the answer
        sum="FSUM",
        placeholder=lambda name: f"${name}",
        pasted=lambda literal: literal,
        quantiles=_duckdb_quantiles,
        # a row without a known customer is its own group; contact ids hash to the same 64 bits
        row_key=lambda key, row: f"COALESCE({key}, HASH({row}))",
        quotient=lambda column, by: f"({column} // {by})",
    ),
    "postgres": Dialect(
        name="postgres",
        double="DOUBLE PRECISION",
        sum="SUM",
        placeholder=lambda name: f"%({name})s",
        # its drivers read every % as the start of a placeholder
        pasted=lambda literal: literal.replace("%", "%%"),
        quantiles=_postgres_quantiles,
        row_key=lambda key, row: f"COALESCE(CAST({key} AS TEXT), {row})",
        quotient=lambda column, by: f"({column} / {by})",
    ),
}


def dialect_named(name: str) -> Dialect:
    """The dialect of an engine.

    Raises:
        UnknownNameError: no slots are known for that engine.
    """
    if name not in DIALECTS:
        raise UnknownNameError("SQL dialect", name, DIALECTS)
    return DIALECTS[name]
