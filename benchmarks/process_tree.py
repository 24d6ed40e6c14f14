"""What the descendants of this process take, by /proc: CPU seconds, and memory at the most."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

_EVERY_S = 0.25
_TICKS, _PAGE_MB = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE") / 1e6
# Of a command line; the first that is found says what a process is.
_KINDS = {
    "spv2_spark.pdf.zygote": "sandbox",
    "pyspark.daemon": "worker",
    "org.apache.spark": "java",
}


@dataclass(slots=True)
class Spent:
    """What processes took; a process' last quarter of a second is not seen."""

    wall_s: float = 0.0
    cpu: dict[tuple[str, int, int], float] = field(default_factory=dict)  # by kind, pid, start
    peak_mb: dict[str, float] = field(default_factory=dict)  # resident, the largest of a kind

    @property
    def cpu_s(self) -> float:
        """CPU seconds, the kernel's too, of all processes together."""
        return sum(self.cpu.values())

    def cpu_of(self, kind: str) -> float:
        """CPU seconds of the processes of a kind: "worker", "sandbox", "driver", "java"."""
        return sum(seconds for key, seconds in self.cpu.items() if key[0] == kind)

    def look(self) -> None:
        """Note what each descendant has taken until now."""
        parents, stats = {}, {}
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):  # it ended meanwhile
                found = (folder / "stat").read_text().rpartition(")")[2].split()
                parents[int(folder.name)], stats[int(folder.name)] = int(found[1]), found
        own = {os.getpid()}
        while more := {pid for pid, parent in parents.items() if parent in own} - own:
            own |= more
        for pid in own - {os.getpid()}:
            with contextlib.suppress(OSError):
                self._see(pid, stats[pid])

    def _see(self, pid: int, stat: list[str]) -> None:
        line = Path(f"/proc/{pid}/cmdline").read_text(errors="replace").replace("\0", " ")
        if not line:  # it has ended, and was seen before
            return
        kind = next((kind for part, kind in _KINDS.items() if part in line), "driver")
        resident = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE_MB
        self.peak_mb[kind] = max(self.peak_mb.get(kind, 0.0), resident)
        self.cpu[kind, pid, int(stat[19])] = (int(stat[11]) + int(stat[12])) / _TICKS


def spent_by(run: Callable[[], object]) -> Spent:
    """Return what the processes that `run` starts, and ends, have taken."""
    with _watched() as spent:
        run()
    return spent


@contextlib.contextmanager
def _watched() -> Iterator[Spent]:
    spent, ended = Spent(), threading.Event()

    def watch() -> None:
        while not ended.wait(_EVERY_S):
            spent.look()

    started = time.perf_counter()
    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield spent
    finally:
        ended.set()
        watcher.join()
        spent.wall_s = time.perf_counter() - started
