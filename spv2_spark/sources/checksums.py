"""What bytes must add up to: the sums that a store sends with them, the sha1 that an id is."""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from spv2_spark.sources.problems import DoubtfulError

_MD5 = re.compile(r'"?([0-9a-f]{32})"?')
_BEGINNINGS = (b"<!doctype", b"<html", b"<?xml", b"<error")
_SIGNATURE_WITHIN = 1024


def _sha(name: str) -> Callable[[bytes], bytes]:
    return lambda data: hashlib.new(name, data, usedforsecurity=False).digest()


# By the names that boto3 gives S3's headers; the sums of several parts end in "-N", and differ.
_SUMS: Mapping[str, Callable[[bytes], bytes]] = {
    "ChecksumSHA256": _sha("sha256"),
    "ChecksumSHA1": _sha("sha1"),
    "ChecksumCRC32": lambda data: zlib.crc32(data).to_bytes(4, "big"),
}


def check_sums(data: bytes, answer: Mapping[str, Any]) -> None:
    """Raise DoubtfulError if an S3 answer has a sum of the whole object that is not its bytes'.

    An ETag is the MD5 of an object that was stored in one part and is not encrypted by a key
    of KMS or the customer.
    """
    for name, sum_of in _SUMS.items():
        told = str(answer.get(name, ""))
        if told and "-" not in told and base64.b64encode(sum_of(data)).decode() != told:
            raise DoubtfulError(f"the bytes are not those of {name} {told}", None)
    etag = _MD5.fullmatch(str(answer.get("ETag", "")))
    encrypted = "kms" in str(answer.get("ServerSideEncryption")) or "SSECustomerAlgorithm" in answer
    if etag and not encrypted:
        digest = hashlib.md5(data, usedforsecurity=False).hexdigest()
        if digest != etag.group(1):
            raise DoubtfulError(f"the bytes have MD5 {digest}, the ETag is {etag.group(1)}", None)


def check_sha1(data: bytes, expected: str | None) -> None:
    """Raise DoubtfulError if the bytes have another sha1 than `expected` (hex), if any is."""
    if expected:
        found = hashlib.sha1(data, usedforsecurity=False).hexdigest()
        if found != expected.lower():
            message = f"the bytes have sha1 {found}, by its id the paper has {expected}"
            raise DoubtfulError(message, None)


def check_beginning(data: bytes) -> None:
    """Raise DoubtfulError for no bytes, or a page for people in a paper's place.

    Gateways and stores under load answer so with status 200.
    """
    if not data:
        raise DoubtfulError("no bytes", data)
    start = data[:_SIGNATURE_WITHIN]
    is_markup = start.lstrip(b"\xef\xbb\xbf\r\n\t ").lower().startswith(_BEGINNINGS)
    if is_markup and b"%PDF-" not in start:
        raise DoubtfulError("HTML or XML in place of a PDF", data)
