"""Claim: Spark adds at most 15% CPU to the core, and what a night takes grows with its papers.

    python benchmarks/spark_overhead.py FOLDER [--papers 2000] [--sizes 500 2000 8000] [--long]

FOLDER has PDFs, which stand for as many papers as are asked for: each paper is a link of its own
(or a copy), read, tagged and written by itself. Prints

- papers/s and CPU milliseconds a paper of the core in one and in two processes
  (`benchmarks/core.py`), and of a night, which is jobs/enqueue.py, process.py and dequeue.py by
  spark-submit on `local[1]` and `local[2]`, each with the start of its own Java, and the ratios;
- for each of `--sizes` a night on `local[2]`: papers/s of `process`, CPU seconds of all, and the
  most megabytes that a Python worker, a process of a sandbox, the driver's Python and its Java had;
- with `--long`, what a PDF of 2,000 pages adds to the first of these.

Start-up counts: that of the core's processes in CPU, that of Spark in seconds too. Say
what else ran.
"""

# mypy: disable-error-code="no-untyped-call"
# PyMuPDF says that it is typed and is only in part.
from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

import pymupdf
from core import core_seconds
from process_tree import Spent, spent_by

_HERE = Path(__file__).parents[1]
_LONG_PAGES = 2_000
_ORDER = ("worker", "sandbox", "driver", "java")


def papers_in(folder: Path, pdfs: Iterable[Path], count: int) -> list[Path]:
    """Return `count` papers in a new folder, the PDFs again and again under names of their own."""
    folder.mkdir()
    made = []
    for number, pdf in enumerate(islice(cycle(pdfs), count)):
        made.append(folder / f"{number:06}.pdf")
        try:
            os.link(pdf, made[-1])
        except OSError:  # of another disk
            shutil.copy(pdf, made[-1])
    return made


def long_paper(pdfs: Sequence[Path], out: Path) -> None:
    """Write a PDF of 2,000 pages, those of the PDFs one after the other."""
    with pymupdf.open() as book:
        for pdf in cycle(pdfs):
            with pymupdf.open(pdf) as paper:
                book.insert_pdf(paper, to_page=min(len(paper), _LONG_PAGES - len(book)) - 1)
            if len(book) >= _LONG_PAGES:
                break
        book.save(out)


def night(papers: Path, work: Path, master: str) -> Iterator[Spent]:
    """Yield what enqueue, process and dequeue of a folder of papers take, one after the other."""
    submit = [str(Path(sys.executable).parent / "spark-submit"), "--master", master]
    submit += ["--properties-file", str(_HERE / "conf/spark-local.conf")]
    own = ["--set", f"process.workdir={work}"]
    for job, more in (
        ("enqueue", [str(papers)]),
        ("process", []),
        ("dequeue", ["--out", f"{work}/papers"]),
    ):
        command = [*submit, str(_HERE / f"jobs/{job}.py"), *own, *more]
        yield spent_by(lambda: _run(command))  # noqa: B023  run at once


def _run(command: Sequence[str]) -> None:
    environment = {**os.environ, "PYTHONPATH": str(_HERE)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stderr}")


def overhead(papers: Sequence[Path], scratch: Path) -> None:
    """Print the core and nights over the same papers, and their ratios."""
    count = len(papers)
    core: dict[int, tuple[float, float]] = {}  # processes -> papers/s, CPU seconds
    for processes in (1, 2):
        seconds: list[float] = []
        spent = spent_by(lambda: seconds.append(core_seconds(papers, processes)))  # noqa: B023
        core[processes] = count / seconds[0], spent.cpu_s
        print(
            f"core, {processes} at a time  {core[processes][0]:6.2f} papers/s"
            f" {spent.cpu_s / count * 1e3:7.1f} CPU ms a paper",
            flush=True,
        )
    walls = {}
    for cores in (1, 2):
        jobs = list(night(papers[0].parent, scratch / f"local{cores}", f"local[{cores},3]"))
        cpu, walls[cores] = sum(one.cpu_s for one in jobs), sum(one.wall_s for one in jobs)
        rate, alone = count / walls[cores], count / jobs[1].wall_s
        print(
            f"night, local[{cores}]    {rate:6.2f} papers/s ({alone:.2f} of process)"
            f" {cpu / count * 1e3:7.1f} CPU ms a paper, {cpu / core[cores][1]:.3f} of the core's"
            f" ({_by_kind(jobs, count)})",
            flush=True,
        )
    print(f"local[2] is {walls[1] / walls[2]:.2f} times local[1]")


def _by_kind(jobs: Sequence[Spent], count: int) -> str:
    """Return the CPU milliseconds a paper of each kind of process."""
    shares = {kind: sum(one.cpu_of(kind) for one in jobs) for kind in _ORDER}
    return ", ".join(f"{kind} {spent / count * 1e3:.0f}" for kind, spent in shares.items())


def growth(pdfs: Sequence[Path], sizes: Sequence[int], scratch: Path, *, long: bool) -> None:
    """Print a line a size."""
    print("| papers | papers/s | CPU s | worker MB | sandbox MB | driver MB | Java MB |")
    print("|" + " --- |" * 7)
    for number, size in enumerate(sizes):
        work = scratch / f"growth{size}"
        papers_in(work, pdfs, size)
        first = _line(str(size), size, work)
        if long and number == 0:
            long_paper(pdfs, work / "long.pdf")
            with_it = _line(f"{size} and one of {_LONG_PAGES:,} pages", size + 1, work)
            print(f"the long one adds {with_it / first - 1:.1%} to the seconds", flush=True)
        shutil.rmtree(work)


def _line(label: str, count: int, papers: Path) -> float:
    with tempfile.TemporaryDirectory(dir=papers.parent) as work:
        jobs = list(night(papers, Path(work), "local[2,3]"))
    peaks = {kind: max(one.peak_mb.get(kind, 0.0) for one in jobs) for kind in _ORDER}
    memory = " | ".join(f"{peaks[kind]:,.0f}" for kind in _ORDER)
    seconds, cpu = jobs[1].wall_s, sum(one.cpu_s for one in jobs)
    print(f"| {label} | {count / seconds:.2f} | {cpu:,.0f} | {memory} |", flush=True)
    return seconds


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--papers", type=int, default=2_000)
    parser.add_argument("--sizes", type=int, nargs="*", default=[500, 2_000, 8_000])
    parser.add_argument("--long", action="store_true")
    chosen = parser.parse_args()
    pdfs = sorted(chosen.folder.rglob("*.pdf"))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        if chosen.papers:
            overhead(papers_in(folder / "papers", pdfs, chosen.papers), folder)
        growth(pdfs, chosen.sizes, folder, long=chosen.long)


if __name__ == "__main__":
    main()
