"""The small lake served to programs: the product on a port of its own, and a token to ask it with."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.scaffold.racing import run
from tests.scaffold.served import answering, home_of

_TOKEN = """
from willet.api.domain.tokens import make_token
from willet.people.domain import add_person
person = add_person("{name}", email="{name}@willet.example", role="{role}")
print(make_token(person, "tests", scopes=["ask", "read", "import"])[1])
"""


@dataclass(frozen=True)
class ServedToPrograms:
    """A server that answers, and the home that it serves."""

    url: str
    home: Path
    environment: dict[str, str]

    def token_of(self, role: str, name: str = "") -> str:
        """A token of somebody new in this role."""
        return run(self.environment, _TOKEN.format(name=name or role, role=role)).strip()


@contextmanager
def served(home: Path, **settings: str) -> Iterator[ServedToPrograms]:
    """Serve a home until the block ends."""
    environment = home_of(home, **settings)
    with answering(environment) as (port, _process):
        yield ServedToPrograms(f"http://127.0.0.1:{port}", home, environment)
