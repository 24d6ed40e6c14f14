"""URIs and paths: which reader a URI needs, and names that every table can hold."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

S3_SCHEMES = frozenset({"s3", "s3a", "s3n"})
ARROW_SCHEMES = frozenset({"hdfs", "viewfs", "gs", "gcs"})

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
# The two layouts of SPv2: its bucket's keys and its training corpus.
_SHA1 = re.compile(
    r"(?:^|/)(?:([0-9a-f]{4})/([0-9a-f]{36})|docs/([0-9a-f]{40})/\3)\.pdf$", re.IGNORECASE
)


def scheme_of(uri: str) -> str:
    """Return the scheme in lower case; "file" for a plain path."""
    match = _SCHEME.match(uri)
    return match.group(1).lower() if match else "file"


def unsupported(scheme: str) -> str:
    """Return what to say of a scheme that nobody reads."""
    return f"{scheme}:// is not supported (paths, file, s3, hdfs and gs are)"


def local_path(uri: str) -> Path:
    """Return the path of a plain path or a file:// URI (percent-decoded, any bytes).

    Raises ValueError for a file URI of another host.
    """
    if not _SCHEME.match(uri):
        return Path(uri)
    host, slash, rest = uri.split("://", 1)[1].partition("/")
    if host.lower() not in {"", "localhost"}:
        raise ValueError(f"file URI of another host: {host}")
    return Path(os.fsdecode(unquote_to_bytes(slash + rest)))


def local_uri(path: Path) -> str:
    """Return the absolute path itself; a file:// URI where its bytes are not UTF-8."""
    absolute = os.path.abspath(path)  # noqa: PTH100  resolve() would follow symlinks
    if is_text(absolute):
        return absolute
    return "file://" + quote(os.fsencode(absolute))


def as_text(name: str) -> str:
    """Return a file's name or path with the bytes that are not UTF-8 as %XX."""
    if is_text(name):
        return name
    return "".join(one if is_text(one) else quote(os.fsencode(one)) for one in name)


def is_text(name: str) -> bool:
    """Whether a name from the file system can be written as UTF-8."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def bucket_and_key(uri: str) -> tuple[str, str]:
    """Split s3://bucket/key; the key is taken as it is, with "#", "?" and "%"."""
    bucket, _, key = uri.split("://", 1)[1].partition("/")
    return bucket, key


def sha1_key(uri: str) -> str | None:
    """Return the sha1 that SPv2's layouts have in the path, else None.

    `<sha1[:4]>/<sha1[4:]>.pdf` of its bucket, `docs/<sha1>/<sha1>.pdf` of its corpus.
    """
    match = _SHA1.search(uri)
    return "".join(match.groups("")).lower() if match else None


def is_pdf_name(name: str) -> bool:
    """Whether a file's name ends in .pdf, in any case."""
    return name.lower().endswith(".pdf")
