"""A real server over the bundled documents, and one that a test can have to itself."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeAlias

import httpx
import pytest
import uvicorn

from styrkedja.api import create_app
from styrkedja.api.server import server_config
from styrkedja.cli.serve import listen
from styrkedja.graph.archive import Archive
from styrkedja.graph.pipeline import ingest_file
from styrkedja.settings import DEFAULT_BASE, Settings

Serve: TypeAlias = "Callable[[Settings], httpx.Client]"


@contextmanager
def served(settings: Settings) -> Iterator[httpx.Client]:
    """Give a client of a server that runs in a thread while the block lasts."""
    with listen("127.0.0.1", 0) as listener:
        server = uvicorn.Server(server_config(create_app(settings), settings, log_level="critical"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        port = listener.getsockname()[1]
        try:
            while not server.started:
                assert thread.is_alive(), "the server did not start"
                time.sleep(0.01)
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="session")
def service(example_archive: Archive) -> Iterator[httpx.Client]:
    """A client of the service over the bundled documents, with tight limits on queries."""
    settings = Settings(store=example_archive.path, query_seconds=2.0, query_memory=128)
    with served(settings) as client:
        yield client


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start a server with settings of one's own, for the length of a test."""
    with ExitStack() as stack:
        yield lambda settings: stack.enter_context(served(settings))


@pytest.fixture(scope="session")
def layouts(layouts_archive: Archive) -> Iterator[httpx.Client]:
    """A client of the service over the bundled documents of all layouts."""
    with served(Settings(store=layouts_archive.path)) as client:
        yield client


@pytest.fixture(scope="session")
def two_archive(tmp_path_factory: pytest.TempPathFactory, example_files: list[Path]) -> Archive:
    """The bundled documents, and the older one again as that of another municipality."""
    folder = tmp_path_factory.mktemp("two")
    other = folder / "granvik-sarskilda-uppdrag-2023.txt"
    text = example_files[0].read_text(encoding="utf-8")
    other.write_text(text.replace("Björkvalla", "Granvik"), encoding="utf-8")
    archive = Archive.open_or_create(folder / "archive", DEFAULT_BASE)
    with archive.writing() as writer:
        for file in (*example_files, other):
            ingest_file(file, archive, writer)
    return archive


@pytest.fixture(scope="session")
def two(two_archive: Archive) -> Iterator[httpx.Client]:
    """A browser's client of the service over the documents of two municipalities."""
    with served(Settings(store=two_archive.path)) as client:
        client.headers.update({"accept": "text/html"})
        yield client


@pytest.fixture(scope="session")
def real(real_archive: Archive) -> Iterator[httpx.Client]:
    """A client of the service over the real documents, where they are present."""
    with served(Settings(store=real_archive.path)) as client:
        yield client
