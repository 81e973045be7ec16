"""Reading PDFs: cost beside the library's own word extraction, gain of a second worker, memory.

    python -m benchmarks.formats [DOCUMENTS]

Files are made of the bundled examples; nothing here is a test. Figures depend on the machine,
ratios less so.
"""

from __future__ import annotations

import io
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

import pdfplumber

from benchmarks.peers import interleaved, show
from styrkedja.graph.archive import Archive
from styrkedja.graph.formats import read_rendition
from styrkedja.graph.intake import Intake
from styrkedja.graph.readers import Readers
from styrkedja.settings import DEFAULT_BASE
from tests.file_making import blocks_of, pdf_of
from tests.graph.formats.test_pdf import table

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
DOCUMENTS = 200
TURNS = 2


def extracted(content: bytes) -> int:
    """Return how many words the library itself finds in a PDF, page after page."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        found = 0
        for page in pdf.pages:
            found += len(page.extract_words())
            page.close()
        return found


def against_the_library() -> None:
    """Our text rendition against the library's words alone, by processor time."""
    made = {
        path.stem.removeprefix("bjorkvalla-"): pdf_of(blocks_of(path.read_text(encoding="utf-8")))
        for path in sorted((ROOT / "graph" / "examples").glob("*.txt"))
    }
    made["ruled table of 80 rows"] = pdf_of(table(80), [80, 120, 80, 60, 60, 120])
    for name, content in made.items():
        ours, theirs = interleaved(
            ROUNDS,
            lambda content=content: read_rendition(content, path=Path("a.pdf")),
            lambda content=content: extracted(content),
            clock=time.process_time,
        )
        show(name, ours, "pdfplumber extracts the words", theirs, "≤ 1.5")


def made_folder(folder: Path, count: int) -> list[Path]:
    """Write so many PDFs of the cards and tables examples, each of a year of its own."""
    texts = [
        (ROOT / "graph" / "examples" / f"bjorkvalla-{name}.txt").read_text(encoding="utf-8")
        for name in ("kultur-aktiviteter-2024", "mal-och-budget-2023-2025")
    ]
    paths = []
    for number in range(count):
        first, _, rest = texts[number % len(texts)].strip().partition("\n")
        path = folder / f"{number:03}.pdf"
        path.write_bytes(pdf_of(blocks_of(f"{first.strip()}, del {number + 1}\n{rest}")))
        paths.append(path)
    return paths


def ingested(files: list[Path], workers: int) -> float:
    """Return how many seconds it takes to read files into an empty archive."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive.open_or_create(Path(folder) / "store", DEFAULT_BASE)
        start = time.perf_counter()
        with archive.writing() as writer, Readers.open(workers) as readers:
            done = list(Intake(archive, writer, readers).files(files))
        seconds = time.perf_counter() - start
        refused = [result for _, result in done if isinstance(result, Exception)]
        if refused:
            raise refused[0]
        return seconds


def processor_seconds(who: int) -> float:
    """Return the processor time of this process, or of those it has started."""
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def by_workers(count: int) -> None:
    """One worker against two, in turn; and what two cores of one's own would give at best.

    The processor time of this process, which takes readings in one after the other, is what more
    workers do not shorten. It tells the gain also where others use the machine.
    """
    own_before = processor_seconds(resource.RUSAGE_SELF)
    with tempfile.TemporaryDirectory() as folder:
        files = made_folder(Path(folder), count)
        made = processor_seconds(resource.RUSAGE_SELF) - own_before
        times: dict[int, list[float]] = {1: [], 2: []}
        for _ in range(TURNS):
            for workers, taken in times.items():
                taken.append(ingested(files, workers))
        own = processor_seconds(resource.RUSAGE_SELF) - own_before - made
        readers = processor_seconds(resource.RUSAGE_CHILDREN)
    one, two = (statistics.median(times[workers]) for workers in (1, 2))
    print(
        f"{count} PDFs: one worker {one:.1f} s, two {two:.1f} s, "
        f"gain {one / two:.2f} (bound: ≥ 1.7)"
    )
    print(
        f"processor time: this process {own:.1f} s, readers {readers:.1f} s; "
        f"two free cores would gain at best {2 * readers / (readers + own):.2f}"
    )
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"memory: this process {own:.0f} MB, the largest other {children:.0f} MB (bound: 400 MB)")


def main() -> None:
    """Run all comparisons."""
    against_the_library()
    by_workers(int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS)


if __name__ == "__main__":
    main()
