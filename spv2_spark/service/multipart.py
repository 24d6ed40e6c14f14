"""The files of a multipart body, put one after the other into a single temporary file.

A file of its own for each of a thousand papers would be a thousand open files a request.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import IO, NamedTuple

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from spv2_spark.service.problems import Problem

_HEADERS_BYTES = 8192  # of one part


class Part(NamedTuple):
    """Where the bytes of one uploaded file lie, and what it is called."""

    name: str
    start: int
    size: int


class _Parts:
    """What the parser's callbacks collect; a part without a file's name is passed over."""

    def __init__(self, file: IO[bytes], most: int) -> None:
        self.found: list[Part] = []
        self.ended = False
        self._file = file
        self._most = most
        self._begin()

    def _begin(self) -> None:
        self._header, self._value, self._told = b"", b"", b""
        self._name: str | None = None
        self._start = self._file.tell()

    def _on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._header = self._bounded(self._header + data[start:end])

    def _on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._value = self._bounded(self._value + data[start:end])

    def _on_header_end(self) -> None:
        if self._header.strip().lower() == b"content-disposition":
            self._told = self._value
        self._header, self._value = b"", b""

    def _on_headers_finished(self) -> None:
        _, options = parse_options_header(self._told)
        name = options.get(b"filename")
        self._name = None if name is None else name.decode("utf-8", "replace")
        if self._name is not None and len(self.found) >= self._most:
            raise Problem(413, f"more than {self._most} papers")

    def _on_part_data(self, data: bytes, start: int, end: int) -> None:
        if self._name is not None:
            self._file.write(data[start:end])

    def _on_part_end(self) -> None:
        if self._name is not None:
            self.found.append(Part(self._name, self._start, self._file.tell() - self._start))

    def _on_end(self) -> None:
        self.ended = True

    @staticmethod
    def _bounded(header: bytes) -> bytes:
        if len(header) > _HEADERS_BYTES:
            raise Problem(400, f"a part's header has more than {_HEADERS_BYTES} bytes")
        return header

    def parser(self, boundary: bytes) -> MultipartParser:
        """Return a parser that tells this object what it finds."""
        return MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": self._on_header_field,
                "on_header_value": self._on_header_value,
                "on_header_end": self._on_header_end,
                "on_headers_finished": self._on_headers_finished,
                "on_part_data": self._on_part_data,
                "on_part_end": self._on_part_end,
                "on_end": self._on_end,
            },
        )


async def files_of(
    content_type: str, body: AsyncIterator[bytes], file: IO[bytes], most: int
) -> list[Part]:
    """Write the files of a multipart body into `file`, and return where each lies, in order.

    Raises Problem 400 for a body that is none, 413 for more than `most` files.
    """
    _, options = parse_options_header(content_type)
    boundary = options.get(b"boundary")
    if not boundary:
        raise Problem(400, "multipart/form-data without its boundary")
    parts = _Parts(file, most)
    try:
        parser = parts.parser(boundary)
        async for data in body:
            parser.write(data)
        parser.finalize()
    except FormParserError as error:
        raise Problem(400, f"no multipart body: {error}") from error
    if not parts.ended:
        raise Problem(400, "the multipart body ends too early")
    return parts.found
