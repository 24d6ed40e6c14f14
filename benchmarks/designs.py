"""Does the number of designs matter: taggers of a quarter, half and all families of the generator.

    python benchmarks/designs.py WORK DIGEST OUT PAPERS [PAPERS ...]

WORK has the corpora `typeset` and `typeset-dev` with shards under the statistics DIGEST (see
scripts/released-model.sh), PAPERS are folders of PDFs with gold. From the shards as many papers
are taken in each run, of 7 or 15 families drawn by a seed, or of all 31 and of none, and
a tagger is trained on them for as many batches. Prints SPv2's F1 by field and the ratio of each
run's mean to that of the first. OUT keeps the runs, so that a killed one goes on.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from short_runs import Work, f1_of, line_of, pairs_of, read_folder, trained

from spv2_spark.nn.schedule import TrainSettings

_STEPS = 900
_OPEN = ("free", "none")  # draws every axis evenly; was not typeset


def families(work: Work) -> dict[str, str]:
    """Return the family of every typeset paper by its id."""
    found = {paper: uri.split("/")[1] for paper, uri in work.uris("typeset").items()}
    return {paper: family for paper, family in found.items() if family != "none"}


def chosen(family_of: Mapping[str, str]) -> dict[str, list[str]]:
    """Return as many papers for each run, by the number of families that they are of."""
    names = sorted({one for one in family_of.values() if one not in _OPEN})
    random.Random(0).shuffle(names)  # noqa: S311  designs, not secrets
    pools = {}
    for name, count in (("quarter", len(names) // 4), ("half", len(names) // 2), ("all", 0)):
        kept = set(names[:count]) if count else set(family_of.values())
        pools[name] = sorted(paper for paper, family in family_of.items() if family in kept)
    fewest = min(map(len, pools.values()))
    draw = random.Random(1)  # noqa: S311  the same
    return {name: draw.sample(papers, fewest) for name, papers in pools.items()}


def main() -> None:
    """Train and score the three."""
    work, out = Work(Path(sys.argv[1]), sys.argv[2]), Path(sys.argv[3])
    family_of = families(work)
    read = {folder: read_folder(Path(folder)) for folder in sys.argv[4:]}
    settings = replace(TrainSettings(), steps=_STEPS, evaluate_every_s=1e9, patience=0)
    first: dict[str, float] = {}
    for name, papers in chosen(family_of).items():
        shard = work.shard_of("typeset", papers, out / name / "shard")
        parts, dev = work.parts("designs"), work.shards("typeset-dev")
        package = trained(settings, parts, [shard], dev, out / name / "run")
        count = len({family_of[paper] for paper in papers})
        for folder, found in read.items():
            scores = f1_of(pairs_of(package, found))
            mean = sum(scores.values()) / len(scores)
            ratio = mean / max(first.setdefault(folder, mean), 1e-9)
            print(f"{name:8} {count:3} families, {len(papers)} papers  {folder}", end="  ")
            print(f"{line_of(scores)}  ratio {ratio:.3f}", flush=True)


if __name__ == "__main__":
    main()
