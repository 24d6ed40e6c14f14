"""What is written of: a paper that was read, its key, and the strings that every form can hold."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from spv2_spark.domain.metadata import Author, Metadata, Value
from spv2_spark.valid_text import one_line

_DIGITS = 12  # of a digest: among 10 million papers one pair in five datasets would share it
_YEAR = re.compile(r"\W*(\d{4})([a-z]?)\W*")


class ParsedPaper(NamedTuple):
    """What a dataset holds of a paper: its id, its PDF's name and sha1, what was read in it."""

    paper_id: str
    doc_name: str
    sha1: str
    metadata: Metadata


class PersonParts(NamedTuple):
    """A name in parts; a group, or a name whose parts are not known, has a `literal` alone."""

    given: str = ""
    family: str = ""
    suffix: str = ""
    literal: str = ""


class Year(NamedTuple):
    """A year as printed, its four digits and the letter behind them ("" if it has none)."""

    printed: str
    digits: str
    letter: str


def line_of(text: str) -> str:
    r"""Return `text` as one line of what XML, BibTeX and JSON can hold; spaces are single.

    >>> line_of(" a\x00b\n c"), ascii(line_of("\uffff\ud800"))
    ('a b c', "'\\ufffd\\ufffd'")
    """
    line = one_line(text, max(len(text), 1))
    return line.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


def text_of(value: Value | None) -> str:
    """Return a value's text as a line; "" if there is none."""
    return line_of(value.text) if value else ""


def texts_of(values: Iterable[Value]) -> list[str]:
    """Return the texts of values as lines, without those that hold nothing."""
    return [text for one in values if (text := text_of(one))]


def year_of(value: Value | None) -> Year:
    """Return a year in parts.

    >>> year_of(Value("(2010a)", 1.0)), year_of(Value("in press", 1.0)).digits
    (Year(printed='(2010a)', digits='2010', letter='a'), '')
    """
    printed = text_of(value)
    found = _YEAR.fullmatch(printed)
    return Year(printed, *(found.groups() if found and printed.isascii() else ("", "")))


def person_of(author: Author) -> PersonParts:
    """Return an author's name in parts; what follows given and family name is the suffix.

    >>> person_of(Author(Value("J. Roe Jr.", 1.0), "J.", "Roe"))
    PersonParts(given='J.', family='Roe', suffix='Jr.', literal='')
    """
    name, given, family = map(line_of, (author.name.text, author.given, author.family))
    if not family or (not given and " " in family):
        return PersonParts(literal=name or f"{given} {family}".strip())
    reading_form = f"{given} {family}".strip()
    suffix = name.removeprefix(f"{reading_form} ") if name != reading_form else ""
    return PersonParts(given, family, "" if suffix == name else suffix)


def people_of(authors: tuple[Author, ...]) -> list[PersonParts]:
    """Return the names in parts, without those that hold nothing."""
    return [one for one in map(person_of, authors) if any(one)]


def key_of(paper: ParsedPaper) -> str:
    """Return a paper's key: its first author's name and a digest of its id, the same in every run.

    It begins with a letter, as an id of XML has to.

    >>> key_of(ParsedPaper("a.pdf", "", "", Metadata(None, (), ())))
    'anon-a7949e623819'
    """
    people = people_of(paper.metadata.authors)
    name = (people[0].family or people[0].literal) if people else ""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]", "", letters.lower()).lstrip("0123456789")[:20] or "anon"
    digest = hashlib.sha256(paper.paper_id.encode("utf-8", "replace")).hexdigest()
    return f"{slug}-{digest[:_DIGITS]}"


def reference_key(key: str, index: int) -> str:
    """Return the key of a paper's reference, numbered from 0 as GROBID does.

    >>> reference_key("roe-5f1fc2a8a78f", 0), reference_key("", 1)
    ('roe-5f1fc2a8a78f-b0', 'b1')
    """
    return f"{key}-b{index}" if key else f"b{index}"
