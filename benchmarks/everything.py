"""All figures of speed and memory in one run, on one page: what `make bench` calls.

    python benchmarks/everything.py FOLDER [--out bench.md] [--papers 500]

FOLDER has PDFs. Each benchmark is a process of its own; the page has the machine, then what each
printed and how long it took, and grows as they end. About 40 minutes on two cores, a fifth of them
with --papers 60. One that fails is said so on the page, and in the exit status.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyspark
import tensorflow as tf

import spv2_spark

_HERE = Path(__file__).parent
_HEAD = "# Figures of spv2-spark"
_PDFS = 40  # of the folder, where a benchmark reads the same papers again and again


def steps(folder: Path, papers: int) -> Iterator[tuple[str, list[str]]]:
    """Yield what each benchmark shows, and its script with arguments."""
    pdfs = [str(one) for one in sorted(folder.rglob("*.pdf"))[:_PDFS]]
    sizes = [str(papers // 2), str(papers), str(4 * papers)]
    yield (
        "Spark beside the core, growth, a long paper",
        ["spark_overhead.py", str(folder), "--papers", str(papers), "--sizes", *sizes, "--long"],
    )
    yield "The Task DB", ["ledger_speed.py", "--sizes", *[str(200 * papers * n) for n in (1, 10)]]
    yield "The service", ["service.py", "--papers", str(min(papers, 100)), *pdfs]
    yield "Reading PDFs", ["pdf_speed.py", *pdfs]
    yield "The tagger on a device", ["gpu.py"]


def machine() -> str:
    """Return what the figures are of."""
    cpu = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (
        f"{len(os.sched_getaffinity(0))} cores of {cpu}, {memory:.0f} GB; spv2-spark "
        f"{spv2_spark.__version__}, Python {platform.python_version()}, "
        f"Spark {pyspark.__version__}, TensorFlow {tf.__version__}; load before "
        f"{os.getloadavg()[0]:.1f}"
    )


def section(title: str, command: Sequence[str]) -> tuple[str, bool]:
    """Return a benchmark's part of the page, and whether it came to its end."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, str(_HERE / command[0]), *command[1:]],
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - started
    shown = [word for word in command if not word.endswith(".pdf")]
    text = done.stdout.rstrip() or "(nothing)"
    if done.returncode:
        text += f"\nfailed with status {done.returncode}: {done.stderr.strip()[-2000:]}"
    head = f"## {title}\n\n`benchmarks/{' '.join(shown)}`, {seconds:,.0f} s\n\n"
    return f"{head}```\n{text}\n```\n\n", not done.returncode


def main() -> None:
    """Run all and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=Path("bench.md"))
    parser.add_argument("--papers", type=int, default=500)
    chosen = parser.parse_args()
    if chosen.out.exists() and not chosen.out.read_text(errors="replace").startswith(_HEAD):
        sys.exit(f"{chosen.out}: holds something else than figures")
    ended = True
    with chosen.out.open("w") as page:
        page.write(f"{_HEAD}\n\n{machine()}\n\n")
        for title, command in steps(chosen.folder, chosen.papers):
            text, well = section(title, command)
            ended = ended and well
            page.write(text)
            page.flush()
    print(chosen.out)
    sys.exit(not ended)


if __name__ == "__main__":
    main()
