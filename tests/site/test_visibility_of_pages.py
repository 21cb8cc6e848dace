"""Nobody reads another agent's name or figure on any page, though a tile of it forgets who reads."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client

import willet
from tests.scaffold.cast import Cast
from tests.scaffold.lent import Lend
from tests.scaffold.page_text import text_of
from tests.scaffold.shelf import Shelf
from tests.site.test_strangers import ALL
from willet.figures.domain.asking import read_lake
from willet.figures.domain.looking import reading_of
from willet.figures.domain.periods import Period
from willet.figures.domain.selection import Selection
from willet.people.visibility import NOBODY
from willet.ui.components import Tile
from willet.ui.panels import Place, TileOffer

SOURCE = Path(willet.__file__).parent
HANDLE_S = {"Anna W": 111, "Tomás R": 222, "Otto K": 3333, "Zeb Q": 4000, "Yara P": 5555}
FIGURES = {
    "Otto K": ("3,333", "55:33"),
    "Zeb Q": ("4,000", "1:06:40"),
    "Yara P": ("5,555", "1:32:35"),
}
"""How the handle time of an agent of South would be written; all their calls are that long."""
QUERIES = (
    "period=all",
    "period=all&agent=Otto+K",
    "period=all&by=agent",
    "period=all&table=agent&format=csv",
    "period=all&table=cases&format=csv",
    "period=all&metric=average_handle_time&agent=Zeb+Q",
    "period=all&format=csv",
)
SEEN = {"agent": {"Anna W"}, "team_lead": {"Anna W", "Tomás R"}, "administrator": set[str]()}
SAMPLES = {
    "/metrics/x/": "/metrics/average_handle_time/",
    "/resolution/cases/x/": "/resolution/cases/contradictory/",
}


@pytest.fixture
def planted(shelf: Shelf, lend: Lend) -> Path:
    """Five agents with the same work on the same days, each with a handle time of their own."""
    lines = [
        "contact_id,arrived_at,queue,agent,team,topic,outcome,talk_s,acw_s,resolved,customer_id"
    ]
    for i, (agent, talk_s) in enumerate(HANDLE_S.items()):
        team = "North" if agent in {"Anna W", "Tomás R"} else "South"
        lines += [
            f"{agent[:1]}{day},2026-03-{day:02} {9 + i:02}:00:00,sales,{agent},{team},order,answered,{talk_s},0,"
            f"{'true' if day % 2 else 'false'},k{i}{day}"
            for day in range(2, 8)
        ]
    return lend(shelf.made("\n".join(lines) + "\n", count=30))


NAMING = ("/activity/", "/agents/", "/tokens/")
"""Where an administrator meets people's names, as those of accounts, and none of their figures."""


def addresses() -> list[str]:
    """Every address of the product but those of accounts, with another agent's call for a sample."""
    left = ("/account/", "/people/", "/profile/", "/preferences/", "/csp-report/", "/healthz")
    pages = [
        SAMPLES.get(a, a.replace("table:c01", "table:O3")) for a in ALL if not a.startswith(left)
    ]
    return [*pages, "/calls/table:Z3/", "/cases/case:table:O3/"]


def answered(browser: Client, address: str) -> tuple[int, str]:
    """The status, and what a page says that is one."""
    response: Any = browser.get(address)
    body = b"".join(response) if response.streaming else response.content
    text = text_of(body.decode(errors="replace")) if response.status_code == 200 else ""
    return response.status_code, text


def texts(browser: Client, address: str) -> Iterator[tuple[str, str]]:
    """What an address says to each query."""
    for query in QUERIES:
        status, text = answered(browser, f"{address}?{query}")
        if status == 405:  # an address that is posted to says nothing, whatever it is asked
            return
        yield query, text


@pytest.mark.journey("walk")
@pytest.mark.parametrize("role", SEEN)
def test_no_page_of_the_product_shows_another_agent(cast: Cast, planted: Path, role: str) -> None:
    closed, browser = set(HANDLE_S) - SEEN[role], cast.client(role)
    leaks, said = [], 0
    for address in addresses():
        for query, text in texts(browser, address):
            said += bool(text)
            words = [figure for name in closed for figure in FIGURES.get(name, ())]
            words += [] if role == "administrator" and address.startswith(NAMING) else closed
            leaks += [(address, query, word) for word in words if word in text]

    assert leaks == []
    assert said > 100, "most of the product was read"


def test_a_manager_reads_what_others_do_not(cast: Cast, planted: Path) -> None:
    """Or nothing would be hidden from the others above."""
    _, text = answered(cast.client("manager"), "/?period=all")

    assert [name for name in HANDLE_S if name not in text] == []
    assert all(any(figure in text for figure in written) for written in FIGURES.values())


EVERYTHING = Selection(Period(None, None))
OTTO = Selection(Period(None, None), cells={"agent": ("Otto K",)})


def plain_tile(request: HttpRequest, place: Place) -> Tile | None:
    """A tile whose author never thought of who reads."""
    reading = reading_of(request)
    assert reading is not None
    one = reading.ask(["average_handle_time"], selection=OTTO).row
    each = reading.ask(["average_handle_time"], selection=EVERYTHING, by=["agent"]).rows
    rows = reading.rows("select agent, talk_s from contacts order by talk_s desc")
    words = [one.value, *[(r.keys["agent"], r.value) for r in each], *rows]
    return Tile(title="Planted", value=" ".join(map(str, words)))


def test_a_tile_that_forgets_the_reader_is_shut(
    cast: Cast, planted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = TileOffer("planted", plain_tile, order=0)
    monkeypatch.setattr("willet.dashboards.panels.TILES", (offer,))

    anna, marit = (answered(cast.client(r), "/?period=all")[1] for r in ("agent", "manager"))

    assert ("Planted" in anna, "Anna W" in anna, "111" in anna) == (True, True, True)
    assert [word for word in ("Otto K", "Zeb Q", "3333", "4000", "5555") if word in anna] == []
    assert all(word in marit for word in ("Otto K", "3333", "4000"))


def test_the_lake_opens_to_nobody_without_a_reader(planted: Path) -> None:
    with pytest.raises(TypeError):
        read_lake()  # type: ignore[call-arg]
    reading = read_lake(NOBODY)
    assert reading is not None
    assert reading.rows("select * from contacts") == []


OWN_SPELLING = re.compile(
    r"\b(agent|team)\s*(=|<>|!=|in\s*\(|not in)|list_contains\([^)]*,\s*(agent|team)\)", re.I
)
ABOVE_THE_CORE = [p for p in SOURCE.rglob("*.py") if p.relative_to(SOURCE).parts[0] != "core"]


def sayings_of(path: Path) -> list[str]:
    """Every text in a module's code that is not a docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    return [
        n.value
        for n in ast.walk(tree)
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in docs
    ]


def test_no_module_but_visibility_spells_whose_rows_are_seen() -> None:
    spelling = {
        str(p.relative_to(SOURCE))
        for p in ABOVE_THE_CORE
        if any(OWN_SPELLING.search(text) for text in sayings_of(p))
    }

    built = {
        str(p.relative_to(SOURCE))
        for p in ABOVE_THE_CORE
        if re.search(r"""among\(\s*["'](agent|team)""", p.read_text(encoding="utf-8"))
    }

    # Whether two spellings were talking at one moment is asked by whoever keeps the agents, of two names they chose.
    assert (spelling, built) == ({"people/agents/seen.py"}, {"people/visibility/reader.py"})
    assert all(map(OWN_SPELLING.search, ("where agent = $me", "team IN ('x')", "agent <> 'y'")))


WHOLE = {
    "calls/domain/calls.py",
    "calls/domain/story.py",
    "commands/inventing.py",
    "levers/surveys/domain/persons.py",
    "desk/domain/finding.py",
    "desk/domain/knowing.py",
    "desk/domain/offering.py",
    "levers/authority/domain/names.py",
    "levers/goals/domain/setting.py",
    "levers/surveys/domain/contacts.py",
    "levers/surveys/domain/drawing.py",
    "levers/surveys/domain/phoning.py",
    "levers/surveys/domain/reopening.py",
    "resolution/case/query.py",
    "resolution/causes/query.py",
    "resolution/comparison/query.py",
    "resolution/definitions/query.py",
    "resolution/doubts/query.py",
    "resolution/evidence/query.py",
}
"""The modules that say that they mean every row; whoever joins them hides what is closed, or names no agent."""
OPENED = {
    "figures/domain/whole.py",
    "figures/domain/facts.py",
    "figures/domain/judged.py",
    "lists/domain/seen.py",
    "people/agents/seen.py",
    "people/domain.py",
    "vault/domain/unseen.py",
}
"""The modules that open a state of the lake by hand: to lay rows of rooms over it, to count under which names queues
and agents stand for whoever keeps the lists, to find the demo's busiest agent and calls, and to see whom of the vault
no call shows any more."""


SAID = re.compile(r"\breading(\.under\(.*?\))?\.whole\b")
BY_HAND = re.compile(r"snapshot(\(\))?\.(reading|connect)\(")


def test_every_row_is_read_where_it_is_said_out_loud_alone() -> None:
    texts = {str(p.relative_to(SOURCE)): p.read_text(encoding="utf-8") for p in ABOVE_THE_CORE}

    assert {name for name, text in texts.items() if SAID.search(text)} == WHOLE
    assert {name for name, text in texts.items() if "import MEMORY" in text} == {
        "figures/domain/asking.py"
    }
    assert {name for name, text in texts.items() if BY_HAND.search(text)} == OPENED
