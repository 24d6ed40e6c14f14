"""Papers a second of `spv2 serve` beside those of `parse`'s core, on the same papers and cores.

    python benchmarks/service.py [--papers 100] [--clients 16] [--processes 2] PDF...

The core (`benchmarks/core.py`) is what a Spark worker does of a paper, without Spark: a process a
core, each with half of the papers and a tagger of one thread, warm before the clock runs. The
service answers the same papers as one batch (multipart), then one by one from `--clients` clients
at once, and last one paper after the other from one client while a batch is worked on. Wall-clock
seconds: say what else ran.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path
from urllib.request import Request, urlopen

import numpy as np
from core import core_seconds

_CUT = b"--5f0c8d1e--"


@contextlib.contextmanager
def serving(cores: int) -> Iterator[str]:
    """Have a service with its defaults and the tagger on `cores` threads; yield its address."""
    sets = ["service.port=0", f"model.threads={cores}", f"service.readers={cores}"]
    command = [sys.executable, "-m", "spv2_spark.cli", "serve"]
    command += [part for one in sets for part in ("--set", one)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        while '"ready"' not in _text_of(f"{url}/ready"):
            time.sleep(0.5)
        yield url
    finally:
        process.terminate()
        process.wait()


def _text_of(url: str) -> str:
    with contextlib.suppress(OSError), urlopen(url) as answer:  # noqa: S310  our own server
        return str(answer.read().decode())
    return ""


def post(url: str, data: bytes, content_type: str) -> tuple[float, int]:
    """Return the seconds that a request takes, and the lines of its answer."""
    started = time.perf_counter()
    request = Request(url, data, {"Content-Type": content_type})  # noqa: S310
    with urlopen(request) as answer:  # noqa: S310
        lines = answer.read().count(b'"doc": {')
    return time.perf_counter() - started, lines


def multipart(papers: Sequence[bytes]) -> bytes:
    """Return the body of a batch."""
    head = b'Content-Disposition: form-data; name="pdf"; filename="%d.pdf"\r\n\r\n'
    parts = [
        b"--" + _CUT + b"\r\n" + head % number + data + b"\r\n"
        for number, data in enumerate(papers)
    ]
    return b"".join([*parts, b"--" + _CUT + b"--\r\n"])


def measure(url: str, papers: Sequence[bytes], clients: int, core: float) -> None:
    """Print what a warm service does, beside the core's papers a second."""
    batch = f"multipart/form-data; boundary={_CUT.decode()}"

    def whole() -> tuple[float, int]:
        return post(f"{url}/v1/json/pdfs", multipart(papers), batch)

    def single(data: bytes) -> float:
        return post(f"{url}/v1/json/pdf", data, "application/pdf")[0]

    seconds, lines = whole()
    _tell("one batch", lines / seconds, core)
    started = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        taken = list(pool.map(single, papers))
    _tell(f"{clients} clients", len(papers) / (time.perf_counter() - started), core)
    _tell_times("a paper of theirs", taken)
    with ThreadPoolExecutor(1) as beside:
        working, alone = beside.submit(whole), cycle(papers)
        taken = []
        while not working.done():
            taken.append(single(next(alone)))
    _tell_times("a paper beside a batch", taken)
    metrics = _text_of(f"{url}/metrics")
    papers_told, batches = (
        float(re.findall(rf"^spv2_batch_papers_{name} (\S+)$", metrics, re.MULTILINE)[0])
        for name in ("sum", "count")
    )
    print(f"papers tagged together: {papers_told / batches:.1f} on average")


def _tell(what: str, speed: float, core: float) -> None:
    print(f"{what:12} {speed:6.2f} papers/s, {speed / core:.2f} of the core's")


def _tell_times(what: str, taken: Sequence[float]) -> None:
    middle, late = np.quantile(taken, [0.5, 0.95])
    print(f"{what}: median {middle:.2f} s, p95 {late:.2f} s ({len(taken)} papers)")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=100)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("pdfs", nargs="+", type=Path)
    chosen = parser.parse_args()
    paths = list(islice(cycle(chosen.pdfs), chosen.papers))
    core = len(paths) / core_seconds(paths, chosen.processes)
    papers = [path.read_bytes() for path in paths]
    print(f"{len(papers)} papers of {len(chosen.pdfs)} PDFs\ncore         {core:6.2f} papers/s")
    with serving(chosen.processes) as url:
        for data in papers[:2]:
            post(f"{url}/v1/json/pdf", data, "application/pdf")  # warm
        measure(url, papers, chosen.clients, core)


if __name__ == "__main__":
    main()
