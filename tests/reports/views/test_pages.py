"""Setting up a report, changing and stopping it, having one now, and what was sent."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.jobs.rooms import done
from tests.notices.post import post_office
from tests.reports.conftest import report_for
from tests.scaffold.cast import Cast
from tests.scaffold.commits import Committed
from tests.scaffold.page_text import text_of
from willet.lists.domain.verbs import entry_of
from willet.reports.models import Delivery, Report, ReportReader
from willet.reports.tasks import REPORTS

FORM = {
    "name": "Monday figures",
    "often": "weekly",
    "weekday": "1",
    "day": "1",
    "at": "07:30",
    "with_xlsx": "on",
    "is_active": "on",
}


def test_a_report_is_set_up_with_the_filters_of_the_page_one_came_from(
    cast: Cast, lent_small_lake: Path
) -> None:
    client = cast.client("manager")
    listed = client.get("/reports/?queue=sales").content.decode()
    form = client.get("/reports/new/?queue=sales").content.decode()
    answer = client.post(
        "/reports/new/",
        {**FORM, "queue": "sales", "readers": [cast.manager.pk, cast.team_lead.pk]},
        headers={"accept-language": "es-MX"},
    )

    report = Report.objects.get()
    assert "/reports/new/?queue=sales" in listed
    assert '<option value="sales" selected>' in form
    assert answer.status_code == 302
    assert (report.name, report.filters, f"{report.at:%H:%M}", report.with_pdf) == (
        "Monday figures",
        {"queue": "sales"},
        "07:30",
        False,
    )
    readers = {r.reader.username: r.tongue for r in report.readers.all()}
    assert readers == {"marit": "es-MX", "tomas": ""}


def test_only_a_manager_sends_to_others(cast: Cast, lent_small_lake: Path) -> None:
    given = {**FORM, "readers": [cast.manager.pk, cast.other_agent.pk]}
    form = cast.client("team_lead").get("/reports/new/").content.decode()
    cast.client("team_lead").post("/reports/new/", given)

    assert 'name="readers"' not in form
    assert [r.reader.username for r in ReportReader.objects.all()] == ["tomas"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("day", "0"), ("day", "32"), ("at", "25:00"), ("often", "hourly"), ("name", "")],
)
def test_what_cannot_be_is_refused_with_a_reason(
    cast: Cast, lent_small_lake: Path, field: str, value: str
) -> None:
    answer = cast.client("analyst").post("/reports/new/", {**FORM, field: value})

    assert (answer.status_code, Report.objects.count()) == (422, 0)


def test_a_report_without_a_reader_is_refused(cast: Cast, lent_small_lake: Path) -> None:
    answer = cast.client("manager").post("/reports/new/", FORM)

    assert answer.status_code == 422
    assert "Choose at least one reader." in answer.content.decode()


def test_send_me_one_now_comes_by_mail_and_stands_in_the_history(
    cast: Cast, lent_small_lake: Path
) -> None:
    report, client = report_for(cast.manager), cast.client("manager")
    with post_office() as post:
        client.post(f"/reports/{report.pk}/now/")
        done(REPORTS)

    text = text_of(client.get(f"/reports/{report.pk}/").content.decode())
    assert len(post.taken) == 1
    assert ("Marit" in text, "sent" in text) == (True, True)
    assert Delivery.objects.get().state == "sent"


def test_a_report_of_somebody_else_is_not_there(cast: Cast, lent_small_lake: Path) -> None:
    report, client = report_for(cast.manager), cast.client("analyst")

    paths = ("", "change/", "remove/")
    statuses = [client.get(f"/reports/{report.pk}/{path}").status_code for path in paths]
    assert [*statuses, client.post(f"/reports/{report.pk}/now/").status_code] == [404] * 4


def test_a_report_is_stopped_and_removed_with_a_way_back(cast: Cast, lent_small_lake: Path) -> None:
    report, client = report_for(cast.manager), cast.client("manager")
    stopped = {k: v for k, v in FORM.items() if k != "is_active"}
    client.post(f"/reports/{report.pk}/change/", {**stopped, "readers": [cast.manager.pk]})
    text = text_of(client.get("/reports/").content.decode())
    client.post(f"/reports/{report.pk}/remove/")

    assert "stopped" in text
    assert Report.objects.count() == 0


def test_without_a_lake_there_is_nothing_to_report_yet(cast: Cast, home: Path) -> None:
    assert cast.client("manager").get("/reports/new/").status_code == 200


def test_the_list_asks_for_the_newest_of_all_reports_at_once(
    cast: Cast, lent_small_lake: Path, django_assert_max_num_queries: Any
) -> None:
    for number in range(9):
        report = report_for(cast.manager, name=f"R{number}")
        for day in (2, 9):
            Delivery.objects.create(
                to=report.readers.get(),
                due_at=datetime(2026, 3, day, tzinfo=UTC),
                state="sent" if day == 9 else "refused",
            )
    client = cast.client("manager")

    with django_assert_max_num_queries(15):
        html = client.get("/reports/").content.decode()

    assert (html.count("R8"), html.count("refused by the mail server")) == (1, 0)


def test_a_queue_left_out_of_menus_is_offered_only_where_it_is_chosen(
    cast: Cast, small_lake: Path, committed: Committed
) -> None:
    client = cast.client("manager")
    with committed():
        sales = entry_of("queue", "sales", by=cast.manager)
        sales.is_hidden = True
        sales.save()

    fresh = client.get("/reports/new/").content.decode()
    chosen = client.get("/reports/new/?queue=sales").content.decode()

    assert ('<option value="sales"' in fresh, '<option value="support"' in fresh) == (False, True)
    assert '<option value="sales" selected>' in chosen
