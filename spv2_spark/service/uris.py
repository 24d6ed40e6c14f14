"""Which URIs a client may name, and where the PDF of a paper's id lies."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from spv2_spark.errors import Failure, Kind, SettingsError
from spv2_spark.sources.uris import local_path, scheme_of

PAPER_ID = r"[0-9a-f]{40}"

_FIELD = re.compile(r"\{(\w*)\}")
_FIELDS = {"id": slice(None), "head": slice(4), "tail": slice(4, None)}


def check_templates(templates: Sequence[str]) -> None:
    """Raise SettingsError for a template with an unknown field or none."""
    for template in templates:
        fields = set(_FIELD.findall(template))
        if not fields or fields - _FIELDS.keys():
            known = ", ".join(f"{{{name}}}" for name in _FIELDS)
            raise SettingsError(f"service.uri_templates: {template!r} needs some of {known}")


def uris_of(paper_id: str, templates: Sequence[str]) -> Iterator[str]:
    """Yield where a paper may lie: {id} is its id, {head} 4 digits of it, {tail} the other 36.

    >>> list(uris_of("0f" * 20, ["s3://pdfs/{head}/{tail}.pdf"]))
    ['s3://pdfs/0f0f/0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f.pdf']
    """
    for template in templates:
        yield _FIELD.sub(lambda found: paper_id[_FIELDS[found[1]]], template)


def refusal_of(uri: str, prefixes: Sequence[str]) -> Failure | None:
    """Return why a client may not name this URI; None if it lies under one of `prefixes`.

    Links and ".." are followed first where the URI is a local path, and ".." is refused elsewhere.
    """
    if any(_is_under(uri, prefix) for prefix in prefixes):
        return None
    return Failure("fetch", Kind.NOT_FOUND, "not under any of service.uri_prefixes")


def _is_under(uri: str, prefix: str) -> bool:
    if scheme_of(uri) != scheme_of(prefix):
        return False
    try:
        if scheme_of(uri) == "file":
            folder, path = (os.path.realpath(local_path(one)) for one in (prefix, uri))
            return os.path.commonpath([folder, path]) == folder
    except ValueError:  # another host, a NUL
        return False
    if ".." in unquote(uri).split("/"):
        return False
    return uri.startswith(prefix.rstrip("/") + "/")
