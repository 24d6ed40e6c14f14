"""Bulk archives of articles: each folder's PDF and JATS, out of files that nobody vouches for.

Names in an archive are never paths here: contents are spooled to numbered files of a
temporary folder. Links and devices are passed over, and every size is bounded as it is read,
so that neither a header nor a compressed stream can make more than the bounds allow.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path, PurePosixPath
from typing import IO, Any

from spv2_spark.config import AssembleSettings

MAGIC_BYTES = 6
_MAGIC: dict[bytes, Any] = {b"\x1f\x8b": gzip.open, b"BZh": bz2.open, b"\xfd7zXZ": lzma.open}
_GOLD = (".nxml", ".xml")
_SIGNATURE_WITHIN = 1024  # readers find "%PDF-" within the first kilobyte
BROKEN = (tarfile.TarError, EOFError, OSError, zlib.error, lzma.LZMAError)


class Lost(str, Enum):
    """Why an article, or what is left of an archive, is not in the corpus."""

    NO_PDF = "no_pdf"
    NO_JATS = "no_jats"
    SEVERAL_PDFS = "several_pdfs"
    SEVERAL_JATS = "several_jats"
    NOT_A_PDF = "not_a_pdf"
    FILE_TOO_LARGE = "file_too_large"
    ARCHIVE_TOO_LARGE = "archive_too_large"
    BROKEN = "broken_archive"


class BoundError(Exception):
    """An archive holds more than its bounds allow."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An article's two files, in a temporary folder that goes with the iteration."""

    article: str
    pdf: Path
    jats: Path


@dataclass(frozen=True, slots=True)
class Loss:
    """An article that is left out; `article` is empty where the archive is at fault."""

    article: str
    why: Lost
    message: str


@dataclass(slots=True)
class _Folder:
    pdfs: dict[str, Path] = field(default_factory=dict)  # by the name's stem
    jats: dict[str, Path] = field(default_factory=dict)
    too_large: list[str] = field(default_factory=list)


def iter_pairs(stream: IO[bytes], name: str, bounds: AssembleSettings) -> Iterator[Pair | Loss]:
    """Yield every article folder of a tar archive (plain, gz, bz2, xz) with its end.

    Files at the archive's top belong to an article called `name`. Of several PDFs the one
    with the JATS file's name is the article. What was whole before a broken place is kept.
    """
    with tempfile.TemporaryDirectory(prefix="spv2-bulk-") as spool:
        folders: dict[str, _Folder] = {}
        loss = None
        try:
            _spool(stream, name, bounds, Path(spool), folders)
        except BoundError as error:
            loss = Loss("", Lost.ARCHIVE_TOO_LARGE, str(error))
        except BROKEN as error:
            loss = Loss("", Lost.BROKEN, f"{type(error).__name__}: {error}")
        for article, folder in folders.items():
            yield _ended(article, folder)
        if loss is not None:
            yield loss


def _spool(
    stream: IO[bytes],
    name: str,
    bounds: AssembleSettings,
    spool: Path,
    folders: dict[str, _Folder],
) -> None:
    bounded = _Bounded(unpacked(stream), bounds)
    with tarfile.open(fileobj=bounded, mode="r|") as tar:  # type: ignore[call-overload]
        for number, member in enumerate(tar):
            if number >= bounds.files:
                raise BoundError(f"more than {bounds.files} files")
            path = PurePosixPath(member.name)
            is_pdf, is_jats = path.suffix.lower() == ".pdf", path.suffix.lower() in _GOLD
            if not member.isreg() or not (is_pdf or is_jats):
                continue
            parent = path.parent.name
            folder = folders.setdefault(parent if parent not in ("", "..") else name, _Folder())
            if member.size > bounds.file_bytes:
                folder.too_large.append(path.name)
                continue
            target = spool / str(number)
            _copied(tar, member, target)
            (folder.pdfs if is_pdf else folder.jats)[path.stem] = target
            tar.members = []  # else every header stays in memory


def _copied(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    source = tar.extractfile(member)
    with target.open("wb") as file:
        if source is not None:
            shutil.copyfileobj(source, file)
    if target.stat().st_size != member.size:
        target.unlink()
        raise EOFError(f"{member.name} is cut off")


def _ended(article: str, folder: _Folder) -> Pair | Loss:
    if len(folder.jats) > 1:
        return Loss(article, Lost.SEVERAL_JATS, ", ".join(sorted(folder.jats))[:200])
    if folder.too_large:
        return Loss(article, Lost.FILE_TOO_LARGE, ", ".join(folder.too_large)[:200])
    if not folder.jats:
        return Loss(article, Lost.NO_JATS, "")
    stem, jats = next(iter(folder.jats.items()))
    pdf = folder.pdfs.get(stem)
    if pdf is None and len(folder.pdfs) > 1:
        return Loss(article, Lost.SEVERAL_PDFS, ", ".join(sorted(folder.pdfs))[:200])
    pdf = pdf or next(iter(folder.pdfs.values()), None)
    if pdf is None:
        return Loss(article, Lost.NO_PDF, "")
    with pdf.open("rb") as file:
        if b"%PDF-" not in file.read(_SIGNATURE_WITHIN):
            return Loss(article, Lost.NOT_A_PDF, "")
    return Pair(article, pdf, jats)


class _Bounded:
    """A stream that ends a reading beyond its bounds, whatever a header promises."""

    def __init__(self, stream: IO[bytes], bounds: AssembleSettings) -> None:
        self._stream, self._bounds, self._read = stream, bounds, 0

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= self._bounds.file_bytes:
            raise BoundError(f"a header of {size} bytes")
        data = self._stream.read(size)
        self._read += len(data)
        if self._read > self._bounds.archive_bytes:
            raise BoundError(f"more than {self._bounds.archive_bytes} bytes unpacked")
        return data


def is_packed(head: bytes) -> bool:
    """Whether a file that begins so (MAGIC_BYTES of it) is compressed by gz, bz2 or xz."""
    return head.startswith(tuple(_MAGIC))


def unpacked(stream: IO[bytes]) -> IO[bytes]:
    """Return a stream's content without its compression (gz, bz2, xz), itself if it has none."""
    head = stream.read(MAGIC_BYTES)
    stream.seek(0)
    for magic, opened in _MAGIC.items():
        if head.startswith(magic):
            content: IO[bytes] = opened(stream)
            return content
    return stream
