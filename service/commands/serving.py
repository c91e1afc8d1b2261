"""The command that serves pages, API and views: serve."""

import socket
from typing import Annotated

import typer

from service.collecting import uncollected
from service.commands.console import out, settings
from service.commands.listening import SERVER_NAME, Port, listen, taken_port
from service.settings import Settings


def serve_command(
    host: Annotated[str | None, typer.Option(help="Address to listen on")] = None,
    port: Port = None,
) -> None:
    """Serve pages, API and views until stopped."""
    chosen = settings()
    update = {"host": host, "port": port}
    serve(chosen.model_copy(update={k: v for k, v in update.items() if v is not None}))


def serve(chosen: Settings, taken: socket.socket | None = None) -> None:
    """Listen where the settings say; a busy port is named with what to do."""
    chosen.require_password()  # a store that is away may come back; a missing password never does
    taken = taken if taken is not None else taken_port(chosen)
    with uncollected():
        from service.app import create_app  # half a second that no other command waits for
        from service.connections import server_of

    number = listen(taken, chosen)
    out.print(f"ekokarta is at http://{chosen.host}:{number}/ (Ctrl-C stops it)", markup=False)
    headers = [("Server", SERVER_NAME)]
    app = create_app(chosen)
    app.state.sparql.begin()
    server_of(app, server_header=False, headers=headers).run(sockets=[taken])
