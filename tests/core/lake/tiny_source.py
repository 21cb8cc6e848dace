"""A source small enough to be its own oracle: `id;revision;day;customer;queue;outcome` per line."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from duckdb import DuckDBPyConnection

from willet.core.records import TABLES, Reject
from willet.core.sources import Hints, Landing, Progress, ReadOptions, silent


class Tiny:
    """Contacts with versions: the highest revision of an id wins, ties fall by the whole row."""

    name = "tiny"
    title = "Tiny"
    reads = "lines of six fields"
    landed: Mapping[str, str] = {
        "contact_id": "VARCHAR",
        "revision": "INTEGER",
        "day": "DATE",
        "customer": "UBIGINT",
        "queue": "VARCHAR",
        "outcome": "VARCHAR",
    }
    cannot_tell: Mapping[str, str] = {}
    hints = Hints(contact_id="contact_id", moves=True, context_days=0, zone_per_row=True)

    def recognises(self, path: Path, head: bytes) -> bool:
        return False

    def read(
        self,
        con: DuckDBPyConnection,
        files: Sequence[Path],
        options: ReadOptions,
        progress: Progress = silent,
    ) -> Landing:
        landing = Landing(zone=options.zone)
        columns = ", ".join(f"{c} {t}" for c, t in self.landed.items())
        con.execute(f"CREATE OR REPLACE TEMP TABLE landed ({columns}, part DATE)")
        for file in files:
            for number, line in enumerate(file.read_text().splitlines(), 1):
                landing.rows_read += 1
                self._keep(con, landing, file, number, line.split(";"))
        landing.rows_folded = landing.rows_read - landing.rejects.total
        return landing

    def _keep(
        self, con: DuckDBPyConnection, landing: Landing, file: Path, number: int, row: list[str]
    ) -> None:
        if len(row) != 6:
            landing.rejects.add(Reject(str(file), number, "line", ";".join(row), "six fields"))
            return
        con.execute(
            "INSERT INTO landed VALUES ('tiny:' || $1, $2, $3, $4, $5, $6, CAST($3 AS DATE))", row
        )

    def parts_touched(self, con: DuckDBPyConnection) -> str:
        return "SELECT DISTINCT part FROM landed"

    def fold(self, con: DuckDBPyConnection, options: ReadOptions) -> None:
        for table in ("contacts", "visits", "outcomes", "answers", "agent_states"):
            con.execute(TABLES[table].ddl(part=True))
        con.execute("""
            INSERT INTO contacts BY NAME
            SELECT contact_id, 'tiny' AS source, customer AS customer_key, day AS local_date,
                40 AS local_interval, 'inbound' AS direction, 'voice' AS channel, queue, outcome,
                CAST(day AS TIMESTAMP) + INTERVAL 10 HOUR AS arrived_at, part
            FROM landed QUALIFY row_number() OVER (
                PARTITION BY contact_id ORDER BY revision DESC, day, customer, queue, outcome) = 1""")
        con.execute("""
            INSERT INTO visits BY NAME
            SELECT contact_id, source, customer_key, local_date, local_interval, direction, channel, queue,
                outcome, 1 AS visit_no, arrived_at AS entered_at, part FROM contacts""")


SOURCE = Tiny()
