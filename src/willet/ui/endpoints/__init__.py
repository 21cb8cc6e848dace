"""What a room offers to programs in its `endpoints.py`, as plain values, and how a long list is handed out."""

from willet.ui.endpoints.endpoint import SCOPES, Endpoint, Scope
from willet.ui.endpoints.errors import (
    NOTHING_THERE,
    NotThereError,
    RefusedField,
    RefusedFieldsError,
    TooLargeError,
)
from willet.ui.endpoints.paging import Listed, PageQuery, page_by_key, page_of

__all__ = [
    "NOTHING_THERE",
    "SCOPES",
    "Endpoint",
    "Listed",
    "NotThereError",
    "PageQuery",
    "RefusedField",
    "RefusedFieldsError",
    "Scope",
    "TooLargeError",
    "page_by_key",
    "page_of",
]
