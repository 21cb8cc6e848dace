"""What an agent's word on a call means, in five languages, however it is spelt."""

import unicodedata
from typing import Any

import pytest

T = 1772438400


def lines(word: str) -> list[str]:
    place = f"{T}.1|desk"
    return [
        f"{T}|{place}|NONE|ENTERQUEUE||+31205550101|1",
        f"{T + 10}|{place}|Ann|CONNECT|10|x|9",
        f"{T + 70}|{place}|Ann|COMPLETEAGENT|10|60|1",
        f"{T + 75}|{place}|Ann|INFO|DISPOSITION|resolved={word};topic=bill;blocker=",
    ]


@pytest.mark.parametrize(
    ("word", "resolved"),
    [
        *((word, True) for word in "yes Y true 1 Ja JA sí SI Sí có CÓ co oui đúng gelöst".split()),
        *(
            (word, False)
            for word in "no N false 0 nee Nein NEIN không KHÔNG khong non chưa".split()
        ),
        *((word, None) for word in ("maybe", "?", "yesno", "")),
        (" ja ", True),
        ("follow-up", False),
        ("niet opgelost", False),
        ("đã giải quyết", True),
        ("chưa giải quyết", False),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_words_for_solved_and_not_solved(
    ask: Any, word: str, resolved: bool | None, form: Any
) -> None:
    told = ask(*lines(unicodedata.normalize(form, word)))

    assert told.rows("SELECT resolved, topic FROM contacts") == [(resolved, "bill")]


def test_a_word_that_is_neither_is_said_in_the_report(ask: Any) -> None:
    assert (
        "1 disposition has a word in resolved= that is neither a yes nor a no; it judges nothing."
        in ask(*lines("maybe")).landing.notes
    )


@pytest.mark.parametrize("word", ["", "yes", "không"])
def test_a_word_that_is_one_and_no_word_at_all_are_not(ask: Any, word: str) -> None:
    assert not any("neither" in note for note in ask(*lines(word)).landing.notes)


@pytest.mark.parametrize(
    ("code", "resolved"),
    [
        *((code, True) for code in ("01-GELÖST", "OPGELOST", "RESUELTO", "3. ĐÃ GIẢI QUYẾT")),
        *((code, False) for code in ("02-NICHT GELÖST", "NIET-OPGELOST", "no_resuelto")),
        ("CHƯA GIẢI QUYẾT", False),
        *((code, None) for code in ("NO", "1", "OK", "SALE", "GELÖSTES PROBLEM", "02")),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_status_code_judges_where_it_speaks_of_the_problem(
    ask: Any, code: str, resolved: bool | None, form: Any
) -> None:
    told = ask(
        *lines("")[:3], f"{T + 75}|{T}.1|desk|Ann|CALLSTATUS|{unicodedata.normalize(form, code)}"
    )

    assert told.rows("SELECT resolved FROM contacts") == [(resolved,)]
