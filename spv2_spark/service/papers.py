"""The way of one paper through the service, and all that the papers share."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from spv2_spark.config import ServiceSettings, Settings
from spv2_spark.engines.packages import decoder_of, opened, package_files, tagger_of
from spv2_spark.engines.versions import further_version, result_version
from spv2_spark.errors import Failure, Kind
from spv2_spark.nn.device import Device
from spv2_spark.pdf.sandbox import READER
from spv2_spark.service.admission import Admission, Memory
from spv2_spark.service.decoders import Decoders, Decoding, Tagged, further_reader
from spv2_spark.service.formats import Facts
from spv2_spark.service.metrics import Metrics
from spv2_spark.service.readers import Readers
from spv2_spark.service.shared_tagger import SharedTagger

STAGE = "service"
_MEGABYTE = 1_000_000

T = TypeVar("T")


class PaperService:
    """Reads, tags and decodes the papers of all clients; no HTTP in it.

    Making one opens the model package (ModelError if it is unusable) and starts the threads;
    the tagger loads beside. `reader` is the sandbox's, another one in tests.
    """

    def __init__(self, settings: Settings, reader: str = READER) -> None:
        model, own = settings.model, settings.service
        files = package_files(model.package, settings.source)
        package = opened(files, model.package)
        decoder = decoder_of(files, settings.decode)
        device = Device(model.threads, None, model.gpu_memory_mb, model.precision)
        further = further_reader(settings) if settings.fields.further else None
        limit_s = settings.process.paper_limit_s
        decoding = Decoding(decoder, package.known_words, limit_s, further)
        self.settings = settings
        self.version = result_version(
            model.version or package.manifest.version,
            settings.pdf,
            decoder,
            further_version(settings),
        )
        self.metrics = Metrics()
        self.admission = Admission(own.queue_papers)
        self.memory = Memory(own.queue_mb * _MEGABYTE)
        self.readers = Readers(settings.pdf, own.readers or _cores(), reader)
        self.loaders = ThreadPoolExecutor(own.batch_width, thread_name_prefix="loader")
        self._decoders = Decoders(decoding, own.decoders or max(1, _cores() // 2))
        self.tagger = SharedTagger(
            lambda: tagger_of(package, model, device),
            own.window_ms / 1000,
            own.chunk_tokens,
            self.metrics,
        )
        self._starting = [*self.readers.started, *self._decoders.started]
        self._add_gauges()

    @property
    def is_ready(self) -> bool:
        """Whether everything has started; papers that come earlier wait for it."""
        started = self.tagger.loaded.is_set() and all(one.done() for one in self._starting)
        return started and self.error is None

    @property
    def error(self) -> Exception | None:
        """What could not be started, or None."""
        return self.tagger.error or self.readers.error or self._decoders.error

    @property
    def own(self) -> ServiceSettings:
        """The settings of the service itself."""
        return self.settings.service

    def wait_until_ready(self) -> None:
        """Wait until everything has started; raises what could not be."""
        self.tagger.loaded.wait()
        for one in self._starting:
            one.result()
        if self.error is not None:
            raise self.error

    def close(self) -> None:
        """End threads and processes."""
        self.loaders.shutdown(cancel_futures=True)
        self.readers.close()
        self.tagger.close()
        self._decoders.close()

    async def parsed(
        self, data: bytes, name: str, *, paper_id: str = "", wanted: str = "json"
    ) -> bytes | Failure:
        """Return a PDF's answer in the format `wanted`, or why there is none.

        It ends within `service.time_limit_s`: what takes longer is a failure of kind TIMEOUT,
        and no stage begins to work on it any more.
        """
        work = self._parsed(data, Facts(name, "", paper_id, self.version), wanted)
        limit_s = self.own.time_limit_s
        try:
            answer = await asyncio.wait_for(work, limit_s)
        except asyncio.TimeoutError:
            answer = Failure(STAGE, Kind.TIMEOUT, f"longer than {limit_s:g} s")
        self.count(answer)
        return answer

    def count(self, answer: bytes | Failure) -> None:
        """Count a paper by how it ended."""
        self.admission.ended()
        self.metrics.papers.add(answer.kind.value if isinstance(answer, Failure) else "done")

    async def _parsed(self, data: bytes, facts: Facts, wanted: str) -> bytes | Failure:
        document = await self._timed("read", asyncio.wrap_future(self.readers.read(data)))
        if isinstance(document, Failure):
            return document
        del data  # large, and of no more use
        tags = await self._timed("tag", asyncio.wrap_future(self.tagger.tag(document)))
        if isinstance(tags, Failure):
            return tags
        tagged = Tagged(document, tags, facts._replace(sha1=document.sha1), wanted)
        return await self._timed("decode", asyncio.wrap_future(self._decoders.decode(tagged)))

    async def _timed(self, stage: str, work: Awaitable[T]) -> T:
        started = time.monotonic()
        try:
            return await work
        finally:
            self.metrics.seconds.observe(time.monotonic() - started, stage)

    def _add_gauges(self) -> None:
        add = self.metrics.add_gauge
        add("spv2_papers_in_progress", "Places taken.", lambda: self.admission.taken)
        add("spv2_documents_waiting", "Read, and not yet tagged.", lambda: self.tagger.waiting)
        add("spv2_held_bytes", "Of PDFs in memory.", lambda: self.memory.held)
        add("spv2_ready", "1 if everything has started.", lambda: self.is_ready)


def _cores() -> int:
    """Return the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
