"""What a fixture wrote into the rooms' database, kept as rows: written once by the product, then copied for each test.

People are added with their history, chained and sealed, which takes a twentieth of a second for the six of a cast;
three thousand tests begin with them.
"""

import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connection, transaction
from django.db.models import Model

Made = TypeVar("Made")


@dataclass(frozen=True)
class _Table:
    """The rows of one table, as the database gives them."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]

    @classmethod
    def of(cls, model: type[Model]) -> "_Table":
        name = model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {name}")
            return cls(name, [column[0] for column in cursor.description], cursor.fetchall())

    def write(self) -> None:
        places = ", ".join(["%s"] * len(self.columns))
        columns = ", ".join(map(connection.ops.quote_name, self.columns))
        statement = f"INSERT INTO {self.name} ({columns}) VALUES ({places})"
        with connection.cursor() as cursor:
            cursor.executemany(statement, self.rows)


@dataclass(frozen=True)
class _Copy(Generic[Made]):
    """The rows, what waits for their commit, and what was given back."""

    tables: Sequence[_Table]
    at_commit: Sequence[tuple[Callable[[], object], bool]]
    made: bytes

    def put(self) -> Made:
        for table in self.tables:
            table.write()
        for function, is_robust in self.at_commit:
            transaction.on_commit(function, robust=is_robust)
        made: Made = pickle.loads(self.made)
        return made


class KeptRows(Generic[Made]):
    """What `make` gives and writes, all of it in the tables of these models."""

    def __init__(self, make: Callable[[], Made], models: Sequence[type[Model]]) -> None:
        self.make = make
        self.models = models
        self.kept: _Copy[Made] | None = None

    def put(self) -> Made:
        """Made by the product the first time, where something is there already, and outside a transaction."""
        if not connection.in_atomic_block or any(m._base_manager.exists() for m in self.models):
            return self.make()
        return self.kept.put() if self.kept else self._keep()

    def _keep(self) -> Made:
        before = len(connection.run_on_commit)
        made = self.make()
        waiting: list[Any] = connection.run_on_commit[before:]
        at_commit = [(function, is_robust) for _, function, is_robust in waiting]
        tables = [_Table.of(model) for model in self.models]
        self.kept = _Copy(tables, at_commit, pickle.dumps(made))
        return made
