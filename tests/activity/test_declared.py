"""Every model of every room says that it is audited or why not; no write passes an audited model by."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

from willet.activity.domain.watching import is_hidden
from willet.activity.models import AuditedModel

SOURCE = Path(__file__).resolve().parents[2] / "src/willet"
BULK = frozenset(
    {"update", "bulk_create", "bulk_update", "abulk_create", "aupdate", "raw", "_raw_delete"}
)
"""What writes rows without their models; `delete` sends the signals of each row, and is seen."""
SQL = frozenset({"cursor", "RunSQL"})
ALLOWED = {
    "activity/domain/erasing.py _erase update": "empties parts of entries; an entry of its own says so",
    "people/personal.py _forget_account update": "an entry of the change would say whose name it was",
    "people/personal.py _forget_agent update": "an entry of the change would say whose name it was",
    "people/personal.py _rename_spelling update": "an entry of the change would say whose name it was",
    "people/personal.py _rename_spelling _raw_delete": "an entry of the change would say whose name it was",
    "people/personal.py _forget _raw_delete": "an entry of the change would say whose names they were",
    "ui/personal.py scrub_rows update": "an entry of the change would say whose name it was",
    "vault/domain/filling.py _fill bulk_create": "an import fills the vault by the thousand, which is one entry",
    "vault/domain/filling.py set_aside bulk_create": "nobody is kept yet: taken in or dropped it is one entry",
    "api/domain/limits.py _one_more update": "counts of requests are not audited",
    "desk/domain/aging.py forget_old update": "what is too old is forgotten, and an entry would keep it",
    "desk/domain/statements.py revise update": "calls are not audited: the disposition that is counted is",
    "desk/personal.py _forget_customer update": "an entry of the change would keep the note",
    "commands/watching.py report update": "a bar on the terminal, no table",
    "imports/domain/watched/same.py change update": "watched files are not audited",
    "jobs/domain/asking.py _cancelled update": "told as an entry beside it",
    "jobs/domain/asking.py _joined update": "jobs are not audited",
    "jobs/domain/asking.py _waits_again update": "told as an entry beside it",
    "jobs/domain/carrying.py _write update": "jobs are not audited",
    "jobs/domain/claiming.py _put_back update": "jobs are not audited",
    "jobs/domain/claiming.py bring_in_strays update": "jobs are not audited",
    "jobs/domain/claiming.py _taken update": "jobs are not audited",
    "jobs/domain/ending.py end update": "jobs are not audited",
    "jobs/domain/ending.py put_off update": "jobs are not audited",
    "jobs/domain/lanes.py leave_lanes update": "leases are not audited",
    "jobs/domain/lanes.py free_lanes update": "leases are not audited",
    "jobs/domain/lanes.py renew_lanes update": "leases are not audited",
    "jobs/domain/lanes.py take_lane update": "leases are not audited",
    "jobs/domain/schedules.py _is_due update": "schedules are not audited",
    "jobs/domain/schedules.py _kept update": "schedules are not audited",
    "jobs/domain/schedules.py _put_right update": "schedules are not audited",
    "levers/authority/domain/ageing.py forget_old update": "whose it was is forgotten by the clock",
    "levers/knowledge/domain/ageing.py forget_places update": "uses and searches are a history of their own",
    "levers/knowledge/domain/naming.py name_contact update": "uses and searches are a history of their own",
    "levers/knowledge/invented.py invent bulk_create": "uses and searches are a history of their own",
    "levers/knowledge/invented.py _written update": "the world of the demo: it was published long ago",
    "levers/knowledge/domain/keeping.py touch update": "when an edition changed is not audited",
    "levers/knowledge/personal.py _forget_contacts update": "uses are a history of their own",
    "people/agents/leavers.py _pseudonymise bulk_create": "a leaver's name stays out of the history; an entry says so",
    "people/agents/leavers.py _pseudonymise update": "a leaver's name stays out of the history; an entry says so",
    "levers/authority/domain/ending.py end update": "told as an entry beside it",
    "levers/authority/domain/naming.py name_contact update": "which contact it was is the records' word, nobody's act",
    "levers/authority/domain/granting.py take_back update": "told as an entry beside it",
    "levers/authority/domain/handing.py moved update": "payouts are not audited",
    "levers/authority/personal.py _forget_customer update": "an entry of the change would say whose it was",
    "levers/surveys/invented.py invent bulk_create": "the world of the demo: nobody did any of it",
    "desk/invented.py invent bulk_create": "the world of the demo: nobody did any of it",
    "levers/surveys/domain/ageing.py forget_old update": "who was asked long ago is forgotten by the clock",
    "levers/surveys/domain/changing.py _written update": "invitations are a history of their own",
    "levers/surveys/domain/drawing.py _keep bulk_create": "customers are drawn by the thousand",
    "levers/surveys/domain/resting.py _take update": "who rests until when is not audited",
    "levers/surveys/domain/resting.py give_back update": "who rests until when is not audited",
    "levers/surveys/domain/sending.py _counted update": "invitations are a history of their own",
    "notices/domain/mail/mailing.py _deliver update": "notices are not audited",
    "notices/domain/mail/mailing.py _move update": "notices are not audited",
    "notices/domain/mail/mailing.py _still_open update": "notices are not audited",
    "notices/domain/reading.py mark_read update": "notices are not audited",
    "reports/domain/planning.py _planned update": "when a report is due next is not audited",
    "reports/domain/planning.py forget_due update": "when a report is due next is not audited",
    "reports/domain/sending.py _end update": "deliveries are a history of their own",
    "reports/domain/sending.py _move update": "deliveries are a history of their own",
    "reports/domain/sending.py give_up update": "deliveries are a history of their own",
    "site/health.py healthz cursor": "asks whether the database answers",
    "site/static.py fingerprint update": "a hash, no table",
    "store/copying.py _go_on_counting cursor": "the database's own counters",
    "store/copying.py _hold_still cursor": "how the transaction reads, no row",
    "store/overwriting.py overwrite_removed cursor": "writes the file anew, every row as it is",
    "backups/domain/archive.py read update": "of a hash",
    "store/copying.py _make_room _raw_delete": "rows that migrations wrote into a database nobody uses yet",
    "store/reaching.py _require_unicode cursor": "asks for the database's encoding",
    "store/turns.py take_turn cursor": "a lock, no row",
}
"""Place, function and call -> why no audited thing is passed by."""


def models() -> list[type[Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("willet.")]


def declares(model: type[Model]) -> bool:
    """AuditedModel, or a reason of its own: not one of a parent."""
    reason = vars(model).get("NOT_AUDITED", "")
    return issubclass(model, AuditedModel) != bool(isinstance(reason, str) and reason.strip())


@pytest.mark.parametrize("model", models(), ids=lambda m: m._meta.label)
def test_model_declares_that_it_is_audited_or_why_not(model: type[Model]) -> None:
    assert declares(model)


def test_model_that_says_nothing_is_found() -> None:
    silent = type("Silent", (), {})
    both = type(
        "Both", (AuditedModel,), {"__module__": "x", "NOT_AUDITED": "why", "Meta": _abstract()}
    )

    assert not declares(silent)
    assert not declares(both)


def _abstract() -> type:
    return type("Meta", (), {"abstract": True})


@pytest.mark.parametrize(
    ("field", "hidden"),
    [
        ("password", True),
        ("api_token", True),
        ("secret", True),
        ("key", True),
        ("vault_key", True),
        ("pin", True),
        ("name", False),
        ("keyboard", False),
        ("spinning", False),
        ("monkey", False),
    ],
)
def test_field_called_like_a_secret_is_hidden(field: str, *, hidden: bool) -> None:
    assert is_hidden(AuditedModel, field) is hidden


def rooms() -> Iterator[Path]:
    for path in sorted(SOURCE.rglob("*.py")):
        place = path.relative_to(SOURCE).parts
        if place[0] != "core" and "migrations" not in place:
            yield path


def passing_by(text: str) -> Iterator[tuple[str, str]]:
    """The function and the call of each write that no model sees."""
    for function, call in _calls(ast.parse(text), ""):
        name = (
            call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        )
        if name in BULK | SQL:
            yield function, name


def _calls(node: ast.AST, function: str) -> Iterator[tuple[str, ast.Call]]:
    for child in ast.iter_child_nodes(node):
        inside = (
            child.name if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) else function
        )
        if isinstance(child, ast.Call):
            yield inside, child
        yield from _calls(child, inside)


def test_every_write_that_passes_the_models_by_has_a_reason() -> None:
    seen = {
        f"{path.relative_to(SOURCE)} {function} {call}"
        for path in rooms()
        for function, call in passing_by(path.read_text("utf-8"))
    }

    assert seen == set(ALLOWED)


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ("def f():\n    Team.objects.filter(pk=1).update(name='x')", [("f", "update")]),
        ("Team.objects.bulk_create([])", [("", "bulk_create")]),
        ("def f():\n    def g():\n        q.bulk_update(a, ['b'])", [("g", "bulk_update")]),
        ("with connection.cursor() as c: pass", [("", "cursor")]),
        ("team.save(); Team.objects.create(name='x')", []),
    ],
)
def test_writes_that_pass_the_models_by_are_recognised(
    text: str, calls: list[tuple[str, str]]
) -> None:
    assert list(passing_by(text)) == calls
