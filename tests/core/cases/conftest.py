"""A lake filled by hand: contacts, evidence and answers as rows, months put in place one by one."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from duckdb import DuckDBPyConnection

from willet.core import cases
from willet.core.lake import Lake
from willet.core.lake.engine import open_engine
from willet.core.records import TABLES

Row = dict[str, Any]
START = datetime(2024, 3, 4, 9)


def contact(name: str, day: float = 0.0, who: int | None = 1, **more: Any) -> Row:
    """One answered inbound call of customer `who`, `day` days after the start."""
    at = START + timedelta(days=day)
    return {
        "contact_id": f"t:{name}",
        "source": "t",
        "customer_key": who,
        "identity": None if who is None else "customer_id",
        "id_key": who,
        "arrived_at": at,
        "local_date": at.date(),
        "local_interval": (at.hour * 60 + at.minute) // 15,
        "wall_interval": (at.hour * 60 + at.minute) // 15,
        "direction": "inbound",
        "outcome": "answered",
    } | more


def said(kind: str, resolved: bool | None, *, of: str | None = None, **more: Any) -> Row:
    """A statement of evidence about contact `of`, or about a case (`case_ref`)."""
    return {
        "source": "t",
        "contact_id": None if of is None else f"t:{of}",
        "kind": kind,
        "resolved": resolved,
        "local_date": START.date(),
    } | more


def by_hand(one: str, other: str) -> Row:
    """The correction that the cases of two contacts are one."""
    made = {"made_at": START, "made_by": "lead", "local_date": START.date()}
    return {"kind": "join", "contact_id": one, "other_id": other, **made}


def put(con: DuckDBPyConnection, table: str, rows: Iterable[Mapping[str, Any]], name: str) -> None:
    """A typed temp table of these rows."""
    con.execute(TABLES[table].ddl(name))
    listed = list(rows)
    names = list(dict.fromkeys(key for row in listed for key in row))
    if listed:
        frame = pd.DataFrame(
            [[row.get(n) for n in names] for row in listed], columns=names, dtype=object
        )
        con.register("frame", frame)
        con.execute(f"INSERT INTO {name} ({', '.join(names)}) SELECT * FROM frame")
        con.unregister("frame")


Fill = Callable[..., Lake]


@pytest.fixture
def fill(tmp_path: Path) -> Fill:
    """Put rows in place of those of their months in one transaction, link, commit, and give the lake."""

    def filled(
        contacts: Iterable[Row],
        *,
        outcomes: Iterable[Row] = (),
        answers: Iterable[Row] = (),
        joined: Iterable[tuple[str, str]] = (),
        name: str = "lake",
        source: str = "t",
    ) -> Lake:
        lake = Lake.create(tmp_path / name, zone="UTC")
        given = {"contacts": contacts, "outcomes": outcomes, "answers": answers}
        with lake.writing(grace_s=0) as tx, open_engine() as con:
            for table, rows in given.items():
                put(con, table, rows, "given")
                months = con.execute("SELECT DISTINCT strftime(local_date, '%Y-%m') FROM given")
                for (month,) in months.fetchall():
                    con.execute(
                        "CREATE OR REPLACE TEMP VIEW month AS SELECT * FROM given "
                        f"WHERE strftime(local_date, '%Y-%m') = '{month}'"
                    )
                    tx.replace(table, source, month, con, "month")
            if edits := [by_hand(*pair) for pair in joined]:
                put(con, "edits", edits, "given")
                tx.replace("edits", "by_hand", "all", con, "given")
            cases.refresh(tx)
            tx.commit()
        return lake

    return filled


def table(lake: Lake, name: str, *columns: str) -> list[tuple[Any, ...]]:
    """Some columns of a table of the lake, ordered by its key."""
    chosen = ", ".join(columns)
    key = ", ".join(TABLES[name].key)
    with lake.snapshot().connect() as con:
        return con.execute(f"SELECT {chosen} FROM {name} ORDER BY {key}").fetchall()
