"""String models as CRFs: labelled strings in, a package out, and its tagger.

The labels are CRFsuite's best path, so that weights need no scale: any of its algorithms will do.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from spv2_spark.crf.string_attributes import STRING_ATTRIBUTE_VERSION, StringAttributes
from spv2_spark.crf.tagger import crfsuite
from spv2_spark.errors import ModelError
from spv2_spark.strings.models import StringModel
from spv2_spark.strings.package import StringManifest, StringPackage
from spv2_spark.strings.spans import LabelledString, labels_of
from spv2_spark.strings.tokens import StringTokens, tokenised

ENGINE = "crf"
MODEL = "model.crfsuite"

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class StringCrfSettings:
    """L1 and L2 regularisation, and the most iterations of L-BFGS."""

    c1: float = 0.1
    c2: float = 0.1
    iterations: int = 120


def train(
    model: StringModel,
    strings: Sequence[LabelledString],
    settings: StringCrfSettings,
    name: str,
    version: str,
    trained_on: str = "",
) -> StringPackage:
    """Return the package of a CRF that learnt the strings."""
    attributes = StringAttributes()
    trainer = crfsuite().Trainer(algorithm="lbfgs", verbose=False)
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
    manifest = StringManifest(
        name=name,
        version=version,
        model=model.name,
        engine=ENGINE,
        trained_on=trained_on,
        settings={**asdict(settings), "strings": len(strings)},
        engine_version=STRING_ATTRIBUTE_VERSION,
    )
    return StringPackage(manifest, {MODEL: data})


class StringCrfTagger:
    """A package's CRF behind the `StringTagger` protocol. Not for several threads at once.

    Raises ModelError for a package whose file is no model of its labels, and SettingsError where
    python-crfsuite is not installed.
    """

    def __init__(self, package: StringPackage) -> None:
        self.version = package.manifest.version
        named = f"model package {package.manifest.name}"
        if package.manifest.engine_version != STRING_ATTRIBUTE_VERSION:
            raise ModelError(f"{named}: attributes {package.manifest.engine_version}")
        self._attributes = StringAttributes()
        self._tagger: Any = crfsuite().Tagger()
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
