"""Packages of string models by their names, whatever their engine, and their training."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from spv2_spark.config import SourceSettings
from spv2_spark.config.strings import StringTrainingSettings
from spv2_spark.crf import strings as crf_strings
from spv2_spark.crf.strings import StringCrfSettings, StringCrfTagger
from spv2_spark.engines.packages import package_files
from spv2_spark.errors import ModelError
from spv2_spark.features.packages import check_place
from spv2_spark.nn.device import Device
from spv2_spark.nn.string_shape import STRING_ENGINES
from spv2_spark.strings.models import StringModel
from spv2_spark.strings.package import (
    StringManifest,
    StringPackage,
    read_files,
    read_package,
    write_package,
)
from spv2_spark.strings.spans import LabelledString
from spv2_spark.strings.tagging import StringTagger

ENGINES = (crf_strings.ENGINE, *STRING_ENGINES)

Report = Callable[[str], None]


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
    if engine not in STRING_ENGINES:
        known = ", ".join(ENGINES)
        raise ModelError(f"model package {package.manifest.name}: engine {engine!r} ({known})")
    from spv2_spark.nn.string_tagger import tagger_on

    return tagger_on(device, package, batch_tokens)


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
    the CRF learns them all, anew. Raises ModelError for an `out`/package that is something else.
    """
    if settings.engine == crf_strings.ENGINE:
        check_place(out / "package")
        wanted = StringCrfSettings(settings.c1, settings.c2, settings.iterations)
        package = crf_strings.train(model, strings, wanted, manifest, report)
        write_package(out / "package", package)
        return read_package(out / "package")
    from spv2_spark.nn.string_train import settings_from, train

    return train(model, strings, settings_from(settings), manifest, out, report)
