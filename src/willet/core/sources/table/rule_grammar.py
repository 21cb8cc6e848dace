"""One `[columns.field]` table of a mapping file, checked and made into a rule."""

import re

from willet.core.records import did_you_mean
from willet.core.sources.table.fields import Field, Kind
from willet.core.sources.table.mapping import Rule
from willet.core.sources.table.sections import Section

UNITS = ("auto", "s", "ms", "min", "h", "h:m:s", "m:s", "h:m", "day_fraction")
FORMAT_WORDS = ("iso", "excel", "epoch_s", "epoch_ms")
TIME_WORDS = ("h:m:s", "day_fraction")
TRUTHS = {
    **dict.fromkeys(("true", "t", "yes", "y", "1"), "true"),
    **dict.fromkeys(("false", "f", "no", "n", "0"), "false"),
}
_DIRECTIVE = re.compile(r"%(-?.?)")
_DIRECTIVES = {*"aAbBdfHIjmMpSyYz%", *(f"-{letter}" for letter in "dmyHIMSj")}
_WAYS = ("from", "constant", "date", "between", "from_content")


def rule_from(section: Section, field: Field, *, finish: bool = True) -> Rule:
    """The rule a section describes for a field; its mistakes are noted in the section."""
    _check_way(section, field)
    rule = _read(section)
    _check_formats(section, field, rule)
    _check_values(section, field, rule)
    if finish:
        section.finish()
    return rule


def _read(section: Section) -> Rule:
    between = section.texts("between")
    if between and len(between) != 2:
        section.wrong("names the two columns between which the time passes", "between")
    return Rule(
        columns=section.texts("from"),
        constant=section.scalar("constant"),
        join=_or(section.text("join"), " "),
        formats=section.texts("format"),
        date=section.text("date"),
        time=section.text("time"),
        time_formats=section.texts("time_format"),
        between=(between[0], between[1]) if len(between) == 2 else None,
        unit=section.word("unit", UNITS, "auto"),
        values=section.pairs("values"),
        other=section.scalar("other"),
        nulls=section.texts("null"),
        when=section.condition("when"),
        unless=section.condition("unless"),
        otherwise=section.scalar("otherwise"),
        separator=section.text("separator") or ";",
        from_content=section.flag("from_content"),
        wrong=section.word("wrong", ("reject", "unknown", "keep"), "") or None,
    )


def _or(text: str | None, default: str) -> str:
    return default if text is None else text


def _check_way(section: Section, field: Field) -> None:
    ways = [way for way in _WAYS if way in section]
    if not ways:
        section.wrong('says not where the value stands; write from = "Column"')
    elif len(ways) > 1:
        section.wrong(f"takes one of {', '.join(ways)}, not {len(ways)} of them")
    if ("date" in section) != ("time" in section):
        section.wrong("needs both `date` and `time`, or `from` with one column that holds both")
    _check_fit(section, field)


_ONLY_FOR = {
    "date": (Kind.MOMENT,),
    "time_format": (Kind.MOMENT,),
    "format": (Kind.MOMENT, Kind.DURATION),
    "between": (Kind.DURATION,),
    "unit": (Kind.DURATION,),
    "separator": (Kind.TAGS,),
}


def _check_fit(section: Section, field: Field) -> None:
    for key, kinds in _ONLY_FOR.items():
        if key in section and field.kind not in kinds:
            section.wrong(f"does not apply to {field.name}, which is a {field.kind}", key)
    if "from_content" in section and field.name != "contact_id":
        section.wrong("applies to contact_id alone", "from_content")
    if section.table.get("wrong") == "keep" and field.kind is not Kind.PERSON:
        section.wrong("'keep' applies to a customer's id, number or e-mail alone", "wrong")
    for key in ("values", "other", "otherwise"):
        if key in section and ("date" in section or "between" in section):
            section.wrong("does not go with two columns of time; add a second rule instead", key)


def _check_formats(section: Section, field: Field, rule: Rule) -> None:
    for text in rule.formats:
        _check_format(section, "format", text, FORMAT_WORDS)
    for text in rule.time_formats:
        _check_format(section, "time_format", text, TIME_WORDS)
    if field.kind is Kind.DURATION and rule.formats and not rule.between:
        section.wrong("belongs to `between`; how a duration is written is said by `unit`", "format")


def _check_format(section: Section, key: str, text: str, words: tuple[str, ...]) -> None:
    used = _DIRECTIVE.findall(text)
    if text not in words and not used:
        hint = did_you_mean(text, words)
        section.wrong(f"{text!r} is no pattern such as '%Y-%m-%d %H:%M:%S'.{hint}", key)
    for directive in used:
        if directive not in _DIRECTIVES:
            section.wrong(f"%{directive} in {text!r} is not known", key)
    if "%z" in text and not text.endswith("%z"):
        section.wrong("the offset %z must stand at the end of the pattern", key)


def _check_values(section: Section, field: Field, rule: Rule) -> None:
    given = [("constant", rule.constant), ("other", rule.other), ("otherwise", rule.otherwise)]
    given += [(f"values.{shown}", meant) for shown, meant in rule.values]
    for key, value in given:
        if value is not None:
            _check_value(section, field, key, value)


def _check_value(section: Section, field: Field, key: str, value: str) -> None:
    if field.words and value not in field.words:
        section.wrong(f"{value!r} is no {field.name}.{did_you_mean(value, field.words)}", key)
    elif field.kind is Kind.TRUTH and value.lower() not in TRUTHS:
        section.wrong(f"{value!r} must be true or false", key)
    elif field.kind in (Kind.COUNT, Kind.SCORE, Kind.MONEY) and not _is_number(value):
        section.wrong(f"{value!r} must be a number", key)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", text) is not None
