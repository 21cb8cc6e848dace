"""What every answer carries, and what the settings promise."""

import importlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.scaffold.cast import Cast
from willet.site.settings import signin

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "media-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "report-uri /csp-report/",
}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/account/login/", "/no/such/page", "/healthz"])
def test_every_answer_carries_the_strict_policy(address: str) -> None:
    answer = Client(SERVER_NAME="localhost").get(address)

    assert {part.strip() for part in answer["Content-Security-Policy"].split(";")} == POLICY


@pytest.mark.django_db
def test_every_answer_carries_the_other_headers() -> None:
    answer = Client(SERVER_NAME="localhost").get("/account/login/")

    names = (
        "X-Content-Type-Options",
        "X-Frame-Options",
        "Referrer-Policy",
        "Cross-Origin-Opener-Policy",
    )
    assert [answer[name] for name in names] == ["nosniff", "DENY", "same-origin", "same-origin"]
    assert "Strict-Transport-Security" not in answer


def test_cookies_are_out_of_reach_of_scripts(cast: Cast) -> None:
    client = Client(SERVER_NAME="localhost")
    client.get("/account/login/")
    client.post("/account/login/", {"login": "anna", "password": "a long enough secret"})
    client.post("/preferences/language/", {"language": "de"})

    kept = {
        name: (c["httponly"], c["samesite"], bool(c["secure"]))
        for name, c in client.cookies.items()
    }
    assert kept == dict.fromkeys(
        ("willet_csrf", "willet_session", "willet_language", "willet_known"), (True, "Lax", False)
    )


def test_passwords_are_kept_as_argon2() -> None:
    assert signin.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def read_setting(expression: str, tmp_path: Path, **environment: str) -> str:
    """A setting as another process sees it under other circumstances."""
    code = f"from django.conf import settings as s; print(({expression}))"
    environment = {
        "WILLET_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "willet.site.settings",
    } | environment
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_https_makes_cookies_secure_and_stays(tmp_path: Path) -> None:
    shown = read_setting(
        "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0, s.SECURE_SSL_REDIRECT",
        tmp_path,
        WILLET_HTTPS="1",
    )

    assert shown == "(True, True, True, True)"


def test_hosts_are_loopback_unless_named(tmp_path: Path) -> None:
    shown = read_setting(
        "s.ALLOWED_HOSTS, s.CSRF_TRUSTED_ORIGINS", tmp_path, WILLET_HOSTS="calls.example, b.example"
    )

    assert shown == (
        "(['127.0.0.1', 'localhost', '[::1]', 'calls.example', 'b.example'], "
        "['http://calls.example', 'http://b.example'])"
    )


def test_reading_the_settings_writes_nothing(tmp_path: Path) -> None:
    shown = read_setting("s.DEBUG, len(s.SECRET_KEY) > 50", tmp_path / "absent")

    assert shown == "(False, True)"
    assert not (tmp_path / "absent").exists()


def test_nothing_of_the_policy_allows_inline_or_foreign_code() -> None:
    text = str(settings.CONTENT_SECURITY_POLICY)

    assert [word for word in ("unsafe", "nonce", "http:", "https:", "*") if word in text] == []


def test_core_stays_free_of_django() -> None:
    code = "import sys, willet.core.records; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_settings_modules_export_what_they_name() -> None:
    names = ("environment", "languages", "pages", "rooms", "security", "signin", "watching")
    whole = importlib.import_module("willet.site.settings")

    for module in (importlib.import_module(f"willet.site.settings.{name}") for name in names):
        own = {name for name in vars(module) if name.isupper()}
        assert own - set(dir(whole)) == set()


def test_every_setting_of_the_environment_is_documented() -> None:
    root = Path(__file__).resolve().parents[2]
    modules = (root / "src" / "willet" / "site").rglob("*.py")
    asked = {
        name
        for module in modules
        for name in re.findall(r'environ\.get\("(WILLET_\w+)"', module.read_text(encoding="utf-8"))
    }

    page = (root / "docs" / "administrators" / "install.md").read_text(encoding="utf-8")
    assert len(asked) >= 10
    assert {name for name in asked if f"`{name}`" not in page} == set()
