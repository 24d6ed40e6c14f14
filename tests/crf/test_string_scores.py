"""Labels and probabilities are those of CRFsuite's own tagger, for every packaged model."""

from __future__ import annotations

from typing import Any

import pycrfsuite
import pytest

from spv2_spark.crf import string_scores
from spv2_spark.crf.string_attributes import StringAttributes
from spv2_spark.crf.strings import MODEL, StringCrfTagger
from spv2_spark.crf.weights import read_weights
from spv2_spark.errors import ModelError
from spv2_spark.strings.models import MODELS
from spv2_spark.strings.package import StringPackage, read_package
from spv2_spark.strings.tokens import StringTokens, cleaned, tokenised

TEXTS = (
    "",
    "A",
    "12 March 2019",
    "Received 2 May 2001; accepted in final form 14 August 2002",
    "Anna B. Lindqvist and Óscar de la Fuente Jr.",
    "Roe, A., Doe, B.-C. & van der Berg, D. (Eds.)",
    "Department of Kiln Science, University of Testville, PO Box 12, 01234 Testville, Norway",
    "[12] A. Roe, B. Doe: Cooling of porous kilns. J. Kiln Sci. 12(3), 45–67 (2019). "
    "doi:10.1000/182",
    "王伟, 李娜. 多孔窑的冷却[J]. 窑炉学报, 2019, 12(3): 45-67.",
    "Иванов И. И. Охлаждение печей // Вестник. 2019. Т. 12. № 3. С. 45–67.",
    "1 2 3 1999 2000 (a) \"b\" «c» [d] {e}",
    " ".join(f"word{at}, {at}." for at in range(120)),
)  # fmt: skip
STRINGS = [tokenised(cleaned(text)) for text in TEXTS]


@pytest.fixture(params=MODELS, name="package")
def packaged(request: pytest.FixtureRequest) -> StringPackage:
    return read_package(f"packaged:{request.param}")


def test_crfsuite_says_the_same(package: StringPackage) -> None:
    tagger = StringCrfTagger(package)
    found = tagger.likely_labels(STRINGS)
    assert [one.labels for one in found] == tagger.labels(STRINGS)
    for string, likely in zip(STRINGS, found, strict=True):
        labels, probabilities = _by_crfsuite(package, string)
        assert likely.labels == labels
        assert likely.probabilities == pytest.approx(probabilities, abs=1e-9)


def test_tables_that_begin_anew_change_nothing(
    package: StringPackage, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = StringCrfTagger(package).likely_labels(STRINGS)
    monkeypatch.setattr(string_scores, "_MOST_WORDS", 5)
    tagger = StringCrfTagger(package)
    again = [tagger.likely_labels([string])[0] for _ in range(2) for string in STRINGS]
    for one, other in zip(again, expected * 2, strict=True):
        assert one.labels == other.labels
        assert one.probabilities == pytest.approx(other.probabilities, abs=1e-9)


def test_all_weights_are_read(package: StringPackage) -> None:
    data = package.files[MODEL]
    weights = read_weights(data)
    own: Any = pycrfsuite.Tagger()
    own.open_inmemory(data)
    info = own.info()
    assert set(weights.attributes) == {name.encode() for name in info.attributes}
    at = {name: place for place, name in enumerate(weights.labels)}
    states = weights.states.copy()
    for (name, label), weight in info.state_features.items():
        row = weights.attributes[name.encode()]
        assert states[row, at[label]] == pytest.approx(weight, abs=1e-6)  # as it prints them
        states[row, at[label]] = 0
    assert not states.any()
    for (one, two), weight in info.transitions.items():
        assert weights.transitions[at[one], at[two]] == pytest.approx(weight, abs=1e-6)


def test_what_is_no_model_is_refused(package: StringPackage) -> None:
    data = package.files[MODEL]
    damaged = [b"", b"lCRF", b"x" * 200, data[: len(data) // 2], data[:100]]
    # Places of features, labels and attributes that lie beyond the file's end.
    damaged += [data[:at] + b"\xff\xff\xff\x7f" + data[at + 4 :] for at in (28, 32, 36)]
    for one in damaged:
        with pytest.raises(ModelError, match="no CRFsuite model"):
            read_weights(one)


def _by_crfsuite(package: StringPackage, string: StringTokens) -> tuple[list[str], list[float]]:
    own: Any = pycrfsuite.Tagger()
    own.open_inmemory(package.files[MODEL])
    if not string.starts:
        return [], []
    own.set(StringAttributes().items(string))
    labels = own.tag()
    return labels, [own.marginal(label, at) for at, label in enumerate(labels)]
