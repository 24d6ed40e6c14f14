"""Damaged PDFs through the sandbox: every one ends as a document or a typed failure.

    python benchmarks/mutants.py --count 1000 DIR...

Mutants are made of the PDFs below the folders, in turn, each by a generator of its own seed:
bytes flipped, cut out, doubled and moved, numbers made huge or negative, the end cut off, a part
of another PDF put in. Each is read between its clean original, so that a busy machine slows both.
Printed are the ends by kind, pages a second of either, and the seed and file of every mutant that
crashed, ran out of time or of memory: `--seed SEED --count 1` makes it again. Exits with 1 if
papers and failures are not as many as mutants.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from spv2_spark.config import PdfSettings
from spv2_spark.domain.page import Document
from spv2_spark.errors import Failure
from spv2_spark.pdf.sandbox import Sandbox

_MOST_BYTES = 1_000_000  # of an original: large ones are pictures, which mutations would hit
_NUMBERS = (b"-1", b"0", b"99999999999999999999", b"2147483648", b"1e99", b"-0.0000001")
_INTEGER = re.compile(rb"(?<![\w.])\d{1,10}(?![\w.])")

Mutation = Callable[[bytes, random.Random, bytes], bytes]  # original, generator, another PDF


def flipped(data: bytes, rng: random.Random, _other: bytes) -> bytes:
    """Change up to twenty bytes."""
    out = bytearray(data)
    for _ in range(rng.randint(1, 20)):
        out[rng.randrange(len(out))] = rng.randrange(256)
    return bytes(out)


def cut(data: bytes, rng: random.Random, _other: bytes) -> bytes:
    """Take a piece out."""
    start, stop = _piece(data, rng)
    return data[:start] + data[stop:]


def doubled(data: bytes, rng: random.Random, _other: bytes) -> bytes:
    """Put a piece in a second time, somewhere else."""
    start, stop = _piece(data, rng)
    at = rng.randrange(len(data))
    return data[:at] + data[start:stop] + data[at:]


def ended(data: bytes, rng: random.Random, _other: bytes) -> bytes:
    """Cut the end off."""
    return data[: rng.randrange(1, len(data))]


def renumbered(data: bytes, rng: random.Random, _other: bytes) -> bytes:
    """Make a few of the numbers huge, negative or others of the file's."""
    found = list(_INTEGER.finditer(data))
    for one in sorted(rng.sample(found, min(len(found), 5)), key=lambda one: -one.start()):
        value = rng.choice([*_NUMBERS, rng.choice(found)[0]])
        data = data[: one.start()] + value + data[one.end() :]
    return data


def spliced(data: bytes, rng: random.Random, other: bytes) -> bytes:
    """Put a piece of another PDF in."""
    start, stop = _piece(other, rng)
    at = rng.randrange(len(data))
    return data[:at] + other[start:stop] + data[at:]


MUTATIONS: tuple[Mutation, ...] = (flipped, cut, doubled, ended, renumbered, spliced)


def mutant(originals: Sequence[bytes], seed: int) -> bytes:
    """Return the mutant of a seed: always the same for the same originals."""
    rng = random.Random(seed)  # noqa: S311  damage, no secrets
    data = originals[seed % len(originals)]
    for _ in range(rng.randint(1, 3)):
        data = rng.choice(MUTATIONS)(data, rng, rng.choice(originals)) or b" "
    return data


def _piece(data: bytes, rng: random.Random) -> tuple[int, int]:
    start = rng.randrange(len(data))
    return start, start + rng.randint(1, 4096)


@dataclass(slots=True)
class Side:
    """How the reading of clean PDFs or of mutants went."""

    ends: Counter[str] = field(default_factory=Counter)
    pages: int = 0
    seconds: float = 0.0

    def take(self, box: Sandbox, data: bytes) -> Document | Failure:
        """Read a PDF and count it."""
        start = time.monotonic()
        result = box.read(data)
        self.seconds += time.monotonic() - start
        if isinstance(result, Document):
            self.pages += len(result.pages)
        self.ends["papers" if isinstance(result, Document) else result.kind.value] += 1
        return result

    def told(self) -> str:
        """Return the counts in a line."""
        read = sum(self.ends.values())
        per_s = f"{self.pages / self.seconds:.1f} pages/s, {read / self.seconds:.1f} PDFs/s"
        return f"{read} read, {per_s}: {dict(self.ends.most_common())}"


def main() -> int:
    """Read mutants of the PDFs of argv beside their originals."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+", metavar="DIR")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0, help="of the first mutant")
    given = parser.parse_args()
    paths = sorted(path for folder in given.folders for path in folder.rglob("*.pdf"))
    paths = [path for path in paths if 0 < path.stat().st_size <= _MOST_BYTES]
    originals = [path.read_bytes() for path in paths]
    clean, mutants = Side(), Side()
    with Sandbox(PdfSettings(time_limit_s=20.0)) as box:
        box.read(originals[0])  # starts the child
        for seed in range(given.seed, given.seed + given.count):
            clean.take(box, originals[seed % len(originals)])
            result = mutants.take(box, mutant(originals, seed))
            if isinstance(result, Failure) and not result.kind.permanent:
                print(f"seed {seed}, {paths[seed % len(paths)]}: {result.kind.value}")
    ended_all = sum(mutants.ends.values()) == given.count
    print(f"clean    {clean.told()}\nmutants  {mutants.told()}")
    print(f"papers + failures {'=' if ended_all else '!='} {given.count} mutants")
    return 0 if ended_all else 1


if __name__ == "__main__":
    sys.exit(main())
