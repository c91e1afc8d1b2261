"""A real Neo4j for a test process: its own folder, loopback only, gone when the process is."""

import atexit
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from time import monotonic, sleep
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
JARS = ROOT / ".cache" / "neo4j" / "jars"
USER, PASSWORD = "neo4j", "only-for-tests"
START_SECONDS = 180.0  # about 8 s on an idle machine; two cores under load need far more

# Neo4j reaches into the JDK; these are the openings its own start script asks for.
OPENED = ("java.nio", "java.io", "java.lang", "java.util.concurrent", "sun.nio.ch")
JAVA = (
    "java",
    "-Xms512m",
    "-Xmx768m",
    "-XX:+UseSerialGC",
    *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED),
    "-Dio.netty.tryReflectionSetAccessible=true",
    "-cp",
    str(JARS / "*"),
)

# The shell reads from a pipe whose other end this process holds. When this process ends, even by
# kill -9, the pipe closes and the server goes too; nothing in it is worth an orderly stop, which
# takes 10 s. When the server ends first, so does the shell, with its exit code.
GUARD = """exec 3<&0
"$@" </dev/null 3<&- &
server=$!
(cat <&3 >/dev/null; kill -9 $server 2>/dev/null) &
exec 3<&-
wait $server"""

SETTINGS = """server.default_listen_address=127.0.0.1
server.default_advertised_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size=128m
db.tx_log.preallocate=false
dbms.usage_report.enabled=false
"""


class Neo4jServer(NamedTuple):
    """Where the server answers and who may come in."""

    url: str
    user: str
    password: str


@contextmanager
def running_neo4j() -> Iterator[Neo4jServer]:
    """The one Neo4j of this process, started when first asked for; it ends with the process."""
    yield _started()


@cache
def _started() -> Neo4jServer:
    subprocess.run(["sh", str(ROOT / "neo4j" / "fetch.sh")], check=True)
    with ExitStack() as stack:
        server = stack.enter_context(separate_neo4j())
        atexit.register(stack.pop_all().close)
    return server


@contextmanager
def separate_neo4j() -> Iterator[Neo4jServer]:
    """A server of its own, for a test that lets it go away; it ends with the context."""
    home = Path(tempfile.mkdtemp(prefix="ekokarta-neo4j-"))
    port = _free_port()
    (home / "conf").mkdir()
    (home / "conf" / "neo4j.conf").write_text(SETTINGS.format(port=port))
    environment = os.environ | {"NEO4J_HOME": str(home)}
    admin = ("org.neo4j.cli.AdminTool", "dbms", "set-initial-password", PASSWORD)
    entry = (
        "org.neo4j.server.CommunityEntryPoint",
        f"--home-dir={home}",
        f"--config-dir={home / 'conf'}",
    )
    try:
        quick = (*JAVA, "-XX:TieredStopAtLevel=1", *admin)
        subprocess.run(quick, env=environment, check=True, stdout=subprocess.DEVNULL)
        with (
            (home / "output.log").open("wb") as output,
            subprocess.Popen(
                ("sh", "-c", GUARD, "guard", *JAVA, *entry),
                env=environment,
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for the tests; the pipe tells the server
            ) as process,
        ):
            _await_start(process, home)
            yield Neo4jServer(f"neo4j://127.0.0.1:{port}", USER, PASSWORD)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def _await_start(process: subprocess.Popen[bytes], home: Path) -> None:
    log = home / "logs" / "neo4j.log"
    end = monotonic() + START_SECONDS
    while not (log.exists() and "Started." in log.read_text()):
        if process.poll() is not None or monotonic() > end:
            said = log.read_text() if log.exists() else ""
            raise RuntimeError(
                f"Neo4j did not start (exit code {process.poll()}):\n{said}\n"
                + (home / "output.log").read_text()
            )
        sleep(0.1)
