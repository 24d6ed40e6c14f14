"""The PDFs of a zip file that a client sent, within bounds that hold whatever it says."""

from __future__ import annotations

import struct
import zipfile
from typing import IO

from spv2_spark.service.problems import Problem

_END = b"PK\x05\x06"
_END_SIZE = 22
_COMMENT = 65_535  # the longest that may follow the end record
_ZIP64 = b"PK\x06\x07"  # where the end record of a larger kind lies
_DIRECTORY_BYTES = 2_000_000  # a thousand papers with names of 2 kB: it is read whole


def pdfs_of(file: IO[bytes], most: int) -> tuple[zipfile.ZipFile, list[zipfile.ZipInfo]]:
    """Return an archive with its members whose names end in .pdf, in its order.

    Raises Problem 400 for a file that is none, 413 for more than `most` papers.
    """
    _check_directory(file)
    try:
        archive = zipfile.ZipFile(file)
        members = [one for one in archive.infolist() if _is_paper(one)]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Problem(400, f"no zip file: {error}") from error
    if len(members) > most:
        raise Problem(413, f"{len(members)} papers, more than {most}")
    return archive, members


def _is_paper(member: zipfile.ZipInfo) -> bool:
    # macOS puts a file of its own beside each, below __MACOSX.
    name = member.filename
    return name.lower().endswith(".pdf") and not name.startswith("__MACOSX/")


def _check_directory(file: IO[bytes]) -> None:
    """Raise Problem for a directory too large to be read: its length is told at the end."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_SIZE - _COMMENT))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise Problem(400, "no zip file: it has no end record")
    (length,) = struct.unpack_from("<I", tail, at + 12)
    if length > _DIRECTORY_BYTES or _ZIP64 in tail[max(0, at - 20) : at]:
        raise Problem(413, "the zip file's directory is too large")
    file.seek(0)
