"""Queries put straight to the evaluation; those that are ours, past all checks of their text."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import signal
import socket
import threading
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from styrkedja.api.evaluation import Answer, Evaluation, Question
from styrkedja.errors import FormatError, QueryRefusedError, QueryStoppedError, QuerySyntaxError
from styrkedja.graph.archive import Archive
from styrkedja.graph.loading import load_store
from styrkedja.graph.pipeline import ingest_file
from styrkedja.settings import DEFAULT_BASE, Settings

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
HUNGRY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?d ?a"
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
DEEP = "SELECT (" + "(" * 20_000 + "1" + ")" * 20_000 + " AS ?x) {}"
NESTED = "SELECT * " + "{ ?s ?p ?o OPTIONAL " * 2_000 + "{}" + "}" * 2_000

Work = Callable[[Evaluation], Awaitable[None]]


_NUMBERS = itertools.count()


def evaluating(
    archive: Archive,
    work: Work,
    *,
    seconds: float = 20.0,
    memory: int = 256,
    workers: int = 2,
    rows: int = 100_000,
) -> None:
    """Run `work` with an evaluation of the archive, and see that no process is left."""

    async def run() -> None:
        evaluation = Evaluation(
            Settings(
                store=archive.path,
                query_seconds=seconds,
                query_memory=memory,
                query_workers=workers,
                query_rows=rows,
            )
        )
        async with evaluation.running():
            await asyncio.sleep(0)  # lets the keeper be started
            while evaluation.keeper is None:
                await asyncio.sleep(0.01)
            keeper = evaluation.keeper
            await work(evaluation)
        assert not Path(f"/proc/{keeper}").exists()

    asyncio.run(run())


def number(answer: Answer) -> int:
    return int(json.loads(answer.read())["results"]["bindings"][0]["n"]["value"])


async def stopped(evaluation: Evaluation, query: str) -> str:
    with pytest.raises(QueryStoppedError) as caught:
        await evaluation.ask(Question(query, foreign=False))
    return caught.value.reason


def own(query: str) -> Question:
    """Return a question as if the query had slipped through the checks."""
    return Question(query, foreign=False)


def children(process: int) -> list[str]:
    return Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()


def descriptors(process: str) -> int:
    return len(list(Path(f"/proc/{process}/fd").iterdir()))


def fresh(query: str) -> Question:
    """Return a question that nobody has asked yet, so that no kept answer is given to it."""
    return Question(f"{query} # {next(_NUMBERS)}")


def test_an_answer_is_that_of_the_store(example_archive: Archive) -> None:
    async def work(evaluation: Evaluation) -> None:
        row = load_store(example_archive).select(COUNT).rows[0][0]
        assert row is not None
        assert number(await evaluation.ask(fresh(COUNT))) == int(row.value)

    evaluating(example_archive, work)


def test_graphs_come_sorted_and_in_the_form_asked_for(example_archive: Archive) -> None:
    async def work(evaluation: Evaluation) -> None:
        query = "CONSTRUCT { ?s a ?class } WHERE { ?s a ?class } LIMIT 20"
        answer = await evaluation.ask(Question(query, graph="nt"))
        assert answer.graph
        assert answer.form == "nt"
        body = answer.read()
        assert len(body) == answer.size
        assert len(set(body.splitlines())) == 20

    evaluating(example_archive, work)


def test_the_graphs_of_the_protocol_are_the_data_set(example_archive: Archive) -> None:
    async def work(evaluation: Evaluation) -> None:
        register = DEFAULT_BASE + "bjorkvalla/register"
        asked = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
        default = number(await evaluation.ask(Question(COUNT, "json", "ttl", (register,), ())))
        named = number(await evaluation.ask(Question(asked, "json", "ttl", (), (register,))))
        nothing = number(await evaluation.ask(Question(COUNT, "json", "ttl", (), (register,))))
        assert default == named > 0
        assert nothing == 0

    evaluating(example_archive, work)


def test_faults_of_a_query_are_told_as_what_they_are(example_archive: Archive) -> None:
    async def work(evaluation: Evaluation) -> None:
        with pytest.raises(QuerySyntaxError, match="line 1, column 19"):
            await evaluation.ask(Question("SELECT * { ?s ?p }"))
        with pytest.raises(FormatError, match="text/turtle"):
            await evaluation.ask(Question("CONSTRUCT WHERE { ?s ?p ?o }", "json", None))
        with pytest.raises(FormatError, match="text/csv"):
            await evaluation.ask(Question("ASK {}", None, "ttl"))

    evaluating(example_archive, work)


@pytest.mark.parametrize("query", [DEEP, NESTED])
def test_a_query_that_kills_its_worker_harms_nothing_else(
    example_archive: Archive, query: str
) -> None:
    async def work(evaluation: Evaluation) -> None:
        keeper = evaluation.keeper
        assert await stopped(evaluation, query) in ("crash", "memory", "time")
        assert number(await evaluation.ask(fresh(COUNT))) > 0
        assert evaluation.keeper == keeper

    evaluating(example_archive, work, seconds=5)


@pytest.mark.alone
def test_a_query_without_end_is_stopped_in_time(example_archive: Archive) -> None:
    async def work(evaluation: Evaluation) -> None:
        (await evaluation.ask(fresh(COUNT))).read()  # the store is loaded
        start = time.monotonic()
        assert await stopped(evaluation, ENDLESS) == "time"
        assert 1.0 <= time.monotonic() - start < 4.0
        assert number(await evaluation.ask(fresh(COUNT))) > 0

    evaluating(example_archive, work, seconds=1.0)


@pytest.mark.parametrize("query", [HUNGRY, LARGE])
def test_a_query_that_takes_too_much_memory_is_stopped(
    example_archive: Archive, query: str
) -> None:
    async def work(evaluation: Evaluation) -> None:
        assert await stopped(evaluation, query) == "memory"
        assert number(await evaluation.ask(fresh(COUNT))) > 0

    evaluating(example_archive, work, memory=64)


def test_no_worker_reaches_the_network(example_archive: Archive) -> None:
    heard: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.settimeout(0.2)
        port = canary.getsockname()[1]
        closing = threading.Event()

        def listen() -> None:
            while not closing.is_set():
                try:
                    connection, _ = canary.accept()
                except TimeoutError:
                    continue
                heard.append(connection)
                connection.close()

        listener = threading.Thread(target=listen)
        listener.start()

        async def work(evaluation: Evaluation) -> None:
            for host in ("127.0.0.1", "localhost"):
                where = f"<http://{host}:{port}/>"
                with pytest.raises(QueryRefusedError, match="outside"):
                    await evaluation.ask(own(f"ASK {{ SERVICE {where} {{ ?s ?p ?o }} }}"))
                silent = f"ASK {{ SERVICE SILENT {where} {{ ?s ?p ?o }} }}"
                assert b"true" in (await evaluation.ask(own(silent))).read()
                with pytest.raises(QuerySyntaxError):
                    await evaluation.ask(own(f"LOAD {where}"))

        try:
            evaluating(example_archive, work)
            with socket.create_connection(("127.0.0.1", port)):
                time.sleep(0.3)  # the canary does hear
        finally:
            closing.set()
            listener.join()
    assert len(heard) == 1


def test_more_queries_than_workers_wait_for_their_turn(example_archive: Archive) -> None:
    async def work(evaluation: Evaluation) -> None:
        answers = await asyncio.gather(*(evaluation.ask(fresh(COUNT)) for _ in range(12)))
        assert len({number(answer) for answer in answers}) == 1

    evaluating(example_archive, work)


def test_a_queue_without_end_is_refused(example_archive: Archive) -> None:
    async def work(evaluation: Evaluation) -> None:
        asked = [asyncio.create_task(stopped(evaluation, ENDLESS)) for _ in range(65)]
        await asyncio.sleep(0.1)
        assert await stopped(evaluation, COUNT) == "busy"
        for task in asked:
            task.cancel()
        await asyncio.gather(*asked, return_exceptions=True)
        assert number(await evaluation.ask(fresh(COUNT))) > 0

    evaluating(example_archive, work, workers=1)


def test_a_query_that_nobody_waits_for_is_ended(example_archive: Archive) -> None:
    async def work(evaluation: Evaluation) -> None:
        keeper = evaluation.keeper
        assert keeper is not None
        (await evaluation.ask(fresh(COUNT))).read()  # the store is loaded
        (worker,) = children(keeper)
        task = asyncio.create_task(evaluation.ask(Question(ENDLESS)))
        await asyncio.sleep(0.2)
        assert children(keeper) == [worker]
        task.cancel()
        async with asyncio.timeout(2):
            while worker in children(keeper):
                await asyncio.sleep(0.01)
        assert number(await evaluation.ask(fresh(COUNT))) > 0

    evaluating(example_archive, work, workers=1)


def test_a_keeper_that_dies_is_followed_by_another(example_archive: Archive) -> None:
    async def work(evaluation: Evaluation) -> None:
        first = evaluation.keeper
        assert first is not None
        (await evaluation.ask(fresh(COUNT))).read()
        task = asyncio.create_task(stopped(evaluation, ENDLESS))
        while not children(first):
            await asyncio.sleep(0.01)
        worker = children(first)[0]
        os.kill(first, signal.SIGKILL)
        assert await task == "crash"
        async with asyncio.timeout(20):
            while Path(f"/proc/{worker}").exists():
                await asyncio.sleep(0.01)
            while evaluation.keeper in (None, first):
                await asyncio.sleep(0.01)
        assert number(await evaluation.ask(fresh(COUNT))) > 0

    evaluating(example_archive, work)


def test_workers_stay_for_the_next_question(example_archive: Archive) -> None:
    async def work(evaluation: Evaluation) -> None:
        assert evaluation.keeper is not None
        await evaluation.ask(fresh(COUNT))
        before = children(evaluation.keeper)
        for _ in range(50):
            await evaluation.ask(fresh(COUNT))
        assert children(evaluation.keeper) == before
        assert len(before) == 2

    evaluating(example_archive, work)


def test_a_worker_ends_after_so_many_questions_and_leaves_nothing_open(
    example_archive: Archive,
) -> None:
    async def work(evaluation: Evaluation) -> None:
        assert evaluation.keeper is not None
        await evaluation.ask(fresh("ASK {}"))
        workers = set(children(evaluation.keeper))
        opened = {process: descriptors(process) for process in ("self", str(evaluation.keeper))}
        for _ in range(1_100):
            assert b"true" in (await evaluation.ask(fresh("ASK {}"))).read()
        assert set(children(evaluation.keeper)) != workers
        for process, before in opened.items():
            assert descriptors(process) <= before + 1

    evaluating(example_archive, work, workers=1)


def test_no_two_workers_give_the_same_random_numbers(example_archive: Archive) -> None:
    async def work(evaluation: Evaluation) -> None:
        query = "SELECT (UUID() AS ?id) (RAND() AS ?number) {}"
        answers = await asyncio.gather(*(evaluation.ask(Question(query, "csv")) for _ in range(20)))
        assert len({answer.read() for answer in answers}) == 20

    evaluating(example_archive, work, workers=4)


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_an_answer_with_too_many_rows_is_cut_and_says_so(
    example_archive: Archive, form: str
) -> None:
    query = "SELECT ?s {{ ?s ?p ?o }} LIMIT {}"

    async def work(evaluation: Evaluation) -> None:
        whole = await evaluation.ask(Question(query.format(10), form))
        cut = await evaluation.ask(Question(query.format(11), form))
        without_limit = await evaluation.ask(Question("SELECT ?s { ?s ?p ?o }", form))
        assert (whole.cut, cut.cut, without_limit.cut) == (None, 10, 10)
        assert whole.read() == cut.read() == without_limit.read()

    evaluating(example_archive, work, rows=10)


def test_a_graph_with_too_many_triples_is_cut_and_says_so(example_archive: Archive) -> None:
    query = "CONSTRUCT {{ ?s a ?o . ?s a ?o }} WHERE {{ SELECT ?s ?o {{ ?s a ?o }} LIMIT {} }}"

    async def work(evaluation: Evaluation) -> None:
        whole = await evaluation.ask(Question(query.format(10), graph="nt"))
        cut = await evaluation.ask(Question(query.format(11), graph="nt"))
        assert (whole.cut, cut.cut) == (None, 10)
        assert len(whole.read().splitlines()) == len(cut.read().splitlines()) == 10

    evaluating(example_archive, work, rows=10)


def test_a_large_answer_is_whole(example_archive: Archive) -> None:
    query = "SELECT * { ?a a ?b . ?c a ?d } LIMIT 60000"

    async def work(evaluation: Evaluation) -> None:
        answers = [await evaluation.ask(Question(query, "tsv")) for _ in range(3)]
        bodies = [answer.read() for answer in answers]
        assert len(bodies[0]) > 4 << 20
        assert [len(body) for body in bodies] == [answer.size for answer in answers]
        assert len(set(bodies)) == 1
        assert bodies[0].count(b"\n") == 60_001

    evaluating(example_archive, work)


def test_small_queries_of_the_same_client_are_answered_among_endless_ones(
    example_archive: Archive,
) -> None:
    async def work(evaluation: Evaluation) -> None:
        await evaluation.ask(fresh(COUNT))
        endless = [asyncio.create_task(stopped(evaluation, ENDLESS)) for _ in range(20)]
        await asyncio.sleep(0.1)
        for _ in range(5):
            assert number(await evaluation.ask(fresh(COUNT))) > 0
        assert set(await asyncio.gather(*endless)) <= {"busy", "time"}

    evaluating(example_archive, work, seconds=4.0)


def test_a_long_query_goes_on_while_others_are_answered(example_archive: Archive) -> None:
    async def work(evaluation: Evaluation) -> None:
        assert evaluation.keeper is not None
        await evaluation.ask(fresh(COUNT))
        long = asyncio.create_task(stopped(evaluation, ENDLESS))
        await asyncio.sleep(1.0)
        assert len(children(evaluation.keeper)) == 2
        for _ in range(20):
            assert number(await evaluation.ask(fresh(COUNT))) > 0
        assert await long == "time"

    evaluating(example_archive, work, seconds=3.0, workers=1)


def test_a_question_asked_again_is_answered_without_a_worker(example_archive: Archive) -> None:
    async def work(evaluation: Evaluation) -> None:
        assert evaluation.keeper is not None
        question = fresh(COUNT)
        first = (await evaluation.ask(question)).read()
        long = asyncio.create_task(stopped(evaluation, ENDLESS))
        await asyncio.sleep(0.1)  # the one worker is busy
        async with asyncio.timeout(0.3):
            assert (await evaluation.ask(question)).read() == first
        long.cancel()
        await asyncio.gather(long, return_exceptions=True)

    evaluating(example_archive, work, seconds=30.0, workers=1)


def test_a_cut_answer_that_is_kept_says_so_again(example_archive: Archive) -> None:
    async def work(evaluation: Evaluation) -> None:
        question = Question("SELECT * { ?s ?p ?o }", rows="csv")
        answers = [await evaluation.ask(question) for _ in range(2)]
        assert [answer.cut for answer in answers] == [10, 10]
        bodies = [answer.read() for answer in answers]
        assert bodies[0] == bodies[1]
        assert bodies[0].count(b"\n") == 11

    evaluating(example_archive, work, rows=10)


def test_a_new_commit_is_seen_by_the_next_query(tmp_path: Path, example_files: list[Path]) -> None:
    archive = Archive.open_or_create(tmp_path / "store", DEFAULT_BASE)
    query = (
        "PREFIX sk: <https://w3id.org/styrkedja/ns#> "
        "SELECT (COUNT(*) AS ?n) { ?document a sk:FollowUpReport }"
    )

    async def work(evaluation: Evaluation) -> None:
        for count, file in enumerate(example_files):
            assert number(await evaluation.ask(Question(query))) == count
            with archive.writing() as writer:
                ingest_file(file, archive, writer)
        assert number(await evaluation.ask(Question(query))) == len(example_files)

    evaluating(archive, work)
