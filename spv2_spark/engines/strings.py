"""Packages of string models by their names, whatever their engine, and their training."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from spv2_spark.config import Settings, SourceSettings
from spv2_spark.config.strings import StringTrainingSettings
from spv2_spark.crf import strings as crf_strings
from spv2_spark.crf.strings import StringCrfSettings, StringCrfTagger
from spv2_spark.engines.packages import package_files
from spv2_spark.errors import ModelError
from spv2_spark.features.packages import check_place
from spv2_spark.nn.bert_sizes import BERT_ENGINE
from spv2_spark.nn.device import Device
from spv2_spark.nn.string_shape import STRING_ENGINES
from spv2_spark.strings.models import StringModel, model_called
from spv2_spark.strings.package import (
    StringManifest,
    StringPackage,
    read_files,
    read_package,
    write_package,
)
from spv2_spark.strings.spans import LabelledString
from spv2_spark.strings.tagging import StringTagger

ENGINES = (crf_strings.ENGINE, *STRING_ENGINES, BERT_ENGINE)

Report = Callable[[str], None]

# Which setting names the package of which model.
_SETTINGS = {
    "citation": "citation",
    "name-header": "name_header",
    "name-citation": "name_citation",
    "affiliation-address": "affiliation",
    "date": "date",
}


def open_strings(name: str, source: SourceSettings, model: StringModel) -> StringPackage:
    """Return the package of a name ("packaged:NAME", a folder or a URI), which is of a model.

    Raises ModelError for a package of another model, of another kind, or damaged.
    """
    package = read_files(package_files(name, source), name)
    if package.manifest.model != model.name:
        raise ModelError(f"model package {name}: it reads {package.model.what}, not {model.what}")
    return package


def string_tagger_of(package: StringPackage, device: Device, batch_tokens: int) -> StringTagger:
    """Return a package's tagger on a device; ModelError for an engine that there is not."""
    engine = package.manifest.engine
    if engine == crf_strings.ENGINE:
        return StringCrfTagger(package)
    if engine == BERT_ENGINE:
        from spv2_spark.nn import bert_tagger

        return bert_tagger.tagger_on(device, package, batch_tokens)
    if engine not in STRING_ENGINES:
        known = ", ".join(ENGINES)
        raise ModelError(f"model package {package.manifest.name}: engine {engine!r} ({known})")
    from spv2_spark.nn.string_tagger import tagger_on

    return tagger_on(device, package, batch_tokens)


def versions_of(settings: Settings, models: Sequence[str]) -> tuple[str, ...]:
    """Return the versions of the packages that the settings name for the models.

    Raises ModelError for an unusable package, SettingsError for a model that there is none of.
    """
    packages = (
        open_strings(_package_of(settings, model), settings.source, called)
        for model, called in [(model, model_called(model)) for model in models]
    )
    return tuple(package.manifest.version for package in packages)


def taggers_of(
    settings: Settings, models: Sequence[str], versions: Sequence[str], device: Device
) -> tuple[StringTagger, ...]:
    """Return the models' taggers on a device; ModelError if a package has another version."""
    taggers = []
    for model, version in zip(models, versions, strict=True):
        package = open_strings(_package_of(settings, model), settings.source, model_called(model))
        if package.manifest.version != version:
            found = package.manifest.version
            raise ModelError(f"{package.manifest.name}: {found} here, {version} at the driver")
        taggers.append(string_tagger_of(package, device, settings.strings.batch_tokens))
    return tuple(taggers)


def _package_of(settings: Settings, model: str) -> str:
    name: str = getattr(settings.strings, _SETTINGS[model])
    return name


def train_strings(
    model: StringModel,
    strings: Sequence[LabelledString],
    settings: StringTrainingSettings,
    manifest: StringManifest,
    out: Path,
    report: Report | None = None,
) -> StringPackage:
    """Train the engine of the settings, and return the package, which is at `out`/package.

    Of `manifest` the name, the version and what it was trained on are taken. A network holds
    back `dev_share` of the strings to stop by, and goes on with what `out` has of a killed run;
    the CRF learns them all, anew. Raises ModelError for an `out`/package that is something else
    and for an encoder that cannot be read, SettingsError for an engine without the one it needs.
    """
    if settings.engine == crf_strings.ENGINE:
        check_place(out / "package")
        wanted = StringCrfSettings(settings.c1, settings.c2, settings.iterations)
        package = crf_strings.train(model, strings, wanted, manifest, report)
        write_package(out / "package", package)
        return read_package(out / "package")
    if settings.engine == BERT_ENGINE:
        from spv2_spark.nn import bert_train

        fine = bert_train.bert_settings_from(settings)
        return bert_train.train(model, strings, fine, manifest, out, report)
    from spv2_spark.nn.string_train import settings_from, train

    return train(model, strings, settings_from(settings), manifest, out, report)
