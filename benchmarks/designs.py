"""Does the number of designs matter: taggers of a quarter, half and all families of the press.

    python benchmarks/designs.py WORK DIGEST OUT PAPERS [PAPERS ...]

WORK has the corpora `typeset` and `typeset-dev` with shards under the statistics DIGEST (see
scripts/released-model.sh), PAPERS are folders of PDFs with gold. From the shards as many papers
are taken in each run, of 7 or 15 families drawn by a seed, or of all 31 and of none, and
a tagger is trained on them for as many batches. Prints SPv2's F1 by field and the ratio of each
run's mean to that of the first. OUT keeps the runs, so that a killed one goes on.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from spv2_spark.config import PdfSettings
from spv2_spark.decode.metadata import metadata_of
from spv2_spark.decode.score import Pair, score
from spv2_spark.domain.label import PageLabels
from spv2_spark.domain.page import Document
from spv2_spark.features.featurise import FeatureSettings, PageFeatures
from spv2_spark.features.packages import Parts
from spv2_spark.features.shards import (
    LabelledPaper,
    Shard,
    ShardInfo,
    open_shard,
    shards_under,
    write_shard,
)
from spv2_spark.features.statistics import from_json
from spv2_spark.gold.corpus import iter_corpus
from spv2_spark.gold.read import read_gold
from spv2_spark.nn.tagger import load_tagger
from spv2_spark.nn.train import TrainSettings, train
from spv2_spark.pdf.read import read_pdf
from spv2_spark.pipeline.evaluate import rules_of

_STEPS = 900
_AT_ONCE = 50
_OPEN = ("free", "none")  # draws every axis evenly; was not typeset


def families(work: Path) -> dict[str, str]:
    """Return the family of every typeset paper by its id."""
    step = json.loads((work / "corpora/typeset/tokens.json").read_text())
    found = {}
    for part in step["parts"].values():
        for path in Path(part).glob("part=documents/*.parquet"):
            for row in pq.read_table(path, columns=["paper_id", "uri"]).to_pylist():
                found[row["paper_id"]] = row["uri"].split("/")[1]
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


def papers_of(shards: list[Shard], wanted: set[str]) -> Iterator[LabelledPaper]:
    """Yield the wanted papers of some shards."""
    for shard in shards:
        for place, paper in enumerate(shard.info.papers):
            if paper not in wanted:
                continue
            bounds = [
                (int(shard.number[page]), *shard.offsets[page : page + 2].tolist())
                for page in np.flatnonzero(shard.paper == place).tolist()
            ]
            pages = [PageFeatures(n, shard.ids[a:b], shard.numbers[a:b]) for n, a, b in bounds]
            labels = [PageLabels(n, shard.field[a:b], shard.entry[a:b]) for n, a, b in bounds]
            yield LabelledPaper(paper, pages, labels)


def read_folder(folder: Path) -> list[tuple[Pair, Document]]:
    """Return the papers of a folder that have gold and can be read."""
    found = []
    for paper in iter_corpus(folder):
        document = read_pdf(paper.pdf.read_bytes(), PdfSettings())
        if paper.gold is not None and isinstance(document, Document):
            pair = Pair(read_gold(paper.gold), None, paper.collection, paper.paper_id)
            found.append((pair, document))
    return found


def trained(work: Path, digest: str, out: Path, papers: set[str]) -> Path:
    """Train a tagger on some typeset papers; return its package."""
    statistics = from_json((work / f"statistics/{digest}.json").read_text())
    features = FeatureSettings()
    words = statistics.vocabulary(0.995)
    some = words[: features.word_ids - 2]
    sizes = statistics.only("size", "space")
    parts = Parts("designs", "1", some, sizes, features, "typeset papers", words)
    shards = [open_shard(path) for path in shards_under(work / "corpora/typeset/shards")]
    if not (out / "shard").exists():
        info = ShardInfo("typeset", 1.0, features.digest())
        write_shard(out / "shard", papers_of(shards, papers), info)
    settings = replace(TrainSettings(), steps=_STEPS, evaluate_every_s=1e9, patience=0)
    dev = shards_under(work / "corpora/typeset-dev/shards")
    train(settings, parts, [out / "shard"], dev, out / "run")
    return out / "run" / "package"


def f1_of(package: Path, found: list[tuple[Pair, Document]]) -> dict[str, float]:
    """Return SPv2's F1 by field of what a package reads."""
    tagger, pairs = load_tagger(package), []
    for start in range(0, len(found), _AT_ONCE):
        some = found[start : start + _AT_ONCE]
        for (pair, document), tags in zip(some, tagger.tag([d for _, d in some]), strict=True):
            read = metadata_of(document, tags, tagger.known_words)
            pairs.append(pair._replace(metadata=read))
    return {field: one.f1 for field, one in score(pairs, rules_of(pairs), draws=0).items()}


def main() -> None:
    """Train and score the three."""
    work, digest, out = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    family_of = families(work)
    read = {folder: read_folder(Path(folder)) for folder in sys.argv[4:]}
    first: dict[str, float] = {}
    for name, papers in chosen(family_of).items():
        package = trained(work, digest, out / name, set(papers))
        count = len({family_of[paper] for paper in papers})
        for folder, found in read.items():
            scores = f1_of(package, found)
            mean = sum(scores.values()) / len(scores)
            ratio = mean / max(first.setdefault(folder, mean), 1e-9)
            line = "  ".join(f"{field} {value:.3f}" for field, value in scores.items())
            print(f"{name:8} {count:3} families, {len(papers)} papers  {folder}  {line}", end="")
            print(f"  mean {mean:.3f}  ratio {ratio:.3f}", flush=True)


if __name__ == "__main__":
    main()
