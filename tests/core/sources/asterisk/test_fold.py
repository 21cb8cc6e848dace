"""The laws of the fold: planted calls come back as they were, whatever the order, split and repetition."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from willet.core.records import TABLES

ZONE = "Europe/Amsterdam"
STARTS = (
    1795466300,  # an ordinary evening
    1795474795,  # five seconds before midnight in Amsterdam
    1792889990,  # ten seconds before the clock goes back
    1774745990,  # ten seconds before it goes forward
)
LEAVING = {
    "ABANDON": ("abandoned", "1|1|{wait}"),
    "EXITWITHTIMEOUT": ("timed_out", "1|1|{wait}"),
    "EXITEMPTY": ("overflowed", "1|1|{wait}"),
    "EXITWITHKEY": ("left_by_key", "9|1|1|{wait}"),
    "WITHDRAW": ("overflowed", "1|1|{wait}|why"),
}
ENDING = {
    "COMPLETEAGENT": "{wait}|{talk}|1",
    "COMPLETECALLER": "{wait}|{talk}|1",
    "BLINDTRANSFER": "6007|agents|{wait}|{talk}|1",
    "ATTENDEDTRANSFER": "LINK|a|b|{wait}|{talk}|1",
}
Visit = tuple[Any, ...]


@dataclass
class Plan:
    """A log as it is planted: its lines, and the visits they tell of."""

    lines: list[str] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)


def local(second: int) -> tuple[date, int]:
    """Local day and quarter of an hour elapsed since local midnight, by zoneinfo."""
    moment = datetime.fromtimestamp(second, ZoneInfo(ZONE))
    midnight = moment.replace(hour=0, minute=0, second=0, fold=0).astimezone(UTC)
    return moment.date(), int((moment.astimezone(UTC) - midnight).total_seconds()) // 900


@st.composite
def plans(draw: Callable[..., Any]) -> Plan:
    plan, start = Plan(), draw(st.sampled_from(STARTS))
    for n in range(draw(st.integers(1, 4))):
        plant_call(draw, plan, start + draw(st.integers(0, 40)), n)
    return plan


def plant_call(draw: Any, plan: Plan, now: int, n: int) -> None:
    call, stays = f"{now}.{n}", draw(st.integers(1, 3))
    for number in range(1, stays + 1):
        now = plant_visit(draw, plan, call, number, now, is_last=number == stays)


def plant_visit(draw: Any, plan: Plan, call: str, number: int, now: int, *, is_last: bool) -> int:
    queue, agent = draw(st.sampled_from(["sales", "support"])), f"Ann {call} {number}"
    entered, wait = now, draw(st.integers(1, 40))

    def tell(at: int, who: str, name: str, data: object) -> None:
        plan.lines.append(f"{at}|{call}|{queue}|{who}|{name}|{data}")

    tell(now, "NONE", "ENTERQUEUE", "|31264370893|1")
    rings = draw(st.integers(0, min(3, wait // 2)))
    for ring in range(1, rings + 1):
        tell(entered + 2 * ring, "Bob", "RINGNOANSWER", 2000)
    ends = ["answered", "left", *(["unknown", "cut"] if is_last else [])]
    kind, talk, acw = draw(st.sampled_from(ends)), None, None
    outcome, ring_s, left = kind, None, entered + wait
    if kind == "left":
        name = draw(st.sampled_from(sorted(LEAVING)))
        outcome, data = LEAVING[name]
        tell(left, "NONE", name, data.format(wait=wait))
    if kind in ("answered", "cut"):
        outcome, ring_s = "answered", draw(st.integers(0, wait))
        tell(left, agent, "CONNECT", f"{wait}|{now}.9|{ring_s}")
    if kind == "answered":
        talk, name = draw(st.integers(1, 90)), draw(st.sampled_from(sorted(ENDING)))
        left += talk
        tell(left, agent, name, ENDING[name].format(wait=wait, talk=talk))
        acw = plant_acw(draw, plan, queue, agent, left)
    seen = None if kind == "unknown" else wait
    who = agent if outcome == "answered" else None
    offers = rings + (outcome == "answered")
    plan.visits.append(
        (
            f"asterisk:{call}",
            number,
            queue,
            entered,
            outcome,
            seen,
            talk,
            ring_s,
            who,
            offers,
            rings,
            acw,
            *local(entered),
        )
    )
    return int(left)


def plant_acw(draw: Any, plan: Plan, queue: str, agent: str, ended: int) -> int | None:
    if not draw(st.booleans()):
        return None
    begins = ended + draw(st.integers(0, 3))
    until = begins + draw(st.integers(1, 30))
    for name, at in (("PAUSE", begins), ("UNPAUSE", until)):
        plan.lines.append(f"{at}|NONE|NONE|{agent}|{name}ALL|ACW")
        plan.lines.append(f"{at}|NONE|{queue}|{agent}|{name}|ACW")
    return int(until - ended)


def _place(visit: Visit) -> Visit:
    return visit[:2]


VISITS = """
    SELECT contact_id, visit_no, queue, CAST(epoch(entered_at) AS BIGINT), outcome, wait_s, talk_s, ring_s, agent,
        offers, unanswered_offers, acw_s, local_date, local_interval FROM visits
"""
EACH = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.proof
@EACH
@given(plan=plans(), shuffle=st.randoms(use_true_random=False))
def test_planted_visits_come_back_in_any_order_of_lines(
    fold: Any, log: Any, plan: Any, shuffle: Any
) -> None:
    shuffle.shuffle(plan.lines)
    found = fold(log(*plan.lines)).rows(VISITS)
    assert sorted(found, key=_place) == sorted(plan.visits, key=_place)


@pytest.mark.proof
@EACH
@given(plan=plans(), data=st.data())
def test_splitting_at_any_line_and_repeating_runs_changes_nothing(
    fold: Any, log: Any, plan: Any, data: Any
) -> None:
    cut = data.draw(st.integers(0, len(plan.lines)))
    files = [log(*plan.lines[:cut]), log(*plan.lines[cut:])]
    runs: list[Path] = data.draw(st.permutations([*files, *files[: data.draw(st.integers(0, 2))]]))
    assert fold(*runs).tables() == fold(log(*plan.lines)).tables()


@pytest.mark.proof
@EACH
@given(plan=plans())
def test_keys_are_unique_and_contacts_add_up_from_their_visits(
    fold: Any, log: Any, plan: Any
) -> None:
    folded = fold(log(*plan.lines))
    for name in ("contacts", "visits", "outcomes", "answers", "agent_states"):
        keys = folded.rows(f'SELECT {", ".join(TABLES[name].key)} FROM "{name}"')
        assert len(keys) == len(set(keys)), name
    calls = {visit[0] for visit in plan.visits}
    answered = {visit[0] for visit in plan.visits if visit[4] == "answered"}
    assert {row[0] for row in folded.rows("SELECT contact_id FROM contacts")} == calls
    assert {
        row[0] for row in folded.rows("SELECT contact_id FROM contacts WHERE outcome = 'answered'")
    } == answered
    for contact, wait in folded.rows("SELECT contact_id, wait_s FROM contacts"):
        assert wait == waited([visit for visit in plan.visits if visit[0] == contact])


def _number(visit: Visit) -> Any:
    return visit[1]


def waited(visits: list[Any]) -> object:
    """The sum of the waits up to the first answer; unknown when one of them is."""
    total = 0
    for visit in sorted(visits, key=_number):
        if visit[5] is None:
            return None
        total += visit[5]
        if visit[4] == "answered":
            break
    return total


def test_no_rows_fold_into_empty_tables(fold: Any, log: Any) -> None:
    empty = fold(log("", name="empty"))
    assert empty.landing.rows_read == 0
    assert empty.tables() == {name: [] for name in empty.tables()}


def test_the_fold_leaves_nothing_behind_but_its_tables(fold: Any, log: Any) -> None:
    folded = fold(log(f"{STARTS[0]}|{STARTS[0]}.1|sales|NONE|ENTERQUEUE||31264370893|1"))
    names = {row[0] for row in folded.rows("SELECT table_name FROM duckdb_tables()")}
    assert names == {
        "stored",
        "landed",
        "contacts",
        "visits",
        "outcomes",
        "answers",
        "agent_states",
        "call_ids",
    }
