"""Tables whose very rows hang on a question: cases under another window than the stored ones have."""

from collections.abc import Callable
from importlib import import_module

from duckdb import DuckDBPyConnection

from willet.core.lake.snapshot import Snapshot
from willet.core.metrics import Question

LINKER = "willet.core.cases.asked:relinking"
"""Who links contacts into cases. The floor above this one, so it is named here and not imported."""

Relink = Callable[[Snapshot, DuckDBPyConnection], None]


def relinking(question: Question) -> Relink | None:
    """What must be done to a connection before the question is put to it; None where the stored rows serve."""
    if not any("window_days" in question.metric(name).parameters for name in question.metrics):
        return None
    module, _, attribute = LINKER.partition(":")
    found: Relink | None = getattr(import_module(module), attribute)(question)
    return found
