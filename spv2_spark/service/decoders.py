"""Tags to the text of an answer, in processes: decoding holds the interpreter's lock."""

from __future__ import annotations

import multiprocessing
import os
import threading
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import wait
from queue import SimpleQueue
from typing import NamedTuple

from spv2_spark.decode.decoder import Decoder
from spv2_spark.domain.page import Document
from spv2_spark.domain.tagging import PageTags
from spv2_spark.errors import Failure, Kind
from spv2_spark.service.formats import FORMATS, Facts
from spv2_spark.stages.time_limit import guarded

STAGE = "decode"


@dataclass(frozen=True, slots=True)
class Decoding:
    """What a process needs once: the decoder, the tagger's words, seconds for a paper."""

    decoder: Decoder
    known_words: frozenset[str]
    limit_s: float


class Tagged(NamedTuple):
    """A paper to be decoded, and the format in which it is wanted."""

    document: Document
    tags: tuple[PageTags, ...]
    facts: Facts
    format: str


class Decoders:
    """Decodes `count` papers at a time, each in a process and within a bound of time.

    The processes start beside whoever makes this. A process has one paper at a time: the one with
    which it dies is its cause, and another process takes its place.
    """

    def __init__(self, decoding: Decoding, count: int) -> None:
        self._decoding = decoding
        # None: a process that did not start, and is tried again by the next paper.
        self._free: SimpleQueue[ProcessPoolExecutor | None] = SimpleQueue()
        self.error: BrokenProcessPool | None = None
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="decoder")
        self.started = [self._threads.submit(self._start) for _ in range(count)]

    def decode(self, paper: Tagged) -> Future[bytes | Failure]:
        """Return the paper in its format, or why it has none, once it is there."""
        return self._threads.submit(self._decode, paper)

    def close(self) -> None:
        """End the processes once what is being decoded has ended; what waits is given up."""
        self._threads.shutdown(cancel_futures=True)
        while not self._free.empty():
            if process := self._free.get():
                process.shutdown()

    def _start(self) -> None:
        self._free.put(self._begun())

    def _begun(self) -> ProcessPoolExecutor | None:
        """Return a process that has begun; None, and why in `error`, if it did not."""
        process = ProcessPoolExecutor(
            1,
            # No fork: the threads of TensorFlow would not survive it.
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_begin,
            initargs=(self._decoding,),
        )
        try:
            process.submit(_nothing).result()
        except BrokenProcessPool as error:
            self.error = error
            return None
        self.error = None
        return process

    def _decode(self, paper: Tagged) -> bytes | Failure:
        process = self._free.get()
        try:
            process = process or self._begun()
            if process is None:
                return Failure(
                    STAGE, Kind.CRASH, f"the decoder's process does not start: {self.error}"
                )
            return process.submit(_decoded, paper).result()
        except BrokenProcessPool:
            process = None
            return Failure(STAGE, Kind.CRASH, "the decoder's process died")
        finally:
            self._free.put(process)


_KEPT: list[Decoding] = []  # in a process of the pool: what it decodes with


def _begin(decoding: Decoding) -> None:
    """Keep what a process needs, and have it end when the server does."""
    _KEPT[:] = [decoding]
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(0)


def _nothing() -> None:
    """Show that the process has begun."""


def _decoded(paper: Tagged) -> bytes | Failure:
    (decoding,) = _KEPT
    decode = decoding.decoder.metadata_of
    work = partial(decode, paper.document, paper.tags, decoding.known_words)
    metadata = guarded(STAGE, work, decoding.limit_s)
    if isinstance(metadata, Failure):
        return metadata
    return FORMATS[paper.format].write(metadata, paper.facts)
