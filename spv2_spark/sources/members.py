"""Papers in zip and tar archives, read where they lie.

Names in an archive are never paths here: a member goes from its place in the archive into memory.
Links and devices are passed over. An archive's members are found once a process; a compressed
tar, of which no part can be read alone, is unpacked once a process to a temporary file without
a name.
"""

from __future__ import annotations

import io
import logging
import os
import struct
import tarfile
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from spv2_spark.config import SourceSettings
from spv2_spark.errors import Kind, SourceError
from spv2_spark.sources.archives import BROKEN, MAGIC_BYTES, BoundError, is_packed, unpacked
from spv2_spark.sources.problems import (
    ChangedError,
    FinalError,
    Limits,
    TransientError,
    bounded,
    checked_size,
)
from spv2_spark.sources.random_access import LocalFile, Patient, RandomAccess, Seekable
from spv2_spark.sources.uris import (
    archive_and_member,
    as_text,
    is_pdf_name,
    local_path,
    member_uri,
    scheme_of,
)

LOG = logging.getLogger(__name__)
_TAR_ENDS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
_LARGEST_HEADER = 1 << 20
_DIRECTORY_BYTES = 200  # of a zip's directory a member; its names are paths
_BLOCK = 512
_CHUNK = 1 << 20
_LOCAL_HEADER = struct.Struct("<4s22xHH")  # signature, bytes of the name, of the extra field
_EXTRA_BYTES = 256  # what tools write there
_SMALL_BYTES = 1 << 20  # what may be packed as well as it likes
_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class Member:
    """Where a PDF lies in its archive: `offset` of its header (zip) or of its bytes (tar)."""

    offset: int
    packed: int
    size: int
    info: zipfile.ZipInfo | None = None


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that is open, and its PDFs by name."""

    source: RandomAccess
    members: dict[str, Member]


def archive_scheme(name: str) -> str | None:
    """Return the scheme of the members of a file with this name; None if it is no archive."""
    if name.lower().endswith(".zip"):
        return "zip"
    return "tar" if name.lower().endswith(_TAR_ENDS) else None


def list_members(uri: str, scheme: str, settings: SourceSettings) -> Iterator[tuple[str, str]]:
    """Yield the URIs of the PDFs in an archive, and their names in it, in its order.

    Raises SourceError if it cannot be read to its end, or holds more than the settings allow.
    """
    for name in _current(scheme, uri, settings).members:
        yield member_uri(scheme, uri, name), name


def read_member(uri: str, settings: SourceSettings, limits: Limits) -> bytes:
    """Return the bytes of `zip:URI!member` or `tar:URI!member`."""
    archive_uri, name = archive_and_member(uri)
    try:
        archive = _current(scheme_of(uri), archive_uri, settings)
    except SourceError as error:
        if isinstance(error.__cause__, FinalError):
            raise error.__cause__ from error
        raise FinalError(Kind.FETCH, str(error)) from error
    member = archive.members.get(name)
    if member is None:
        raise FinalError(Kind.NOT_FOUND, f"the archive has no PDF {as_text(name)!r}")
    if member.size > max(_SMALL_BYTES, settings.archive_ratio * member.packed):
        message = f"{member.size} bytes of {member.packed} packed ones"
        raise FinalError(Kind.TOO_LARGE, f"{message}, the limit is {settings.archive_ratio} times")
    checked_size(max(member.size, member.packed), limits)
    try:
        return _member_bytes(archive.source, member, limits)
    except ChangedError:
        _opened.cache_clear()
        raise


def _member_bytes(source: RandomAccess, member: Member, limits: Limits) -> bytes:
    if member.info is None:
        data = source.read_at(member.offset, member.size)
    else:
        if member.info.flag_bits & 1:
            raise FinalError(Kind.ENCRYPTED, "the member is encrypted")
        packed = io.BytesIO(_packed_bytes(source, member, member.info))
        try:
            with zipfile.ZipExtFile(packed, "r", member.info) as file:
                data = bounded(file.read, limits)
        except NotImplementedError as error:  # a compression that Python has not
            raise FinalError(Kind.FETCH, str(error)) from error
        except (zipfile.BadZipFile, *BROKEN) as error:  # also a CRC that differs
            raise TransientError(f"{type(error).__name__}: {error}") from error
    if len(data) != member.size:
        raise TransientError(f"{len(data)} bytes came of {member.size}")
    return data


def _packed_bytes(source: RandomAccess, member: Member, info: zipfile.ZipInfo) -> bytes:
    """Return a zip member's bytes as they are packed, in one read as a rule."""
    ahead = _LOCAL_HEADER.size + len(info.orig_filename.encode()) + _EXTRA_BYTES
    head = source.read_at(member.offset, ahead + member.packed)
    if not head.startswith(b"PK\x03\x04"):
        raise FinalError(Kind.FETCH, "the archive is broken: no member where one should be")
    _signature, name_bytes, extra_bytes = _LOCAL_HEADER.unpack_from(head)
    start = _LOCAL_HEADER.size + name_bytes + extra_bytes
    data = head[start : start + member.packed]
    missing = member.packed - len(data)
    return data + source.read_at(member.offset + start + len(data), missing) if missing else data


def _current(scheme: str, uri: str, settings: SourceSettings) -> Archive:
    """Return the archive as it is now, opened once a process; raises SourceError.

    What a store has is compared when it is read (ChangedError).
    """
    stamp = (0, 0)
    if scheme_of(uri) == "file":
        try:
            status = local_path(uri).stat()
            stamp = (status.st_size, status.st_mtime_ns)
        except (OSError, ValueError):
            pass  # opening it says why
    with _LOCK:
        return _opened(os.getpid(), stamp, scheme, uri, settings)


@lru_cache(maxsize=4)
def _opened(
    _pid: int, _stamp: tuple[int, int], scheme: str, uri: str, settings: SourceSettings
) -> Archive:
    what = as_text(uri)
    patient = Patient(what, uri, settings)
    try:
        if scheme == "zip":
            return Archive(patient.plain, _zip_members(patient, settings, what))
        source = _spooled(patient, settings)
        members = _tar_members(source or patient, settings, what)
        return Archive(source or patient.plain, members)
    except BoundError as error:
        raise SourceError(f"{what}: {error}") from error
    except (zipfile.BadZipFile, *BROKEN, ValueError, NotImplementedError) as error:
        raise SourceError(f"{what}: no archive that can be read: {error}") from error


def _zip_members(source: RandomAccess, settings: SourceSettings, what: str) -> dict[str, Member]:
    limit = settings.archive_members
    with zipfile.ZipFile(Seekable(source, 1000 + limit * _DIRECTORY_BYTES)) as file:
        infos = file.infolist()
    if len(infos) > limit:
        raise BoundError(f"more than {limit} members")
    pdfs = [one for one in infos if is_pdf_name(one.filename) and _is_meant(one.filename)]
    if sum(one.compress_size for one in pdfs) > source.size:
        raise BoundError("its members lie over each other")
    rows = ((i.filename, Member(i.header_offset, i.compress_size, i.file_size, i)) for i in pdfs)
    return _by_name(rows, what)


def _tar_members(source: RandomAccess, settings: SourceSettings, what: str) -> dict[str, Member]:
    with tarfile.open(fileobj=Seekable(source, _LARGEST_HEADER), mode="r:") as file:
        members = _by_name(_tar_rows(file, settings.archive_members, source.size), what)
        # The library takes a damaged header for the end.
        end = source.read_at(file.offset, _BLOCK)
    if end.strip(b"\0") or len(end) % _BLOCK:
        raise tarfile.ReadError(f"a damaged header at byte {file.offset}")
    return members


def _tar_rows(file: Any, limit: int, size: int) -> Iterator[tuple[str, Member]]:
    number = 0
    while member := file.next():
        file.members = []  # else every header stays in memory
        number += 1
        if number > limit:
            raise BoundError(f"more than {limit} members")
        if member.isreg() and not member.issparse():
            if member.offset_data + member.size > size:
                raise EOFError(f"{as_text(member.name)} is cut off")
            if is_pdf_name(member.name) and _is_meant(member.name):
                yield member.name, Member(member.offset_data, member.size, member.size)


def _is_meant(name: str) -> bool:
    """Whether a file is the archive's content: macOS puts what it knows of each beside it."""
    return not name.startswith("__MACOSX/")


def _by_name(rows: Iterator[tuple[str, Member]], what: str) -> dict[str, Member]:
    """Return members by name; of several with one name the last counts, as archivers have it."""
    members: dict[str, Member] = {}
    twice = 0
    for name, member in rows:
        twice += name in members
        members[name] = member
    if twice:
        LOG.warning("%s: %d members have the name of a later one, which counts", what, twice)
    return members


def _spooled(source: RandomAccess, settings: SourceSettings) -> RandomAccess | None:
    """Return a compressed tar unpacked; None for one that is not compressed."""
    if not is_packed(source.read_at(0, MAGIC_BYTES)):
        return None
    stream = unpacked(io.BufferedReader(Seekable(source, _CHUNK), _CHUNK))
    limit = min(settings.archive_bytes, _SMALL_BYTES + settings.archive_ratio * source.size)
    file = tempfile.TemporaryFile(prefix="spv2-tar-", buffering=0)  # noqa: SIM115  LocalFile's
    size = 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise BoundError(f"more than {limit} bytes unpacked")
        file.write(chunk)
    return LocalFile(file)
