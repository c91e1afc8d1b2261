"""The port to serve on: taken before any work is done, and whose it is where it is taken."""

import errno
import socket
from http.client import HTTPException
from pathlib import Path
from typing import Annotated
from urllib.request import urlopen

import typer

from service.settings import Settings, SettingsError

SERVER_NAME = "ekokarta"
Port = Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on")]
LISTENING = "0A"  # the state of a socket that takes calls, in the kernel's own numbers
TABLES = ("/proc/net/tcp", "/proc/net/tcp6")
LONGEST_COMMAND = 80  # characters: enough to know one's own program again


def taken_port(chosen: Settings) -> socket.socket:
    """The socket to serve on, not yet listening; raises ``SettingsError`` that says whose it is."""
    family = socket.AF_INET6 if ":" in chosen.host else socket.AF_INET
    # Named TCP, so that the event loop sends small answers at once instead of 40 ms later.
    taken = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((chosen.host, chosen.port))
    except (OSError, OverflowError, UnicodeError) as error:
        taken.close()
        raise _refusal(chosen, error) from None
    return taken


def listen(taken: socket.socket, chosen: Settings) -> int:
    """From here on callers wait instead of being turned away; returns the port."""
    try:
        taken.listen()
    except OSError as error:  # another took it meanwhile
        taken.close()
        raise _refusal(chosen, error) from None
    number: int = taken.getsockname()[1]
    return number


def _refusal(chosen: Settings, error: Exception) -> SettingsError:
    if getattr(error, "errno", None) == errno.EADDRINUSE:
        return SettingsError(
            f"port {chosen.port} on {chosen.host} is taken by {_who_answers(chosen)}; "
            "name another with --port, or PORT= for make"
        )
    reason = getattr(error, "strerror", None) or error
    return SettingsError(f"cannot listen on {chosen.host}, port {chosen.port}: {reason}")


def _who_answers(chosen: Settings) -> str:
    """Whose port it is, as far as asking it and the machine tells."""
    host = f"[{chosen.host}]" if ":" in chosen.host else chosen.host
    try:
        with urlopen(f"http://{host}:{chosen.port}/health/live", timeout=2) as answer:
            ours = answer.headers.get("Server", "") == SERVER_NAME
    except (OSError, HTTPException):
        ours = False
    what = "another ekokarta, which answers there already" if ours else "another program"
    process = _listener(chosen.port)
    return what if process is None else f"{what} ({process})"


def _listener(port: int) -> str | None:
    """The process that listens on a port, where the system shows it: Linux, and one's own only."""
    wanted = {f"socket:[{inode}]" for table in TABLES for inode in _inodes(Path(table), port)}
    for process in Path("/proc").glob("[0-9]*") if wanted else ():
        try:
            if any(str(each.readlink()) in wanted for each in (process / "fd").iterdir()):
                command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8")
                return f"process {process.name}: {command.strip()[:LONGEST_COMMAND]}"
        except (OSError, UnicodeError):  # it ended meanwhile, or is another user's
            continue
    return None


def _inodes(table: Path, port: int) -> list[str]:
    if not table.exists():
        return []
    rows = [line.split() for line in table.read_text(encoding="ascii").splitlines()[1:]]
    return [row[9] for row in rows if row[3] == LISTENING and row[1].endswith(f":{port:04X}")]
