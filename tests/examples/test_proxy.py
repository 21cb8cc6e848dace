"""The sample for nginx, started as it stands but for its ports, names and a certificate made for the test."""

import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.scaffold.served import home_of

SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "proxy" / "nginx.conf"
WHOLE = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 1;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/willet.conf;
}}
"""
PERSON = (
    "from willet.site.starting import boot; boot(with_static=False)\n"
    "from willet.people.domain import add_person\n"
    "for name in ('anna', 'bea'): add_person(name, email=name + '@willet.example', password='a long enough secret')"
)


def free_port() -> int:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Willet behind nginx; the address that people would type."""
    if not (shutil.which("nginx") and shutil.which("openssl")):
        if os.environ.get("CI"):
            pytest.fail("nginx and openssl are needed here")
        pytest.skip("LEFT OUT: no nginx or no openssl here, the proxy's sample is not tried")
    folder, (outside, inside) = tmp_path_factory.mktemp("proxied"), (free_port(), free_port())
    settle_sample(folder, outside, inside)
    told = home_of(folder / "home", WILLET_HTTPS="1")
    subprocess.run([sys.executable, "-c", PERSON], env=told, check=True)
    serve = [sys.executable, "-m", "willet", "serve", "--no-work", "--port", str(inside)]
    servers = [
        subprocess.Popen(serve, env=told, stdout=subprocess.DEVNULL),
        subprocess.Popen(["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]),
    ]
    try:
        wait_for(f"https://localhost:{outside}/healthz", servers)
        yield f"https://localhost:{outside}"
    finally:
        for server in servers:
            server.terminate()
            server.wait(timeout=20)


def settle_sample(folder: Path, outside: int, inside: int) -> None:
    """Write the sample with this test's ports and certificate in the four marked lines and the address behind."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-keyout", str(folder / "k"), "-out", str(folder / "c")],
        check=True, capture_output=True,
    )  # fmt: skip
    changes = {
        "443 ssl": f"127.0.0.1:{outside} ssl",
        "server_name calls.example.org": "server_name localhost",
        "/etc/ssl/calls.example.org.pem": str(folder / "c"),
        "/etc/ssl/calls.example.org.key": str(folder / "k"),
        "127.0.0.1:8000": f"127.0.0.1:{inside}",
    }
    text = SAMPLE.read_text(encoding="utf-8")
    for was, now in changes.items():
        assert text.count(was) == 1, was
        text = text.replace(was, now)
    (folder / "willet.conf").write_text(text, encoding="utf-8")
    (folder / "nginx.conf").write_text(WHOLE.format(folder=folder), encoding="utf-8")


def browser() -> urllib.request.OpenerDirector:
    """A browser with cookies that takes the test's own certificate."""
    unchecked = ssl.create_default_context()
    unchecked.check_hostname, unchecked.verify_mode = False, ssl.CERT_NONE
    secure = urllib.request.HTTPSHandler(context=unchecked)
    return urllib.request.build_opener(secure, urllib.request.HTTPCookieProcessor(CookieJar()))


def wait_for(address: str, servers: "list[subprocess.Popen[bytes]]") -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until and all(server.poll() is None for server in servers):
        try:
            browser().open(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.3)
    pytest.fail("the proxied server did not come up")


def enter(address: str, password: str, *, claims: str = "", at: str = "/account/login/") -> str:
    """The page on which an attempt to sign in ends, and its text."""
    return entered(browser(), "anna", address, password, claims=claims, at=at)


def entered(
    opener: urllib.request.OpenerDirector,
    login: str,
    address: str,
    password: str,
    *,
    claims: str = "",
    at: str = "/account/login/",
) -> str:
    """The same, in a browser that is used further."""
    opener.addheaders = [("Referer", address + at)]
    if claims:
        opener.addheaders.append(("X-Forwarded-For", claims))
    page = opener.open(address + at, timeout=20).read().decode()
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    form = {"csrfmiddlewaretoken": token, "login": login, "password": password}
    with opener.open(address + at, urlencode(form).encode(), timeout=20) as answer:
        text: str = answer.read().decode()
        return f"{answer.url}{text}"


def test_sign_in_through_the_sample_and_no_forged_address_helps_a_guesser(proxied: str) -> None:
    assert enter(proxied, "a long enough secret").startswith(f"{proxied}/<!")

    guesses = [enter(proxied, "wrong", claims=f"203.0.113.{i}") for i in range(6)]

    assert ["Too many failed" in page for page in guesses] == [False] * 5 + [True]


def test_live_events_come_through_the_sample_at_once(proxied: str) -> None:
    """A proxy that gathered the answer would hold back its first hundred bytes until the stream ends."""
    opener = browser()
    entered(opener, "bea", proxied, "a long enough secret")

    with opener.open(f"{proxied}/live/", timeout=10) as stream:
        lines = [stream.readline().decode().strip() for _ in range(3)]

    assert [line.partition(":")[0] for line in lines] == ["retry", "id", "event"]
