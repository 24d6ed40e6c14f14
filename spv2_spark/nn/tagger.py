"""The neural taggers at work: documents in, log probabilities out, in batches over all of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path

import numpy as np

from spv2_spark.domain.label import ENTRY_LABELS, FIELD_LABELS
from spv2_spark.domain.page import Document
from spv2_spark.domain.tagging import PageTags, Tagger
from spv2_spark.features.featurise import Featuriser, PageFeatures
from spv2_spark.features.pool import PagePool
from spv2_spark.nn.cascade import CascadeTagger
from spv2_spark.nn.device import Device
from spv2_spark.nn.gpu_client import GpuNetworks
from spv2_spark.nn.network import Predict, network_of, predict_on
from spv2_spark.nn.package import Package, read_package
from spv2_spark.nn.unread import (
    LIST_HEADING,
    UNDER_LIST,
    Waiting,
    may_wait,
    wanted,
    without_tags,
)
from spv2_spark.nn.windows import Window, padded, windows_of

# So many times the windows of training: papers read as well, and less context is computed twice.
_LONGER = 2


class NeuralTagger:
    """A trained model behind the `Tagger` protocol. Not for several threads at once."""

    def __init__(self, package: Package, predict: Predict, batch_tokens: int = 8_192) -> None:
        self._package = package
        self._predict = predict
        self._batch_tokens = batch_tokens
        self.version = package.manifest.version
        self.known_words = package.known_words

    @cached_property
    def _featuriser(self) -> Featuriser:
        return self._package.featuriser()

    def features(self, documents: Sequence[Document]) -> list[tuple[PageFeatures, ...]]:
        """Return one tuple per document, with one PageFeatures per page in the same order."""
        return [self._featuriser.features(document) for document in documents]

    def tag(self, documents: Sequence[Document]) -> list[tuple[PageTags, ...]]:
        """Return one tuple per document, with one PageTags per page in the same order."""
        return self.tag_documents(documents, self.features(documents))

    def tag_documents(
        self, documents: Sequence[Document], features: Sequence[Sequence[PageFeatures]]
    ) -> list[tuple[PageTags, ...]]:
        """Tag featurised documents; batches run over the pages of all of them.

        Pages of which the others tell that nothing stands on them (`unread`) are not computed.
        """
        waiting = [self._may_wait(*both) for both in zip(documents, features, strict=True)]
        tags = self._tags_of(features, [
            [place for place in range(len(pages)) if place not in own.places]
            for pages, own in zip(features, waiting, strict=True)
        ])  # fmt: skip
        late = self._tags_of(features, [
            wanted(*each) for each in zip(documents, waiting, tags, strict=True)
        ])  # fmt: skip
        found = [first | second for first, second in zip(tags, late, strict=True)]
        return [
            tuple(own.get(place) or without_tags(page) for place, page in enumerate(pages))
            for pages, own in zip(features, found, strict=True)
        ]

    def _may_wait(self, document: Document, features: Sequence[PageFeatures]) -> Waiting:
        names = self._featuriser.number_names
        if UNDER_LIST not in names:
            return Waiting()
        columns = (names.index(name) for name in (UNDER_LIST, LIST_HEADING))
        return may_wait(document, features, *columns)

    def _tags_of(
        self, features: Sequence[Sequence[PageFeatures]], places: Sequence[Sequence[int]]
    ) -> list[dict[int, PageTags]]:
        """Return the tags of some pages of each document, by their places."""
        chosen = [pages[at] for pages, own in zip(features, places, strict=True) for at in own]
        tags = iter(self.tag_features(chosen))
        return [{place: next(tags) for place in own} for own in places]

    def tag_features(self, pages: Sequence[PageFeatures]) -> list[PageTags]:
        """Tag featurised pages, or other sequences of tokens, in their order."""
        logp = [np.zeros((len(page), FIELD_LABELS + ENTRY_LABELS), np.float32) for page in pages]
        manifest = self._package.manifest
        pieces = [
            (index, window)
            for index, page in enumerate(pages)
            for window in windows_of(len(page), manifest.window * _LONGER, manifest.context)
        ]
        pool: PagePool[tuple[int, Window]] = PagePool(self._batch_tokens, max(len(pieces), 1))
        sized = ((piece, piece[1].stop - piece[1].start) for piece in pieces)
        for group in pool.batches(sized):
            parts = [(pages[index], slice(w.start, w.stop)) for index, w in group]
            batch = padded([(page.ids[part], page.numbers[part]) for page, part in parts])
            for (index, w), row in zip(group, self._predict(batch), strict=True):
                logp[index][w.first : w.last] = row[w.first - w.start : w.last - w.start]
        return [
            PageTags(page.number, rows[:, :FIELD_LABELS], rows[:, FIELD_LABELS:])
            for page, rows in zip(pages, logp, strict=True)
        ]


def load_tagger(
    package: str | Path | Package, batch_tokens: int = 8_192, threads: int = 0
) -> Tagger:
    """Load a tagger from a package (a folder, "packaged:NAME", or one in memory).

    It is a cascade if the package holds a parser. `batch_tokens` bounds the padded size of a
    batch and so the memory; `threads` is the number of CPU threads (0 leaves it to the
    backend). Raises ModelError for a package that is missing, damaged, foreign or newer.
    """
    opened = package if isinstance(package, Package) else read_package(package)
    return tagger_on(Device(threads=threads), opened, batch_tokens)


def tagger_on(device: Device, package: Package, batch_tokens: int) -> Tagger:
    """Load a package's tagger on a device; see `load_tagger`.

    For GPUs of its own it asks processes that have them (`gpu_client`). Raises ModelError for a
    package whose weights do not fit its shape, SettingsError for an unknown precision.
    """
    parser = package.reference_parser
    packages = [package, parser] if parser else [package]
    predicts = _predicts_on(device, packages)
    pages, *parsers = (
        NeuralTagger(one, predict, batch_tokens)
        for one, predict in zip(packages, predicts, strict=True)
    )
    return CascadeTagger(pages, parsers[0]) if parsers else pages


def load_pages(package: Package, batch_tokens: int = 8_192, threads: int = 0) -> NeuralTagger:
    """Load a package's page model alone; see `load_tagger`."""
    (predict,) = _predicts_on(Device(threads=threads), [package])
    return NeuralTagger(package, predict, batch_tokens)


def _predicts_on(device: Device, packages: Sequence[Package]) -> list[Predict]:
    networks = [network_of(one) for one in packages]
    if not device.gpus:
        return [predict_on(network, device) for network in networks]
    on_gpus = GpuNetworks(networks, device)
    on_gpus.start()
    return [partial(on_gpus.predict, place) for place in range(len(networks))]
