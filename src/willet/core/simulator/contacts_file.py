"""The table form: one CSV row per contact as a help desk would export it, and the mapping that reads it."""

from pathlib import Path

from duckdb import DuckDBPyConnection

from willet.core.simulator.axis import Axis
from willet.core.simulator.story import WholeStory

NAME = "contacts.csv.gz"
MAPPING = "mapping.toml"

_COLUMNS = """
contact_id,
strftime(arrived_at + to_seconds(offset_s), '%Y-%m-%d %H:%M:%S') || offset_text AS arrived_at,
'inbound' AS direction, channel, language, queue_name AS queue, agent_name AS agent, team, topic,
outcome, wait_s, ring_s, talk_s, hold_s, acw_s, offers, unanswered_offers, transfers, ended_by,
disposition, resolved, cause, CASE WHEN second_level THEN 'second_level' END AS tags, {case_ref}
CASE WHEN has_id AND (handled OR chat OR keys_in)
    THEN 'K' || lpad(CAST(customer AS VARCHAR), 7, '0') END AS customer_id,
CASE WHEN chat THEN NULL WHEN withheld THEN 'anonymous' ELSE {number} END AS customer_number,
CASE WHEN sale_cents >= 0 THEN CAST(sale_cents AS DECIMAL(18,2)) / 100 END AS sale_amount,
tenure_days AS agent_tenure_days,
CASE WHEN surveyed THEN 'yes' ELSE 'no' END AS surveyed,
score(csat) AS csat, score(ces) AS ces, score(nps) AS nps, score(says_solved) AS says_solved
"""
_CASE_REF = "'T' || lpad(CAST(case_no + 1 AS VARCHAR), 8, '0') AS case_ref,"
_NUMBER = """CASE written_as WHEN 0 THEN '+316' || digits WHEN 1 THEN '0031 6 ' || digits
    ELSE '06-' || digits END"""

_TOGETHER = """
CREATE OR REPLACE TABLE told_contact AS
WITH legs AS (
    SELECT contact_no, sum(ring) FILTER (agent >= 0) AS ring_s, sum(talk) FILTER (agent >= 0) AS talk_s,
        sum(hold) FILTER (agent >= 0) AS hold_s, sum(acw) FILTER (agent >= 0) AS acw_s,
        sum(offers) AS offers, sum(unanswered) AS unanswered_offers
    FROM visit GROUP BY contact_no
)
SELECT c.*, CASE WHEN wait >= 0 THEN wait END AS wait_s, l.* EXCLUDE (contact_no),
    word_text(word) AS resolved, k.name AS cause_name, lpad(CAST(number AS VARCHAR), 8, '0') AS digits,
    CASE WHEN handled THEN greatest(0, (arrived - hired) // 86400) END AS tenure_days,
    CASE WHEN outcome = 'blocked' OR outcome = 'timed_out' THEN 'system'
         WHEN outcome = 'abandoned' OR contact_no % 8 < 5 THEN 'customer' ELSE 'agent' END AS ended_by,
    CASE WHEN word < 0 THEN NULL WHEN word = 1 THEN ['Solved', 'Explained', 'Changed in the system'][1 + manner]
         ELSE ['Follow-up needed', 'Passed to a specialist', 'Not possible'][1 + manner] END AS disposition
FROM contact c LEFT JOIN legs l USING (contact_no) LEFT JOIN cause_row k ON k.no = c.cause
WHERE shown ORDER BY contact_no
"""


def write_contacts(
    con: DuckDBPyConnection, story: WholeStory, folder: Path, *, with_case_refs: bool
) -> None:
    """Write `contacts.csv.gz` and its `mapping.toml`; leaves the table `told_contact` on the connection."""
    con.execute("CREATE OR REPLACE MACRO score(x) AS CASE WHEN x >= 0 THEN x END")
    con.execute(
        "CREATE OR REPLACE MACRO word_text(x) AS CASE x WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END"
    )
    con.execute(_TOGETHER)
    selected = _COLUMNS.format(number=_NUMBER, case_ref=_CASE_REF if with_case_refs else "")
    selected = selected.replace("resolved, cause,", "resolved, cause_name AS cause,")
    con.execute(
        f"COPY (SELECT {selected} FROM told_contact t {_offsets(story.centre.axis)} ORDER BY contact_no)"
        f" TO '{folder / NAME}' (HEADER, COMPRESSION gzip)"
    )
    (folder / MAPPING).write_text(mapping_text(story, with_case_refs=with_case_refs), "utf-8")


def _offsets(axis: Axis) -> str:
    """A join that gives each contact the zone's offset at its time, as seconds and as +02:00."""
    begins, offsets = axis.changes
    ends = [*begins[1:], 1 << 40]
    rows = ", ".join(
        f"({b}, {e}, {o}, '{_offset_text(int(o))}')"
        for b, e, o in zip(begins, ends, offsets, strict=True)
    )
    return (
        f"JOIN (VALUES {rows}) AS z(span_begins, span_ends, offset_s, offset_text)"
        " ON arrived >= span_begins AND arrived < span_ends"
    )


def _offset_text(seconds: int) -> str:
    sign, minutes = ("-" if seconds < 0 else "+"), abs(seconds) // 60
    return f"{sign}{minutes // 60:02d}:{minutes % 60:02d}"


def mapping_text(story: WholeStory, *, with_case_refs: bool) -> str:
    """The mapping through which the table source reads `contacts.csv.gz`."""
    same = [*_SAME, "case_ref"] if with_case_refs else _SAME
    columns = "\n".join(f'[columns.{field}]\nfrom = "{field}"\n' for field in same)
    return _MAPPING.format(zone=story.centre.axis.scenario.zone, columns=columns)


_SAME = (
    *"contact_id direction channel language queue agent team topic outcome".split(),
    *"wait_s ring_s talk_s hold_s acw_s offers unanswered_offers transfers ended_by".split(),
    *"disposition resolved cause tags customer_id customer_number sale_amount agent_tenure_days".split(),
)

_MAPPING = """# How Willet reads contacts.csv.gz: one row per contact of an invented centre.
name = "simulated"
title = "Invented centre"
zone = "{zone}"
region = "NL"

[columns.arrived_at]
from = "arrived_at"
format = "%Y-%m-%d %H:%M:%S%z"

{columns}
[[survey]]
instrument = "csat"
scale = "1-5"
from = "csat"
delivered = {{ surveyed = "yes" }}

[[survey]]
instrument = "ces"
scale = "1-7 high_is_easy"
from = "ces"

[[survey]]
instrument = "nps"
scale = "0-10"
from = "nps"

[[survey]]
instrument = "resolved"
scale = "0-1"
from = "says_solved"
delivered = {{ surveyed = "yes" }}
"""
