"""The placed rows of a batch as landed rows: one contact each, with its evidence and answers inside."""

from willet.core.sources.clock import Clock
from willet.core.sources.contract import CONSULTED
from willet.core.sources.table.landed import LANDED
from willet.core.sources.table.mapping import Evidence, Survey
from willet.core.sources.table.people import PEOPLE, value_of
from willet.core.sources.table.sql import quoted
from willet.core.sources.table.steps import PLACED, Shape


def land(shape: Shape, clock: Clock) -> str:
    """SQL: append the placed rows to the temp table `landed`."""
    values = _values(shape, clock)
    columns = ", ".join(
        f'CAST({values.get(name, "NULL")} AS {type_}) AS "{name}"' for name, type_ in LANDED.items()
    )
    joins = " ".join(
        f"LEFT JOIN table_{name} AS k_{name} ON k_{name}.text = {value_of(name, shape.slots)}"
        for name in PEOPLE
        if value_of(name, shape.slots) != "NULL"
    )
    rows = f"SELECT *, {value_of('arrived_at', shape.slots)} AS arrived FROM {PLACED}"
    days = f"SELECT *, {clock.local_date('arrived')} AS day FROM ({rows})"
    return f"INSERT INTO landed BY NAME SELECT {columns}, day AS part FROM ({days}) {joins}"


def empty() -> str:
    """SQL: the table of landed rows without rows."""
    columns = ", ".join(f'"{name}" {type_}' for name, type_ in LANDED.items())
    return f"CREATE OR REPLACE TEMP TABLE landed ({columns}, part DATE)"


def _values(shape: Shape, clock: Clock) -> dict[str, str]:
    plain = {slot.field.name for slot in shape.slots if slot.own and slot.field.name in LANDED}
    name = quoted(shape.mapping.name + ":")
    values = {field: value_of(field, shape.slots) for field in plain}
    values["contact_id"] = f"{name} || {_contact_id(shape)}"
    values["source"] = quoted(shape.mapping.name)
    values["is_leg"] = {"legs": "TRUE", "contacts": "FALSE"}.get(shape.mapping.row, "NULL")
    values["direction"] = values.get("direction", "'inbound'")
    values["outcome"] = f"coalesce({values.get('outcome', 'NULL')}, 'unknown')"
    if "case_ref" in values:
        values["case_ref"] = f"{name} || {values['case_ref']}"
    values |= _offers(values)
    values["tags"] = _tags(shape, values.get("tags", "NULL"))
    values["evidence"] = _list([*_own_word(shape), *_judgements(shape)])
    values["answers"] = _list([_answer(n, s) for n, s in enumerate(shape.mapping.surveys, 1)])
    return {**values, **_times(shape, clock), **_customer(shape)}


def _offers(values: dict[str, str]) -> dict[str, str]:
    """More offers unanswered than there were: one of the two is wrong, and nobody knows which."""
    if "offers" not in values or "unanswered_offers" not in values:
        return {}
    given, lost = values["offers"], values["unanswered_offers"]
    return {
        "offers": f"CASE WHEN {lost} > {given} THEN NULL ELSE {given} END",
        "unanswered_offers": f"CASE WHEN {lost} > {given} THEN NULL ELSE {lost} END",
    }


def _contact_id(shape: Shape) -> str:
    value = value_of("contact_id", shape.slots)
    result = any(slot.rule.from_content for slot in shape.slots)
    return f"{value} || '-' || occurrence" if result else value


def _tags(shape: Shape, tags: str) -> str:
    """The file's own labels, and that of a consult where a column counts them or says that there was one."""
    count, truth = (value_of(name, shape.slots) for name in ("consults", "consulted"))
    if count == truth == "NULL":
        return tags
    own = f"coalesce(CAST({tags} AS VARCHAR[]), [])"
    return (
        f"CASE WHEN {count} > 0 OR {truth} "
        f"THEN list_sort(list_distinct(list_append({own}, '{CONSULTED}'))) ELSE {tags} END"
    )


def _times(shape: Shape, clock: Clock) -> dict[str, str]:
    local = " OR ".join(
        f"(o_{slot.name}_1 IS NULL AND {clock.repeated(f'n_{slot.name}_1')})"
        for slot in shape.slots
        if slot.own and slot.field.name == "arrived_at"
    )
    return {
        "arrived_at": "arrived",
        "local_date": "day",
        "local_interval": clock.interval_of_day("arrived", "day"),
        "wall_interval": clock.wall_interval("arrived"),
        "clock_note": f"CASE WHEN {local} THEN 'repeated_hour' END",
    }


def _customer(shape: Shape) -> dict[str, str]:
    known = [name for name in PEOPLE if value_of(name, shape.slots) != "NULL"]
    keys = {name: f"k_{name}.key" if name in known else "NULL" for name in PEOPLE}
    arms = " ".join(f"WHEN {keys[name]} IS NOT NULL THEN k_{name}.identity" for name in known)
    hidden = ", ".join(f"k_{name}.identity" for name in known)
    identity = f"CASE {arms} ELSE coalesce({hidden}) END" if known else "NULL"
    return {
        "id_key": keys["customer_id"],
        "number_key": keys["customer_number"],
        "email_key": keys["customer_email"],
        "customer_key": f"coalesce({', '.join(keys[name] for name in PEOPLE)})",
        "identity": identity,
    }


def _own_word(shape: Shape) -> list[str]:
    """The judgement in columns.resolved is the agent's own, given with the contact."""
    resolved = value_of("resolved", shape.slots)
    if resolved == "NULL":
        return []
    parts = (
        "'disposition'",
        resolved,
        value_of("cause", shape.slots),
        "NULL",
        value_of("agent", shape.slots),
    )
    return [_judgement(resolved, parts)]


def _judgements(shape: Shape) -> list[str]:
    return [_stated(n, evidence) for n, evidence in enumerate(shape.mapping.evidence, 1)]


def _stated(number: int, evidence: Evidence) -> str:
    mark = f"v_e{number}"
    cause = f"{mark}_cause" if evidence.cause else "NULL"
    at = f"{mark}_stated_at" if evidence.stated_at else "NULL"
    by = f"{mark}_stated_by" if evidence.stated_by else "NULL"
    return _judgement(
        f"{mark}_resolved", (quoted(evidence.kind), f"{mark}_resolved", cause, at, by)
    )


def _judgement(resolved: str, parts: tuple[str, ...]) -> str:
    kind, word, cause, at, by = parts
    packed = (
        f"struct_pack(kind := {kind}, resolved := {word}, cause := CAST({cause} AS VARCHAR), "
        f"stated_at := CAST({at} AS TIMESTAMP), stated_by := CAST({by} AS VARCHAR))"
    )
    return f"CASE WHEN {resolved} IS NOT NULL THEN {packed} END"


def _answer(number: int, survey: Survey) -> str:
    mark = f"v_s{number}"
    delivered = f"{mark}_delivered_at" if survey.delivered_at else "NULL"
    answered = f"{mark}_answered_at" if survey.answered_at else "NULL"
    packed = (
        f"struct_pack(instrument := {quoted(survey.instrument)}, scale := {quoted(survey.scale)}, "
        f"score := {mark}_score, delivered_at := CAST({delivered} AS TIMESTAMP), "
        f"answered_at := CAST({answered} AS TIMESTAMP))"
    )
    asked = [f"{mark}_score IS NOT NULL", f"d_s{number}" if survey.delivered else "FALSE"]
    asked.append(f"{delivered} IS NOT NULL")
    return f"CASE WHEN {' OR '.join(asked)} THEN {packed} END"


def _list(items: list[str]) -> str:
    return f"list_filter([{', '.join(items)}], lambda x: x IS NOT NULL)" if items else "[]"
