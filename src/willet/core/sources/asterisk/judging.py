"""Which dispositions say neither that the problem was solved nor that it was not."""

from duckdb import DuckDBPyConnection

from willet.core.records import Message, counted
from willet.core.sources.verdicts import judged

NEITHER = counted(
    "dispositions_unjudged",
    "%(n)s disposition has a word in resolved= that is neither a yes nor a no; it judges nothing.",
    "%(n)s dispositions have a word in resolved= that is neither a yes nor a no; they judge nothing.",
)


def unjudged(con: DuckDBPyConnection) -> list[Message]:
    """The note on dispositions among the landed rows whose word says neither."""
    word = "split_part(said, ';', 1)"
    count = con.execute(
        f"SELECT count(*) FROM landed WHERE fault IS NULL AND event = 'DISPOSITION' AND trim({word}) <> '' "
        f"AND {judged(word)} IS NULL"
    ).fetchall()[0][0]
    return [NEITHER(n=count)] if count else []
