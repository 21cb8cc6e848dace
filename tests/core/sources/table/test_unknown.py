"""Texts that mean nothing, blank ends, and facts that cost only themselves."""

import pytest

from tests.core.sources.table.conftest import MINIMAL, Importer

SPAN = MINIMAL + '[columns.wait_s]\nbetween = ["start", "end"]\n'
NOTHING = [
    "N/A",
    "n/a",
    "None",
    "nan",
    "NaN",
    "-",
    "--",
    "–",
    "NULL",
    "null",
    "#N/A",
    "(blank)",
    "(leer)",
    "\\N",
    " - ",
    "k. A.",
    "k.A.",
    "keine Angabe",
    "n.v.t.",
    "N. v. t.",
    "s/d",
    "S/D",
    "sin datos",
    "không có",
    "Không có",
    "không rõ",
    "—",
    "?",
    "…",
    "N / A",
    "#WERT!",
    "#WAARDE!",
    "#¿NOMBRE?",
    "#¡DIV/0!",
    "#DEEL/0!",
    "1970-01-01 00:00:00",
    "1970-01-01T01:00:00+01:00",
    "1969-12-31 19:00:00",
    "1899-12-30",
    "30.12.1899 00:00",
    "1/1/1900",
    "01/01/1970 01:00:00",
    "00/00/0000 00:00:00",
]
NAMES = [
    "Ann",
    "Nan",
    "NA",
    "Na",
    "Nil",
    "N. A. Smith",
    "Null-Meyer",
    "none of us",
    "0",
    "--Ann",
    "K. Adams",
    "Không",
    "S. D. Lee",
]


def test_nothing_is_nothing_in_any_column(importer: Importer) -> None:
    """A row for each word, its id the word's place."""
    fields = "agent queue talk_s sale_amount resolved customer_id tags topic transfers".split()
    mapping = MINIMAL + "".join(f'[columns.{f}]\nfrom = "{f}"\n' for f in fields)

    rows = [
        f"{n:02},2021-03-01 09:00,{','.join([text] * len(fields))}"
        for n, text in enumerate(NOTHING)
    ]

    found = importer("\n".join([f"id,at,{','.join(fields)}", *rows, ""]), mapping=mapping)

    assert found.rejects == []
    known = ", ".join(f for f in fields if f != "customer_id")
    read = found.rows(f"SELECT {known}, customer_key FROM contacts ORDER BY contact_id")
    assert dict(zip(NOTHING, read, strict=True)) == dict.fromkeys(NOTHING, (None,) * len(fields))


def test_names_are_names(importer: Importer) -> None:
    mapping = MINIMAL + '[columns.agent]\nfrom = "agent"\n'
    rows = [f"{n:02},2021-03-01,{text}" for n, text in enumerate(NAMES)]

    found = importer("\n".join(["id,at,agent", *rows, ""]), mapping=mapping)

    assert found.column("agent") == NAMES


def test_a_mapping_makes_a_word_of_nothing(importer: Importer) -> None:
    mapping = (
        MINIMAL
        + '[columns.outcome]\nfrom = "o"\nvalues = { "-" = "abandoned", None = "answered" }\n'
    )

    found = importer(
        "id,at,o\n1,2021-03-01,-\n2,2021-03-01,None\n3,2021-03-01,NULL\n", mapping=mapping
    )

    assert found.column("outcome") == ["abandoned", "answered", "unknown"]


def test_an_id_of_nothing_is_no_id(importer: Importer) -> None:
    found = importer("id,at\nN/A,2021-03-01\n-,2021-03-02\n3,2021-03-03\n")

    assert found.ids == ["3"]
    assert [(r[1], r[4]) for r in found.rejects] == [
        (2, "contact_id is missing; a contact needs it"),
        (3, "contact_id is missing; a contact needs it"),
    ]


@pytest.mark.parametrize(
    ("start", "end", "wait_s"),
    [
        ("09:00:00", "09:00:20", 20.0),
        ("09:00:00", "", None),
        ("", "09:00:20", None),
        ("", "", None),
        ("09:00:00", "N/A", None),
        ("23:59:50", "00:00:10", 20.0),
    ],
)
def test_a_span_of_times_needs_both_ends(
    importer: Importer, start: str, end: str, wait_s: float | None
) -> None:
    found = importer(f"id,at,start,end\n1,2021-03-01,{start},{end}\n", mapping=SPAN)

    assert (found.rejects, found.column("wait_s")) == ([], [wait_s])


@pytest.mark.parametrize(
    ("form", "start", "ends"),
    [
        ("epoch_s", "1614589200", {"1614589220": 20.0, "0": None, "": None}),
        ("epoch_ms", "1614589200000", {"1614589220000": 20.0, "0": None}),
        ("excel", "44256,375", {"44256,376": 86.4, "0": None, "0,0": None}),
    ],
)
def test_the_zero_of_a_clock_is_no_end(
    importer: Importer, form: str, start: str, ends: dict[str, float | None]
) -> None:
    rows = "".join(f"{n};2021-03-01;{start};{end}\n" for n, end in enumerate(ends))

    found = importer(f"id;at;start;end\n{rows}", mapping=f'{SPAN}format = "{form}"\n')

    assert found.rejects == []
    assert found.column("wait_s") == pytest.approx(list(ends.values()))


@pytest.mark.parametrize(
    ("start", "end", "wait_s"),
    [
        ("2021-03-01 09:00:00", "0000-00-00 00:00:00", None),
        ("2021-03-01 09:00:00", "1970-01-01 00:00:00", None),
        ("2021-03-01 09:00:00", "1899-12-30 00:00:00", None),
        ("2021-03-01 09:00:00", "", None),
        ("", "2021-03-01 09:00:00", None),
        ("2021-03-01 23:59:50", "2021-03-02 00:00:10", 20.0),
    ],
)
def test_a_span_of_moments_needs_both_ends(
    importer: Importer, start: str, end: str, wait_s: float | None
) -> None:
    found = importer(
        f"id,at,start,end\n1,2021-03-01,{start},{end}\n", mapping=SPAN + 'format = "iso"\n'
    )

    assert (found.rejects, found.column("wait_s")) == ([], [wait_s])


@pytest.mark.parametrize(("start", "end"), [("09:00", "soon"), ("soon", "09:00")])
def test_an_end_that_is_no_time_refuses_the_row(importer: Importer, start: str, end: str) -> None:
    found = importer(f"id,at,start,end\n1,2021-03-01,{start},{end}\n", mapping=SPAN)

    assert [r[1:3] for r in found.rejects] == [(2, "start + end")]


@pytest.mark.parametrize(
    ("field", "text", "costs"),
    [
        ("resolved", "maybe", False),
        ("sale_amount", "a lot", False),
        ("agent_tenure_days", "-1", False),
        ("ended_by", "the dog", False),
        ("offers", "x", False),
        ("unanswered_offers", "-1", False),
        ("consults", "x", False),
        ("talk_s", "x", True),
        ("talk_s", "-1", True),
        ("outcome", "gone", True),
        ("direction", "up", True),
        ("transfers", "x", True),
        ("revised_at", "x", True),
    ],
)
def test_what_a_text_that_cannot_be_read_costs(
    importer: Importer, field: str, text: str, costs: bool
) -> None:
    mapping = MINIMAL + f'[columns.{field}]\nfrom = "x"\n'

    found = importer(f"id,at,x\n1,2021-03-01,{text}\n", mapping=mapping)
    strict = importer(f"id,at,x\n1,2021-03-01,{text}\n", mapping=mapping + 'wrong = "reject"\n')

    assert bool(found.rejects) is costs
    assert len(strict.rejects) == 1
    noted = [n for n in found.landing.notes if "1 value of x could not be read" in n]
    assert bool(noted) is not costs


def test_evidence_that_cannot_be_read_costs_the_evidence(importer: Importer) -> None:
    mapping = MINIMAL + '[[evidence]]\nkind = "audit"\nfrom = "qa"\nstated_at = { from = "on" }\n'

    found = importer(
        "id,at,qa,on\n1,2021-03-01,perhaps,2021-03-02\n2,2021-03-01,yes,2021-03-02\n",
        mapping=mapping,
    )

    assert (found.rejects, found.ids) == ([], ["1", "2"])
    assert found.rows("SELECT contact_id, resolved FROM outcomes") == [("desk:2", True)]


@pytest.mark.parametrize(
    ("offers", "lost", "kept"),
    [(1, 3, (None, None)), (3, 3, (3, 3)), (3, 1, (3, 1)), (0, 1, (None, None))],
)
def test_more_unanswered_than_offers(
    importer: Importer, offers: int, lost: int, kept: tuple[int | None, int | None]
) -> None:
    mapping = MINIMAL + '[columns.offers]\nfrom = "o"\n[columns.unanswered_offers]\nfrom = "u"\n'

    found = importer(f"id,at,o,u\n1,2021-03-01,{offers},{lost}\n", mapping=mapping)

    assert found.rows("SELECT offers, unanswered_offers FROM visits") == [kept]
    assert any("more unanswered offers" in n for n in found.landing.notes) is (lost > offers)


@pytest.mark.parametrize(
    ("word", "resolved"),
    [
        *((word, True) for word in ("ja", "JA", "sí", "có", "gelöst", "opgelost", "resuelto")),
        *((word, False) for word in ("nee", "Nein", "no", "không", "chưa", "nicht gelöst")),
        *((word, None) for word in ("maybe", "k. A.", "không có", "n.v.t.", "2")),
        ("Đã giải quyết", True),
        ("true", True),
        ("0", False),
    ],
)
def test_yes_and_no_are_read_in_the_five_languages(
    importer: Importer, word: str, resolved: bool | None
) -> None:
    mapping = MINIMAL + '[columns.resolved]\nfrom = "r"\n'

    found = importer(f"id,at,r\n1,2021-03-01,{word}\n", mapping=mapping)

    assert found.rejects == []
    assert found.column("resolved") == [resolved]
