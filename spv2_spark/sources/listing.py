"""What a person names becomes papers with ids.

Files, folders, buckets, patterns, archives, lists of URIs or ids, columns of tables.

The rule of ids, first match wins:

1. the id that a list gives: beside the URI (`paper_id<TAB>uri`), or in its place where templates
   say where papers lie;
2. the sha1 in the path, where the layout is one of SPv2's (`sources.uris.sha1_key`); with
   `source.verify` the bytes must have it when they are fetched;
3. the path below the given root: a folder's, prefix's or archive's files by their path below it,
   a pattern's by their path below the last folder without a pattern, a single file by its name;
   a URI of a list without an id is its own id.

Two files of one call that rule 3 would give the same id (roots that hold the same names) keep
apart: the second one's id ends in "@" and 8 hex digits of its URI's sha1. A file that is
named by two roots is listed once, below the first. An id of more than 1,000 bytes is cut, and one
of a name that is not UTF-8 has its bytes as %XX: both end in such digits, too.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from spv2_spark.config import SourceSettings
from spv2_spark.domain.paper import Paper
from spv2_spark.errors import SourceError
from spv2_spark.sources.arrow import is_arrow_folder, list_arrow
from spv2_spark.sources.globs import fixed_root, is_pattern, local_matches, matcher
from spv2_spark.sources.lists import TEXT_ENDS, file_entries, is_list, is_table, placed
from spv2_spark.sources.members import archive_scheme, list_members
from spv2_spark.sources.s3 import list_s3
from spv2_spark.sources.templates import check_templates
from spv2_spark.sources.uris import (
    ARCHIVE_SCHEMES,
    ARROW_SCHEMES,
    S3_SCHEMES,
    absolute,
    apart,
    archive_and_member,
    as_text,
    is_pdf_name,
    local_path,
    local_uri,
    paper_id_of,
    places_of,
    scheme_of,
    sha1_key,
    unsupported,
)


def list_pdfs(paths: Sequence[str], source: SourceSettings | None = None) -> Iterator[Paper]:
    """Yield the papers of what is named: paths of this machine, s3, hdfs or gs URIs.

    - a folder or prefix: its names in .pdf (any case), recursively, links followed, in order;
    - a pattern (`sources.globs`): all that it matches, each as if it were named itself;
    - an archive (.zip, .tar, .tar.gz, ...): its members in .pdf;
    - a table (.parquet, a folder of them, .csv, .jsonl, ...): a paper a row of `source.column`;
    - a list: a text file (in a store: .txt, .tsv) whose first line has an id, a URI, or a path
      that is there or ends in .pdf: one URI or path (below the current folder) a line, or
      `paper_id<TAB>uri`; empty lines and lines that begin with # are left out. With
      `source.uri_templates` an entry may be an id;
    - any other file: a paper.

    Raises SourceError for what is not there, cannot be listed, or is an id without a template.
    """
    source = source or SourceSettings()
    check_templates(source.uri_templates)
    papers = (paper for path in paths for paper in _named(path, source))
    # One root cannot name a file twice, and a bucket's listing need not fit into memory.
    return _kept_apart(papers) if len(paths) > 1 else (paper for paper, _firm in papers)


# A paper, and whether its id names it for good wherever its bytes are (rules 1 and 2).
_Found = tuple[Paper, bool]


def _named(given: str, source: SourceSettings) -> Iterator[_Found]:
    """Yield the papers of one thing that a person names."""
    scheme = scheme_of(given)
    if scheme == "file":
        return _local_or_pattern(given, source)
    if scheme in ARCHIVE_SCHEMES:
        archive, member = archive_and_member(given)
        if not archive or not member:
            raise SourceError(f"{as_text(given)}: expected {scheme}:ARCHIVE!MEMBER")
        return iter([_found(absolute(given), member.rsplit("/", 1)[-1])])
    if scheme not in S3_SCHEMES | ARROW_SCHEMES:
        raise SourceError(f"{given}: {unsupported(scheme)}")
    if is_pattern(given):
        return _store_pattern(given, source)
    name = given.rsplit("/", 1)[-1]
    if is_table(given, source) and _is_store_folder(given, source):
        return _dataset(given, source)
    if is_pdf_name(name) or archive_scheme(name) or _is_list_name(name, source):
        return _file(given, name, "", source)
    below = _files(given, source)
    return (_found(uri, name) for uri, name in below if is_pdf_name(name))


def _is_list_name(name: str, source: SourceSettings) -> bool:
    return is_table(name, source) or name.lower().removesuffix(".gz").endswith(TEXT_ENDS)


def _is_store_folder(given: str, source: SourceSettings) -> bool:
    if scheme_of(given) in ARROW_SCHEMES:
        return is_arrow_folder(given, source)
    return next(list_s3(given, source), None) is not None


def _dataset(given: str, source: SourceSettings) -> Iterator[_Found]:
    """Yield the papers of the Parquet files in a store's folder."""
    for uri, below in _files(given, source):
        if below.lower().endswith(".parquet"):
            yield from _entries(uri, source)


def _files(uri: str, source: SourceSettings, start: str = "") -> Iterator[tuple[str, str]]:
    return list_s3(uri, source, start) if scheme_of(uri) in S3_SCHEMES else list_arrow(uri, source)


def _store_pattern(given: str, source: SourceSettings) -> Iterator[_Found]:
    root, rest = fixed_root(given)
    expression = matcher(rest)
    start = rest[: min(rest.find(one) for one in "*?[" if one in rest)]
    found = False
    for uri, name in _files(root, source, start):
        match = expression.fullmatch(name)
        is_whole = match is not None and match.group("below") is None
        if match is None or not (is_pdf_name(name) or is_whole):
            continue
        if is_pdf_name(name) or archive_scheme(name) or _is_list_name(name, source):
            found = True
            yield from _file(uri, name, f"{name}/", source)
    if not found:
        raise SourceError(f"{given}: no paper has such a name")


def _file(uri: str, name: str, prefix: str, source: SourceSettings) -> Iterator[_Found]:
    """Yield the papers of a file by its name; an archive's ids begin with `prefix`."""
    if is_pdf_name(name):
        yield _found(uri, name)
    elif scheme := archive_scheme(name):
        for member, below in list_members(uri, scheme, source):
            yield _found(member, f"{prefix}{below}")
    else:
        yield from _entries(uri, source)


def _entries(uri: str, source: SourceSettings) -> Iterator[_Found]:
    for entry in file_entries(uri, source):
        paper_id, place = placed(entry, source)
        if paper_id:
            yield Paper(paper_id_of(paper_id), place, _doc_name(place)), True
        else:
            yield _found(place, place)


def _local_or_pattern(given: str, source: SourceSettings) -> Iterator[_Found]:
    try:
        path = local_path(given)
        exists = os.path.lexists(path)
    except (OSError, ValueError) as error:
        raise SourceError(f"{as_text(given)}: {error}") from error
    if exists or not is_pattern(str(path)):
        yield from _local(path, path.name, "", source)
        return
    found = False
    for match, below in local_matches(str(path)):
        found = True
        yield from _local(match, below, f"{below}/", source)
    if not found:
        raise SourceError(f"{as_text(given)}: no file has such a name")


def _local(path: Path, name: str, prefix: str, source: SourceSettings) -> Iterator[_Found]:
    """Yield the papers of a path; ids begin with `prefix` but for a file's own, `name`."""
    try:
        is_folder, exists = path.is_dir(), path.exists()
    except OSError as error:
        raise SourceError(f"{as_text(str(path))}: {error}") from error
    if not exists:
        raise SourceError(f"{as_text(str(path))}: no such file or folder")
    if is_folder:
        return _folder(path, prefix, source)
    uri = local_uri(path)
    if is_pdf_name(name) or archive_scheme(name):
        return _file(uri, name, prefix, source)
    if is_table(name, source) or is_list(path, source):
        return _entries(uri, source)
    return iter([_found(uri, name)])


def _folder(root: Path, prefix: str, source: SourceSettings) -> Iterator[_Found]:
    """Yield the papers below a folder, or of its tables if it is a table itself."""
    is_dataset = is_table(root.name, source)
    for path in _walk(root):
        if is_dataset and path.suffix == ".parquet":
            yield from _entries(local_uri(path), source)
        elif is_pdf_name(path.name):
            yield _found(local_uri(path), prefix + path.relative_to(root).as_posix())


def _walk(root: Path) -> Iterator[Path]:
    """Yield the files below a folder; one that links lead to a second time is not entered again.

    Broken links count, and folders with a path that is too long, by a name in .pdf that is not
    theirs: what cannot be read is for the reader to say. Raises SourceError for a folder that
    cannot be read, since papers would be missing without a word.
    """
    too_long: list[Path] = []

    def refuse(error: OSError) -> None:
        if error.errno != errno.ENAMETOOLONG:
            raise SourceError(f"{as_text(str(error.filename))}: {error.strerror}") from error
        too_long.append(Path(error.filename, "*.pdf"))

    seen = set()
    for folder, names, files in os.walk(root, onerror=refuse, followlinks=True):
        status = Path(folder).stat()
        if (status.st_dev, status.st_ino) in seen:
            names.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        names.sort()
        yield from (Path(folder, name) for name in sorted(files))
    yield from too_long


def _found(uri: str, below_root: str) -> _Found:
    key = sha1_key(uri)
    return Paper(key or paper_id_of(below_root), uri, _doc_name(uri)), key is not None


def _doc_name(uri: str) -> str:
    place = places_of(uri)[0]
    if scheme_of(place) in ARCHIVE_SCHEMES:
        place = as_text(archive_and_member(place)[1])
    if place.startswith("file://"):
        return as_text(local_path(place).name)
    return place.rstrip("/").rsplit("/", 1)[-1]


def _kept_apart(papers: Iterable[_Found]) -> Iterator[Paper]:
    """Drop URIs that came before, and tell apart papers that share an id by their paths."""
    ids: set[str] = set()
    uris: set[str] = set()
    for paper, firm in papers:
        if paper.uri in uris:
            continue
        uris.add(paper.uri)
        named = paper
        if not firm and paper.paper_id in ids:
            named = paper._replace(paper_id=apart(paper.paper_id, paper.uri.encode()))
        ids.add(named.paper_id)
        yield named
