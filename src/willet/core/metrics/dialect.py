"""The few places where engines differ, as slots: everything else is SQL that all of them share."""

from collections.abc import Callable
from dataclasses import dataclass

from willet.core.records import UnknownNameError, kinds


@dataclass(frozen=True, slots=True)
class Dialect:
    """One engine's way of saying what the compiler needs said."""

    name: str
    double: str
    sum: str
    placeholder: Callable[[str], str]
    pasted: Callable[[str], str]
    sorted_list: Callable[[str], str]
    bare_list: Callable[[str], str]
    joined_lists: Callable[[str], str]
    each_of: Callable[[str, int, int], str]
    row_key: Callable[[str, str], str]
    agent_key: str
    quotient: Callable[[str, int], str]
    bears: Callable[[str, str], str]
    no_labels: str
    each_label: Callable[[str], str]

    def date_part(self, part: str, column: str) -> str:
        """A part of a date as an integer."""
        return f"CAST(EXTRACT({part} FROM {column}) AS INTEGER)"

    def as_double(self, expression: str) -> str:
        """The expression as a double, so that no engine divides or adds in integers."""
        return f"CAST({expression} AS {self.double})"


def _duckdb_sorted(value: str) -> str:
    return f"list({value} ORDER BY {value}) FILTER (WHERE {value} IS NOT NULL)"


def _postgres_sorted(value: str) -> str:
    return f"array_agg({value} ORDER BY {value}) FILTER (WHERE {value} IS NOT NULL)"


def _duckdb_joined(lists: str) -> str:
    return f"list_sort(flatten(list({lists}) FILTER (WHERE {lists} IS NOT NULL)))"


def _postgres_joined(lists: str) -> str:
    # its arrays of arrays are rectangles, so lists of several lengths are joined as texts
    values = f"string_to_array(string_agg(array_to_string({lists}, ','), ','), ',')"
    return f"(SELECT array_agg(one ORDER BY one) FROM unnest({values}::double precision[]) AS one)"


DIALECTS: dict[str, Dialect] = {
    "duckdb": Dialect(
        name="duckdb",
        double="DOUBLE",
        # compensated: the order in which threads add must not show in the answer
        sum="FSUM",
        placeholder=lambda name: f"${name}",
        pasted=lambda literal: literal,
        sorted_list=_duckdb_sorted,
        bare_list=lambda value: f"list({value}) FILTER (WHERE {value} IS NOT NULL)",
        joined_lists=_duckdb_joined,
        each_of=lambda sql, first, last: f"[{sql} for k in range({first}, {last + 1})]",
        # a row without a known customer is its own group; contact ids hash to the same 64 bits
        row_key=lambda key, row: f"COALESCE({key}, HASH({row}))",
        # visits of unknown agents share their day's luck; HASH of NULL is a number, so it is asked first
        agent_key="CASE WHEN agent IS NULL THEN HASH(local_date) ELSE HASH(agent) END",
        quotient=lambda column, by: f"({column} // {by})",
        bears=lambda labels, one: f"coalesce(list_contains({labels}, {one}), FALSE)",
        no_labels="[]",
        each_label=lambda labels: (
            f"unnest(CASE WHEN len({labels}) > 0 THEN list_distinct({labels}) ELSE [NULL] END)"
        ),
    ),
    "postgres": Dialect(
        name="postgres",
        double="DOUBLE PRECISION",
        sum="SUM",
        placeholder=lambda name: f"%({name})s",
        # its drivers read every % as the start of a placeholder
        pasted=lambda literal: literal.replace("%", "%%"),
        sorted_list=_postgres_sorted,
        bare_list=lambda value: f"array_agg({value}) FILTER (WHERE {value} IS NOT NULL)",
        joined_lists=_postgres_joined,
        each_of=lambda sql, first, last: (
            f"ARRAY(SELECT {sql} FROM generate_series({first}, {last}) AS k ORDER BY k)"
        ),
        row_key=lambda key, row: f"COALESCE(CAST({key} AS TEXT), {row})",
        agent_key="COALESCE(agent, CAST(local_date AS TEXT))",
        quotient=lambda column, by: f"({column} / {by})",
        bears=lambda labels, one: f"coalesce({one} = ANY({labels}), FALSE)",
        no_labels="'{}'",
        each_label=lambda labels: (
            f"unnest(CASE WHEN cardinality({labels}) > 0 THEN ARRAY(SELECT DISTINCT unnest({labels})) "
            "ELSE ARRAY[NULL]::text[] END)"
        ),
    ),
}


def dialect_named(name: str) -> Dialect:
    """The dialect of an engine.

    Raises:
        UnknownNameError: no slots are known for that engine.
    """
    if name not in DIALECTS:
        raise UnknownNameError(kinds.SQL_DIALECT, name, DIALECTS)
    return DIALECTS[name]
