"""The grammar of a mapping file: TOML in, a checked mapping out, or all its mistakes at once."""

import codecs
import re
import tomllib
from pathlib import Path
from typing import Any

import phonenumbers

from willet.core.records import (
    EvidenceKind,
    Instrument,
    RequestError,
    WilletError,
    counted,
    did_you_mean,
    saying,
    spelled,
)
from willet.core.sources.clock import zone_named
from willet.core.sources.file_errors import file_errors
from willet.core.sources.registry import SOURCES
from willet.core.sources.table.fields import FIELDS, NEEDED, WORKED_OUT, Field, Kind
from willet.core.sources.table.mapping import (
    Drop,
    Evidence,
    FileForm,
    Rule,
    Rules,
    Survey,
    TableMapping,
    VaultRule,
)
from willet.core.sources.table.rule_grammar import rule_from
from willet.core.sources.table.sections import Section

FORMATS = ("auto", "csv", "tsv", "whitespace", "xlsx", "parquet")
SCALES = {"csat": "1-5", "ces": "1-7 high_is_easy", "nps": "0-10", "resolved": "0-1"}
KEEPABLE = ("number", "email")
GROUNDS = ("contract", "consent", "interest", "duty")
"""Legal grounds: a contract, consent, a legitimate interest, a legal duty."""
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
_SCALE = re.compile(r"(-?\d+)-(\d+)( high_is_easy| high_is_hard)?")
_KINDS = tuple(kind.value for kind in EvidenceKind if kind is not EvidenceKind.NO_REPEAT)
NO_MAPPING = saying("mapping_unreadable", "The mapping file %(file)s cannot be read: %(why)s.")
NO_TOML = saying("mapping_no_toml", "The mapping %(mapping)s is not TOML: %(why)s.")
MISTAKES = counted(
    "mapping_mistakes",
    "The mapping %(mapping)s has %(n)s mistake:\n%(mistakes)s",
    "The mapping %(mapping)s has %(n)s mistakes:\n%(mistakes)s",
)


def read_mapping(path: Path) -> TableMapping:
    """The mapping in a file.

    Raises:
        RequestError: the file is not there, is not TOML, or holds mistakes (all are named).
    """
    with file_errors(path, NO_MAPPING, (UnicodeDecodeError,)):
        text = path.read_text("utf-8-sig")
    return parse_mapping(text, called=path.name)


def parse_mapping(text: str, *, called: str = "mapping") -> TableMapping:
    """The mapping in a text; `called` names it in the messages."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RequestError(NO_TOML(mapping=called, why=str(error))) from None
    mistakes: list[str] = []
    mapping = _mapping(Section("", _respelled(table), mistakes))
    if mistakes:
        listed = "\n".join(f"- {mistake}" for mistake in mistakes)
        raise RequestError(MISTAKES(mapping=called, n=len(mistakes), mistakes=listed))
    return mapping


def _respelled(value: Any, key: str = "") -> Any:
    """The mapping's texts in the one spelling in which a file's texts are compared; a delimiter is a sign, no text."""
    if isinstance(value, dict):
        return {spelled(name): _respelled(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_respelled(inner, key) for inner in value]
    return spelled(value) if isinstance(value, str) and key != "delimiter" else value


def _mapping(top: Section) -> TableMapping:
    mapping = TableMapping(
        name=_name(top),
        title=top.text("title") or "",
        zone=_zone(top),
        region=_region(top),
        file=_file(top),
        rules=_columns(top),
        evidence=tuple(_evidence(s) for s in top.sections("evidence")),
        surveys=tuple(_survey(s) for s in top.sections("survey")),
        drops=tuple(_drop(s) for s in top.sections("drop")),
        vault=_vault(top),
        row=top.word("rows", ("contacts", "legs"), ""),
    )
    _check_together(top, mapping)
    top.finish()
    return mapping


def _name(top: Section) -> str:
    name = top.text("name") or ""
    if not _NAME.fullmatch(name):
        top.wrong("is needed: small letters, digits and _, starting with a letter", "name")
    elif name in SOURCES and name != "table":
        top.wrong(f"{name!r} is the name of a source of its own; take another", "name")
    return name


def _zone(top: Section) -> str | None:
    zone = top.text("zone")
    try:
        return zone and zone_named(zone).key
    except WilletError as error:
        top.wrong(str(error), "zone")
        return None


def _region(top: Section) -> str | None:
    region = top.text("region")
    if region is not None and region not in phonenumbers.SUPPORTED_REGIONS:
        top.wrong(f"{region!r} is no region; write two letters such as 'DE'", "region")
    return region


def _file(top: Section) -> FileForm:
    section = top.section("file")
    if section is None:
        return FileForm()
    form = FileForm(
        format=section.word("format", FORMATS, "auto"),
        delimiter=_delimiter(section),
        encoding=_encoding(section),
        header=section.texts("header") or None,
        skip=section.number("skip") or 0,
        sheet=_sheet(section),
        decimal=section.word("decimal", (".", ","), "."),
        nulls=section.texts("null"),
    )
    section.finish()
    return form


def _vault(top: Section) -> VaultRule | None:
    section = top.section("vault")
    if section is None:
        return None
    keep = section.texts("keep")
    for name in keep:
        if name not in KEEPABLE:
            section.wrong(f"{name!r} is not known.{did_you_mean(name, KEEPABLE)}", "keep")
    if not keep:
        section.wrong(f"is needed: a list of {', '.join(KEEPABLE)}", "keep")
    rule = VaultRule(keep, section.word("ground", GROUNDS, ""))
    if not rule.ground:
        section.wrong(f"is needed: one of {', '.join(GROUNDS)}", "ground")
    section.finish()
    return rule


def _delimiter(section: Section) -> str | None:
    delimiter = section.text("delimiter")
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n'):
        section.wrong("must be one character other than a quote", "delimiter")
        return None
    return delimiter


def _encoding(section: Section) -> str | None:
    encoding = section.text("encoding")
    try:
        return encoding and codecs.lookup(encoding).name
    except LookupError:
        section.wrong(f"{encoding!r} is no encoding; write 'utf-8' or 'cp1252'", "encoding")
        return None


def _sheet(section: Section) -> str | int | None:
    sheet = section.scalar("sheet")
    return int(sheet) if sheet is not None and sheet.isdigit() else sheet


def _columns(top: Section) -> dict[str, Rules]:
    columns = top.section("columns")
    if columns is None:
        top.wrong("is needed: at least [columns.contact_id] and [columns.arrived_at]", "columns")
        return {}
    rules = {name: _rules(columns, name) for name in columns.table if _is_field(columns, name)}
    for name in NEEDED:
        if name not in columns:
            columns.wrong(f'is needed: [columns.{name}] from = "..."', name)
    return rules


def _is_field(columns: Section, name: str) -> bool:
    if name in WORKED_OUT:
        columns.wrong(f"is worked out by Willet; it follows from {WORKED_OUT[name]}", name)
    elif name not in FIELDS:
        columns.wrong(f"is no field of a contact.{did_you_mean(name, sorted(FIELDS))}", name)
    return name in FIELDS


def _rules(columns: Section, name: str) -> Rules:
    return tuple(rule_from(section, FIELDS[name]) for section in columns.sections(name))


def _evidence(section: Section) -> Evidence:
    kind = section.word("kind", _KINDS, "")
    if "kind" not in section:
        section.wrong(f"is needed: one of {', '.join(_KINDS)}", "kind")
    evidence = Evidence(
        kind=kind,
        resolved=rule_from(section, Field("resolved", Kind.TRUTH), finish=False),
        cause=_inner(section, "cause", Kind.TEXT),
        stated_at=_inner(section, "stated_at", Kind.MOMENT),
        stated_by=_inner(section, "stated_by", Kind.TEXT),
    )
    section.finish()
    return evidence


def _survey(section: Section) -> Survey:
    instrument = section.text("instrument") or ""
    if not _NAME.fullmatch(instrument):
        section.wrong(
            f"is needed: {', '.join(i.value for i in Instrument)} or the centre's own", "instrument"
        )
    scale = section.text("scale") or SCALES.get(instrument, "")
    low, high = _bounds(section, scale)
    survey = Survey(
        instrument=instrument,
        scale=scale,
        low=low,
        high=high,
        score=rule_from(section, Field(instrument, Kind.SCORE), finish=False),
        delivered=section.condition("delivered") or None,
        delivered_at=_inner(section, "delivered_at", Kind.MOMENT),
        answered_at=_inner(section, "answered_at", Kind.MOMENT),
    )
    section.finish()
    return survey


def _bounds(section: Section, scale: str) -> tuple[float, float]:
    match = _SCALE.fullmatch(scale)
    if match is None or float(match[1]) >= float(match[2]):
        section.wrong("is needed, lowest-highest: '1-5', '0-10' or '1-7 high_is_easy'", "scale")
        return 0.0, 0.0
    return float(match[1]), float(match[2])


def _inner(section: Section, key: str, kind: Kind) -> Rule | None:
    inner = section.section(key)
    return None if inner is None else rule_from(inner, Field(key, kind))


def _drop(section: Section) -> Drop:
    drop = Drop(section.condition("when"), section.text("why") or "kept out by the mapping")
    if not drop.when:
        section.wrong('is needed: { column = "value" }', "when")
    section.finish()
    return drop


def _check_together(top: Section, mapping: TableMapping) -> None:
    instruments = [s.instrument for s in mapping.surveys]
    for name in sorted({i for i in instruments if instruments.count(i) > 1}):
        top.wrong(f"{name!r} is put twice; one survey per instrument", "survey")
    if "resolved" in mapping.rules and any(e.kind == "disposition" for e in mapping.evidence):
        top.wrong("says the same as columns.resolved; keep one of the two", "evidence")
