"""Train a model that reads a string, or say by folds how good its engine is."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from spv2_spark.config import Settings
from spv2_spark.domain.digests import settings_hash
from spv2_spark.engines.strings import string_tagger_of, train_strings
from spv2_spark.errors import SettingsError
from spv2_spark.nn.device import Device
from spv2_spark.runtime.outputs import whole_file
from spv2_spark.strings.folds import folds_of
from spv2_spark.strings.models import StringModel, model_called
from spv2_spark.strings.package import StringManifest, StringPackage
from spv2_spark.strings.scores import FieldCounts
from spv2_spark.strings.spans import LabelledString, labels_of
from spv2_spark.strings.tagging import MOST_TOKENS
from spv2_spark.strings.tokens import tokenised

LOG = logging.getLogger(__name__)

_DIGITS = 5  # of a score


@dataclass(frozen=True, slots=True)
class StringRequest:
    """What is trained: a model on the gold of a folder or an archive, in GROBID's form."""

    model: str
    gold: Path
    out: Path
    name: str = ""
    version: str = ""
    trained_on: str = ""

    @property
    def manifest(self) -> StringManifest:
        """What the package will say of itself, but for what its engine knows."""
        name = self.name or self.model
        version = self.version or f"{name}-1"
        return StringManifest(name, version, self.model, "", self.trained_on or self.gold.name)


@dataclass(frozen=True, slots=True)
class FoldScore:
    """How one fold was read by a model that learnt the others.

    `unseen_f1` counts the strings alone that are not word for word among those learnt.
    """

    fold: int
    strings: int
    f1: float
    unseen_f1: float
    fields: dict[str, tuple[int, int, int]]  # name: (in the gold, found, right)
    train_s: float
    tag_s: float  # seconds of CPU a string

    @property
    def counts(self) -> FieldCounts:
        """The fields as counts that can be added."""
        counts = FieldCounts()
        for name, (gold, found, right) in self.fields.items():
            counts.gold[name], counts.found[name], counts.right[name] = gold, found, right
        return counts


def train(settings: Settings, request: StringRequest) -> StringPackage:
    """Train on all gold, or go on with what `out` holds; the package is at `out`/package."""
    model = model_called(request.model)
    strings = gold_of(request)
    return train_strings(
        model, strings, settings.string_training, request.manifest, request.out, LOG.info
    )


def gold_of(request: StringRequest) -> list[LabelledString]:
    """Return the labelled strings of a request; GoldError where there are none."""
    from spv2_spark.gold.string_files import labelled_strings

    return labelled_strings(request.gold, request.model)


def cross_validated(
    settings: Settings, request: StringRequest, folds: int, first: int = 0
) -> Iterator[FoldScore]:
    """Yield the score of each fold; those that `out` already has are not trained again.

    `first` ends it after so many folds (0: all). Raises SettingsError for scores in `out` that
    are of other settings or other gold.
    """
    model, strings = model_called(request.model), gold_of(request)
    if not 2 <= folds <= len(strings):  # noqa: PLR2004  one learns what another is tested on
        raise SettingsError(f"--folds {folds}: from 2 to the {len(strings)} strings there are")
    digest = _digest(settings, request.model, folds, strings)
    for number, tested in enumerate(folds_of(len(strings), folds, settings.string_training.seed)):
        if first and number >= first:
            return
        out = request.out / f"fold-{number}"
        kept = _kept(out / "score.json", digest)
        if kept is None:
            held = set(tested)
            learnt = [one for at, one in enumerate(strings) if at not in held]
            kept = _scored(settings, replace(request, out=out), number, model, learnt,
                           [strings[at] for at in tested])  # fmt: skip
            with whole_file(out / "score.json") as file:
                file.write(json.dumps({"digest": digest, **asdict(kept)}, indent=1).encode())
        yield kept


def _scored(
    settings: Settings,
    request: StringRequest,
    number: int,
    model: StringModel,
    learnt: Sequence[LabelledString],
    tested: Sequence[LabelledString],
) -> FoldScore:
    training, began = settings.string_training, time.process_time()
    package = train_strings(model, learnt, training, request.manifest, request.out, LOG.info)
    train_s = time.process_time() - began
    device = Device(training.threads)
    tagger = string_tagger_of(package, device, settings.strings.batch_tokens)
    known = {one.text for one in learnt}
    tokens = [tokenised(one.text, MOST_TOKENS) for one in tested]
    tagger.labels(tokens[:1])  # what the first call loads is no string's
    began = time.process_time()
    found = tagger.labels(tokens)
    tag_s = (time.process_time() - began) / len(tested)
    whole, unseen = FieldCounts(), FieldCounts()
    for string, one, labels in zip(tested, tokens, found, strict=True):
        gold = labels_of(one, string.spans)
        whole.add(gold, labels)
        if string.text not in known:
            unseen.add(gold, labels)
    fields = {name: (whole.gold[name], whole.found[name], whole.right[name])
              for name in model.fields}  # fmt: skip
    f1, unseen_f1 = (round(one.f1(), _DIGITS) for one in (whole, unseen))
    return FoldScore(number, len(tested), f1, unseen_f1, fields, round(train_s, 1), round(tag_s, 7))


def _kept(path: Path, digest: str) -> FoldScore | None:
    if not path.exists():
        return None
    try:
        table: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        found = table.pop("digest")
        score = FoldScore(**{**table, "fields": {k: tuple(v) for k, v in table["fields"].items()}})
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise SettingsError(f"{path}: no score of a fold") from error
    if found != digest:
        raise SettingsError(
            f"{path} is of other settings or other gold; choose another --out, or remove it"
        )
    return score


def _digest(settings: Settings, model: str, folds: int, strings: Sequence[LabelledString]) -> str:
    # Another number of threads gives no other model.
    training = asdict(replace(settings.string_training, threads=0))
    gold = settings_hash([asdict(one) for one in strings])
    return settings_hash(training, model, folds, gold)
