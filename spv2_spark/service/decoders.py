"""Tags to the text of an answer, in processes: decoding holds the interpreter's lock."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache, partial
from multiprocessing.connection import wait
from queue import SimpleQueue
from typing import NamedTuple

from spv2_spark.config import Settings
from spv2_spark.decode.decoder import Decoder
from spv2_spark.domain.metadata import Metadata
from spv2_spark.domain.page import Document
from spv2_spark.domain.tagging import PageTags
from spv2_spark.engines.strings import taggers_of, versions_of
from spv2_spark.errors import Failure, Kind
from spv2_spark.further.models import NAMES
from spv2_spark.further.reader import FurtherReader
from spv2_spark.nn.device import Device
from spv2_spark.service.formats import FORMATS, Facts
from spv2_spark.stages.time_limit import guarded
from spv2_spark.strings.tagging import StringTagger

STAGE = "decode"


@dataclass(frozen=True, slots=True)
class Decoding:
    """What a process needs once: the decoder, the tagger's words, seconds for a paper.

    `further` reads the further fields; None: SPv2's alone.
    """

    decoder: Decoder
    known_words: frozenset[str]
    limit_s: float
    further: FurtherReader | None = None

    def metadata_of(self, document: Document, tags: Sequence[PageTags]) -> Metadata:
        """Return all that is read of a paper."""
        if self.further is None:
            return self.decoder.metadata_of(document, tags, self.known_words)
        (metadata,) = self.further([self.decoder.decoded(document, tags, self.known_words)])
        return metadata


@lru_cache(maxsize=1)
def _taggers(settings: Settings, versions: tuple[str, ...]) -> tuple[StringTagger, ...]:
    """Return the models of strings in this process, on its CPU."""
    return taggers_of(settings, NAMES, versions, Device(threads=1, gpus=()))


def further_reader(settings: Settings) -> FurtherReader:
    """Return what reads further fields in the decoders' processes; ModelError for no package."""
    return FurtherReader(partial(_taggers, settings, versions_of(settings, NAMES)))


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
    work = partial(decoding.metadata_of, paper.document, paper.tags)
    metadata = guarded(STAGE, work, decoding.limit_s)
    if isinstance(metadata, Failure):
        return metadata
    return FORMATS[paper.format].write(metadata, paper.facts)
