"""The public listener started as a process of its own, with its real settings: it starts, and answers its own pages."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.journey("process")

VISIT = """
import willet.site.public.asgi
from datetime import timedelta
from django.conf import settings
from django.test import Client
from django.utils import timezone
from willet.levers.surveys.domain.links import token_of
from willet.levers.surveys.domain.standard import standard_question
from willet.levers.surveys.models import Invitation, Wave
from willet.notices.models import Notice
from willet.people.domain import add_person

owner = add_person("marit", email="marit@willet.example", role="manager")
wave = Wave.objects.create(name="Spring", company="Acme", owner=owner, state="running")
now = timezone.now()
invitation = Invitation.objects.create(
    wave=wave, contact_id="table:c01", arrived_at=now, language="en", inclusion_p=1, due_at=now,
    state="sent", sent_at=now, expires_at=now + timedelta(days=1),
)
page, client = f"/s/{token_of(invitation)}/", Client(SERVER_NAME="ask.willet.example")
house = ("/", "/healthz", "/account/login/", "/surveys/", "/api/v1/openapi.json")
print(*(client.get(address).status_code for address in (page, "/style.css", *house)))
print(client.post(page, {f"q{standard_question('resolved').pk}": "0"}).status_code)
print(Notice.objects.get().href.startswith("/surveys/unsolved/"))
print(Client(SERVER_NAME="elsewhere.example").get(page).status_code)
print(client.get(f"/s/{'x' * 43}/").status_code, client.get(page + "more/").status_code)
print(sorted(c.partition(".")[0] for c in settings.MIDDLEWARE if "session" in c.lower() or "auth" in c.lower()))
"""


def test_the_listener_starts_by_itself_and_has_its_own_pages_alone(tmp_path: Path) -> None:
    known = {
        "WILLET_HOME": str(tmp_path / "home"),
        "WILLET_DATABASE": "",
        "WILLET_PUBLIC_ADDRESS": "http://ask.willet.example",
    }

    done = subprocess.run(
        [sys.executable, "-c", VISIT],
        env={**os.environ, **known},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-3000:]
    assert "Not Found: /s/…/" in done.stderr
    assert not re.search(r"[\w-]{40,}", done.stderr)
    assert done.stdout.splitlines() == [
        "200 200 404 404 404 404 404",
        "302",
        "True",
        "400",
        "404 404",
        "[]",
    ]
