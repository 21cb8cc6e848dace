"""Lines into fields, in columns: exactly what Python's csv module would give, written in SQL.

Three ways by what a line holds: no quote (split at the delimiter), nothing but quoted fields (split
at quote-delimiter-quote), a mixture (a regular expression). Lines whose quotes do not close on the
line are left to `records`. DuckDB's own CSV reader is not used: it numbers no lines and gives up
the rest of a file at one open quote.
"""

from duckdb import DuckDBPyConnection

from willet.core.sources.table.batches import RAW

LINES = "table_lines"


def load_lines(con: DuckDBPyConnection, text: str, first_line: int) -> None:
    """Put the lines of a text into the temp table of lines, blank ones left out."""
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE {LINES} AS
        SELECT n + {first_line} - 1 AS line, rtrim(t, chr(13)) AS t
        FROM (SELECT unnest(s) AS t, generate_subscripts(s, 1) AS n
              FROM (SELECT string_split(?, chr(10)) AS s))
        WHERE trim(t, ' ' || chr(9) || chr(13)) <> ''""",
        [text],
    )


def open_lines(con: DuckDBPyConnection, delimiter: str) -> list[int]:
    """The numbers of the lines with a quote that is not closed on the line, in order."""
    whole = _whole(delimiter)
    rows = con.execute(
        f"""SELECT line FROM {LINES} WHERE contains(t, '"') AND NOT regexp_full_match(t, ?)
        ORDER BY line""",
        [whole],
    ).fetchall()
    return [line for (line,) in rows]


def split_lines(con: DuckDBPyConnection, delimiter: str) -> None:
    """Split the lines of the table of lines into the fields of a batch."""
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE {RAW} AS SELECT line, CASE
            WHEN NOT contains(t, '"') THEN string_split(t, $d)
            WHEN {_all_quoted()} THEN string_split(t[2:-2], '"' || $d || '"')
            ELSE list_transform(regexp_extract_all($d || t, $field, 1), lambda x: CASE
                WHEN x[1] = '"' THEN replace(regexp_extract(x, $quoted, 1), '""', '"')
                    || regexp_extract(x, $quoted, 2)
                ELSE x END)
            END AS f FROM {LINES}""",
        {
            "d": delimiter,
            "field": _literal(delimiter) + f"({_field(delimiter)})",
            "quoted": _QUOTED,
        },
    )


def split_blanks(con: DuckDBPyConnection) -> None:
    """Split the lines at runs of blanks, as tables set for the eye are written."""
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE {RAW} AS
        SELECT line, string_split_regex(trim(t, ' ' || chr(9)), '[ \\t]+') AS f FROM {LINES}"""
    )


_QUOTED = r'^"((?:[^"]|"")*)"([^"].*)?$'


def _all_quoted() -> str:
    # As many pieces as pairs of quotes means that no quote is left over inside a piece.
    quotes = "(length(t) - length(replace(t, '\"', '')))"
    pieces = "length(string_split(t[2:-2], '\"' || $d || '\"'))"
    return f"""t[1] = '"' AND t[-1] = '"' AND length(t) > 1 AND {quotes} = 2 * {pieces}"""


def _literal(delimiter: str) -> str:
    return f"\\x{{{ord(delimiter):x}}}"


def _field(delimiter: str) -> str:
    d = _literal(delimiter)
    # What follows the closing quote must not begin with one: that would be a quote inside the field.
    return f'"(?:[^"]|"")*"(?:[^"{d}][^{d}]*)?|[^"{d}][^{d}]*|'


def _whole(delimiter: str) -> str:
    return f"(?:{_field(delimiter)})(?:{_literal(delimiter)}(?:{_field(delimiter)}))*"
