"""What kind of document a work is, and its number, printed behind its title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spv2_spark.decode.bibliography.entry import Entry
from spv2_spark.decode.text.edges import Part, trimmed
from spv2_spark.layout.vocabulary import vocabulary

_LEAST_DIGITS = 3  # of a number like "DOT/FAA/CT-88/8": "Release 15" is a title's own
_MOST_WORDS = 8  # of "Aerospace Recommended Practice SAE ARP"
_NEAR = 4  # tokens behind a title, among which its number stands: ", Nr. 171"
_BEFORE_NUMBERS = frozenset([",", ".", "No", "no", "Nr", "Number"])
_COLONS = frozenset(":：")
_CODE = frozenset("-/")  # "NGC 4321" is a galaxy
_YEAR = re.compile(r"(19|20)\d\d")
_REPORT = re.compile(r"([A-Z]{3,}[/-]?)*((Tech|Res)\.)?Rep\.(No\.)?[A-Z\d/.-]*\d[A-Z]?")
# Where these begin a name it is a series' or a journal's: "Publications of the ASP".
_ENGLISH = frozenset(["press", "publisher", "publishers", "publishing", "publications", "publ"])
_PATENT = ["[", "P", "]"]  # China's mark of a patent


def without_document(entry: Entry, parts: list[Part]) -> list[Part]:
    """Return parts without a last sentence that says what document it is, and which number."""
    texts = [part.text for part in parts]
    stops = [at for at in range(2, len(texts) - 1) if texts[at] == "." and not parts[at + 1].glued]
    if not stops or len(texts[stops[-1] - 1]) == 1:  # an initial's
        return parts
    last = parts[-1].token
    behind = [at for at in entry.indices if last < at <= last + _NEAR]
    rest = [at for at in behind if entry.document.texts[at] not in _BEFORE_NUMBERS]
    is_free = rest and not entry.document.labels[rest[0]]  # a year has a label
    after = entry.document.texts[rest[0]] if is_free else ""
    title, said = texts[: stops[-1]], texts[stops[-1] + 1 :]
    is_number = _is_number(said) and "".join(title).upper() != "".join(title)
    return trimmed(parts[: stops[-1]]) if is_number or _is_kind(said, after) else parts


def is_document(entry: Entry, parts: Sequence[Part]) -> bool:
    """Whether parts, and what stands glued to them, are no more than a document's number."""
    if not parts:
        return False
    document, behind = entry.document, parts[-1].token + 1
    while behind in entry.indices and not document.view.spaced[behind]:
        behind += 1
    glued: list[str] = []
    for at in range(parts[-1].token + 1, behind):
        if not (document.texts[at].isalnum() or document.texts[at] in _CODE):
            break  # "JAMA,2005,293(4)"
        glued.append(document.texts[at])
    said = [*(part.text for part in parts), *glued]
    text = "".join(said)
    is_coded = not _CODE.isdisjoint(text) or (bool(glued) and len(parts) > 1)  # no "JHEP0509"
    is_code = text.upper() == text and is_coded
    is_report = vocabulary().references.documents.is_within(said) and said[-1][-1].isdecimal()
    if _REPORT.fullmatch(text):
        return True
    digits = _digits(_YEAR.sub("", text))
    return said[0][:1].isupper() and (is_code or is_report) and digits >= _LEAST_DIGITS


def _is_number(said: Sequence[str]) -> bool:
    """Whether words are a number with the capitals before it: "NASA TM-105974"."""
    text = "".join(said)
    is_code = said[0].isupper() and text.upper() == text and not _CODE.isdisjoint(text)
    return is_code and _digits(_YEAR.sub("", text)) >= _LEAST_DIGITS


def _is_kind(said: Sequence[str], after: str) -> bool:
    """Whether words are a kind of documents with a number in or behind it."""
    known = vocabulary().references
    is_kind = said[0][0].isupper() and known.documents.is_within(said)
    # "A recommendation of 2010" is a subtitle.
    is_numbered = any(_digits(_YEAR.sub("", one)) > 0 for one in (said[-1], after))
    return is_kind and is_numbered and sum(map(str.isalpha, said)) <= _MOST_WORDS


def _digits(text: str) -> int:
    return sum(map(str.isdecimal, text))


def without_patent(entry: Entry, parts: list[Part]) -> list[Part]:
    """Return a patent's title without its country or number: "矿用摄像仪: CN110572589B[P]"."""
    texts, words = [part.text for part in parts], entry.words
    colons = [at for at in range(1, len(texts)) if texts[at] in _COLONS]
    if not colons or not any(words[at : at + 3] == _PATENT for at in range(len(words))):
        return parts
    said, last = "".join(texts[colons[-1] + 1 :]), parts[-1].token
    is_country = entry.document.text_at(last + 1) in (",", "，") and _digits(said) == 0
    is_number = said.upper() == said and _digits(said) >= _LEAST_DIGITS
    return trimmed(parts[: colons[-1]]) if is_country or is_number else parts


def without_publisher(parts: list[Part]) -> list[Part]:
    """Return parts without what follows a stop and begins with a word for publishers."""
    texts = [part.text for part in parts]
    for at in range(2, len(texts) - 1):
        if texts[at] in ".,:" and begins_publisher(texts[at + 1 :]):
            return trimmed(parts[:at], keep_period=True)
    return parts


def begins_publisher(texts: Sequence[str]) -> bool:
    """Whether words begin as publishers' names do outside of English: "Nhà xuất bản", "Editura"."""
    known = vocabulary().references.publishers
    if not known.at_start(texts):
        return False
    starts = (" ".join(texts[:count]).lower() for count in range(1, known.longest + 1))
    # Names are spelt with capitals in the list: "Springer".
    return any(start in known.entries and start not in _ENGLISH for start in starts)


def without_thesis(parts: list[Part]) -> list[Part]:
    """Return parts without a last sentence that only says that the work is a thesis."""
    texts = [part.text for part in parts]
    stops = [at for at in range(1, len(texts) - 1) if texts[at] == "."]
    return trimmed(parts[: stops[-1]]) if stops and is_thesis(texts[stops[-1] + 1 :]) else parts


def is_thesis(texts: Sequence[str]) -> bool:
    """Whether words are nothing but a kind of thesis: "Luận văn thạc sĩ", "Väitöskirja"."""
    words = [text for text in texts if text != "."]
    theses = vocabulary().works.theses
    is_cased = any(word.lower() != word.upper() for word in words)  # no "논문지", a journal
    return is_cased and theses.at_start(words) == len(words)


def without_kind(parts: list[Part]) -> list[Part]:
    """Return a book's title without its kind behind the last colon: "Степи : монография"."""
    texts = [part.text for part in parts]
    colons = [at for at in range(1, len(texts) - 1) if texts[at] in _COLONS]
    said = texts[colons[-1] + 1 :] if colons else []
    said = said[:-1] if said[-1:] == ["."] else said
    is_kind = bool(said) and vocabulary().references.books.at_start(said) == len(said)
    return trimmed(parts[: colons[-1]]) if is_kind else parts
