"""A centre that goes on for years: whatever stretch of it is taken, its days are the same days.

Every draw is a hash of what it is drawn for, so that a lake of the last months and one of many years hold the
very same last months. Customers come and go; two in five have an id and give it; some share
an office's number or hide theirs; a problem takes one contact, or some within a week.
"""

from datetime import date
from pathlib import Path

from benchmarks.rounds import bare

BEGINS, ENDS = date(2021, 9, 1), date(2026, 9, 1)
"""Where the years may begin, and the day to be added: the one after their last."""
PROBLEMS_A_DAY = 3_900
"""With 1.4 contacts each: 10 million contacts in five years."""
CUSTOMERS, NEW_A_DAY = 600_000, 300
"""How many customers the centre has at a time, and how many of them are others on the next day."""

WORLD = """
WITH problem AS (
    SELECT day, day * 100000 + n AS p, (u(p, 'at') * 86400)::INT AS at_s, u(p, 'c') AS c, u(p, 'k') AS k,
        u(p, 't') AS t
    FROM range({first} - 14, {last} + 1) AS d(day),
        range({problems} * CASE WHEN day >= {extra} THEN 2 ELSE 1 END) AS r(n)
), caller AS (
    SELECT *, (day * {fresh} + floor({customers} * c * sqrt(c)))::BIGINT AS customer,
        CASE WHEN k < 0.7 THEN 1 WHEN k < 0.9 THEN 2 ELSE 3 END AS contacts
    FROM problem
), contact AS (
    SELECT *, CASE WHEN i = 0 THEN 0 ELSE 600 + (u(p * 8 + i, 'gap') * 550000)::INT END AS gap_s, p * 8 + i AS id
    FROM caller, range(3) AS r(i) WHERE i < contacts
), seen AS (
    SELECT *, TIMESTAMP '{begins}' + to_seconds(day * 86400 + at_s + gap_s) AS came, u(id, 'o') AS o, u(id, 'q') AS q,
        u(customer, 'lines') AS line, u(customer, 'ids') AS known
    FROM contact
)
SELECT 'c' || id AS contact_id, strftime(came, '%Y-%m-%d %H:%M:%S+00:00') AS arrived_at, 'inbound' AS direction,
    CASE WHEN t < 0.8 THEN 'voice' ELSE 'chat' END AS channel, ['nl', 'de', 'en'][1 + (line * 3)::INT % 3] AS language,
    'Queue ' || (t * 8)::INT AS queue, CASE WHEN o > 0.08 THEN 'Agent ' || (q * 160)::INT END AS agent,
    'Topic ' || (t * 20)::INT AS topic, CASE WHEN o > 0.08 THEN 'answered' ELSE 'abandoned' END AS outcome,
    (60 * q * q)::INT AS wait_s, CASE WHEN o > 0.08 THEN (5 + 10 * o)::INT END AS ring_s,
    CASE WHEN o > 0.08 THEN (30 + 600 * u(id, 'talk'))::INT END AS talk_s,
    CASE WHEN o > 0.08 THEN (u(id, 'acw') * 90)::INT END AS acw_s,
    CASE WHEN o > 0.9 THEN 1 ELSE 0 END AS transfers, CASE WHEN u(id, 'w') < 0.5 THEN 'yes' END AS resolved,
    CASE WHEN t >= 0.8 THEN 'T' || p END AS case_ref,
    CASE WHEN known < 0.4 THEN 'K' || customer END AS customer_id,
    CASE WHEN t >= 0.8 THEN NULL WHEN line < 0.03 THEN 'anonymous'
        ELSE '+316' || lpad(
            CAST(CASE WHEN line < 0.06 THEN customer // 40 ELSE 10000000 + customer END AS VARCHAR), 8, '0')
    END AS customer_number
FROM seen WHERE came >= TIMESTAMP '{begins}' + to_days({first}) AND came < TIMESTAMP '{begins}' + to_days({last} + 1)
ORDER BY came, contact_id
"""
COLUMNS = (
    "contact_id direction channel language queue agent topic outcome wait_s ring_s talk_s acw_s transfers resolved "
    "case_ref customer_id customer_number"
).split()
MAPPING = "\n".join(
    [
        *('name = "endless"', 'title = "Endless centre"', 'zone = "UTC"', 'region = "NL"'),
        *("[columns.arrived_at]", 'from = "arrived_at"', 'format = "%Y-%m-%d %H:%M:%S%z"'),
        *(f'[columns.{column}]\nfrom = "{column}"' for column in COLUMNS),
    ]
)


def write_days(folder: Path, first: date, last: date) -> tuple[Path, Path]:
    """The contacts of these days, both inclusive, as a file, and the mapping that reads it."""
    folder.mkdir(parents=True, exist_ok=True)
    file, mapping = folder / f"{first}-{last}.parquet", folder / "mapping.toml"
    mapping.write_text(MAPPING + "\n", "utf-8")
    with bare() as con:
        con.execute("CREATE MACRO u(a, b) AS (hash(a, b) >> 11) / 9007199254740992.0")
        chosen = WORLD.format(
            first=(first - BEGINS).days,
            last=(last - BEGINS).days,
            extra=(ENDS - BEGINS).days,
            problems=PROBLEMS_A_DAY,
            customers=CUSTOMERS,
            fresh=NEW_A_DAY,
            begins=BEGINS,
        )
        con.execute(f"COPY ({chosen}) TO '{file}' (FORMAT parquet)")
    return file, mapping


def few_rows(day: Path, rows: int) -> Path:
    """A file of the first rows of another."""
    file = day.with_name(f"{rows}-of-{day.name}")
    with bare() as con:
        con.execute(f"COPY (SELECT * FROM '{day}' LIMIT {rows}) TO '{file}' (FORMAT parquet)")
    return file
