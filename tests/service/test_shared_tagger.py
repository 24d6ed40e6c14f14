"""Documents that come within a window are tagged together, up to a number of tokens."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future

import pytest

from spv2_spark.domain.page import Document
from spv2_spark.domain.tagging import PageTags
from spv2_spark.errors import Failure, Kind
from spv2_spark.service.metrics import Metrics
from spv2_spark.service.shared_tagger import SharedTagger
from tests.fakes import FakeTagger, document_of

TOKENS = 10  # of a document of the fakes' with two pages


class Slow(FakeTagger):
    """Notes which documents were tagged together, and waits for leave to go on."""

    def __init__(self) -> None:
        self.batches: list[int] = []
        self.go = threading.Semaphore(0)

    def tag(self, documents: Sequence[Document]) -> list[tuple[PageTags, ...]]:
        self.batches.append(len(documents))
        self.go.acquire()
        return super().tag(documents)


Shared = Callable[..., SharedTagger]


@pytest.fixture
def shared() -> Iterator[Shared]:
    made: list[SharedTagger] = []

    def make(tagger: FakeTagger, window_s: float = 0.0, chunk_tokens: int = 1000) -> SharedTagger:
        made.append(SharedTagger(lambda: tagger, window_s, chunk_tokens, Metrics()))
        return made[-1]

    yield make
    for one in made:
        one.close()


def ended(all_of: list[Future[tuple[PageTags, ...] | Failure]]) -> list[str]:
    told = [one.result(30) for one in all_of]
    return [one.kind.value if isinstance(one, Failure) else "tagged" for one in told]


def test_what_comes_within_the_window_is_one_batch(shared: Shared) -> None:
    tagger = Slow()
    tagger.go.release(10)
    line = shared(tagger, window_s=3600.0, chunk_tokens=4 * TOKENS)
    assert ended([line.tag(document_of(str(at))) for at in range(4)]) == ["tagged"] * 4
    assert tagger.batches == [4]


def test_a_batch_has_at_most_its_tokens_or_one_document(shared: Shared) -> None:
    tagger = Slow()
    line = shared(tagger, chunk_tokens=2 * TOKENS)
    first = line.tag(document_of("first"))
    while not tagger.batches:  # what comes now waits for the next ones
        pass
    rest = [line.tag(document_of(str(at), pages)) for at, pages in enumerate([2, 2, 8, 2])]
    tagger.go.release(10)
    assert ended([first, *rest]) == ["tagged"] * 5
    assert tagger.batches == [1, 2, 1, 1]


def test_a_document_whose_client_has_gone_is_passed_over(shared: Shared) -> None:
    tagger = Slow()
    line = shared(tagger)
    first = line.tag(document_of("first"))
    while not tagger.batches:
        pass
    gone, last = line.tag(document_of("gone")), line.tag(document_of("last"))
    assert gone.cancel()
    tagger.go.release(10)
    assert ended([first, last]) == ["tagged"] * 2
    assert tagger.batches == [1, 1]


def test_a_document_that_fails_costs_no_other(shared: Shared) -> None:
    line = shared(FakeTagger(), window_s=3600.0, chunk_tokens=3 * TOKENS)
    names = ("one", "poison", "two")
    assert ended([line.tag(document_of(name)) for name in names]) == ["tagged", "model", "tagged"]


def test_a_tagger_that_cannot_be_loaded_is_every_papers_failure() -> None:
    def load() -> FakeTagger:
        raise ValueError("no such weights")

    line = SharedTagger(load, 0.0, 1000, Metrics())
    failure = line.tag(document_of("one")).result(30)
    assert isinstance(failure, Failure)
    assert (failure.kind, "no such weights" in failure.message) == (Kind.MODEL, True)
    assert (line.is_ready, str(line.error)) == (False, "no such weights")
    line.close()


def test_closing_gives_up_what_waits(shared: Shared) -> None:
    tagger = Slow()
    line = shared(tagger)
    first = line.tag(document_of("first"))
    while not tagger.batches:
        pass
    waiting = line.tag(document_of("waiting"))
    closing = threading.Thread(target=line.close)
    closing.start()
    tagger.go.release(10)
    closing.join(30)
    assert ended([first]) == ["tagged"]
    assert waiting.cancelled()
