"""A toy problem that tiny taggers learn in seconds, and its shards."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from spv2_spark.domain.label import PageLabels
from spv2_spark.domain.page import Document, Page
from spv2_spark.features.featurise import FeatureSettings, Featuriser
from spv2_spark.features.packages import Parts
from spv2_spark.features.shards import LabelledPaper, ShardInfo, write_shard
from spv2_spark.features.statistics import TokenStatistics, of_pages
from spv2_spark.features.strings import HashSizes

SETTINGS = FeatureSettings(word_ids=64, sizes=HashSizes(64, 64, 64, 64, 64))
WORDS = ("the", "of", "cell", "Smith", "J", "2015", ".", ",", "growth", "in")


def toy_page(rng: np.random.Generator, number: int, tokens: int) -> Page:
    """A page of lines of eight tokens, whose first line is large."""
    line = (np.arange(tokens) // 8).astype(np.int32)
    left = (np.arange(tokens) % 8) * 60.0
    boxes = np.stack([left, line * 12.0, left + 50, line * 12.0 + 10], axis=1)
    return Page(
        number=number,
        width_pt=600.0,
        height_pt=800.0,
        texts=tuple(WORDS[word] for word in rng.integers(0, len(WORDS), tokens)),
        boxes_pt=boxes.astype(np.float32),
        fonts=("Times-Roman",),
        font=np.zeros(tokens, np.int32),
        size_pt=np.where(line == 0, 18.0, 10.0).astype(np.float32),
        space_pt=np.full(tokens, 2.5, np.float32),
        marks=np.full(tokens, 8, np.uint8),
        line=line,
        block=line // 4,
        colour=np.zeros(tokens, np.uint32),
    )


def toy_labels(page: Page) -> PageLabels:
    """Large is the title; "Smith J" is a reference's author and opens an entry; years are years."""
    field = np.where(page.line == 0, 2, 0).astype(np.int8)
    entry = np.zeros(len(page), np.int8)
    if len(page):
        field[0] = 1
    for place, text in enumerate(page.texts):
        if page.line[place] and text == "2015":
            field[place] = 11
        if page.line[place] and text == "Smith":
            field[place], entry[place] = 7, 1
            if place + 1 < len(page) and page.texts[place + 1] == "J":
                field[place + 1], entry[place + 1] = 8, 2
    return PageLabels(page.number, field, entry)


def toy_document(seed: int, pages: int = 2, tokens: int = 100) -> Document:
    """A document of pages of unequal lengths."""
    rng = np.random.default_rng(seed)
    made = tuple(toy_page(rng, number, tokens + 7 * number) for number in range(pages))
    return Document(f"{seed:040x}", pages, ((600.0, 800.0),) * pages, made)


def toy_parts(documents: list[Document]) -> Parts:
    """The statistics of some documents as a package's parts."""
    statistics: TokenStatistics = of_pages(page for one in documents for page in one.pages)
    return Parts("toy", "toy-1", statistics.vocabulary(), statistics, SETTINGS, "toy documents")


def toy_shard(folder: Path, documents: list[Document], parts: Parts, weight: float = 1.0) -> Path:
    """Write documents as one shard."""
    featuriser = Featuriser(parts.vocabulary, parts.statistics, parts.features)
    papers = [
        LabelledPaper(
            document.sha1,
            featuriser.features(document),
            [toy_labels(page) for page in document.pages],
        )
        for document in documents
    ]
    write_shard(folder, papers, ShardInfo("toy", weight, parts.features.digest()))
    return folder
