"""Reading documents: speed against rdflib's Turtle parser, time by length, and memory.

    python -m benchmarks.reading [DOCUMENT…]

Without documents the real ones where they are present, else the bundled examples. Nothing here is
a test: figures depend on the machine, ratios less so.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyoxigraph as ox
import rdflib

from benchmarks.peers import interleaved, show
from styrkedja.graph import build_graph
from styrkedja.graph.formats import read_text
from styrkedja.graph.profiles import fold
from styrkedja.graph.reading import read_document

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 11
LINES_A_PAGE = 50
PAGES = (30, 100, 300, 1000)


def read(content: bytes) -> list[ox.Quad]:
    """Read a document to quads, without validation, as if it were the first of the process."""
    fold.cache_clear()
    return build_graph(read_document(read_text(content)), original=content)


def against_the_parser(document: Path) -> None:
    """Reading to quads, against rdflib parsing the same graph from Turtle."""
    content = document.read_bytes()
    triples = [quad.triple for quad in read(content)]
    turtle = (ox.serialize(triples, format=ox.RdfFormat.TURTLE) or b"").decode()
    ours, theirs = interleaved(
        ROUNDS,
        lambda: read(content),
        lambda: rdflib.Graph().parse(data=turtle, format="turtle"),
    )
    name = f"{document.stem[:14]}… ({len(triples)} triples)"
    show(name, ours, "rdflib parses the Turtle", theirs, "ratio ≤ 1")


def lengthened(document: Path, pages: int) -> bytes:
    """Return a document's text repeated to some pages; repeated titles count as new things."""
    lines = document.read_text(encoding="utf-8").splitlines()
    wanted = pages * LINES_A_PAGE
    times = max(1, -(-wanted // len(lines)))
    return "\n".join(line for _ in range(times) for line in lines).encode()


def by_length(document: Path) -> None:
    """Time and memory by the document's length; a line an equal time apart means linear."""
    for pages in PAGES:
        content = lengthened(document, pages)
        with tempfile.NamedTemporaryFile(suffix=".txt") as file:
            file.write(content)
            file.flush()
            ran = subprocess.run(
                [sys.executable, "-m", "benchmarks.reading", "--one", file.name],
                check=True,
                capture_output=True,
                text=True,
                cwd=ROOT,
            )
        seconds, megabytes = map(float, ran.stdout.split())
        lines = content.count(b"\n") + 1
        print(
            f"{document.stem[:30]:30} {lines:7} lines {seconds:7.2f} s "
            f"{1e6 * seconds / lines:7.1f} µs a line {megabytes:7.0f} MB  (bound: 300 MB)"
        )


def one(path: str) -> None:
    """Read one document and print seconds and megabytes of this process."""
    content = Path(path).read_bytes()
    start = time.perf_counter()
    read(content)
    seconds = time.perf_counter() - start
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> None:
    """Run all comparisons."""
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2])
        return
    real = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
    bundled = sorted((ROOT / "graph" / "examples").glob("*.txt"))
    documents = [Path(argument) for argument in sys.argv[1:]] or real or bundled
    for document in documents:
        against_the_parser(document)
    for document in bundled:
        by_length(document)


if __name__ == "__main__":
    main()
