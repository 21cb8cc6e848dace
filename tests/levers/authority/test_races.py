"""Processes race within authority, in SQLite and in PostgreSQL: one verdict each, and no budget is overdrawn."""

import pytest

from tests.scaffold.postgres import postgres_as_a_proof
from tests.scaffold.racing import racers, run

CAST = """
from willet.levers.authority.models import GrantKind, GrantLimit
from willet.people.domain import add_person
from willet.people.models import Role, Team
from django.utils import timezone

north = Team.objects.create(name="North")
boss = add_person("boss", email="boss@willet.example", role=Role.MANAGER)
for name, role in (("lead1", Role.TEAM_LEAD), ("lead2", Role.TEAM_LEAD), ("agent", Role.AGENT)):
    add_person(name, email=f"{name}@willet.example", role=role, teams=[north], agent=name)
refund = GrantKind.objects.get(key="refund")
refund.decide_within_s = 86_400
refund.save()
GrantLimit.objects.create(kind=refund, role="agent", currency="EUR", per_event_minor=100, per_customer_minor=1_000,
    reason="race", state="holds", proposed_by=boss, settled_by=boss, settled_at=timezone.now())
"""
LINES = """
from datetime import UTC, datetime
from uuid import UUID
from django.db import OperationalError
from willet.core.records import WilletError
from willet.levers.authority.domain import WishSubject, ask, could_not, decide, grant, wished, withdraw
from willet.levers.authority.domain.limits import propose
from willet.levers.authority.models import Grant, GrantKind, GrantRequest, GrantLimit
from willet.people.models import User
from willet.ui.fields import Money

refund = GrantKind.objects.get(key="refund")
people = {person.username: person for person in User.objects.all()}

def wish(minor, customer):
    subject = WishSubject(contact_id=f"table:{customer}", customer=customer)
    return wished(refund, subject, Money(minor, "EUR"), reason="race")

def is_done(verb):
    # Who waits too long behind the others tries again: nothing was written.
    for _ in range(100):
        try:
            verb()
            return True
        except WilletError:
            return False
        except OperationalError:
            pass

def shuffled(count):
    return random.sample(range(count), count)

def ask_all(count):
    for n in range(count):
        ask(wish(101, n), by=people["agent"])

def decide_all():
    # Two leads, and the agent who thinks better of it.
    open_ones = list(GrantRequest.objects.select_related("kind", "agent"))
    random.shuffle(open_ones)
    for request in open_ones:
        lead = people[f"lead{number + 1}"] if number < 2 else None
        verdict = lambda: decide(request, by=lead, grants=number == 0, reason="race")
        if is_done(verdict if lead else lambda: withdraw(request, by=people["agent"])):
            print(request.pk)

def grant_all(budgets, each):
    # So many grants of 1.00 in all three processes against each budget of 10.00.
    for customer in shuffled(budgets):
        for n in range(number, each, 3):
            if is_done(lambda: grant(wish(100, 10_000 + customer), by=people["agent"])):
                print(customer)

def grant_by_names(calls, each):
    # The same grants by the call's own id, by its contact, and by another contact of its customer.
    for n in shuffled(calls):
        at = datetime(2026, 3, 2, 9, n % 60, 5, tzinfo=UTC)
        subject = (
            WishSubject(source="table", call_id=f"c{n}", connected_at=at),
            WishSubject(contact_id=f"table:c{n}"),
            WishSubject(contact_id=f"table:d{n}"),
        )[number]
        wanted = wished(refund, subject, Money(100, "EUR"), reason="race")
        for _ in range(number, each, 3):
            if is_done(lambda: grant(wanted, by=people["agent"])):
                print(n)

def send_forms(forms):
    # The same forms from all three at once; one of them presses another button.
    for n in shuffled(forms):
        sent = wished(refund, WishSubject(contact_id="table:f"), Money(1, "EUR"), reason="race", form_id=UUID(int=n))
        verb = could_not if number == 2 else grant
        if is_done(lambda: verb(sent, by=people["agent"])):
            print(n)

def lower(rounds):
    # One lowers and raises the limit again and again, the others grant what they can.
    for n in range(rounds):
        to = dict(role="agent", currency="EUR", per_event_minor=60 + n % 2 * 40, reason="race")
        limit = GrantLimit(kind=refund, proposed_by=people["boss"], **to)
        wanted = wish(random.choice((60, 61, 100)), 20_000 + n)
        is_done(
            (lambda: propose(limit, by=people["boss"]))
            if number == 0
            else (lambda: grant(wanted, by=people["agent"]))
        )
"""
OUTCOME = """
from collections import Counter
from django.db.models import Sum
from willet.levers.authority.models import Grant, GrantRequest, GrantLimit
verdicts = Counter(GrantRequest.objects.values_list("verdict", flat=True))
of_requests = Grant.objects.filter(request__isnull=False).count()
print(sum(verdicts.values()), verdicts["open"], verdicts["granted"] == of_requests)
budgets = Grant.objects.filter(customer__startswith="1", customer__gte="10000", request=None)
sums = [row["sum"] for row in budgets.values("customer").annotate(sum=Sum("amount_minor")).order_by()]
print(len(sums), set(sums))
limits = list(GrantLimit.objects.filter(state="holds").order_by("settled_at"))
def held(moment):
    return [one for one in limits if one.settled_at <= moment][-1].per_event_minor
late = Grant.objects.filter(customer__startswith="2", customer__gte="20000", request=None)
print(late.count() > 0, len(limits) > 1, sum(g.amount_minor > held(g.at) for g in late))
"""


LAKE = """
import os
from pathlib import Path
from willet.core.intake import import_files
home = Path(os.environ["WILLET_HOME"])
rows = ["contact_id,arrived_at,queue,outcome,customer_id"]
for n in range({calls}):
    rows.append(f"c{{n}},2026-03-02 09:{{n % 60:02}}:00,sales,answered,k{{n}}")
    rows.append(f"d{{n}},2026-03-03 09:00:00,sales,answered,k{{n}}")
(home / "calls.csv").write_text("\\n".join(rows) + "\\n")
import_files(home / "lake", "table", [home / "calls.csv"], zone="UTC")
"""


def raced(
    rooms: dict[str, str], *, requests: int, budgets: int, each: int, rounds: int, calls: int
) -> list[str]:
    """What three processes printed of their verdicts and grants, and then what stands in the rooms."""
    run(rooms, CAST)
    with racers(rooms) as begun:
        begun.race(LINES)
        begun.alone(f"ask_all({requests})")
        verdicts = begun.race("decide_all()")
        grants = begun.race(f"grant_all({budgets}, {each})")
        run(rooms, LAKE.format(calls=calls))
        named = begun.race(f"grant_by_names({calls}, {each})")
        begun.race(f"lower({rounds})")
    counted = [
        str(sum(len(lines.split()) for lines in printed)) for printed in (verdicts, grants, named)
    ]
    return [*counted, *run(rooms, OUTCOME).splitlines()]


def expected(*, requests: int, budgets: int, calls: int) -> list[str]:
    """One verdict each, as many grants as were granted; ten of fifty grants in each budget; no grant over a limit."""
    return [
        str(requests),
        str(10 * budgets),
        str(10 * calls),
        f"{requests} 0 True",
        f"{budgets} {{1000}}",
        "True True 0",
    ]


@pytest.mark.proof
@postgres_as_a_proof
def test_one_verdict_each_and_no_budget_overdrawn(rooms: dict[str, str]) -> None:
    outcome = raced(rooms, requests=15, budgets=1, each=50, rounds=20, calls=1)

    assert outcome == expected(requests=15, budgets=1, calls=1)


@pytest.mark.proof
@postgres_as_a_proof
def test_form_sent_by_three_at_once_is_kept_once(rooms: dict[str, str]) -> None:
    run(rooms, CAST)
    with racers(rooms) as begun:
        begun.race(LINES)
        kept = begun.race("send_forms(30)")

    numbers = sorted(int(line) for lines in kept for line in lines.split())
    assert numbers == list(range(30))
    count = "from willet.levers.authority.models import CouldNot, Grant\n"
    count += "print(Grant.objects.count() + CouldNot.objects.count())"
    assert run(rooms, count).split() == ["30"]
