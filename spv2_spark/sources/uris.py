"""URIs and paths: which reader a URI needs, and names that every table can hold.

Two schemes are this program's own. `zip:URI!member` and `tar:URI!member` are a file in an archive
that is read in place; the member's "!" and "%" and what no text can hold are %XX. `first:URI|URI`
is one paper in several places, of which the first that has it counts; in each of them "|" and "%"
are %XX.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

S3_SCHEMES = frozenset({"s3", "s3a", "s3n"})
ARROW_SCHEMES = frozenset({"hdfs", "viewfs", "gs", "gcs"})
ARCHIVE_SCHEMES = frozenset({"zip", "tar"})
FIRST = "first"
# Of UTF-8: PostgreSQL's indexes take 2,704, beside which other columns stand.
LONGEST_ID_BYTES = 1_000

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_OWN_SCHEME = re.compile(r"(zip|tar|first):")
# The two layouts of SPv2: its bucket's keys and its training corpus.
_SHA1 = re.compile(
    r"(?:^|[/!])(?:([0-9a-f]{4})/([0-9a-f]{36})|docs/([0-9a-f]{40})/\3)\.pdf$", re.IGNORECASE
)
_BARE_SHA1 = re.compile(r"[0-9a-f]{40}", re.IGNORECASE)


def scheme_of(uri: str) -> str:
    """Return the scheme in lower case; "file" for a plain path."""
    match = _OWN_SCHEME.match(uri) or _SCHEME.match(uri)
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


def absolute(uri: str) -> str:
    """Return a path of this machine, or of an archive on it, as a URI that holds anywhere on it."""
    scheme = scheme_of(uri)
    if scheme in ARCHIVE_SCHEMES:
        archive, member = archive_and_member(uri)
        return member_uri(scheme, absolute(archive), member)
    return local_uri(Path(uri)) if scheme == "file" and "://" not in uri else as_text(uri)


def member_uri(scheme: str, archive: str, member: str) -> str:
    """Return the URI of a file in an archive.

    >>> member_uri("zip", "s3://bucket/papers.zip", "2020/50%!.pdf")
    'zip:s3://bucket/papers.zip!2020/50%25%21.pdf'
    """
    return f"{scheme}:{archive}!{_quoted(member)}"


def archive_and_member(uri: str) -> tuple[str, str]:
    """Return the URI of a member's archive and the member's name; the latter may be empty.

    >>> archive_and_member("zip:s3://bucket/papers.zip!2020/50%25%21.pdf")
    ('s3://bucket/papers.zip', '2020/50%!.pdf')
    """
    archive, _mark, member = uri.partition(":")[2].rpartition("!")
    return archive, unquote_to_bytes(member).decode("utf-8", "surrogateescape")


def _quoted(member: str) -> str:
    return "".join(
        one if one.isprintable() and one not in "!%" else _percent(one) for one in member
    )


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogateescape"))


def first_of(uris: Sequence[str]) -> str:
    """Return the URI of a paper that lies in one of several places, tried in their order.

    >>> first_of(["s3://public/a.pdf", "s3://private/a|b.pdf"])
    'first:s3://public/a.pdf|s3://private/a%7Cb.pdf'
    """
    if len(uris) == 1:
        return uris[0]
    return f"{FIRST}:" + "|".join(uri.replace("%", "%25").replace("|", "%7C") for uri in uris)


def places_of(uri: str) -> list[str]:
    """Return the places where a paper may lie: those of `first:`, else the URI itself."""
    if scheme_of(uri) != FIRST:
        return [uri]
    places = uri.partition(":")[2].split("|")
    return [place.replace("%7C", "|").replace("%25", "%") for place in places]


def as_text(name: str) -> str:
    """Return a file's name or path with the bytes that are not UTF-8 as %XX."""
    if is_text(name):
        return name
    return "".join(one if is_text(one) else quote(os.fsencode(one)) for one in name)


def paper_id_of(name: str) -> str:
    r"""Return the id that a path or URI is for a paper: itself, if it is text of a fair length.

    Bytes that are not UTF-8 become %XX, and a digest tells them from a name that has %XX itself.

    >>> paper_id_of("2020/a.pdf"), paper_id_of("a%FF.pdf"), paper_id_of("a\udcff.pdf")
    ('2020/a.pdf', 'a%FF.pdf', 'a%FF.pdf@d56bf985')
    """
    text = as_text(name)
    if text == name and len(name.encode()) <= LONGEST_ID_BYTES:
        return name
    cut = text.encode()[: LONGEST_ID_BYTES - 9].decode(errors="ignore")
    return apart(cut, os.fsencode(name))


def apart(paper_id: str, place: bytes) -> str:
    """Return an id with a digest of the paper's place, where the id alone is another's, too."""
    return f"{paper_id}@{hashlib.sha1(place, usedforsecurity=False).hexdigest()[:8]}"


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


def is_remote(uri: str) -> bool:
    """Whether a paper, its archive, or one of its places lies in a store.

    >>> [is_remote(one) for one in ("/in/a.pdf", "zip:s3://b/a.zip!a.pdf", "first:/a.pdf|gs://b/k")]
    [False, True, True]
    """
    places = places_of(uri)
    archives = [archive_and_member(p)[0] if scheme_of(p) in ARCHIVE_SCHEMES else p for p in places]
    return any(scheme_of(one) in S3_SCHEMES | ARROW_SCHEMES for one in archives)


def sha1_key(uri: str) -> str | None:
    """Return the sha1 that SPv2's layouts have in the path, else None.

    `<sha1[:4]>/<sha1[4:]>.pdf` of its bucket, `docs/<sha1>/<sha1>.pdf` of its corpus.
    """
    match = _SHA1.search(uri)
    return "".join(match.groups("")).lower() if match else None


def is_sha1(text: str) -> bool:
    """Whether a text is 40 hexadecimal digits and nothing else."""
    return _BARE_SHA1.fullmatch(text) is not None


def is_pdf_name(name: str) -> bool:
    """Whether a file's name ends in .pdf, in any case."""
    return name.lower().endswith(".pdf")
