"""The versions of tokens and of results: another where anything that shapes them is another."""

from __future__ import annotations

from spv2_spark import further, layout, pdf
from spv2_spark.config import PdfSettings, Settings
from spv2_spark.decode.decoder import Decoder
from spv2_spark.decode.version import version_of
from spv2_spark.domain.digests import settings_hash
from spv2_spark.engines.packages import decoder_of, opened, package_files
from spv2_spark.engines.strings import versions_of
from spv2_spark.further.models import NAMES

DIGITS = 6  # of a digest that is part of a version


def tokens_version(settings: PdfSettings) -> str:
    """Return the version of tokens: the tokeniser's, and what its settings change.

    Limits of time and memory decide whether a paper is read, not what is read.
    """
    shaping = {"pages": settings.pages, "max_pages": settings.max_pages}
    return f"{pdf.VERSION}-{settings_hash(shaping)}"


def further_version(settings: Settings) -> str:
    """Return the version of further fields, such as "1-5d0b7a"; "0" where none are read.

    It is that of their rules and of the view that they go by, and a digest of the models'.
    Raises ModelError for an unusable package.
    """
    if not settings.fields.further:
        return "0"
    shaping = [layout.VERSION, *versions_of(settings, NAMES)]
    return f"{further.VERSION}-{settings_hash(shaping)[:DIGITS]}"


def result_version(model: str, settings: PdfSettings, decoder: Decoder, fields: str = "0") -> str:
    """Return the version of results, such as "0.4.0.t4-0f1e2d3c.d1-3fa09c.c5d0b7a.f1-7ac01b".

    It is made of the model's version, the tokens' (t), the decoder's (d: its revision, and a
    digest of the rules in force and their thresholds), the calibration's (c) and the further
    `fields`' (f). The Task DB
    schedules every paper anew under a version that it does not know.
    """
    fitted = decoder.calibration
    calibration = settings_hash(fitted.to_json())[:DIGITS] if fitted else "0"
    return f"{model}.t{tokens_version(settings)}.d{version_of(decoder)}.c{calibration}.f{fields}"


def results_of(settings: Settings) -> str:
    """Return the version of the results that these settings make; ModelError for no package."""
    model = settings.model
    files = package_files(model.package, settings.source)
    named = model.version or opened(files, model.package).manifest.version
    decoder = decoder_of(files, settings.decode)
    return result_version(named, settings.pdf, decoder, further_version(settings))
