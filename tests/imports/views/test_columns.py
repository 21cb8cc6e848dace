"""A stranger's file on the board without a mapping file: columns proposed, chosen, shown, kept, used again."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.imports.views.test_uploads import file, hand_in
from tests.scaffold.cast import EVERYONE, Cast
from tests.scaffold.page_text import main_text_of
from willet.core.lake import Lake
from willet.core.sources.table import parse_mapping
from willet.figures.domain.asking import read_lake
from willet.imports.models import MappingVersion, SavedMapping, Upload
from willet.jobs.domain.working import work_once

GERMAN = (
    "Bericht Telefonie;;;;;\n"
    "Anruf-Nr.;Beginn;Ergebnis;Wartezeit;Rufnummer;Bemerkung\n"
    "A1;13.03.2026 08:35;angenommen;0:12;0301234567;x\n"
    "A2;14.03.2026 09:10;aufgelegt;1:05;0301234568;\n"
    "A3;14.03.2026 09:20;Sonderfall;0:05;0301234569;\n"
    "Summe;;;1:22;;\n"
)
TWO_WAYS = (
    "Gesprek;Datum;Tijd;Resultaat\n1;01-12-2025;08:35;Beantwoord\n2;02-12-2025;09:35;Gemist\n"
)


def waiting(client: Client, text: str | bytes, name: str = "anrufe.csv", **fields: Any) -> str:
    """The address of an upload whose columns were looked at."""
    fields = {"zone": "Europe/Berlin"} | fields
    upload: str = hand_in(client, file(text, name), **fields)["Location"]
    work_once()
    return upload


def form_of(client: Client, address: str) -> dict[str, str]:
    """What the page of the columns would hand back as it stands."""
    page = client.get(address).content.decode()
    fields = {}
    for name, body in re.findall(r'<select id="\w+" name="(\w+)">(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected>', body)
        first = re.search(r'<option value="([^"]*)"', body)
        fields[name] = chosen[1] if chosen else first[1] if first else ""
    inputs = re.findall(r'<input id="\w+" name="(\w+)"[^>]*?value="([^"]*)"', page)
    hidden = re.findall(r'<input type="hidden" name="(seen_\w+)" value="([^"]*)"', page)
    return fields | dict(inputs) | dict(hidden)


def read_with(client: Client, upload: str, **changed: str) -> Any:
    """Hand the columns back with some of them changed, and read the files."""
    answers = form_of(client, f"{upload}columns/") | changed
    response = client.post(f"{upload}columns/", {**answers, "do": "read"})
    work_once()
    return response


@pytest.mark.journey("history")
def test_a_german_export_is_in_without_a_mapping_file(cast: Cast, home: Path) -> None:
    client = cast.client("manager")
    upload = waiting(client, GERMAN.encode("cp1252"))

    asked = main_text_of(client.get(upload))
    columns = client.get(f"{upload}columns/")
    read_with(client, upload)
    client.post(f"{upload}start/")
    work_once()

    assert "What do the columns mean?" in asked
    text = main_text_of(columns)
    assert "1 of its words is not known: Sonderfall" in text
    with Lake.at(home / "lake").snapshot().connect() as con:
        rows = con.execute(
            "SELECT contact_id, arrived_at::VARCHAR, outcome, wait_s, identity FROM contacts ORDER BY 1"
        ).fetchall()
    assert rows == [
        ("anrufe:A1", "2026-03-13 07:35:00", "answered", 12.0, "number"),
        ("anrufe:A2", "2026-03-14 08:10:00", "abandoned", 65.0, "number"),
        ("anrufe:A3", "2026-03-14 08:20:00", "unknown", 5.0, "number"),
    ]


def test_nothing_is_read_before_the_columns_are_looked_at(cast: Cast, home: Path) -> None:
    client = cast.client("manager")

    upload = waiting(client, GERMAN)
    started = client.post(f"{upload}start/", follow=True)

    assert "Wait for the dry run" in started.content.decode()
    assert read_lake(EVERYONE) is None


def test_the_preview_shows_local_time_and_local_words_beside_the_row(
    cast: Cast, home: Path
) -> None:
    client = cast.client("manager")
    upload = waiting(client, GERMAN)

    table = client.get(f"{upload}columns/").context["preview"]
    cells = {c.key: cell.text for c, cell in zip(table.columns, table.rows[0].cells, strict=True)}

    assert "8:35" in cells["arrived_at"].replace("08:35", "8:35")
    assert cells["outcome"] == "answered"
    assert cells["raw"] == "A1 | 13.03.2026 08:35 | angenommen | 0:12 | 0301234567 | x"


@pytest.mark.journey("history")
def test_dates_that_could_be_two_days_are_asked_for_and_never_read_before(
    cast: Cast, home: Path
) -> None:
    client = cast.client("manager")
    upload = waiting(client, TWO_WAYS, "oproepen.csv")

    refused = read_with(client, upload)
    day_first = read_with(client, upload, f1="%d-%m-%Y")

    assert refused.status_code == 422
    assert "Say how the dates of Datum are written" in main_text_of(refused)
    assert day_first.status_code == 302
    mapping = parse_mapping(Upload.objects.get().mapping)
    assert mapping.rules["arrived_at"][0].formats == ("%d-%m-%Y",)


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            {"m2": "queue", "m5": "queue"},
            "Ergebnis and Bemerkung are both Queue. Choose one of them.",
        ),
        ({f"m{n}": "" for n in range(6)}, "No column means anything yet."),
        ({"m1": ""}, "No column says when a contact came."),
        ({"name": "Große Namen"}, "small letters"),
        ({"zone": "Mars/Olympus"}, "zone"),
    ],
)
def test_choices_that_make_no_mapping_are_refused_and_nothing_is_lost(
    cast: Cast, home: Path, changed: dict[str, str], sentence: str
) -> None:
    client = cast.client("manager")
    upload = waiting(client, GERMAN)

    response = read_with(client, upload, keep_as="Anlage", **changed)

    assert response.status_code == 422
    assert sentence in main_text_of(response)
    assert 'value="Anlage"' in response.content.decode()
    assert Upload.objects.get().mapping == ""
    assert not SavedMapping.objects.exists()


@pytest.mark.journey("history")
def test_the_toml_is_one_click_away_and_comes_back_into_the_lists(cast: Cast, home: Path) -> None:
    client = cast.client("manager")
    upload = waiting(client, GERMAN)
    answers = form_of(client, f"{upload}columns/") | {"m5": "topic", "do": "text"}

    page = client.post(f"{upload}columns/", answers)
    text = page.context["text"]
    client.post(
        f"{upload}columns/text/", {"text": f'{text}\n[columns.channel]\nconstant = "voice"\n'}
    )
    again = form_of(client, f"{upload}columns/")
    read_with(client, upload)

    assert parse_mapping(text).rules["topic"][0].columns == ("Bemerkung",)
    assert again["m5"] == "topic"
    assert {name: again[name] for name in ("m0", "m1")} == {"m0": "contact_id", "m1": "arrived_at"}
    # What no list can say stays through the lists.
    assert parse_mapping(Upload.objects.get().mapping).rules["channel"][0].constant == "voice"


@pytest.mark.journey("history")
def test_a_kept_mapping_reads_the_next_file_of_the_same_headings(cast: Cast, home: Path) -> None:
    client = cast.client("manager")
    read_with(client, waiting(client, GERMAN), keep_as="Anlage")

    upload = waiting(client, GERMAN.replace("A1;13", "A9;15"), "januar.csv")

    page = main_text_of(client.get(upload))
    assert "it is read by the saved mapping “Anlage”" in page
    assert "Rows read 4" in page
    assert Upload.objects.first().mapping == SavedMapping.objects.get().text  # type: ignore[union-attr]


def test_two_who_change_one_mapping_lose_nothing(cast: Cast, home: Path) -> None:
    ann, bob = cast.client("manager"), cast.client("administrator")
    read_with(ann, waiting(ann, GERMAN), keep_as="Anlage")
    mapping = SavedMapping.objects.get()
    address, text = f"/imports/mappings/{mapping.pk}/", mapping.text
    seen = {"name": "Anlage", "seen_version": str(mapping.version)}

    first = ann.post(address, {**seen, "text": text + "\n# by Ann\n"})
    second = bob.post(address, {**seen, "text": text + "\n# by Bob\n"})
    shown = re.search(r'name="seen_version" value="(\d+)"', second.content.decode())
    assert shown is not None
    third = bob.post(address, {**seen, "seen_version": shown[1], "text": text + "\n# by Bob\n"})

    assert (first.status_code, second.status_code, third.status_code) == (302, 409, 302)
    assert "saved version 2 of this mapping while you were changing it" in main_text_of(second)
    assert "# by Bob" in second.content.decode()
    mapping.refresh_from_db()
    assert mapping.text.strip().endswith("# by Bob")
    kept = MappingVersion.objects.filter(mapping=mapping).order_by("number")
    assert [v.text.strip().splitlines()[-1] for v in kept][1:] == ["# by Ann", "# by Bob"]
    assert "by Ann" in bob.get(f"{address}versions/2/").content.decode()


@pytest.mark.journey("history")
def test_a_name_that_somebody_else_gave_is_not_written_over(cast: Cast, home: Path) -> None:
    client = cast.client("manager")
    read_with(client, waiting(client, GERMAN), keep_as="Anlage")
    before = SavedMapping.objects.get().text

    response = read_with(
        client, waiting(client, TWO_WAYS, "o.csv"), keep_as="Anlage", f1="%d-%m-%Y"
    )

    assert response.status_code == 409
    assert SavedMapping.objects.get().text == before


def test_a_file_of_nothing_is_said_in_a_sentence(cast: Cast, home: Path) -> None:
    client = cast.client("manager")

    upload = waiting(client, "only one line\n", "empty.csv")

    assert "holds no table of at least two columns" in main_text_of(client.get(upload))


def test_own_headings_need_no_choice(cast: Cast, home: Path) -> None:
    client = cast.client("manager")
    upload = waiting(client, "contact_id,arrived_at\n1,2026-03-02 09:00\n")

    assert "Rows read 1" in main_text_of(client.get(upload))


@pytest.mark.journey("history")
def test_a_mapping_is_changed_in_the_lists_later(cast: Cast, home: Path) -> None:
    client = cast.client("manager")
    upload = waiting(client, GERMAN)
    read_with(client, upload)

    read_with(client, upload, m5="topic")

    assert "topic" in parse_mapping(Upload.objects.get().mapping).rules


def test_a_mapping_handed_in_is_opened_in_the_lists(cast: Cast, home: Path) -> None:
    client = cast.client("manager")
    text = 'name = "alt"\n[file]\nskip = 1\n[columns.contact_id]\nfrom = "Anruf-Nr."\n[columns.arrived_at]\n'
    text += 'from = "Beginn"\nformat = "%d.%m.%Y %H:%M"\n[columns.queue]\nconstant = "Technik"\n'
    upload = waiting(client, GERMAN, mapping_file=file(text, "alt.toml"))

    before = client.get(f"{upload}columns/")
    client.post(f"{upload}columns/")
    work_once()
    answers = form_of(client, f"{upload}columns/")

    assert before["Location"] == upload
    assert (answers["m0"], answers["m1"], answers["m2"]) == ("contact_id", "arrived_at", "")
    assert answers["name"] == "alt"


@pytest.mark.journey("history")
def test_a_mapping_kept_is_kept_again_after_a_change(cast: Cast, home: Path) -> None:
    client = cast.client("manager")
    upload = waiting(client, GERMAN)
    read_with(client, upload, keep_as="Anlage")

    again = read_with(client, upload, keep_as="Anlage", m5="topic")

    assert again.status_code == 302
    assert SavedMapping.objects.get().version == 2
    assert "topic" in parse_mapping(SavedMapping.objects.get().text).rules


@pytest.mark.journey("history")
def test_saving_again_after_a_stale_answer_puts_ones_own_on_top(cast: Cast, home: Path) -> None:
    client = cast.client("manager")
    read_with(client, waiting(client, GERMAN), keep_as="Anlage")
    upload = waiting(client, TWO_WAYS, "o.csv")
    answers = form_of(client, f"{upload}columns/") | {"f1": "%d-%m-%Y", "keep_as": "Anlage"}

    stale = client.post(f"{upload}columns/", {**answers, "do": "read"})
    hidden = re.findall(
        r'<input type="hidden" name="(seen_\w+)" value="([^"]*)"', stale.content.decode()
    )
    saved = client.post(f"{upload}columns/", {**answers, **dict(hidden), "do": "read"})

    assert (stale.status_code, saved.status_code) == (409, 302)
    assert SavedMapping.objects.get().version == 2
    assert SavedMapping.objects.get().text == Upload.objects.first().mapping  # type: ignore[union-attr]


SURVEYS = (
    'name = "alt"\n[columns.contact_id]\nfrom = "Nr"\n[columns.arrived_at]\nfrom = "Beginn"\n'
    'format = "%d.%m.%Y %H:%M"\n[[survey]]\ninstrument = "csat"\nscale = "1-5"\nfrom = "Alt"\n'
    '[survey.answered_at]\nfrom = "Am"\nformat = "%d.%m.%Y"\n'
)
ANSWERS = (
    "Nr;Beginn;Alt;Neu;Am\n1;13.03.2026 08:35;4;5;14.03.2026\n2;14.03.2026 08:35;3;2;15.03.2026\n"
)


@pytest.mark.journey("history")
def test_another_column_of_a_survey_stays_chosen(cast: Cast, home: Path) -> None:
    client = cast.client("manager")
    upload = waiting(client, ANSWERS, mapping_file=file(SURVEYS, "alt.toml"))
    client.get(f"{upload}columns/")
    client.post(f"{upload}columns/")
    work_once()

    read_with(client, upload, m4="")
    same = parse_mapping(Upload.objects.get().mapping).surveys
    read_with(client, upload, m2="", m3="csat")
    other = parse_mapping(Upload.objects.get().mapping).surveys

    assert same == parse_mapping(SURVEYS).surveys
    assert [(s.instrument, s.score.columns) for s in other] == [("csat", ("Neu",))]


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    ("heading", "texts", "unit"),
    [
        ("Dauer (ms)", ("1500", "2750"), "ms"),
        ("Dauer (min)", ("1,5", "2"), "min"),
        ("Dauer (ms)", ("0:15", "0:20"), "auto"),
        ("Dauer", ("15", "20"), "auto"),
        ("Dauer (hh:mm)", ("0:15", "0:20"), "h:m"),
    ],
)
def test_a_column_under_another_meaning_keeps_the_unit_of_its_heading(
    cast: Cast, home: Path, heading: str, texts: tuple[str, str], unit: str
) -> None:
    client = cast.client("manager")
    one, two = texts
    table = f"Nr;Beginn;{heading}\n1;13.03.2026 08:35;{one}\n2;14.03.2026 08:35;{two}\n"
    upload = waiting(client, table)

    read_with(client, upload, m2="hold_s")

    assert parse_mapping(Upload.objects.get().mapping).rules["hold_s"][0].unit == unit
