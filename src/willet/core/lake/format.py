"""The form in which a lake rests: its number, and what stands in for what an earlier one did not stamp.

1: the quarter of the day by elapsed time alone. 2: the quarter on the wall clock too, agents' states by queue,
ids of calls, statements and answers with their revisions, and the tables of the levers. 3: the months of a year with
few rows are one file.
"""

from collections.abc import Mapping

FORMAT = 3

LINKINGS = "linked-"
LINKED_HOME = f"{LINKINGS}9"
"""Where cases and links rest; the number rises whenever the same facts would give other rows."""

STAND_INS: Mapping[str, str] = {"wall_interval": "local_interval", "settled": "matured"}
"""A column that files of an earlier format lack -> the one shown until the lake is brought up to this format."""
