"""The filter of a curve: what is asked of a contact by itself, and what is asked of a case's topic.

A case has the topic that its contacts told first, so it hangs on the window; all other dimensions are
those of its first contact.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from willet.core.metrics import Question
from willet.core.metrics.compiler import days_sql
from willet.core.metrics.dialect import dialect_named
from willet.core.metrics.grains import OF_CONTACTS
from willet.core.metrics.nodes import Binary, Node, Scalar, columns_in
from willet.core.metrics.render import Renderer
from willet.core.records import DIMENSIONS, RequestError, saying

NOT_BY = saying(
    "curve_not_by",
    "A curve cannot be filtered by %(wrong)s: it can by %(able)s. Ask for single windows instead.",
)
APART = saying(
    "curve_topic_apart",
    "A curve's filter must ask for the topic apart from everything else, joined by "
    "'and'; here it stands with %(other)s.",
)
TOPIC = "topic"
ALLOWED = frozenset(
    (*DIMENSIONS, *OF_CONTACTS.values(), "local_date", "local_interval", "wall_interval")
)
_ASKED_AS = {column: name for name, column in OF_CONTACTS.items()}


@dataclass(frozen=True, slots=True)
class Filter:
    """Two conditions over `contacts` as SQL, with what is bound in them; both must hold."""

    plain: str
    topic: str
    bound: Mapping[str, Scalar]


def filter_of(question: Question) -> Filter:
    """The period and condition of a question as a filter.

    Raises:
        RequestError: the condition asks for what only a linked case has, or ties a topic to something else.
    """
    renderer = Renderer(dialect_named("duckdb"), dict(question.parameters()))
    plain, topic = list(days_sql(question, renderer)), list[str]()
    for part in _conditions(question):
        (topic if TOPIC in columns_in(part) else plain).append(renderer.spelled_out(part))
    return Filter(" AND ".join(plain) or "TRUE", " AND ".join(topic) or "TRUE", renderer.bound)


def _conditions(question: Question) -> Iterator[Node]:
    condition = question.condition("cases")
    wrong = columns_in(condition) - ALLOWED if condition else frozenset()
    if wrong:
        raise RequestError(NOT_BY(wrong=_listed(wrong), able=_listed(ALLOWED)))
    of_contacts = question.condition("contacts")
    for part in _conjuncts(of_contacts) if of_contacts else ():
        names = columns_in(part)
        if TOPIC in names and len(names) > 1:
            raise RequestError(APART(other=_listed(names - {TOPIC})))
        yield part


def _listed(columns: Iterable[str]) -> str:
    """Columns by the names under which a filter asks for them."""
    return ", ".join(sorted(_ASKED_AS.get(column, column) for column in columns))


def _conjuncts(node: Node) -> Iterator[Node]:
    if isinstance(node, Binary) and node.operator == "and":
        yield from _conjuncts(node.left)
        yield from _conjuncts(node.right)
    else:
        yield node
