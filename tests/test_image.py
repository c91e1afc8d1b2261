"""The image and the compose file: no container engine runs here, so their commands are run as they
stand against a real Neo4j, and what they promise is read off the files."""

import os
import re
import shlex
import socket
import subprocess
import sys
import time
from pathlib import Path

import yaml

from tests.conftest import emptied
from tests.neo4j_server import Neo4jServer

ROOT = Path(__file__).parents[1]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


def instruction(name: str) -> str:
    """The last instruction of a name in the Dockerfile."""
    return re.findall(rf"^{name}\s+(.*)$", DOCKERFILE, re.MULTILINE)[-1]


def words(text: str) -> list[str]:
    """The words of an instruction in its JSON form."""
    found = yaml.safe_load(text[text.index("[") :])
    assert isinstance(found, list)
    return [str(word) for word in found]


def test_the_image_runs_without_rights_and_copies_every_package() -> None:
    copied = re.findall(r"^COPY (\w+) \1$", DOCKERFILE, re.MULTILINE)

    assert instruction("USER") == "ekokarta"
    assert copied == ["graph_schema", "importers", "queries", "visualisations", "service"]
    assert "--require-hashes" in DOCKERFILE


def test_compose_publishes_on_loopback_only_and_knows_no_password() -> None:
    services = COMPOSE["services"]

    ports = [port for service in services.values() for port in service["ports"]]
    assert [port for port in ports if not port.startswith("127.0.0.1:")] == []
    assert services["service"]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert services["neo4j"]["healthcheck"]["test"][0] == "CMD-SHELL"
    assert set(COMPOSE["volumes"]) == {"neo4j-data", "service-data"}
    for service in services.values():
        secrets = [v for k, v in service["environment"].items() if re.search("AUTH|PASSWORD", k)]
        assert [v for v in secrets if ":?" not in v] == []


def test_compose_drops_what_the_service_needs_not_and_neo4j_reports_to_nobody() -> None:
    services = COMPOSE["services"]

    assert services["service"]["cap_drop"] == ["ALL"]
    assert services["service"]["security_opt"] == ["no-new-privileges:true"]
    assert services["neo4j"]["environment"]["NEO4J_dbms_usage__report_enabled"] == "false"
    assert {service["restart"] for service in services.values()} == {"unless-stopped"}


def test_the_build_context_holds_what_the_image_copies_and_no_more() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    context = {line.removeprefix("!") for line in lines if line.startswith("!")}
    copied = {
        name
        for names in re.findall(r"^COPY ([^-].*) \S+$", DOCKERFILE, re.MULTILINE)
        for name in names.split()
    }

    assert lines[1] == "*"
    assert context == copied


def test_the_images_own_commands_run_on_a_real_neo4j(
    neo4j_server: Neo4jServer, tmp_path: Path
) -> None:
    server = emptied(neo4j_server)
    port = _free_port()
    variables = dict(re.findall(r"(\w+)=(\S+)", instruction("ENV")))
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("EKOKARTA_")},
        **variables,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "EKOKARTA_CACHE": str(tmp_path / "cache"),
        "NUMBA_CACHE_DIR": str(tmp_path / "kernels"),
        "EKOKARTA_HOST": "127.0.0.1",  # inside the image all addresses; here loopback only
        "EKOKARTA_PORT": str(port),
        "EKOKARTA_STORE": server.url,
        "EKOKARTA_NEO4J_PASSWORD": server.password,
        "EKOKARTA_TOKEN": "",  # as compose passes it when nobody set one
    }
    check = words(instruction("HEALTHCHECK"))
    check = [word.replace(":8000/", f":{port}/") for word in check]

    process = subprocess.Popen(words(instruction("CMD")), env=environment, cwd=tmp_path)
    try:
        healthy = _becomes_healthy(check, environment)
    finally:
        process.terminate()
        process.wait(timeout=60)

    assert healthy
    assert process.returncode in (0, -15)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _becomes_healthy(check: list[str], environment: dict[str, str]) -> bool:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        done = subprocess.run(check, env=environment, capture_output=True, check=False)
        if done.returncode == 0:
            return True
        time.sleep(1)
    return False


def test_the_recipe_of_ci_is_machine_then_test_and_nothing_else() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    commands = [shlex.split(line) for line in lines if line.strip().startswith("make ")]

    assert commands == [["make", "machine"], ["make", "test"]]
