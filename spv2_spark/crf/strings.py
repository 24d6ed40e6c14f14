"""String models as CRFs: labelled strings in, a package out, and its tagger.

The labels are CRFsuite's best path, so that weights need no scale for them: any of its
algorithms will do. Probabilities need those of L-BFGS.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pycrfsuite

from spv2_spark.crf.string_attributes import STRING_ATTRIBUTE_VERSION, StringAttributes
from spv2_spark.errors import ModelError
from spv2_spark.strings.models import StringModel
from spv2_spark.strings.package import StringManifest, StringPackage
from spv2_spark.strings.spans import LabelledString, labels_of
from spv2_spark.strings.tagging import LikelyLabels
from spv2_spark.strings.tokens import StringTokens, tokenised

ENGINE = "crf"
MODEL = "model.crfsuite"

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
        self._attributes = StringAttributes()
        self._tagger: Any = pycrfsuite.Tagger()
        # CRFsuite reads on in these very bytes: they are held as long as the model.
        self._bytes = package.files.get(MODEL, b"")
        try:
            self._tagger.open_inmemory(self._bytes)
            unknown = set(self._tagger.labels()) - set(package.model.labels)
        except ValueError as error:
            raise ModelError(f"{named}: {error}") from error
        if unknown:
            raise ModelError(f"{named}: no labels of {package.model.name}: {sorted(unknown)}")

    def labels(self, strings: Sequence[StringTokens]) -> list[list[str]]:
        """Return the labels of each string's tokens."""
        tag, items = self._tagger.tag, self._attributes.items
        return [tag(items(string)) if string.starts else [] for string in strings]

    def likely_labels(self, strings: Sequence[StringTokens]) -> list[LikelyLabels]:
        """Return the labels of each string's tokens, with their probabilities over all paths."""
        return [self._likely(one) if one.starts else LikelyLabels([], []) for one in strings]

    def _likely(self, string: StringTokens) -> LikelyLabels:
        self._tagger.set(self._attributes.items(string))
        labels = self._tagger.tag()
        marginal = self._tagger.marginal
        return LikelyLabels(labels, [marginal(label, at) for at, label in enumerate(labels)])
