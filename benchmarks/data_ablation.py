"""What the data buy: typeset or real papers alone, both, fewer of them, collections left out.

    python benchmarks/data_ablation.py WORK DIGEST OUT REAL DEV TYPESET-DEV [RUN ...]

WORK has the corpora `typeset`, `real` and `typeset-dev` with shards under the statistics DIGEST
(scripts/released-model.sh); REAL is the folder that `real` was made of, DEV and TYPESET-DEV are
folders of PDFs with gold. Every RUN (all by default) trains on as many batches. A run is scored
on REAL's collections that it has not seen; together the runs that leave some out read all of
REAL. Prints SPv2's F1 by field, and the ratio of a run's mean on DEV to that of the first run
(`both`, if none is named); writes a report beside each run. OUT keeps the runs, so that a killed
one goes on.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from short_runs import Work, f1_of, line_of, pairs_of, read_folder, trained

from spv2_spark.features.shards import open_shard
from spv2_spark.nn.schedule import TrainSettings
from spv2_spark.pipeline.training.evaluate import rules_of, write_report
from spv2_spark.report.evaluation import evaluation_of
from spv2_spark.scoring.score import Pair

_STEPS = 1500
_ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Selection:
    """How many typeset papers, and which collections of real ones."""

    typeset: int = _ALL
    real: bool = True
    without: tuple[str, ...] = ()

    def sees(self, collection: str) -> bool:
        """Tell whether a run trains on a collection of real papers."""
        return self.real and collection not in self.without


RUNS = {
    "both": Selection(),
    "typeset": Selection(real=False),
    "without-pmc": Selection(without=("pmc", "trials")),
    "without-jose": Selection(without=("jose", "rescience", "juliacon")),
    "without-docbank": Selection(without=("docbank",)),
    "real": Selection(typeset=0),
    "real+1000": Selection(typeset=1000),
    "real+3000": Selection(typeset=3000),
}


def _papers(work: Work, corpus: str) -> list[str]:
    return sorted(p for path in work.shards(corpus) for p in open_shard(path).info.papers)


def shards_of(work: Work, selection: Selection, out: Path) -> list[Path]:
    """Return the shards of a selection."""
    shards = []
    typeset = _papers(work, "typeset")
    if 0 < selection.typeset < len(typeset):
        random.Random(2).shuffle(typeset)  # noqa: S311  papers, not secrets
        some = typeset[: selection.typeset]
        shards.append(work.shard_of("typeset", some, out / "typeset-shard"))
    elif selection.typeset:
        shards += work.shards("typeset")
    if selection.real and not selection.without:
        shards += work.shards("real")
    elif selection.real:
        real = [p for p in _papers(work, "real") if p.split("/")[0] not in selection.without]
        shards.append(work.shard_of("real", real, out / "real-shard"))
    return shards


def _groups(pairs: Sequence[Pair]) -> Mapping[str, list[Pair]]:
    groups: dict[str, list[Pair]] = {"all": list(pairs)}
    for pair in pairs:
        groups.setdefault(pair.collection, []).append(pair)
    return groups


def main() -> None:
    """Train and score the runs."""
    work, out = Work(Path(sys.argv[1]), sys.argv[2]), Path(sys.argv[3])
    read = {name: read_folder(Path(name)) for name in sys.argv[4:7]}
    real = sys.argv[4]
    seen_by_any = {p.split("/")[0] for p in _papers(work, "real")}
    settings = replace(TrainSettings(), steps=_STEPS, evaluate_every_s=1e9, patience=0)
    base = 0.0
    for name in sys.argv[7:] or RUNS:
        selection = RUNS[name]
        shards = shards_of(work, selection, out / name)
        parts, dev = work.parts(name), work.shards("typeset-dev")
        package = trained(settings, parts, shards, dev, out / name / "run")
        for folder, found in read.items():
            kept = found
            if folder == real:
                seen = {c for c in seen_by_any if selection.sees(c)}
                kept = [one for one in found if one[0].collection not in seen]
            if not kept:
                continue
            pairs = pairs_of(package, kept)
            facts = {"run": name, "folder": folder}
            report = evaluation_of(pairs, name=name, rules=rules_of(pairs), facts=facts)
            write_report(report, out / name / Path(folder).name)
            groups = _groups(pairs) if folder != sys.argv[6] else {"all": pairs}
            for group, some in groups.items():
                scores = f1_of(some)
                print(f"{name:16} {Path(folder).name:10} {group:10} {len(some):3}", end="  ")
                print(line_of(scores), end="  ")
                if folder == sys.argv[5] and group == "all":
                    mean = sum(scores.values()) / len(scores)
                    base = base or mean
                    print(f"ratio {mean / max(base, 1e-9):.3f}", end="")
                print(flush=True)


if __name__ == "__main__":
    main()
