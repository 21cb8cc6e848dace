"""What an agent's word on a call means, in five languages, however it is spelt."""

import unicodedata
from typing import Any

import pytest

T = 1772438400


def lines(word: str, n: int = 0) -> list[str]:
    """A call, the n-th of as many hours, and the agent's word on it."""
    at = T + n * 3600
    place = f"{at}.1|desk"
    return [
        f"{at}|{place}|NONE|ENTERQUEUE||+31205550101|1",
        f"{at + 10}|{place}|Ann|CONNECT|10|x|9",
        f"{at + 70}|{place}|Ann|COMPLETEAGENT|10|60|1",
        f"{at + 75}|{place}|Ann|INFO|DISPOSITION|resolved={word};topic=bill;blocker=",
    ]


WORDS: dict[str, bool | None] = {
    **dict.fromkeys("yes Y true 1 Ja JA sí SI Sí có CÓ co oui đúng gelöst".split(), True),
    **dict.fromkeys("no N false 0 nee Nein NEIN không KHÔNG khong non chưa".split(), False),
    **dict.fromkeys(("maybe", "?", "yesno", "")),
    " ja ": True,
    "follow-up": False,
    "niet opgelost": False,
    "closed successful": True,
    "closed unsuccessful": False,
    "Erfolgreich geschlossen": True,
    "Erfolglos geschlossen": False,
    "niet succesvol gesloten": False,
    "cerrado con éxito": True,
    "đóng không thành công": False,
    "đã giải quyết": True,
    "chưa giải quyết": False,
}
CODES: dict[str, bool | None] = {
    **dict.fromkeys(("01-GELÖST", "OPGELOST", "RESUELTO", "3. ĐÃ GIẢI QUYẾT"), True),
    **dict.fromkeys(("02-NICHT GELÖST", "NIET-OPGELOST", "no_resuelto"), False),
    "CHƯA GIẢI QUYẾT": False,
    **dict.fromkeys(("NO", "1", "OK", "SALE", "GELÖSTES PROBLEM", "02")),
}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_words_for_solved_and_not_solved(ask: Any, form: Any) -> None:
    """A call for each word, an hour apart."""
    told = ask(*(x for n, w in enumerate(WORDS) for x in lines(unicodedata.normalize(form, w), n)))

    rows = told.rows("SELECT resolved, topic FROM contacts ORDER BY arrived_at")
    assert dict(zip(WORDS, rows, strict=True)) == {w: (is_, "bill") for w, is_ in WORDS.items()}


def test_a_word_that_is_neither_is_said_in_the_report(ask: Any) -> None:
    assert (
        "1 disposition has a word in resolved= that is neither a yes nor a no; it judges nothing."
        in ask(*lines("maybe")).landing.notes
    )


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("word", ["", "yes", "không"])
def test_a_word_that_is_one_and_no_word_at_all_are_not(ask: Any, word: str) -> None:
    assert not any("neither" in note for note in ask(*lines(word)).landing.notes)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_status_code_judges_where_it_speaks_of_the_problem(ask: Any, form: Any) -> None:
    """A call for each code, an hour apart."""
    told = ask(*(line for n, code in enumerate(CODES) for line in coded(code, n, form)))

    rows = told.rows("SELECT resolved FROM contacts ORDER BY arrived_at")
    assert dict(zip(CODES, [is_ for (is_,) in rows], strict=True)) == CODES


def coded(code: str, n: int, form: Any) -> list[str]:
    """The n-th call, with a status code for its agent's word."""
    at = T + n * 3600
    status = f"{at + 75}|{at}.1|desk|Ann|CALLSTATUS|{unicodedata.normalize(form, code)}"
    return [*lines("", n)[:3], status]
