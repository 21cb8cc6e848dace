"""What people entered in Willet is one run of the history: shown, and taken back where it was entered."""

from pathlib import Path

from tests.scaffold.cast import Cast
from tests.scaffold.desk import MONDAY, DeskCall, disposition, import_calls
from tests.scaffold.page_text import main_text_of
from willet.core.intake import land_rows

CALL = DeskCall(MONDAY)


def test_run_is_shown_and_offers_no_way_to_take_it_back(cast: Cast, home: Path) -> None:
    imported = import_calls(home / "lake", home, CALL)
    entered = land_rows(home / "lake", [disposition(CALL, "1")]).run_id
    client = cast.client("administrator")

    history = main_text_of(client.get("/imports/"))
    pages = {run: client.get(f"/imports/runs/{run}/") for run in (imported, entered)}

    assert "Entered in Willet" in history
    assert {run: page.status_code for run, page in pages.items()} == {imported: 200, entered: 200}
    assert b"Take it back" in pages[imported].content
    assert b"Take it back" not in pages[entered].content
