"""String models as CRFs: labelled strings in, a package out, and its tagger.

The labels are CRFsuite's best path, so that weights need no scale for them: any of its
algorithms will do. Probabilities need those of L-BFGS.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import pycrfsuite

from spv2_spark.crf.chains import Chains
from spv2_spark.crf.string_attributes import STRING_ATTRIBUTE_VERSION, StringAttributes
from spv2_spark.crf.string_scores import StringScores
from spv2_spark.crf.weights import read_weights
from spv2_spark.errors import ModelError
from spv2_spark.strings.models import StringModel
from spv2_spark.strings.package import StringManifest, StringPackage
from spv2_spark.strings.spans import LabelledString, labels_of
from spv2_spark.strings.tagging import LikelyLabels
from spv2_spark.strings.tokens import StringTokens, tokenised

ENGINE = "crf"
MODEL = "model.crfsuite"
_BATCH_TOKENS = 4_096  # of strings side by side, the longest for all: 1.2 MB with 37 labels

Report = Callable[[str], None]

_ITERATION = re.compile(r"\*+ Iteration #(\d+)")
_LOSS = re.compile(r"Loss: ([-+0-9.e]+)")


@dataclass(frozen=True, slots=True)
class StringCrfSettings:
    """L1 and L2 regularisation, and the most iterations of L-BFGS."""

    c1: float = 0.1
    c2: float = 0.1
    iterations: int = 60


def train(
    model: StringModel,
    strings: Sequence[LabelledString],
    settings: StringCrfSettings,
    manifest: StringManifest,
    report: Report | None = None,
) -> StringPackage:
    """Return the package of a CRF that learnt the strings, in memory.

    Of `manifest` the name, the version and what it was trained on are taken.
    """
    attributes = StringAttributes()
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.message = _Heard(report)
    trainer.set_params(
        {"c1": settings.c1, "c2": settings.c2, "max_iterations": settings.iterations}
    )
    for string in strings:
        tokens = tokenised(string.text)
        trainer.append(attributes.items(tokens), labels_of(tokens, string.spans))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / MODEL
        trainer.train(str(path))
        data = path.read_bytes()
    own = replace(
        manifest,
        model=model.name,
        engine=ENGINE,
        settings={**asdict(settings), "strings": len(strings)},
        engine_version=STRING_ATTRIBUTE_VERSION,
    )
    return StringPackage(own, {MODEL: data})


class _Heard:
    """Passes on which iteration is over, of what CRFsuite says while it trains."""

    def __init__(self, report: Report | None) -> None:
        self._report, self._iteration = report, ""

    def __call__(self, message: str) -> None:
        if found := _ITERATION.match(message):
            self._iteration = found[1]
        elif (found := _LOSS.match(message)) and self._report:
            self._report(f"iteration {self._iteration}  loss {float(found[1]):.6g}")


class StringCrfTagger:
    """A package's CRF behind the `StringTagger` protocol. Not for several threads at once.

    Raises ModelError for a package whose file is no model of its labels.
    """

    def __init__(self, package: StringPackage) -> None:
        self.version = package.manifest.version
        named = f"model package {package.manifest.name}"
        if package.manifest.engine_version != STRING_ATTRIBUTE_VERSION:
            raise ModelError(f"{named}: attributes {package.manifest.engine_version}")
        try:
            self._weights = read_weights(package.files.get(MODEL, b""))
        except ModelError as error:
            raise ModelError(f"{named}: {error}") from error
        unknown = set(self._weights.labels) - set(package.model.labels)
        if unknown:
            raise ModelError(f"{named}: no labels of {package.model.name}: {sorted(unknown)}")
        self._scores = StringScores(self._weights)

    def labels(self, strings: Sequence[StringTokens]) -> list[list[str]]:
        """Return the labels of each string's tokens."""
        return [one.labels for one in self._tagged(strings, likely=False)]

    def likely_labels(self, strings: Sequence[StringTokens]) -> list[LikelyLabels]:
        """Return the labels of each string's tokens, with their probabilities over all paths."""
        return self._tagged(strings, likely=True)

    def _tagged(self, strings: Sequence[StringTokens], *, likely: bool) -> list[LikelyLabels]:
        found = [LikelyLabels([], [])] * len(strings)
        order = sorted(range(len(strings)), key=lambda at: -len(strings[at]))
        for batch in _batches([at for at in order if len(strings[at])], strings):
            for at, one in zip(
                batch, self._batch([strings[at] for at in batch], likely), strict=True
            ):
                found[at] = one
        return found

    def _batch(self, strings: Sequence[StringTokens], likely: bool) -> Iterator[LikelyLabels]:
        scores, ends = self._scores.of(strings), np.cumsum([len(one) for one in strings])
        chains = Chains.of(np.split(scores, ends[:-1]))
        best = chains.best(self._weights.transitions)
        shares = chains.likelihoods(self._weights.transitions, best) if likely else best
        names = self._weights.labels
        for at, n in enumerate(chains.lengths.tolist()):
            labels = [names[label] for label in best[:n, at].tolist()]
            yield LikelyLabels(labels, shares[:n, at].tolist() if likely else [])


def _batches(order: Sequence[int], strings: Sequence[StringTokens]) -> Iterator[list[int]]:
    """Yield the strings in their order, so many that no batch has too many tokens."""
    batch: list[int] = []
    for at in order:
        if batch and (len(batch) + 1) * len(strings[batch[0]]) > _BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(at)
    if batch:
        yield batch
