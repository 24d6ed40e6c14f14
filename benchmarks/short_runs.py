"""Short trainings on a part of the shards, scored on folders of PDFs: what experiments share."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from spv2_spark.config import PdfSettings
from spv2_spark.decode.decoder import Decoder
from spv2_spark.domain.label import PageLabels
from spv2_spark.domain.page import Document
from spv2_spark.domain.tagging import Tagger
from spv2_spark.features.featurise import FeatureSettings, PageFeatures
from spv2_spark.features.packages import Parts
from spv2_spark.features.shards import (
    LabelledPaper,
    Shard,
    ShardInfo,
    open_shard,
    write_shard,
)
from spv2_spark.features.statistics import from_json
from spv2_spark.gold.corpus import iter_corpus
from spv2_spark.gold.read import read_gold
from spv2_spark.nn.schedule import TrainSettings
from spv2_spark.nn.tagger import load_tagger
from spv2_spark.nn.train import train
from spv2_spark.pdf.read import read_pdf
from spv2_spark.pipeline.training.evaluate import rules_of
from spv2_spark.scoring.score import Pair, score

_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Work:
    """A work folder with featurised corpora (scripts/released-model.sh) and their statistics."""

    root: Path
    digest: str

    def parts(self, name: str, features: FeatureSettings | None = None) -> Parts:
        """Return what a package of these statistics holds beside its weights."""
        features = features or FeatureSettings()
        statistics = from_json((self.root / f"statistics/{self.digest}.json").read_text())
        words = statistics.vocabulary(0.995)
        some = words[: features.word_ids - 2]
        sizes = statistics.only("size", "space")
        return Parts(name, "1", some, sizes, features, "an experiment", words)

    def shards(self, corpus: str) -> list[Path]:
        """Return a corpus' shards."""
        found = (self.root / f"corpora/{corpus}/shards").rglob("manifest.json")
        return sorted(one.parent for one in found if not one.parent.name.startswith("."))

    def uris(self, corpus: str) -> dict[str, str]:
        """Return the URI of every paper of a corpus by its id."""
        step = json.loads((self.root / f"corpora/{corpus}/tokens.json").read_text())
        return {
            row["paper_id"]: row["uri"]
            for part in step["parts"].values()
            for path in Path(part).glob("*.parquet")
            for row in pq.read_table(path, columns=["paper_id", "uri"]).to_pylist()
        }

    def shard_of(self, corpus: str, papers: Collection[str], folder: Path) -> Path:
        """Write the shard of some papers of a corpus, unless it is there; return its folder."""
        if not folder.exists():
            shards = [open_shard(path) for path in self.shards(corpus)]
            first = shards[0].info
            info = ShardInfo(corpus, first.weight, first.settings_digest)
            write_shard(folder, _papers_of(shards, frozenset(papers)), info)
        return folder


def read_folder(folder: Path) -> list[tuple[Pair, Document]]:
    """Return the papers of a folder that have gold and can be read."""
    found = []
    for paper in iter_corpus(folder):
        document = read_pdf(paper.pdf.read_bytes(), PdfSettings())
        if paper.gold is not None and isinstance(document, Document):
            pair = Pair(read_gold(paper.gold), None, paper.collection, paper.paper_id)
            found.append((pair, document))
    return found


def trained(
    settings: TrainSettings, parts: Parts, shards: Sequence[Path], dev: Sequence[Path], out: Path
) -> Path:
    """Train a tagger; return its package. `out` keeps the run, so that a killed one goes on."""
    train(settings, parts, shards, dev, out)
    return out / "package"


def pairs_of(package: Path, found: Sequence[tuple[Pair, Document]]) -> list[Pair]:
    """Return what a package reads, beside the gold."""
    return read_by(load_tagger(package), found)


def read_by(tagger: Tagger, found: Sequence[tuple[Pair, Document]]) -> list[Pair]:
    """Return what a tagger reads, beside the gold."""
    pairs = []
    for start in range(0, len(found), _AT_ONCE):
        some = found[start : start + _AT_ONCE]
        for (pair, document), tags in zip(some, tagger.tag([d for _, d in some]), strict=True):
            read = Decoder().metadata_of(document, tags, tagger.known_words)
            pairs.append(pair._replace(metadata=read))
    return pairs


def f1_of(pairs: Sequence[Pair]) -> dict[str, float]:
    """Return SPv2's F1 by field."""
    return {field: one.f1 for field, one in score(pairs, rules_of(pairs), draws=0).items()}


def line_of(scores: dict[str, float]) -> str:
    """Return the F1s and their mean as text."""
    mean = sum(scores.values()) / len(scores)
    return "  ".join(f"{name} {f1:.3f}" for name, f1 in {**scores, "mean": mean}.items())


def _papers_of(shards: list[Shard], wanted: frozenset[str]) -> Iterator[LabelledPaper]:
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
