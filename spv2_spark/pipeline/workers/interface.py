"""What a job needs from outside to read and tag papers: functions for the workers, versions."""

from __future__ import annotations

from dataclasses import dataclass

from spv2_spark.decode.decoder import Decoder
from spv2_spark.further.reader import FurtherReader
from spv2_spark.stages.results import Decode, Words
from spv2_spark.stages.tags import Load
from spv2_spark.stages.tokens import ReadPapers


@dataclass(frozen=True, slots=True)
class PaperReading:
    """How papers become documents: the function that runs on the workers, and its version."""

    read: ReadPapers
    version: str


@dataclass(frozen=True, slots=True)
class TagKeeping:
    """How tags are kept: their version, and the tagger's words, known without loading it."""

    version: str
    words: Words


@dataclass(frozen=True, slots=True)
class Tagging:
    """How documents become metadata: what runs on the workers, and the version."""

    load: Load
    decoder: Decoder
    version: str
    keeping: TagKeeping | None = None  # None: tags are not kept
    further: FurtherReader | None = None  # None: SPv2's fields alone

    @property
    def decode(self) -> Decode:
        """What decodes a document; with the tokens behind it where further fields are read."""
        return self.decoder.decoded if self.further else self.decoder.metadata_of
