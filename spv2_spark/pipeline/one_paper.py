"""One paper for a person who wants to know: no Spark, the same functions in this process."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from spv2_spark.config import Settings
from spv2_spark.domain.page import Document
from spv2_spark.errors import Failure, SettingsError

if TYPE_CHECKING:
    from spv2_spark.decode.decoder import Explained


def read_paper(pdf: Path, settings: Settings) -> tuple[bytes, Document | Failure]:
    """Return the bytes of a PDF and what the tokeniser makes of them, in its sandbox.

    Raises SettingsError for a file that cannot be read.
    """
    from spv2_spark.pdf.sandbox import Sandbox

    try:
        if pdf.exists() and not pdf.is_file():  # a pipe that nobody writes to would never open
            raise SettingsError(f"{pdf}: not a file")
        data = pdf.read_bytes()
    except OSError as error:
        raise SettingsError(f"{pdf}: {error.strerror}") from error
    with Sandbox(settings.pdf) as sandbox:
        return data, sandbox.read(data)


def explain(pdf: Path, settings: Settings) -> Failure | Explained:
    """Return a PDF's metadata with what each rule of the decoder changed.

    Raises SettingsError for a file that cannot be read, ModelError for an unusable model.
    """
    _, document = read_paper(pdf, settings)
    return document if isinstance(document, Failure) else explained(document, settings)


def explained(document: Document, settings: Settings) -> Explained:
    """Return what `explain` does, of a document."""
    from spv2_spark.pipeline.workers.tagging import tagging_of

    tagging = tagging_of(settings)
    tagger = tagging.load()
    tags = [page.rounded() for page in tagger.tag([document])[0]]
    found = tagging.decoder.explained(document, tags, tagger.known_words)
    if tagging.further is None:
        return found
    (metadata,) = tagging.further([found.decoded])
    return found._replace(decoded=found.decoded._replace(metadata=metadata))
