"""The worker: a fork of the keeper that limits itself, evaluates one query and ends."""

from __future__ import annotations

import ctypes
import errno
import gc
import math
import os
import resource
import signal
import socket
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NoReturn

import pyoxigraph as ox

from styrkedja.graph.exports import serialize
from styrkedja.graph.rdf.store import Store

from ..negotiation import RDF_FORMATS, RESULT_FORMATS
from .question import Outcome, Question, Verdict, frame, read_frame

__all__ = ["CRASHED", "OUT_OF_MEMORY", "WELL", "Limits", "work"]

WELL = 0
CRASHED = 1
OUT_OF_MEMORY = 12
_PR_SET_PDEATHSIG = 1
_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may use.

    Args:
        seconds: How long it may take.
        memory: How much memory it may take beyond the store's own, in MiB; its answer may be as
            large once more.
    """

    seconds: float
    memory: int


def work(store: Store, connection: socket.socket, answer: int, limits: Limits) -> NoReturn:
    """Answer the question that comes over the connection, and end this process.

    Call it only in a fork. The process ends with `WELL` when the answer file holds a whole
    verdict, and with `OUT_OF_MEMORY`, `CRASHED` or by a signal when it does not.

    Args:
        store: What to ask.
        connection: Where the question comes from.
        answer: The descriptor of the memory file for verdict and body.
        limits: What the query may use.
    """
    code = CRASHED
    try:
        gc.disable()  # a collection would touch, and so copy, every page shared with the keeper
        question = Question.from_json(read_frame(connection.makefile("rb")))
        with os.fdopen(answer, "wb", closefd=False) as target:
            _confine(limits, keep={connection.fileno(), answer})
            code = _answer(store, question, target)
    except MemoryError:
        code = OUT_OF_MEMORY
    finally:
        os._exit(code)


def _confine(limits: Limits, keep: AbstractSet[int]) -> None:
    """Give up what a query does not need: memory, time, files, sockets, its parent's death."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 2)  # what Rust prints when it aborts says nothing that the keeper does not
    for descriptor in [int(entry.name) for entry in Path("/proc/self/fd").iterdir()]:
        if descriptor > 2 and descriptor not in keep:
            _close(descriptor)
    seconds = math.ceil(limits.seconds) + 1
    memory = limits.memory * _MIB
    space = pages * resource.getpagesize() + memory
    for what, limit in (
        (resource.RLIMIT_AS, space),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 0),  # what is open stays; nothing new can be opened or reached
    ):
        hard = resource.getrlimit(what)[1]
        value = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(what, (value, value))


def _close(descriptor: int) -> None:
    try:
        os.close(descriptor)
    except OSError as error:
        if error.errno != errno.EBADF:  # the listing's own descriptor is gone already
            raise


def _answer(store: Store, question: Question, target: BinaryIO) -> int:
    try:
        verdict = _evaluate(store, question, target)
    except SyntaxError as error:
        verdict = Verdict(Outcome.SYNTAX, f"not SPARQL: {error}")
    except OSError as error:
        if error.errno in (errno.EFBIG, errno.ENOMEM):
            return OUT_OF_MEMORY
        verdict = Verdict(Outcome.REFUSED, "the query reaches for something outside this data set")
    if verdict.outcome is not Outcome.ANSWER:
        target.seek(0)
        target.truncate()
        target.write(frame(verdict.to_json()))
        target.flush()
    return WELL


def _evaluate(store: Store, question: Question, target: BinaryIO) -> Verdict:
    """Write verdict and body where there is an answer; return the verdict either way."""
    default, named = question.default_graphs, question.named_graphs
    result = store.oxigraph.query(
        question.query,
        default_graph=None if default is None else [ox.NamedNode(iri) for iri in default],
        named_graphs=None if named is None else [ox.NamedNode(iri) for iri in named],
    )
    is_graph = isinstance(result, ox.QueryTriples)
    form = question.graph if is_graph else question.rows
    if form is None:
        known = RDF_FORMATS if is_graph else RESULT_FORMATS
        types = ", ".join(media_type for value in known.values() for media_type in value.types)
        return Verdict(Outcome.NOT_ACCEPTABLE, f"the answer can be had as {types}", is_graph)
    verdict = Verdict(Outcome.ANSWER, form, is_graph)
    target.write(frame(verdict.to_json()))
    if isinstance(result, ox.QueryTriples):
        serialize(sorted(set(result), key=str), target, RDF_FORMATS[form].rdf)
    else:
        result.serialize(target, RESULT_FORMATS[form].results)
    target.flush()
    return verdict
