"""What a batch is made of: papers that are uploaded, zipped, or named by their URIs."""

from __future__ import annotations

import json
import threading
import zipfile
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import IO, Any, NamedTuple

from starlette.requests import Request

from spv2_spark.config import Settings
from spv2_spark.errors import Failure, Kind
from spv2_spark.service.bodies import limited, spooled_body, spooled_file
from spv2_spark.service.multipart import Part, files_of
from spv2_spark.service.problems import Problem
from spv2_spark.service.uris import refusal_of
from spv2_spark.service.zips import pdfs_of
from spv2_spark.sources import fetch
from spv2_spark.valid_text import one_line

Admit = Callable[[int], None]

_STAGE = "fetch"
_MEGABYTE = 1_000_000
_LINE_BYTES = 8192


class BatchPaper(NamedTuple):
    """One paper of a batch: its name, and what reads its bytes.

    `read` runs in a thread. It calls what it is given with the size in bytes before it takes
    them in, which may wait; a failure is a value.
    """

    name: str
    read: Callable[[Admit], bytes | Failure]


@asynccontextmanager
async def papers_of(request: Request, settings: Settings) -> AsyncIterator[list[BatchPaper]]:
    """Have the papers of a batch, of which there is one at least, for as long as it takes.

    The body is multipart/form-data with files, a zip file, or NDJSON of URIs; Problem 4xx for
    what is none of them, or has more papers or bytes than `settings.service` allows.
    """
    own = settings.service
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    most = own.batch_mb * _MEGABYTE
    if kind == "multipart/form-data":
        async with spooled_file() as file:
            body = limited(request, most, own.upload_limit_s)
            told = request.headers["content-type"]
            parts = await files_of(told, body, file, own.batch_papers)
            yield _some(_uploaded(file, parts, settings.pdf.max_bytes))
    elif kind in {"application/zip", "application/x-zip-compressed"}:
        async with spooled_body(request, most, own.upload_limit_s) as file:
            archive, members = pdfs_of(file, own.batch_papers)
            yield _some(_zipped(archive, members, settings.pdf.max_bytes))
    elif kind in {"application/x-ndjson", "application/jsonl", "application/ndjson"}:
        lines = await _lines(request, own.batch_papers, own.upload_limit_s)
        yield _some([_named(line, settings) for line in lines])
    else:
        raise Problem(415, "a batch is multipart/form-data, application/zip or x-ndjson of URIs")


def _some(papers: list[BatchPaper]) -> list[BatchPaper]:
    if not papers:
        raise Problem(400, "there is no PDF in this batch")
    return papers


def _uploaded(file: IO[bytes], parts: list[Part], most: int) -> list[BatchPaper]:
    lock = threading.Lock()

    def reading(part: Part) -> Callable[[Admit], bytes | Failure]:
        def read(admit: Admit) -> bytes | Failure:
            if part.size > most:
                return _too_large(part.size, most)
            admit(part.size)
            with lock:
                file.seek(part.start)
                return file.read(part.size)

        return read

    return [BatchPaper(one_line(part.name), reading(part)) for part in parts]


def _zipped(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], most: int
) -> list[BatchPaper]:
    lock = threading.Lock()

    def reading(member: zipfile.ZipInfo) -> Callable[[Admit], bytes | Failure]:
        def read(admit: Admit) -> bytes | Failure:
            if member.file_size > most:
                return _too_large(member.file_size, most)
            admit(member.file_size)
            try:
                with lock, archive.open(member) as file:
                    return file.read(most)  # never more than the size that it told
            except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
                return Failure(_STAGE, Kind.NOT_A_PDF, f"damaged in the zip file: {error}")
            except (RuntimeError, NotImplementedError) as error:  # a password, a method
                return Failure(_STAGE, Kind.ENCRYPTED, f"cannot be unpacked: {error}")

        return read

    return [BatchPaper(one_line(member.filename), reading(member)) for member in members]


async def _lines(request: Request, most: int, limit_s: float) -> list[str]:
    parts = [part async for part in limited(request, most * _LINE_BYTES, limit_s)]
    try:
        text = b"".join(parts).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, f"the lines are no UTF-8: {error.reason}") from error
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) > most:
        raise Problem(413, f"{len(lines)} papers, more than {most}")
    return lines


def _named(line: str, settings: Settings) -> BatchPaper:
    """Return the paper that a line names: a URI, as JSON or bare, or {"uri": ...}."""
    uri = _uri_of(line)

    def read(admit: Admit) -> bytes | Failure:
        refused = refusal_of(uri, settings.service.uri_prefixes)
        return refused or fetch(uri, settings.source, settings.pdf.max_bytes, admit)

    return BatchPaper(one_line(uri), read)


def _uri_of(line: str) -> str:
    if line[0] not in '"{':
        return line
    try:
        told: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Problem(400, f"no JSON: {one_line(line)[:80]}") from error
    uri = told.get("uri") if isinstance(told, dict) else told
    if not isinstance(uri, str):
        raise Problem(400, f'a line needs "uri": {one_line(line)[:80]}')
    return uri


def _too_large(size: int, most: int) -> Failure:
    return Failure(_STAGE, Kind.TOO_LARGE, f"{size} bytes, more than {most}")
