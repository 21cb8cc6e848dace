"""The rooms: settings, database, who can sign in, the worker and what waits for it, mail, the address in links."""

import os
from collections.abc import Iterator
from datetime import timedelta
from email.utils import parseaddr
from typing import Final

from willet.site.doctor.findings import Finding, fault, ok, warning
from willet.site.home import Home
from willet.site.starting import set_up_django

LATE: Final = timedelta(hours=1)
A_DAY: Final = timedelta(days=1)
SERVE: Final = "Start `willet serve`, or `willet work`."


def settings_read(home: Home) -> Iterator[Finding]:
    """Whether the environment's settings are understood."""
    set_up_django()
    given = sorted(name for name in os.environ if name.startswith("WILLET_"))
    yield ok("settings", ", ".join(given) or "none but the usual")


def _has_rooms(home: Home) -> bool:
    return home.database.exists() or bool(os.environ.get("WILLET_DATABASE"))


def database(home: Home) -> Iterator[Finding]:
    """Whether it can be reached and its tables are today's; nothing is brought up here."""
    if not _has_rooms(home):
        yield warning("database", "the rooms have no database yet", "`willet serve` makes it.")
        return
    set_up_django()
    from django.db import connection  # app ready
    from django.db.migrations.executor import MigrationExecutor  # app ready

    from willet.store.addresses import shown  # app ready
    from willet.store.reaching import reached  # app ready

    with reached(connection):
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        where = shown(connection.settings_dict)
    if waiting:
        yield warning(
            "database",
            f"{where} is of an earlier Willet: its tables are to be changed in {waiting:,} steps",
            "Back it up; `willet serve` or `willet work` makes them as it starts.",
        )
    else:
        yield ok("database", str(where))


def _is_ready(home: Home) -> bool:
    """Whether the tables can be asked; where they cannot, `database` says why."""
    return _has_rooms(home) and all(one.state == "ok" for one in database(home))


def people(home: Home) -> Iterator[Finding]:
    """Whether somebody can administer."""
    if not _is_ready(home):
        return
    from willet.people.models import User  # app ready
    from willet.people.opening.key import somebody_administers  # app ready

    if somebody_administers():
        yield ok("people", f"{User.objects.filter(is_active=True).count():,} may sign in")
    else:
        yield warning(
            "people",
            "nobody administers yet",
            "`willet serve` prints where the first person begins.",
        )


def worker(home: Home) -> Iterator[Finding]:
    """Whether somebody carries out jobs."""
    if not _is_ready(home):
        return
    from willet.jobs.domain.lanes import served_lanes  # app ready
    from willet.jobs.domain.works import lanes  # app ready

    served, wanted = set(served_lanes()), set(lanes())
    if wanted <= served:
        yield ok("worker", f"serves {', '.join(sorted(wanted))}")
    elif served:
        yield warning("worker", f"nobody serves {', '.join(sorted(wanted - served))}", SERVE)
    else:
        yield warning("worker", "none is running, so uploads and mails wait", SERVE)


def schedules(home: Home) -> Iterator[Finding]:
    """Whether what is due by the clock was done."""
    if not _is_ready(home):
        return
    from django.utils import timezone  # app ready

    from willet.jobs.models import Schedule  # app ready

    late = Schedule.objects.filter(due_at__lt=timezone.now() - LATE).order_by("due_at")
    first = late.first()
    if first is not None:
        text = f"{late.count()} are overdue, {first.kind} since {first.due_at:%Y-%m-%d %H:%M} UTC"
        yield warning("schedules", text, SERVE)
    else:
        yield ok("schedules", f"{Schedule.objects.count()} kept, none overdue")


def jobs(home: Home) -> Iterator[Finding]:
    """Whether jobs of the last day failed, or wait for long."""
    if not _is_ready(home):
        return
    from django.utils import timezone  # app ready

    from willet.jobs.models import Job  # app ready

    now = timezone.now()
    failed = Job.objects.filter(state=Job.State.FAILED, ended_at__gt=now - A_DAY).count()
    waiting = Job.objects.filter(state=Job.State.WAITING, not_before__lt=now - LATE).count()
    if failed or waiting:
        yield warning(
            "jobs",
            f"{failed:,} failed within a day, {waiting:,} wait for more than an hour",
            "The page Jobs says why.",
        )
    else:
        yield ok("jobs", "none failed within a day, none waits for long")


def vault(home: Home) -> Iterator[Finding]:
    """Whether the vault's key opens the first entry and the last: a change of keys goes from one to the other."""
    if not _is_ready(home):
        return
    from willet.vault.domain.keys import NAME, VaultClosedError  # app ready
    from willet.vault.domain.sealing import unseal  # app ready
    from willet.vault.models import VaultEntry  # app ready

    entries = VaultEntry.objects.order_by("pk")
    try:
        for entry in filter(None, (entries.first(), entries.last())):
            unseal(entry.key, entry.sealed)
    except VaultClosedError as closed:
        yield fault("vault", str(closed), f"Restore {NAME} of the same day as the database.")
    else:
        yield ok("vault", f"{entries.count():,} customers' numbers and addresses, sealed")


def mail(home: Home) -> Iterator[Finding]:
    """Whether mail is set up; no connection is made and no mail is sent."""
    set_up_django()
    from django.conf import settings  # app ready

    if not settings.EMAIL_HOST:
        yield warning(
            "mail",
            f"no server is set: messages are left in {settings.EMAIL_FILE_PATH}, invitations are links",
            "Set WILLET_SMTP_HOST and WILLET_MAIL_FROM.",
        )
        return
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    if "@" not in sender or sender.endswith("@localhost"):
        yield warning(
            "mail", f"the sender is {sender!r}", "Set WILLET_MAIL_FROM to an address of yours."
        )
    else:
        yield ok(
            "mail", f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}, from {sender}; `--mail` tries it"
        )


def address(home: Home) -> Iterator[Finding]:
    """Whether links lead where people are, and strangers' proxies are not believed."""
    set_up_django()
    from django.conf import settings  # app ready

    hosts, https = os.environ.get("WILLET_HOSTS", ""), settings.WILLET_HTTPS
    if https and not hosts:
        yield fault(
            "address",
            "WILLET_HTTPS is on and WILLET_HOSTS is empty: no other machine gets in",
            "Set WILLET_HOSTS to the name people type.",
        )
    elif hosts and not https:
        yield warning(
            "address",
            f"{settings.WILLET_ADDRESS} speaks plain HTTP: passwords cross the network readable",
            "Put a proxy with HTTPS in front and set WILLET_HTTPS=1.",
        )
    elif settings.EMAIL_HOST and not hosts and not os.environ.get("WILLET_ADDRESS"):
        yield warning(
            "address", f"links in mails lead to {settings.WILLET_ADDRESS}", "Set WILLET_ADDRESS."
        )
    else:
        yield ok("address", settings.WILLET_ADDRESS)
