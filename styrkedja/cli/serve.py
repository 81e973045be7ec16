"""`styrkedja serve`: the pages and the programming interface, on this machine."""

from __future__ import annotations

import errno
import gc
import signal
import socket
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import StoreOption

if TYPE_CHECKING:
    from styrkedja.api.evaluation import KeeperProcess
    from styrkedja.settings import Settings

__all__ = ["Writing", "listen", "serve"]


class Writing(StrEnum):
    """Who may write in the pages."""

    LOCAL = "local"
    TOKEN = "token"  # noqa: S105 - not one
    OFF = "off"


_TRIES = 50  # ports to look at before giving up


def serve(
    store: StoreOption = None,
    host: Annotated[
        str | None, typer.Option(help="Address to listen on; else the setting STYRKEDJA_HOST.")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            help="Port to listen on; the next free one if it is taken; 0: any. "
            "Else the setting STYRKEDJA_PORT.",
            min=0,
            max=65535,
        ),
    ] = None,
    only_port: Annotated[
        bool,
        typer.Option(
            "--only-port", help="Refuse to start when the port is taken, as behind a proxy."
        ),
    ] = False,
    writing: Annotated[
        Writing | None,
        typer.Option(
            help="Who may write in the pages: whoever sits at this machine and holders of a token, "
            "only holders of a token, or nobody. Else the setting STYRKEDJA_WRITING.",
            show_default=False,
        ),
    ] = None,
    open: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the front page in a browser.")
    ] = False,
) -> None:
    """Serve the archive's pages, linked data and SPARQL until Ctrl-C or SIGTERM.

    On 127.0.0.1, where it listens unless told otherwise, whoever sits at the machine may upload
    documents and correct what was read. On any other address, or behind a proxy, nobody may
    without a token: `styrkedja token create --scope write`.

    What is being answered then is finished first, queries within their time.
    """
    from styrkedja.api.evaluation import Configuration, KeeperProcess
    from styrkedja.graph.archive import Archive
    from styrkedja.settings import load_settings

    settings = load_settings()
    given: dict[str, Path | str | int | None] = {
        "store": store,
        "host": host,
        "port": port,
        "writing": None if writing is None else writing.value,
    }
    settings = settings.model_copy(
        update={name: value for name, value in given.items() if value is not None}
    )
    documents = Archive.open(settings.store).documents()
    listener = listen(settings.host, settings.port, tries=1 if only_port else _TRIES)
    with listener, KeeperProcess(Configuration.of(settings)) as keeper:
        _serve(settings, listener, keeper, len(documents), open=open)


def _serve(
    settings: Settings,
    listener: socket.socket,
    keeper: KeeperProcess,
    documents: int,
    *,
    open: bool,
) -> None:
    gc.disable()  # modules make no garbage; looking for it takes a tenth of the start
    # Imported while the keeper loads the store.
    import uvicorn

    from styrkedja.api import create_app
    from styrkedja.api.logs import configure_logging
    from styrkedja.api.server import server_config
    from styrkedja.settings import missing_settings

    config = server_config(create_app(settings, keeper=keeper), settings)
    gc.freeze()
    gc.enable()
    configure_logging(settings.log)  # after uvicorn's own, which it replaces
    server = uvicorn.Server(config)
    signal.signal(signal.SIGTERM, lambda *_: setattr(server, "should_exit", True))
    address = _address(listener)
    typer.echo(_welcome(address, documents))
    missing = missing_settings(settings)
    if missing:
        typer.echo(
            f"Ingen datakatalog för dataportaler: sätt {', '.join(missing)} (no data catalogue)."
        )
    if open:
        typer.launch(address)
    # Ctrl-C and SIGTERM have been dealt with, everything closed, when uvicorn raises them again.
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listener])


def listen(host: str, port: int, *, tries: int = _TRIES) -> socket.socket:
    """Return a socket that listens on the port or, if it is taken, on the next free one.

    Args:
        host: A host name or address.
        port: Where to begin; 0 takes any free port.
        tries: How many ports to look at.

    Raises:
        SettingsError: The host is not one of this machine's, the port may not be used, or no
            port near it is free.
    """
    from styrkedja.errors import SettingsError

    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        family, kind, protocol, _, place = found[0]
    except socket.gaierror as error:
        raise SettingsError(f"no such host: {host}; try --host 127.0.0.1") from error
    for candidate in range(port, min(port + tries, 65536)):
        # The protocol by number: asyncio turns Nagle's delay off only where it reads TCP there.
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((place[0], candidate, *place[2:]))
            listener.listen(2048)
            # Connections inherit it; asyncio would set it only on sockets that name a protocol.
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as error:
            listener.close()
            if error.errno == errno.EADDRINUSE:
                continue
            raise SettingsError(
                f"cannot listen on {host}, port {candidate} ({error.strerror}); "
                "choose others with --host and --port"
            ) from error
        return listener
    which = f"port {port} is taken" if tries == 1 else f"no free port from {port} on"
    raise SettingsError(f"{which}; choose another with --port")


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host)  # noqa: S104 - only compared
    if shown is None:
        shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}/"


def _welcome(address: str, documents: int) -> str:
    none = (
        ""
        if documents
        else "\nArkivet är tomt: läs in ett dokument med styrkedja ingest FIL "
        "(the archive is empty: read a document)."
    )
    return f"""Styrkedja finns på {address} (Ctrl-C avslutar · Ctrl-C stops){none}

Prova · Try:
  1. Vilka nämnder delar uppdrag? (which boards share assignments)
     {address}
  2. Ställ en egen fråga i SPARQL (ask a question of your own)
     {address}sparql/form
  3. Hämta nämnderna som tabell (the boards as a table)
     {address}analyses/boards?format=csv&table=boards
"""
