"""Tables whose very rows hang on a question: cases under another window than the stored ones have."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from duckdb import DuckDBPyConnection

from willet.core.lake.snapshot import Snapshot
from willet.core.metrics import Foresight, Question

LINKER = "willet.core.cases.asked:relinking"
"""Who links contacts into cases. The floor above this one, so it is named here and not imported."""

FORESEER = "willet.core.cases.settling:foreseeing"
"""Who foresees what pending cases become; of the same floor."""

Relink = Callable[[Snapshot, DuckDBPyConnection], None]
Foresee = Callable[[Snapshot, DuckDBPyConnection], Foresight]


def relinking(question: Question) -> Relink | None:
    """What must be done to a connection before the question is put to it; None where the stored rows serve."""
    if not any("window_days" in question.metric(name).parameters for name in question.metrics):
        return None
    found: Relink | None = _named(LINKER)(question)
    return found


def foreseeing(question: Question) -> Foresee | None:
    """What shows a connection what is expected of rows that do not stand; None where the question asks for none."""
    if not any(question.metric(name).settles is not None for name in question.metrics):
        return None
    found: Foresee | None = _named(FORESEER)(question)
    return found


def _named(path: str) -> Any:
    module, _, attribute = path.partition(":")
    return getattr(import_module(module), attribute)
