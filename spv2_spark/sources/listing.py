"""What a person names becomes papers with ids: files, folders, buckets, lists of URIs.

The rule of ids, first match wins:

1. the id that a list gives beside the URI (`paper_id<TAB>uri`);
2. the sha1 in the path, where the layout is one of SPv2's (`sources.uris.sha1_key`);
3. the path below the given root: a folder's or prefix's files by their path below it, a
   single file by its name; a URI of a list without an id is its own id.

Two files of one call that rule 3 would give the same id (roots that hold the same names) keep
apart: the second one's id ends in "@" and 8 hex digits of its URI's sha1. A file that is
named by two roots is listed once, below the first.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from spv2_spark.config import SourceSettings
from spv2_spark.domain.paper import Paper
from spv2_spark.errors import SourceError
from spv2_spark.sources.arrow import list_arrow
from spv2_spark.sources.lists import entries, is_list
from spv2_spark.sources.s3 import list_s3
from spv2_spark.sources.uris import (
    ARROW_SCHEMES,
    S3_SCHEMES,
    as_text,
    is_pdf_name,
    local_path,
    local_uri,
    scheme_of,
    sha1_key,
    unsupported,
)


def list_pdfs(paths: Sequence[str], source: SourceSettings | None = None) -> Iterator[Paper]:
    """Yield the papers of files, folders, s3, hdfs or gs folders, and text files of URIs.

    A folder is read recursively for names in .pdf (any case), links followed, in the order of
    names. A text file that is not called .pdf and whose first line has an id, a URI, or a path
    that is there or ends in .pdf is a list: one URI or path (below the current folder) a line,
    or `paper_id<TAB>uri`; empty lines and lines that begin with # are left out. Any other file
    is a paper. Raises SourceError for what is not there or cannot be listed.
    """
    papers = (paper for path in paths for paper in _papers(path, source or SourceSettings()))
    # One root cannot name a file twice, and a bucket's listing need not fit into memory.
    return _kept_apart(papers) if len(paths) > 1 else (paper for paper, _firm in papers)


# A paper, and whether its id names it for good wherever its bytes are (rules 1 and 2).
_Found = tuple[Paper, bool]


def _papers(path: str, source: SourceSettings) -> Iterator[_Found]:
    scheme = scheme_of(path)
    if scheme == "file":
        return _local(path)
    if is_pdf_name(path):
        return iter([_found(path, path.rsplit("/", 1)[-1])])
    if scheme in S3_SCHEMES:
        files = list_s3(path, source)
    elif scheme in ARROW_SCHEMES:
        files = list_arrow(path, source.timeout_s)
    else:
        raise SourceError(f"{path}: {unsupported(scheme)}")
    return (_found(uri, below) for uri, below in files if is_pdf_name(below))


def _local(given: str) -> Iterator[_Found]:
    try:
        path = local_path(given)
        is_folder, exists = path.is_dir(), path.exists()
    except (OSError, ValueError) as error:
        raise SourceError(f"{as_text(given)}: {error}") from error
    if not exists:
        raise SourceError(f"{as_text(given)}: no such file or folder")
    if is_folder:
        return _folder(path)
    if not is_pdf_name(path.name) and is_list(path):
        return (_firm_or_found(*entry) for entry in entries(path))
    return iter([_found(local_uri(path), as_text(path.name))])


def _folder(root: Path) -> Iterator[_Found]:
    """Yield the papers below a folder; one that links lead to a second time is not entered again.

    Broken links count: what cannot be read is for the reader to say. Raises SourceError for a
    folder that cannot be read, since papers would be missing without a word.
    """

    def refuse(error: OSError) -> None:
        raise SourceError(f"{as_text(str(error.filename))}: {error.strerror}") from error

    seen = set()
    for folder, names, files in os.walk(root, onerror=refuse, followlinks=True):
        status = Path(folder).stat()
        if (status.st_dev, status.st_ino) in seen:
            names.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        names.sort()
        for path in (Path(folder, name) for name in sorted(files) if is_pdf_name(name)):
            yield _found(local_uri(path), as_text(path.relative_to(root).as_posix()))


def _firm_or_found(paper_id: str, uri: str) -> _Found:
    if paper_id:
        return Paper(paper_id, uri, _doc_name(uri)), True
    return _found(uri, uri)


def _found(uri: str, below_root: str) -> _Found:
    key = sha1_key(uri)
    return Paper(key or below_root, uri, _doc_name(uri)), key is not None


def _doc_name(uri: str) -> str:
    if uri.startswith("file://"):
        return as_text(local_path(uri).name)
    return uri.rstrip("/").rsplit("/", 1)[-1]


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
            digest = hashlib.sha1(paper.uri.encode(), usedforsecurity=False).hexdigest()
            named = paper._replace(paper_id=f"{paper.paper_id}@{digest[:8]}")
        ids.add(named.paper_id)
        yield named
