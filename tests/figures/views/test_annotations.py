"""Remarks on days: who writes them, who finds them on a chart, and that nobody changes another's."""

import re
from pathlib import Path

import pytest

from tests.scaffold.cast import Cast
from willet.activity.models import ActivityEntry
from willet.figures.models import Annotation

HANDED_IN = {"day": "2026-03-10", "words": "New <voice> menu", "seen_by": "everybody"}


def notes(cast: Cast, role: str, address: str = "/?period=all") -> list[str]:
    html = cast.client(role).get(address).content.decode()
    return re.findall(r'<ol class="chart-notes">.*?</ol>', html, re.S)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("manager", 302),
        ("team_lead", 302),
        ("analyst", 302),
        ("agent", 403),
        ("administrator", 403),
    ],
)
def test_who_works_with_figures_of_others_may_remark(cast: Cast, role: str, status: int) -> None:
    response = cast.client(role).post("/annotations/new/", HANDED_IN)
    assert (response.status_code, Annotation.objects.count()) == (status, int(status == 302))


def test_a_remark_stands_on_the_charts_of_everybody_with_day_and_author(
    cast: Cast, lent_small_lake: Path
) -> None:
    cast.client("manager").post("/annotations/new/", HANDED_IN)

    (found,) = notes(cast, "analyst")
    assert "Mar 10, 2026: New &lt;voice&gt; menu (Marit" in found
    assert '"notes": [8]' in cast.client("analyst").get("/?period=all").content.decode()
    assert ActivityEntry.objects.filter(kind="figures.annotation").count() == 1


@pytest.mark.parametrize(("for_excel", "carried"), [("&bom=1", True), ("", False)])
def test_a_file_for_people_carries_the_remarks_of_its_days(
    cast: Cast, lent_small_lake: Path, for_excel: str, carried: bool
) -> None:
    client = cast.client("manager")
    client.post("/annotations/new/", HANDED_IN)

    inside = client.get(f"/?period=all&table=queue&format=csv{for_excel}")
    outside = client.get(f"/?from=2026-03-11&table=queue&format=csv{for_excel}")

    assert ("New <voice> menu" in b"".join(inside).decode()) is carried
    assert "New <voice> menu" not in b"".join(outside).decode()


@pytest.mark.parametrize("address", ["/?from=2026-03-11", "/?from=2026-03-02&to=2026-03-09"])
def test_a_remark_outside_the_days_drawn_is_left_out(
    cast: Cast, lent_small_lake: Path, address: str
) -> None:
    cast.client("manager").post("/annotations/new/", HANDED_IN)
    assert notes(cast, "manager", address) == []


def test_a_remark_of_ones_own_is_found_by_its_author_alone(
    cast: Cast, lent_small_lake: Path
) -> None:
    cast.client("manager").post("/annotations/new/", {**HANDED_IN, "seen_by": "author"})
    one = Annotation.objects.get()

    assert (len(notes(cast, "manager")), len(notes(cast, "analyst"))) == (1, 0)
    assert cast.client("analyst").get(f"/annotations/{one.pk}/").status_code == 404
    assert "voice" not in cast.client("analyst").get("/annotations/").content.decode()


def test_anothers_remark_is_neither_changed_nor_removed(cast: Cast) -> None:
    cast.client("manager").post("/annotations/new/", HANDED_IN)
    one = Annotation.objects.get()

    for way in ("", "remove/"):
        changed = {**HANDED_IN, "words": "other"}
        response = cast.client("analyst").post(f"/annotations/{one.pk}/{way}", changed)
        assert response.status_code == 403
    one.refresh_from_db()
    assert one.words == "New <voice> menu"


@pytest.mark.parametrize("wrong", [{"day": "tomorrow"}, {"words": ""}, {"words": "x" * 121}])
def test_what_cannot_be_kept_is_refused_with_reasons(cast: Cast, wrong: dict[str, str]) -> None:
    response = cast.client("manager").post("/annotations/new/", {**HANDED_IN, **wrong})
    assert (response.status_code, Annotation.objects.count()) == (422, 0)
