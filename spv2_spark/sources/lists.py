"""Lists of papers: text files of URIs or ids, and a column of Parquet, CSV or JSON lines."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

from spv2_spark.config import SourceSettings
from spv2_spark.errors import SourceError
from spv2_spark.sources.random_access import Patient, Seekable
from spv2_spark.sources.templates import id_of, is_bare_id, uri_of
from spv2_spark.sources.uris import absolute, as_text, is_pdf_name, local_path, scheme_of

TEXT_ENDS = (".txt", ".tsv", ".lst")
_TABLE_ENDS = (".csv", ".tsv", ".jsonl", ".ndjson")
_SNIFFED_BYTES = 4096
_BUFFER_BYTES = 1 << 20
_LARGEST_READ = 1 << 31  # of a Parquet file: a chunk of a column
_LONGEST_LINE = 1 << 20


class Entry(NamedTuple):
    """One paper of a list: what it says (a URI, a path, an id), its own id or "", and where."""

    text: str
    paper_id: str
    where: str


def is_table(name: str, source: SourceSettings) -> bool:
    """Whether a file with this name has its papers in a column.

    Parquet and JSON lines always; CSV and what tabs separate only where a column is named.
    """
    plain = name.lower().removesuffix(".gz").rstrip("/")
    if plain.endswith((".parquet", ".jsonl", ".ndjson")):
        return True
    return bool(source.column) and plain.endswith(_TABLE_ENDS)


def is_list(path: Path, source: SourceSettings) -> bool:
    """Whether the file is text and its first entry has an id, or can be a paper's place or id.

    With templates an id may be any text.
    """
    try:
        if not path.is_file():  # a pipe that nobody writes to would never open
            return False
        with path.open("rb") as file:
            start = file.read(_SNIFFED_BYTES)
            if b"%PDF-" in start or b"\0" in start:
                return False
            file.seek(0)
            first = next(text_entries(file, ""), None)
    except SourceError:
        return True  # its entries say what is wrong
    except OSError as error:
        raise SourceError(f"{as_text(str(path))}: {error.strerror}") from error
    if first is None or first.paper_id or source.uri_templates:
        return True
    if scheme_of(first.text) != "file" or is_pdf_name(first.text) or is_bare_id(first.text):
        return True
    return _exists(first.text)


def _exists(name: str) -> bool:
    try:
        return local_path(name).exists()
    except (OSError, ValueError):  # longer than a name may be
        return False


def placed(entry: Entry, source: SourceSettings) -> tuple[str, str]:
    """Return (paper id or "", URI) of an entry; raises SourceError for an id without a place.

    With templates what has no "/" and does not end in .pdf is an id; without, what looks like
    one and is no file here.
    """
    text = entry.text
    if source.uri_templates and "/" not in text and not is_pdf_name(text):
        return entry.paper_id or id_of(text), uri_of(id_of(text), source.uri_templates)
    if is_bare_id(text) and not _exists(text):
        raise SourceError(
            f"{entry.where}: {text} is an id; say where its PDF lies with --uri-template, "
            "as in s3://BUCKET/{id[:4]}/{id[4:]}.pdf"
        )
    return entry.paper_id, absolute(text)


def text_entries(file: IO[bytes], name: str) -> Iterator[Entry]:
    """Yield the entries of a text: one a line, or `paper_id<TAB>URI`.

    Empty lines and lines that begin with # are left out. Raises SourceError for a line without
    URI.
    """
    for number, line in _lines(file, name):
        if not line.strip() or line.startswith("#"):
            continue
        paper_id, _tab, text = line.replace("\0", "").rpartition("\t")
        where = f"{name}: line {number}"
        if not text.strip():
            raise SourceError(f"{where} has no URI")
        yield Entry(text.strip(), as_text(paper_id.strip()), where)


def _lines(file: IO[bytes], name: str) -> Iterator[tuple[int, str]]:
    lines = io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape")
    number = 0
    while line := lines.readline(_LONGEST_LINE):
        number += 1
        if len(line) == _LONGEST_LINE:
            raise SourceError(f"{name}: line {number} has more than {_LONGEST_LINE} characters")
        yield number, line.rstrip("\n")
    lines.detach()


def file_entries(uri: str, source: SourceSettings) -> Iterator[Entry]:
    """Yield the entries of a list by its path or URI, read piece by piece.

    By its name: Parquet, CSV, JSON lines (`source.column` of them), else text; all but Parquet
    may be packed by gzip (".gz"). Raises SourceError for what cannot be read, lacks the column,
    or has no text in it.
    """
    name = as_text(uri)
    plain = uri.lower().removesuffix(".gz")
    if is_table(uri, source) and not source.column:
        raise SourceError(f"{name}: name the column that has the URIs or ids with --column")
    file = Seekable(Patient(name, uri, source), _LARGEST_READ)
    if plain.endswith(".parquet"):
        yield from _parquet_entries(file, name, source.column)
        return
    packed = io.BufferedReader(file, _BUFFER_BYTES)
    is_packed = uri.lower().endswith(".gz")
    stream: Any = gzip.GzipFile(fileobj=packed) if is_packed else packed
    try:
        if not is_table(uri, source):
            yield from text_entries(stream, name)
        elif plain.endswith((".csv", ".tsv")):
            yield from _csv_entries(stream, name, source.column, plain.endswith(".tsv"))
        else:
            yield from _json_entries(stream, name, source.column)
    except (OSError, EOFError) as error:
        raise SourceError(f"{name}: {error}") from error


def _csv_entries(file: IO[bytes], name: str, column: str, tabs: bool) -> Iterator[Entry]:
    text = io.TextIOWrapper(file, "utf-8-sig", "surrogateescape", newline="")
    rows = csv.reader(text, csv.excel_tab if tabs else csv.excel, strict=True)
    try:
        header = next(rows, [])
        at = _column_in(header, column, name)
        for row in rows:
            if row:
                value = row[at] if at < len(row) else None
                yield _entry(value, f"{name}: line {rows.line_num}", column)
    except csv.Error as error:
        raise SourceError(f"{name}: line {rows.line_num}: {error}") from error


def _json_entries(file: IO[bytes], name: str, column: str) -> Iterator[Entry]:
    for number, line in _lines(file, name):
        if not line.strip():
            continue
        where = f"{name}: line {number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise SourceError(f"{where}: {error}") from error
        if not isinstance(row, dict):
            raise SourceError(f"{where}: expected an object, with a key {column!r}")
        _column_in(list(row), column, where)
        yield _entry(row[column], where, column)


def _parquet_entries(file: Seekable, name: str, column: str) -> Iterator[Entry]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(pa.PythonFile(file, mode="r"))
        _column_in(table.schema_arrow.names, column, name)
        number = 0
        for batch in table.iter_batches(columns=[column]):
            for value in batch.column(0).to_pylist():
                number += 1
                yield _entry(value, f"{name}: row {number}", column)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise SourceError(f"{name}: {error}") from error


def _column_in(names: list[str], column: str, where: str) -> int:
    if column not in names:
        known = ", ".join(names[:20])
        raise SourceError(f"{where}: no column {column!r} (there are: {known})")
    return names.index(column)


def _entry(value: object, where: str, column: str) -> Entry:
    if not isinstance(value, str) or not value.strip():
        raise SourceError(f"{where}: no text in {column!r}")
    return Entry(value.strip(), "", where)
