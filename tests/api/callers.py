"""Programs that ask: each with a token of somebody, over the whole stack of the product."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.test import Client

from willet.api.domain.tokens import make_token
from willet.people.models import User
from willet.ui.endpoints import Scope

ALL: tuple[Scope, ...] = ("ask", "read", "import", "act")


@dataclass(frozen=True)
class Program:
    """Shows one token at every request, and no cookie."""

    token: str
    language: str = "en"

    def get(self, address: str, method: str = "GET") -> Any:
        return self.send(method, address)

    def post(self, address: str, body: object = None, **more: Any) -> Any:
        raw = body if isinstance(body, bytes) else json.dumps({} if body is None else body)
        return self.send("POST", address, data=raw, content_type="application/json", **more)

    def send(self, method: str, address: str, **more: Any) -> Any:
        headers: Mapping[str, str] = {
            "authorization": f"Bearer {self.token}",
            "accept-language": self.language,
        }
        return Client(SERVER_NAME="localhost").generic(
            method, f"/api/v1/{address}", headers=headers, **more
        )


def program_of(person: User, scopes: Collection[Scope] = ALL, language: str = "en") -> Program:
    """A program that somebody made a token for."""
    return Program(make_token(person, "test", scopes=scopes)[1], language)
