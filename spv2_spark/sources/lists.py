"""Text files of URIs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from spv2_spark.errors import SourceError
from spv2_spark.sources.uris import as_text, is_pdf_name, local_path, local_uri, scheme_of

_SNIFFED_BYTES = 4096


def is_list(path: Path) -> bool:
    """Whether the file is text and its first entry has an id or can be a paper's place."""
    try:
        if not path.is_file():  # a pipe that nobody writes to would never open
            return False
        with path.open("rb") as file:
            start = file.read(_SNIFFED_BYTES)
        if b"%PDF-" in start or b"\0" in start:
            return False
        first = next(_lines(path), None)
    except OSError as error:
        raise SourceError(f"{as_text(str(path))}: {error.strerror}") from error
    if first is None:
        return True
    _number, line = first
    uri = line.rpartition("\t")[2].strip()
    if "\t" in line or scheme_of(uri) != "file" or is_pdf_name(uri):
        return True
    try:
        return local_path(uri).exists()
    except (OSError, ValueError):  # longer than a name may be
        return False


def entries(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (paper id or "", URI) of every line; raises SourceError for a line without URI."""
    for number, line in _lines(path):
        paper_id, _tab, uri = line.rpartition("\t")
        uri = uri.strip()
        if not uri:
            raise SourceError(f"{as_text(str(path))}: line {number} has no URI")
        if "://" not in uri:
            uri = local_uri(Path(uri))
        yield as_text(paper_id.strip()), as_text(uri)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines that are neither empty nor a comment."""
    with path.open(encoding="utf-8-sig", errors="surrogateescape") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip() and not line.startswith("#"):
                yield number, line.rstrip("\n").replace("\0", "")
