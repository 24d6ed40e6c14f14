from __future__ import annotations

import dataclasses
import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from spv2_spark.config import SourceSettings
from spv2_spark.domain.paper import Paper
from spv2_spark.errors import Failure
from spv2_spark.sources import prefetched
from spv2_spark.sources.prefetching import Room
from tests.sources.conftest import BUCKET, Faults

LOCAL = SourceSettings(prefetch_threads=3, attempts=1)


def files(folder: Path, sizes: list[int]) -> list[Paper]:
    papers = []
    for number, size in enumerate(sizes):
        path = folder / f"{number}.pdf"
        path.write_bytes(bytes([number % 256]) * size)
        papers.append(Paper(str(number), str(path), path.name))
    return papers


def test_order_and_failures_are_kept(tmp_path: Path) -> None:
    papers = files(tmp_path, [5, 1, 3, 50])
    papers.insert(2, Paper("gone", str(tmp_path / "gone.pdf"), "gone.pdf"))
    found = list(prefetched(papers, LOCAL, max_bytes=10))
    assert [paper for paper, _ in found] == papers
    kinds = [one.kind.value if isinstance(one, Failure) else len(one) for _, one in found]
    assert kinds == [5, 1, "not_found", 3, "too_large"]


def test_nothing_in_nothing_out() -> None:
    assert list(prefetched([], LOCAL, 10)) == []


def test_the_listing_is_read_only_as_far_as_needed(tmp_path: Path) -> None:
    taken: list[int] = []

    def listing() -> Iterator[Paper]:
        for number, paper in enumerate(files(tmp_path, [1] * 100)):
            taken.append(number)
            yield paper

    results = prefetched(listing(), LOCAL, 10)
    next(results)
    assert len(taken) == 6
    next(results)
    assert len(taken) == 7
    results.close()


def test_latency_is_hidden(bucket: Any, settings: SourceSettings, faults: Faults) -> None:
    papers = [Paper(str(n), f"s3://{BUCKET}/{n}.pdf", "") for n in range(24)]
    for paper in papers:
        bucket.put_object(Bucket=BUCKET, Key=f"{paper.paper_id}.pdf", Body=paper.paper_id.encode())
    faults.delay_s = 0.25
    started = time.monotonic()
    eight = dataclasses.replace(settings, prefetch_threads=8)
    found = [data for _paper, data in prefetched(papers, eight, 100)]
    assert found == [str(n).encode() for n in range(24)]
    assert time.monotonic() - started < 24 * 0.25


def test_a_slow_consumer_and_large_papers_stay_within_the_bound(tmp_path: Path) -> None:
    papers = files(tmp_path, [700_000] * 12)
    narrow = dataclasses.replace(LOCAL, prefetch_threads=6, prefetch_mb=1)
    for paper, data in prefetched(papers, narrow, 1_000_000):
        assert isinstance(data, bytes)
        assert data[:1] == bytes([int(paper.paper_id)])
        time.sleep(0.01)


def test_a_paper_larger_than_all_room_still_comes(tmp_path: Path) -> None:
    none = dataclasses.replace(LOCAL, prefetch_mb=0)
    found = [data for _, data in prefetched(files(tmp_path, [9, 9, 9]), none, 10)]
    assert [len(data) for data in found if isinstance(data, bytes)] == [9, 9, 9]


def test_stopping_early_leaves_no_thread_waiting(tmp_path: Path) -> None:
    none = dataclasses.replace(LOCAL, prefetch_mb=0)
    results = prefetched(files(tmp_path, [9] * 50), none, 10)
    next(results)
    results.close()
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and _prefetching():
        time.sleep(0.01)
    assert not _prefetching()


def _prefetching() -> list[str]:
    return [one.name for one in threading.enumerate() if one.name.startswith("prefetch")]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 30), min_size=1, max_size=30), st.integers(0, 60), st.randoms())
def test_room_holds_at_most_its_limit_and_one_paper(
    sizes: list[int], limit: int, order: random.Random
) -> None:
    room = Room(limit)
    arrived = [threading.Event() for _ in sizes]

    def fetch(position: int) -> None:
        room.admit(position, sizes[position])
        arrived[position].set()

    threads = [threading.Thread(target=fetch, args=(n,), daemon=True) for n in range(len(sizes))]
    for thread in order.sample(threads, len(threads)):
        thread.start()
    for position in range(len(sizes)):
        assert arrived[position].wait(10)
        room.consumed(position)
    assert room.peak <= limit + max(sizes)
