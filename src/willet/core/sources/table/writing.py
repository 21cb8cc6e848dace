"""A mapping written as the TOML that is read as the same mapping; remarks stand as comments above its tables."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields

from willet.core.sources.table.grammar import SCALES
from willet.core.sources.table.mapping import (
    Condition,
    Drop,
    Evidence,
    FileForm,
    Rule,
    Survey,
    TableMapping,
)

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
HEAD = ""
"""The key of the remarks above everything."""
Remarks = Mapping[str, Sequence[str]]
"""Name of a field, or HEAD -> lines that a person reads there."""


def toml_of(mapping: TableMapping, remarks: Remarks | None = None) -> str:
    """The text of a mapping.

    >>> print(toml_of(TableMapping("calls", {"queue": (Rule(columns=("Queue",)),)})), end="")
    name = "calls"
    <BLANKLINE>
    [columns.queue]
    from = "Queue"
    """
    return "\n".join(_lines(mapping, remarks or {})).rstrip("\n") + "\n"


def _lines(mapping: TableMapping, remarks: Remarks) -> Iterator[str]:
    yield from _comments(remarks, HEAD)
    tops = {"name": mapping.name, "title": mapping.title, "zone": mapping.zone}
    tops |= {"region": mapping.region, "rows": mapping.row}
    yield from (f"{key} = {_text(value)}" for key, value in tops.items() if value)
    yield from _file(mapping.file)
    if mapping.vault:
        yield from ("", "[vault]", f"keep = {_texts(mapping.vault.keep)}")
        yield f"ground = {_text(mapping.vault.ground)}"
    for drop in mapping.drops:
        yield from _drop(drop)
    for name, rules in mapping.rules.items():
        for number, rule in enumerate(rules):
            yield ""
            yield from _comments(remarks, name) if number == 0 else ()
            yield f"[columns.{name}]" if len(rules) == 1 else f"[[columns.{name}]]"
            yield from _rule(rule)
    for evidence in mapping.evidence:
        yield from _evidence(evidence)
    for survey in mapping.surveys:
        yield ""
        yield from _comments(remarks, f"survey.{survey.instrument}")
        yield from _survey(survey)


def _comments(remarks: Remarks, key: str) -> Iterator[str]:
    yield from (f"# {_one_line(line)}".rstrip() for line in remarks.get(key, ()))


def _one_line(text: str) -> str:
    return _CONTROLS.sub(" ", " ".join(text.split()))


def _file(form: FileForm) -> Iterator[str]:
    usual = FileForm()
    given = {f.name: getattr(form, f.name) for f in fields(form)}
    unusual = {n: value for n, value in given.items() if value != getattr(usual, n)}
    if unusual:
        yield from ("", "[file]")
        named = {"nulls": "null"}
        yield from (f"{named.get(n, n)} = {_value(value)}" for n, value in unusual.items())


def _drop(drop: Drop) -> Iterator[str]:
    yield from ("", "[[drop]]", f"when = {_condition(drop.when)}", f"why = {_text(drop.why)}")


def _evidence(evidence: Evidence) -> Iterator[str]:
    yield from ("", "[[evidence]]", f"kind = {_text(evidence.kind)}")
    yield from _rule(evidence.resolved)
    yield from _inner("cause", evidence.cause)
    yield from _inner("stated_at", evidence.stated_at)
    yield from _inner("stated_by", evidence.stated_by)


def _survey(survey: Survey) -> Iterator[str]:
    yield from ("[[survey]]", f"instrument = {_text(survey.instrument)}")
    if survey.scale != SCALES.get(survey.instrument):
        yield f"scale = {_text(survey.scale)}"
    yield from _rule(survey.score)
    if survey.delivered:
        yield f"delivered = {_condition(survey.delivered)}"
    yield from _inner("delivered_at", survey.delivered_at)
    yield from _inner("answered_at", survey.answered_at)


def _inner(key: str, rule: Rule | None) -> Iterator[str]:
    if rule is not None:
        yield f"{key} = {{ {', '.join(_rule(rule))} }}"


def _rule(rule: Rule) -> Iterator[str]:
    usual = Rule()
    named = {"columns": "from", "formats": "format", "time_formats": "time_format", "nulls": "null"}
    for part in fields(rule):
        value = getattr(rule, part.name)
        if value != getattr(usual, part.name):
            key = named.get(part.name, part.name)
            yield f"{key} = {_part(part.name, value)}"


def _part(name: str, value: object) -> str:
    if name == "values":
        assert isinstance(value, tuple), "pairs of texts"
        return _table(dict(value))
    if name in ("when", "unless"):
        assert isinstance(value, tuple), "a condition"
        return _condition(value)
    return _value(value)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return _texts(value) if isinstance(value, tuple) else _text(str(value))


def _texts(texts: Sequence[str]) -> str:
    listed = [_text(text) for text in texts]
    return listed[0] if len(listed) == 1 else f"[{', '.join(listed)}]"


def _condition(condition: Condition) -> str:
    pairs = ", ".join(f"{_key(column)} = {_texts(texts)}" for column, texts in condition)
    return f"{{ {pairs} }}"


def _table(pairs: Mapping[str, str]) -> str:
    return f"{{ {', '.join(f'{_key(k)} = {_text(v)}' for k, v in pairs.items())} }}"


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)


def _text(text: str) -> str:
    escaped = "".join(_ESCAPES.get(letter, letter) for letter in text)
    return '"' + _CONTROLS.sub(lambda sign: f"\\u{ord(sign[0]):04x}", escaped) + '"'
