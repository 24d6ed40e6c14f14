"""Toy papers whose last two pages are a list of references that runs over the page break."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from spv2_spark.domain.label import PageLabels
from spv2_spark.domain.page import Document, Page
from spv2_spark.features.featurise import Featuriser
from spv2_spark.features.packages import Parts
from spv2_spark.features.shards import LabelledPaper, ShardInfo, write_shard
from tests.nn.toy import toy_page

_TITLES = ("growth", "of", "the", "cell", "in")


def reference(rng: np.random.Generator) -> tuple[list[str], list[int]]:
    """Authors, a title and a year, with their field labels."""
    texts, fields = [], []
    for _ in range(int(rng.integers(1, 3))):
        texts += ["Smith", "J", ","]
        fields += [7, 8, 0]
    title = [_TITLES[place] for place in rng.integers(0, len(_TITLES), int(rng.integers(2, 7)))]
    return (
        [*texts, *title, ".", "2015", "."],
        [*fields, 5, *[6] * (len(title) - 1), 0, 11, 0],
    )


def paper_of(seed: int, references: int = 8) -> tuple[Document, list[PageLabels]]:
    """A paper with a title page of 40 tokens and two pages of references, with its labels."""
    rng = np.random.default_rng(seed)
    first = toy_page(rng, 0, 40)
    texts, fields, entries = [], [], []
    for _ in range(references):
        words, labels = reference(rng)
        texts += words
        fields += labels
        entries += [1] + [2] * (len(words) - 1)
    cut = len(texts) // 2
    pages = [first, _page(rng, 1, texts[:cut]), _page(rng, 2, texts[cut:])]
    front = np.where(first.line == 0, 2, 0).astype(np.int8)
    front[0] = 1
    labels_of = [
        PageLabels(0, front, np.zeros(40, np.int8)),
        PageLabels(1, np.array(fields[:cut], np.int8), np.array(entries[:cut], np.int8)),
        PageLabels(2, np.array(fields[cut:], np.int8), np.array(entries[cut:], np.int8)),
    ]
    document = Document(f"{seed:040x}", 3, ((600.0, 800.0),) * 3, tuple(pages))
    return document, labels_of


def shard_of(folder: Path, seeds: Sequence[int], parts: Parts) -> Path:
    """Write the papers of some seeds as one shard."""
    featuriser = Featuriser(parts.vocabulary, parts.statistics, parts.features)
    papers = [
        LabelledPaper(document.sha1, featuriser.features(document), labels)
        for document, labels in map(paper_of, seeds)
    ]
    write_shard(folder, papers, ShardInfo("toy", 1.0, parts.features.digest()))
    return folder


def _page(rng: np.random.Generator, number: int, texts: Sequence[str]) -> Page:
    page = toy_page(rng, number, len(texts))
    return replace(page, texts=tuple(texts), size_pt=np.full(len(texts), 8.0, np.float32))
