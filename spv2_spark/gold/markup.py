"""XML without its dangers, and the plain text of an element as a reader would see it."""

from __future__ import annotations

import html
import re
import tarfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from spv2_spark.errors import GoldError

MAX_BYTES = 64 * 1024 * 1024

# Elements that stand on lines of their own: their text never touches its neighbours' text.
BLOCKS = frozenset([
    "abstract", "address", "aff", "break", "caption", "contrib", "def-item", "disp-formula",
    "disp-quote", "fig", "label", "list", "list-item", "p", "ref", "sec", "subtitle", "table",
    "table-wrap", "td", "th", "title", "tr",
])  # fmt: skip
# Never part of the running text.
UNPRINTED = frozenset(["alternatives", "annotation", "inline-graphic", "media", "tex-math"])
FOOTNOTES = frozenset(["fn", "xref", "supplementary-material", "object-id"])

_SPACE = re.compile(r"\s+")
_MOST_ESCAPES = 3
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0e-\x1f]")


def parse_xml(data: bytes, origin: str, *, recover: bool = False) -> etree._Element:
    """Return the root of `data`; entities, DTDs and the network are never loaded.

    `recover` reads on after errors of well-formedness. Nesting deeper than 256 elements
    and files over MAX_BYTES are refused. Raises GoldError, which names `origin`.
    """
    if len(data) > MAX_BYTES:
        raise GoldError(f"{origin}: {len(data)} bytes of XML are more than {MAX_BYTES}")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise GoldError(f"{origin}: not XML: {error}") from error
    if root is None:
        raise GoldError(f"{origin}: no XML element in it")
    return root


def xml_members(archive: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of every file of XML in a tar archive, of any compression.

    All is read in memory: nothing is unpacked, so a member's path cannot escape. What is larger
    than MAX_BYTES is cut off behind them: `parse_xml` refuses it. Raises GoldError for what is
    no archive.
    """
    try:
        with tarfile.open(archive, "r:*") as tar:
            for member in tar:
                if member.isreg() and member.name.endswith((".nxml", ".xml")):
                    handle = tar.extractfile(member)
                    yield member.name, handle.read(MAX_BYTES + 1) if handle else b""
    except (OSError, tarfile.TarError, EOFError) as error:
        raise GoldError(f"{archive}: not a tar archive: {error}") from error


def clean(text: str) -> str:
    """Return `text` in NFC, without invisible characters, one space for all white space."""
    for _ in range(_MOST_ESCAPES):  # escaped twice and thrice by some depositors
        if "&" not in text:
            break
        text = html.unescape(text)
    return _SPACE.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text))).strip()


def text_of(element: etree._Element | None, drop: frozenset[str] = frozenset()) -> str:
    """Return an element's cleaned text without the elements named in `drop`; "" for None.

    Inline markup leaves no trace; block elements are set off by a space, so that words of
    neighbouring blocks are never glued.
    """
    if element is None:
        return ""
    return clean("".join(_pieces(element, drop)))


def first_text(element: etree._Element, *names: str) -> str:
    """Return the text of the first descendant that has any, trying the names in order."""
    found = (text_of(one) for name in names for one in element.iter(name))
    return next(filter(None, found), "")


def local(element: etree._Element) -> str:
    """Return the element's name without its namespace; "" for an entity or a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _pieces(element: etree._Element, drop: frozenset[str]) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element:
        name = local(child)
        gap = " " if name in BLOCKS else ""
        yield gap
        if name and name not in UNPRINTED and name not in drop:
            yield from _pieces(child, drop)
        yield gap
        if child.tail:
            yield child.tail
