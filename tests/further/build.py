"""Small papers, decoded as if the tagger were sure, and their further fields by the real models."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from spv2_spark.config import Settings
from spv2_spark.decode.decoder import Decoded, Decoder
from spv2_spark.domain.metadata import Metadata
from spv2_spark.engines.strings import taggers_of, versions_of
from spv2_spark.further.models import NAMES
from spv2_spark.further.reader import FurtherReader
from spv2_spark.nn.device import Device
from spv2_spark.scoring.oracle import tags_of_labels
from spv2_spark.strings.tagging import StringTagger
from tests.decode.build import built


@cache
def models() -> tuple[StringTagger, ...]:
    """Return the packaged models."""
    settings = Settings()
    return taggers_of(settings, NAMES, versions_of(settings, NAMES), Device())


READER = FurtherReader(models)


def decoded(*pages: Sequence[str]) -> Decoded:
    """Return marked-up pages (tests.decode.build) as the decoder leaves them."""
    document, labels = built(*pages)
    return Decoder().decoded(document, tags_of_labels(labels))


def read(*pages: Sequence[str]) -> Metadata:
    """Return all that is read of marked-up pages."""
    (metadata,) = READER([decoded(*pages)])
    return metadata
