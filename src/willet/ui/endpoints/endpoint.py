"""One address of the API as a room offers it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja import Schema

Scope = Literal["ask", "read", "import", "act"]
SCOPES: Final[Mapping[Scope, str | Promise]] = {
    "ask": _("Ask for figures"),
    "read": _(
        "Read metrics, sources, imports, jobs, goals, surveys, dispositions, articles and the ledger"
    ),
    "import": _("Import files, and note who wants no survey"),
    "act": _("Write down what was done: articles, their use, payments; and set goals"),
}
"""What a token may be made for, in words."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One method at one address. A room lists its own in `ENDPOINTS: Sequence[Endpoint]`.

    Scope and permission have no default: an address that says neither cannot be written.
    """

    method: Literal["GET", "POST", "DELETE"]
    path: str
    """Beneath `/api/v1/`, with its variables in braces: `metrics/{str:name}`."""
    answer: Callable[..., Any]
    """Takes the request and, by its annotations, path, query and body, as django-ninja reads them."""
    title: str | Promise
    scope: Scope
    """What the token must have been made for."""
    permission: str
    """What the token's person must be permitted at the moment of asking."""
    returns: Any
    """The schema of a good answer; None where it has no body."""
    status: int = 200
    query: type[Schema] | None = None
    """What `answer` reads from the query of the address; any other name is refused, for it may be a slip."""
    before: Callable[[HttpRequest], None] | None = None
    """Called once the token is accepted, before anything of the body is read."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Laid over what the OpenAPI document says of it."""

    @property
    def query_names(self) -> frozenset[str]:
        """What may stand in the query of the address."""
        fields = self.query.model_fields.items() if self.query else ()
        return frozenset(field.alias or name for name, field in fields)

    @property
    def route(self) -> str:
        """The path as Django writes it."""
        return self.path.replace("{", "<").replace("}", ">")
