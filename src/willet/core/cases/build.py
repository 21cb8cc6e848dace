"""From contacts, evidence and rules to cases and links: the one road, for a whole lake or a few customers."""

from duckdb import DuckDBPyConnection

from willet.core.cases.assemble import assemble
from willet.core.cases.frame import keep, sequence_of
from willet.core.cases.linking import neighbours, places
from willet.core.cases.rules import Rules
from willet.core.lake.seen import Span


def build(con: DuckDBPyConnection, rules: Rules, span: Span, *, kept_as: str = "") -> None:
    """Make the temp tables `new_cases` and `new_links` of the contacts in relation `scope`.

    Expects the relations `people`, `outcomes`, `answers` and `promises` too. `scope` must hold all contacts of
    each customer and of each case id in it. `kept_as` gives the tables another name, as `assemble` says.
    """
    sequence = sequence_of(con)
    near = neighbours(sequence)
    keep(con, sequence, near, rules, places(sequence, near[rules.topic], rules))
    assemble(con, rules, span, kept_as=kept_as)
