"""A day of a window is 24 hours, also across a change of the clock."""

from pathlib import Path

import pytest

from willet.core.ask.relinking import show
from willet.core.cases import rules_of
from willet.core.intake import import_files
from willet.core.lake import Lake
from willet.core.metrics import Question

HEADER = "contact_id,arrived_at,queue,agent,outcome,customer_id"
FORWARD = ("2026-03-28 15:00:00", "2026-03-29 16:00:00", "2026-03-29 16:00:01")
BACK = ("2026-10-24 15:00:00", "2026-10-25 14:00:00", "2026-10-25 14:00:01")
USUAL = ("2026-06-01 15:00:00", "2026-06-02 15:00:00", "2026-06-02 15:00:01")


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("times", [FORWARD, BACK, USUAL], ids=["forward", "back", "usual"])
@pytest.mark.parametrize(("second", "contacts"), [(1, 2), (2, 1)])
def test_window_of_a_day_closes_after_86400_seconds(
    tmp_path: Path, times: tuple[str, ...], second: int, contacts: int
) -> None:
    rows = [f"{n},{at},q,Ann,answered,c" for n, at in enumerate((times[0], times[second]))]
    (tmp_path / "calls.csv").write_text("\n".join([HEADER, *rows]) + "\n")
    import_files(tmp_path / "lake", "table", [tmp_path / "calls.csv"], zone="Europe/Amsterdam")

    question = Question.of("fcr_case", params={"window_days": 1})
    lake = Lake.at(tmp_path / "lake")
    with lake.snapshot().connect() as con:
        show(lake.snapshot(), con, rules_of(question))
        sizes = con.execute("SELECT contacts FROM cases").fetchall()

    assert sizes == [(contacts,)] * (3 - contacts)
