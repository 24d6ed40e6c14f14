"""The engines on the same papers: SPv2's network, ours with and without a chain, CRF, cascade.

    python benchmarks/engines.py WORK DIGEST SPV2-WORK OUT DEV [DEV ...] [--runs RUN ...]

WORK has the corpora `typeset`, `real` and `typeset-dev` with shards under the statistics DIGEST
(scripts/released-model.sh); SPV2-WORK is a copy of it whose corpora were featurised with
`--set training.features=spv2`. The DEVs are folders of PDFs with gold, the first one's names the
collections. What a run may use is in RUNS: batches of 8,192 tokens for the networks, tokens in
memory and iterations for the CRF. Prints SPv2's F1 by field, tokens tagged a second of CPU
(features included) and the ratios of mean and speed to those of the first run. OUT keeps the
runs: a killed one goes on.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from short_runs import Work, f1_of, line_of, read_by, read_folder, trained

from spv2_spark.config import SourceSettings
from spv2_spark.crf import train as crf
from spv2_spark.crf.package import CrfPackage
from spv2_spark.crf.sequences import SampleSettings
from spv2_spark.crf.tagger import CrfTagger
from spv2_spark.domain.page import Document
from spv2_spark.domain.tagging import PageTags, Tagger
from spv2_spark.engines.packages import open_package
from spv2_spark.features.featurise import FeatureSettings
from spv2_spark.features.shards import ShardFolders
from spv2_spark.nn.package import read_package
from spv2_spark.nn.reference_parser import train_reference_parser
from spv2_spark.nn.schedule import TrainSettings
from spv2_spark.nn.tagger import load_tagger
from spv2_spark.pipeline.training.evaluate import rules_of, write_report
from spv2_spark.report.evaluation import evaluation_of
from spv2_spark.scoring.score import Pair


@dataclass(frozen=True, slots=True)
class Bench:
    """The work folders, and where the runs are kept."""

    work: Work
    spv2: Work
    out: Path

    def flat(self, name: str, settings: TrainSettings) -> Path:
        """Train a flat tagger."""
        is_spv2 = settings.engine == "spv2"
        work = self.spv2 if is_spv2 else self.work
        parts = work.parts(name, FeatureSettings("spv2" if is_spv2 else "wide"))
        shards = work.shards("typeset") + work.shards("real")
        return trained(settings, parts, shards, [], self.out / name)

    def cascade(self, name: str, settings: TrainSettings, pages: str) -> Path:
        """Train a reference parser for another run's page model."""
        page = read_package(self.out / pages / "package")
        shards = ShardFolders(
            self.work.shards("typeset") + self.work.shards("real"), self.work.shards("typeset-dev")
        )
        train_reference_parser(settings, page, self.work.parts(name), shards, self.out / name)
        return self.out / name / "package"

    def crf(self, name: str, settings: crf.CrfSettings) -> Path:
        """Train a CRF, unless it is there."""
        package = self.out / name / "package"
        if not package.exists():
            shards = self.work.shards("typeset") + self.work.shards("real")
            parts = self.work.parts(name)
            crf.train(settings, parts, shards, [], self.out / name)
        return package


_FAIR = replace(TrainSettings(), steps=1500, evaluate_every_s=1e9, patience=0)
# SPv2's network learns 1,400 tokens a second on two idle cores: an hour for 600 batches. The
# average of the weights has to be of fewer steps in a run of so few.
_SHORT = replace(_FAIR, steps=600, warmup_steps=100, average=0.99)

RUNS: dict[str, Callable[[Bench, str], Path]] = {
    "bilstm": lambda bench, name: bench.flat(name, _FAIR),
    "bilstm_crf": lambda bench, name: bench.flat(name, replace(_FAIR, engine="bilstm_crf")),
    "cascade": lambda bench, name: bench.cascade(
        name, replace(_FAIR, engine="bilstm_crf", steps=500), "bilstm_crf"
    ),
    "crf": lambda bench, name: bench.crf(
        name, crf.CrfSettings(SampleSettings(tokens=2_000_000), iterations=50)
    ),
    "spv2": lambda bench, name: bench.flat(name, replace(_SHORT, engine="spv2", rate=1e-3)),
    "bilstm-short": lambda bench, name: bench.flat(name, _SHORT),
}


class Timed:
    """A tagger that counts the CPU seconds it takes and the tokens it reads."""

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger
        self.tokens, self.seconds = 0, 0.0

    @property
    def version(self) -> str:
        """The tagger's."""
        return self._tagger.version

    @property
    def known_words(self) -> frozenset[str]:
        """The tagger's."""
        return self._tagger.known_words

    def tag(self, documents: Sequence[Document]) -> list[tuple[PageTags, ...]]:
        """Tag, and count."""
        before = time.process_time()
        tags = self._tagger.tag(documents)
        self.seconds += time.process_time() - before
        self.tokens += sum(len(page) for document in documents for page in document.pages)
        return tags


def tagger_of(package: Path) -> Tagger:
    """Load a tagger of any engine."""
    opened = open_package(str(package), SourceSettings())
    if isinstance(opened, CrfPackage):
        return CrfTagger(opened)
    return load_tagger(opened, threads=1)


def trained_at(out: Path) -> float | None:
    """Return the tokens a second of a run's training, of its log's last line that has them."""
    path = out / "log.jsonl"
    lines = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
    speeds = [line["tokens_per_s"] for line in lines if "tokens_per_s" in line]
    return float(speeds[-1]) if speeds else None


def main() -> None:
    """Train, score and time the runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("work", "digest", "spv2_work", "out"):
        parser.add_argument(name)
    parser.add_argument("dev", nargs="+", type=Path)
    parser.add_argument("--runs", nargs="*", default=list(RUNS), choices=list(RUNS))
    chosen = parser.parse_args()
    work, spv2 = (Work(Path(p), chosen.digest) for p in (chosen.work, chosen.spv2_work))
    bench = Bench(work, spv2, Path(chosen.out))
    read = {folder: read_folder(folder) for folder in chosen.dev}
    base: dict[str, tuple[float, float]] = {}
    for name in chosen.runs:
        package = RUNS[name](bench, name)
        size = sum(path.stat().st_size for path in package.rglob("*") if path.is_file()) / 1e6
        speed = trained_at(package.parent) or trained_at(package.parent / "reader")
        at = f", trained at {speed:,.0f} tokens/s" if speed else ""
        print(f"{name}: {size:.1f} MB{at}", flush=True)
        for folder, found in read.items():
            tagger = Timed(tagger_of(package))
            pairs = read_by(tagger, found)
            facts = {"run": name, "folder": str(folder)}
            report = evaluation_of(pairs, name=name, rules=rules_of(pairs), facts=facts)
            write_report(report, bench.out / name / folder.name)
            per_s = tagger.tokens / max(tagger.seconds, 1e-9)
            for group, some in _groups(pairs, folder == chosen.dev[0]).items():
                scores = f1_of(some)
                mean = sum(scores.values()) / len(scores)
                first = base.setdefault(f"{folder} {group}", (mean, per_s))
                print(f"{name:12} {folder.name:8} {group:10} {len(some):3}", end="  ")
                print(f"{line_of(scores)}  ratio {mean / max(first[0], 1e-9):.3f}", end="  ")
                print(f"{per_s:,.0f} tokens/CPU s, ratio {per_s / first[1]:.2f}", flush=True)


def _groups(pairs: Sequence[Pair], by_collection: bool) -> dict[str, list[Pair]]:
    groups: dict[str, list[Pair]] = {"all": list(pairs)}
    for pair in pairs if by_collection else ():
        groups.setdefault(pair.collection, []).append(pair)
    return groups


if __name__ == "__main__":
    main()
