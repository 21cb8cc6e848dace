"""The container samples, read as a builder would: no image can be built here, so their words are checked one by one."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import yaml

from willet.commands.parsing import Parser
from willet.commands.serving import configure

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "examples" / "container"
KNOWN = frozenset(
    "ARG FROM WORKDIR RUN COPY ENV USER VOLUME EXPOSE HEALTHCHECK ENTRYPOINT CMD".split()
)
SETTINGS = set(
    re.findall(r"`(WILLET_\w+)`", (ROOT / "docs/administrators/install.md").read_text("utf-8"))
)
SERVICE = {
    "build": dict,
    "image": str,
    "restart": str,
    "stop_grace_period": str,
    "ports": list,
    "environment": dict,
    "networks": list,
    "volumes": list,
    "read_only": bool,
    "tmpfs": list,
    "cap_drop": list,
    "security_opt": list,
}
"""The keys of a service in the Compose specification that the sample uses, and what each holds."""


def instructions() -> list[tuple[str, str]]:
    """Each instruction of the Containerfile with its words; comments left out, continued lines joined."""
    text = (FOLDER / "Containerfile").read_text(encoding="utf-8")
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    joined = lines.replace("\\\n", " ").splitlines()
    pairs = (line.split(maxsplit=1) for line in joined if line.strip())
    return [(word, rest.strip()) for word, rest in pairs]


def of(word: str) -> list[str]:
    return [rest for name, rest in instructions() if name == word]


def exposed() -> list[str]:
    return [port for words in of("EXPOSE") for port in words.split()]


def compose() -> dict[str, Any]:
    result: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yaml").read_text(encoding="utf-8"))
    return result


def service() -> dict[str, Any]:
    (only,) = compose()["services"].values()
    return dict(only)


def test_containerfile_has_known_instructions_alone() -> None:
    assert {word for word, _ in instructions()} <= KNOWN
    assert [word for word, _ in instructions()][:2] == ["ARG", "FROM"]


def test_base_has_a_tag_that_does_not_move() -> None:
    (base,) = of("ARG")
    _name, _sign, image = base.partition("=")
    tag = image.partition(":")[2]

    assert tag not in {"", "latest"}
    assert "/" not in image
    assert all(words.split()[0] == "${PYTHON_IMAGE}" for words in of("FROM"))


def test_what_is_copied_is_there_and_stages_are_named() -> None:
    stages = {words.split(" AS ")[1] for words in of("FROM") if " AS " in words}
    for words in of("COPY"):
        *options, _to = shlex.split(words)
        stage = [o.partition("=")[2] for o in options if o.startswith("--from=")]
        sources = [o for o in options if not o.startswith("--")]

        assert set(stage) <= stages
        assert stage or all((ROOT / source).exists() for source in sources)


def test_it_runs_as_nobody_in_particular_and_writes_where_it_may() -> None:
    (user,), (volumes,) = of("USER"), of("VOLUME")
    making = next(run for run in of("RUN") if "useradd" in run)

    assert user in making
    assert all(path in making for path in json.loads(volumes))
    environment = dict(pair.split("=", 1) for words in of("ENV") for pair in shlex.split(words))
    # The home lies within its volume: a restore puts it together beside its place.
    home, erased = Path(environment["WILLET_HOME"]), environment["WILLET_ERASED"]
    assert {str(home.parent), erased} == set(json.loads(volumes))


def test_what_it_starts_is_a_command_line_that_willet_understands() -> None:
    (entry,), (words,) = of("ENTRYPOINT"), of("CMD")
    parser = Parser(prog="willet serve", description="")
    configure(parser)

    assert [*json.loads(entry), json.loads(words)[0]] == ["willet", "serve"]
    chosen = parser.read(json.loads(words)[1:])
    assert (chosen.host, chosen.work) == ("0.0.0.0", True)
    public = service()["environment"]["WILLET_PUBLIC_PORT"]
    assert [str(chosen.port), public] == exposed()


def test_health_is_asked_with_what_the_image_holds() -> None:
    (words,) = of("HEALTHCHECK")
    command = json.loads(words.partition("CMD ")[2])

    assert command[0] == "python"
    compile(command[2], "health", "exec")
    assert f"127.0.0.1:{exposed()[0]}/healthz" in command[2]


def pins(lock: str) -> dict[str, str]:
    """Package -> version."""
    return dict(re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==(\S+)", lock, re.MULTILINE))


def test_packages_of_the_image_are_those_of_the_lock() -> None:
    whole, product = (
        (ROOT / f"requirements{part}.lock").read_text(encoding="utf-8") for part in ("", ".product")
    )
    pinned = pins(product)

    assert pinned.items() <= pins(whole).items()
    assert {"django", "duckdb", "psycopg", "uvicorn"} <= set(pinned)
    assert {"pytest", "mypy", "playwright"}.isdisjoint(pinned)
    assert product.count("--hash=sha256:") > len(pinned)


def test_compose_file_has_known_keys_of_the_right_kind() -> None:
    assert set(compose()) == {"name", "services", "networks", "volumes"}
    wrong = {k: v for k, v in service().items() if not isinstance(v, SERVICE.get(k, ()))}
    assert wrong == {}


def test_compose_file_builds_from_the_repository() -> None:
    build = service()["build"]
    context = (FOLDER / build["context"]).resolve()

    assert context == ROOT
    assert (context / build["dockerfile"]) == FOLDER / "Containerfile"


def test_volumes_and_networks_are_declared_and_are_those_of_the_image() -> None:
    mounted = dict(volume.split(":") for volume in service()["volumes"])

    assert set(mounted) == set(compose()["volumes"])
    assert set(mounted.values()) == set(json.loads(of("VOLUME")[0]))
    assert set(service()["networks"]) == set(compose()["networks"])


def test_ports_are_open_to_this_machine_alone() -> None:
    opened = [port.rsplit(":", 2) for port in service()["ports"]]

    assert {address for address, _outside, _inside in opened} == {"127.0.0.1"}
    assert all(outside.isdigit() for _address, outside, _inside in opened)
    assert [inside for _address, _outside, inside in opened] == exposed()


def test_settings_are_documented_ones_and_texts() -> None:
    given = service()["environment"]

    assert set(given) <= SETTINGS
    assert all(isinstance(value, str) for value in given.values())


def test_proxy_that_is_believed_is_the_gateway() -> None:
    (network,) = compose()["networks"].values()
    (config,) = network["ipam"]["config"]

    assert service()["environment"]["WILLET_PROXIES"] == config["gateway"]
    assert config["gateway"].rsplit(".", 1)[0] == config["subnet"].rsplit(".", 1)[0]
