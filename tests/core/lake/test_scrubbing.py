"""Names within the content of rows are replaced up to their last day, however many there are."""

import duckdb

from willet.core.lake.scrubbing import Marked, _renamed_in_content

AGENTS = {f"Agent {n:02}": (f"former-{n:02}", "2026-03-31") for n in range(40)}


def test_many_former_agents_are_renamed_up_to_their_last_day() -> None:
    """part        | content                                | becomes
    2026-03-31     | agent and reviewer among the 40        | both renamed
    2026-04-01     | the same                               | as it was
    2026-03-01     | somebody else                          | as it was
    """
    both = '{"agent": "Agent 03", "note": "Agent 03", "reviewer": "Agent 39"}'
    other = '{"agent": "Agent 4"}'
    sql = _renamed_in_content("content", Marked(agents=AGENTS))
    with duckdb.connect() as con:
        con.execute("CREATE TABLE t (part DATE, content VARCHAR)")
        rows = [("2026-03-31", both), ("2026-04-01", both), ("2026-03-01", other)]
        con.executemany("INSERT INTO t VALUES (?, ?)", rows)
        became = [text for (text,) in con.execute(f"SELECT {sql} FROM t").fetchall()]

    renamed = '{"agent": "former-03", "note": "Agent 03", "reviewer": "former-39"}'
    assert became == [renamed, both, other]


def test_the_statement_grows_with_the_names_and_no_faster() -> None:
    def letters(agents: int) -> int:
        few = dict(list(AGENTS.items())[:agents])
        return len(_renamed_in_content("content", Marked(agents=few)))

    assert letters(40) <= 2.2 * letters(20)
