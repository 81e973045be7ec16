"""Speed, side by side with named peers in one interleaved run: medians and ratios.

    python -m benchmarks.speed [DOCUMENT]

DOCUMENT is a follow-up in assignment cards; without it the real one of Lund where it is present,
else a bundled example. Nothing here is a test: figures depend on the machine, ratios less so.
"""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pyoxigraph as ox
import rdflib
from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from benchmarks.peers import interleaved, show
from styrkedja.api import create_app
from styrkedja.graph import Archive, build_graph, ingest_file
from styrkedja.graph.formats import read_text
from styrkedja.graph.profiles import fold
from styrkedja.graph.reading import read_document
from styrkedja.settings import DEFAULT_BASE, Settings

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 21


def reading(document: Path) -> None:
    """Reading the document to quads, against rdflib parsing the same graph from Turtle."""
    content = document.read_bytes()

    def read() -> list[ox.Quad]:
        fold.cache_clear()  # every round reads as if it were the first document
        return build_graph(read_document(read_text(content)), original=content)

    triples = [quad.triple for quad in read()]
    turtle = (ox.serialize(triples, format=ox.RdfFormat.TURTLE) or b"").decode()

    def parse() -> rdflib.Graph:
        return rdflib.Graph().parse(data=turtle, format="turtle")

    ours, theirs = interleaved(ROUNDS, read, parse)
    show(f"read {document.name[:12]}… ({len(triples)} triples)", ours, "rdflib parses the Turtle",
         theirs, "ratio ≤ 1")  # fmt: skip


def front_page(document: Path) -> None:
    """The front page in process, warm, against an empty FastAPI page."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive.open_or_create(Path(folder) / "store", DEFAULT_BASE)
        with archive.writing() as writer:
            ingest_file(document, archive, writer)
        empty = FastAPI()

        @empty.get("/", response_class=HTMLResponse)
        def _page() -> str:
            return "<p>"

        app = create_app(Settings(store=archive.path))
        asyncio.run(_front_page(app, empty))


async def _front_page(app: FastAPI, empty: FastAPI) -> None:
    def client(application: FastAPI) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(application)
        return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1")

    times: tuple[list[float], list[float]] = ([], [])
    async with app.router.lifespan_context(app), client(app) as ours, client(empty) as theirs:
        for _ in range(ROUNDS + 1):
            for peer, taken in zip((ours, theirs), times, strict=True):
                start = time.perf_counter()
                (await peer.get("/")).raise_for_status()
                taken.append(time.perf_counter() - start)
    show("front page, warm", statistics.median(times[0][1:]), "an empty FastAPI page",
         statistics.median(times[1][1:]), "≤ 50 ms")  # fmt: skip


def command_line() -> None:
    """`styrkedja --help` against Python importing typer."""
    script = Path(sys.executable).with_name("styrkedja")

    def run(*command: str) -> Callable[[], object]:
        return lambda: subprocess.run(command, check=True, capture_output=True)

    ours, theirs = interleaved(
        7, run(str(script), "--help"), run(sys.executable, "-c", "import typer")
    )
    show("styrkedja --help", ours, 'python -c "import typer"', theirs, "ratio ≤ 3")


def main() -> None:
    """Run all comparisons."""
    real = sorted((ROOT.parent / "shared" / "seeds").glob("000_*.txt"))
    bundled = sorted((ROOT / "graph" / "examples").glob("*.txt"))
    document = Path(sys.argv[1]) if len(sys.argv) > 1 else (real or bundled)[0]
    reading(document)
    front_page(document)
    command_line()


if __name__ == "__main__":
    main()
