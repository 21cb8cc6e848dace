"""The curve of five definitions: every point equals what asking for that window gives."""

import random
from pathlib import Path
from typing import Any

import pytest

from tests.core.cases.conftest import Fill, Row, contact, said
from tests.scaffold.proofs import rest_as_proofs
from willet.core.ask import ask
from willet.core.ask.relinking import show
from willet.core.cases import join, rules_of, split
from willet.core.cases.curve import CURVED, WINDOWS, CurvePoint, curve
from willet.core.cases.directions import INBOUND
from willet.core.intake import import_files
from willet.core.lake import Lake
from willet.core.metrics import AnswerRow, Question, catalogue
from willet.core.records import RequestError

ALL_RULES = [
    (link, topic) for link in ("chain", "fixed") for topic in ("required", "ignored", "if_known")
]
PENDING = {
    "fcr_case": "FROM cases WHERE {inbound} AND NOT matured AND taken",
    "fcr_case_net": "FROM cases WHERE {inbound} AND NOT matured AND taken AND first_level",
    "next_contact_avoidance": "FROM links WHERE {inbound} AND handled AND observed_s < {window_s}",
    "one_and_done_share": "FROM links WHERE {inbound} AND observed_s < {window_s}",
    "fcr_strict": "FROM links WHERE {inbound} AND observed_s < {window_s}",
}
"""Written apart from the loops: what waits for its window, definition by definition."""


def world(seed: int) -> tuple[list[Row], list[Row], list[Row]]:
    """Contacts with case ids, follow-ups, unknown callers and equal instants; statements; answers."""
    draw = random.Random(seed)
    rows = [
        contact(
            f"{i:03}",
            draw.choice([draw.randrange(50), draw.random() * 50]),
            draw.choice([None, *range(12)]),
            topic=draw.choice([None, "a", "b"]),
            queue=draw.choice(["sales", "help", None]),
            case_ref=draw.choice([None] * 5 + [f"t:R{draw.randrange(6)}"]),
            direction=draw.choice(["inbound"] * 8 + ["outbound", "internal", None]),
            outcome=draw.choice(["answered"] * 5 + ["abandoned", "voicemail", None]),
            transfers=draw.choice([0, 0, 0, 1, None]),
            tags=draw.choice([None, [], ["second_level"]]),
            resolved=draw.choice([None, None, None, True, False]),
        )
        for i in range(90)
    ]
    names = [row["contact_id"].removeprefix("t:") for row in rows]
    outcomes = [
        said(
            draw.choice(["customer", "audit", "disposition"]),
            draw.choice([True, True, False, None]),
            of=draw.choice(names),
            stated_at=draw.choice([None, draw.choice(rows)["arrived_at"]]),
            stated_by=str(i),
        )
        for i in range(45)
    ]
    outcomes += [
        said("audit", draw.random() < 0.5, case_ref=f"t:R{n}", stated_by="q") for n in range(3)
    ]
    keys = ("contact_id", "source", "local_date", "arrived_at")
    answers = [
        {**{k: row[k] for k in keys[:3]}, "instrument": "resolved", "score": draw.choice([0, 1])}
        for row in draw.sample(rows, 20)
    ]
    return rows, outcomes, answers


def asked(lake: Lake, where: str | None = None, **rules: Any) -> dict[str, AnswerRow]:
    return {
        row.metric: row for row in ask(lake, Question.of(CURVED, where=where, params=rules)).rows
    }


def figures(of: AnswerRow | CurvePoint) -> tuple[Any, ...]:
    """All that a point and an answer both tell."""
    return of.value, of.n, of.low, of.high, of.coverage, of.bound_low, of.bound_high


def waiting(lake: Lake, question: Question) -> dict[str, int]:
    """How many rows wait for their window, counted in the tables linked by the question's rules."""
    snapshot = lake.snapshot()
    with snapshot.connect() as con:
        show(snapshot, con, rules_of(question))
        window_s = float(question.parameters()["window_days"]) * 86_400
        counts = {
            name: con.execute(
                f"SELECT count(*) {sql.format(window_s=window_s, inbound=INBOUND)}"
            ).fetchall()[0][0]
            for name, sql in PENDING.items()
        }
    return counts


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("rules", rest_as_proofs(ALL_RULES, short=2))
@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.proof)])
def test_each_point_is_what_asking_for_its_window_gives(
    fill: Fill, seed: int, rules: tuple[str, str]
) -> None:
    link, topic = rules
    rows, outcomes, answers = world(seed)
    lake = fill(rows, outcomes=outcomes, answers=answers)
    split(lake, rows[7]["contact_id"], by="lead")
    split(lake, next(row["contact_id"] for row in rows if row["case_ref"]), by="lead")
    join(lake, rows[3]["contact_id"], rows[60]["contact_id"], by="lead")
    windows = (0, 2.5, 7, 60)

    found = curve(
        lake.snapshot(), Question.of("fcr_case", params={"link": link, "topic": topic}), windows
    )

    for place, days in enumerate(windows):
        asked_for: dict[str, Any] = {"window_days": days, "link": link, "topic": topic}
        one_by_one = asked(lake, **asked_for)
        points = {name: found[name][place] for name in CURVED}
        assert {n: figures(p) for n, p in points.items()} == {
            n: figures(one_by_one[n]) for n in CURVED
        }
        assert {n: p.pending for n, p in points.items()} == waiting(
            lake, Question.of("fcr_case", params=asked_for)
        )


@pytest.mark.parametrize("link", ["chain", "fixed"])
def test_days_that_do_not_belong_wait_on_both_sides(fill: Fill, link: str) -> None:
    # 40 days with eight contacts each; one contact a year before them, one two years after: both are strays
    usual = [contact(f"{i}", i / 8, i % 60) for i in range(320)]
    lake = fill([contact("early", -400, 900), *usual, contact("late", 800, 901)])

    found = curve(lake.snapshot(), Question.of("fcr_case", params={"link": link}), (3,))

    asked_for: dict[str, Any] = {"window_days": 3, "link": link}
    points = {name: found[name][0] for name in CURVED}
    assert {n: figures(p) for n, p in points.items()} == {
        n: figures(row) for n, row in asked(lake, **asked_for).items()
    }
    assert {n: p.pending for n, p in points.items()} == waiting(
        lake, Question.of("fcr_case", params=asked_for)
    )


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    "where",
    [
        "queue = 'sales'",
        "topic = 'a'",
        "topic is null and queue in ('sales', 'help')",
        "(topic in ('b') or topic is null) and outcome = 'answered' and weekday < 5",
    ],
)
def test_a_filter_sees_cases_by_their_first_contact_and_own_topic(fill: Fill, where: str) -> None:
    rows, outcomes, answers = world(3)
    lake = fill(rows, outcomes=outcomes, answers=answers)
    question = Question.of("fcr_case", where=where, first="2024-03-10", last="2024-04-12")

    found = curve(lake.snapshot(), question, (3, 14))

    for place, days in enumerate((3, 14)):
        params = {"window_days": days}
        again = Question.of(
            CURVED, where=where, first="2024-03-10", last="2024-04-12", params=params
        )
        expected = {row.metric: figures(row) for row in ask(lake, again).rows}
        assert {name: figures(found[name][place]) for name in CURVED} == expected


def test_all_thirty_windows_stand_in_order(fill: Fill) -> None:
    rows, _, _ = world(4)

    found = curve(fill(rows).snapshot(), Question.of("fcr_case"))

    assert [point.window_days for point in found["fcr_strict"]] == list(WINDOWS)
    assert list(found) == list(CURVED)


def test_three_customers_by_hand(fill: Fill) -> None:
    # customer 1: day 0, day 2      one case from a window of 2 days on, two cases before
    # customer 2: day 0             one contact
    # customer 3: day 39            still open for windows over a day
    # customer 9: day -3            may have begun before the record: only what follows it is known
    rows = [contact("a", 0, 1), contact("a2", 2, 1), contact("b", 0, 2), contact("c", 39, 3)]
    lake = fill([contact("z", -3, 9), *rows])

    found = curve(lake.snapshot(), Question.of("fcr_case"), (1, 2))

    per_case, avoided = found["fcr_case"], found["next_contact_avoidance"]
    assert [(p.value, p.n, p.pending) for p in per_case] == [(1.0, 3, 1), (0.5, 2, 1)]
    assert [(p.value, p.n, p.pending) for p in avoided] == [
        (1.0, 4, 1),
        (pytest.approx(3 / 4), 4, 1),
    ]


def test_an_empty_lake_has_a_curve_without_values(fill: Fill) -> None:
    found = curve(fill([]).snapshot(), Question.of("fcr_case"), (7,))

    assert {(p.value, p.n, p.pending) for points in found.values() for p in points} == {
        (None, 0, 0)
    }


def test_no_windows_give_no_points(fill: Fill) -> None:
    found = curve(fill([contact("a")]).snapshot(), Question.of("fcr_case"), ())

    assert found == dict.fromkeys(CURVED, ())


@pytest.mark.parametrize(
    ("where", "named"),
    [("contacts > 2", "contacts"), ("topic = 'a' or queue = 'sales'", "queue")],
)
def test_a_filter_that_hangs_on_the_window_is_refused(fill: Fill, where: str, named: str) -> None:
    lake = fill([contact("a")])

    with pytest.raises(RequestError, match=named):
        curve(lake.snapshot(), Question.of("fcr_case", where=where), (7,))


def test_the_loops_know_the_formulas_of_the_catalogue() -> None:
    # Whoever changes one of these changes `curve.passes` with it.
    assert {name: catalogue()[name].text for name in CURVED if name != CURVED[2]} == {
        "fcr_case": "count_if(if(identified, solved_at_once)) / "
        "count_if(received and matured and opening_seen and taken)",
        "fcr_case_net": "count_if(if(identified, solved_at_once)) / "
        "count_if(received and matured and opening_seen and taken and first_level)",
        "one_and_done_share": "count_if(if(identified, alone and handled)) / "
        "count_if(received and matured)",
        "fcr_strict": "count_if(if(identified and confirmed is not null, alone and "
        "transfers = 0 and not followed_up and confirmed)) / count_if(received and matured)",
    }


@pytest.mark.proof
def test_anonymous_bank_gives_the_reference_figures(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "anonymous_bank"
    mapping = Path(__file__).resolve().parents[4] / "examples/mappings/anonymous_bank.toml"
    import_files(tmp_path / "lake", "table", sorted(folder.glob("0*.txt.gz")), mapping=mapping)
    question = Question.of("fcr_case", params={"topic": "ignored"})

    found = curve(Lake.at(tmp_path / "lake").snapshot(), question)["next_contact_avoidance"]

    shown = {p.window_days: round(p.value or 0, 6) for p in found}
    assert (shown[1], shown[3], shown[7]) == (0.579889, 0.45523, 0.343904)
    assert sorted(shown.values(), reverse=True) == [shown[days] for days in WINDOWS]
