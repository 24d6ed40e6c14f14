"""Letters of names that a language makes small in its own way, or begins the last name with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from spv2_spark.decode.document import DecodedDocument
from spv2_spark.decode.people.person import Name, capitalised
from spv2_spark.decode.people.split import begins_with_and
from spv2_spark.decode.rules import rule
from spv2_spark.layout.word_list import fold

_TURKISH = frozenset("İĞğı")  # in a name these are enough
_SMALL = frozenset("ğış")  # of words in small letters, which are no names
_FOREIGN = frozenset("qwxQWX")
_FEW = 3  # different words of a page that tell its language


@rule
def turkish_names(document: DecodedDocument, names: list[Name]) -> list[Name]:
    """Turkish has an i with a dot and one without: "IŞIK" is "Işık" in small letters, not "Işik".

    The name has letters that are only Turkish, or its page is in the language.
    """
    if not any(is_in_question(document.texts[at]) for name in names for at in name.tokens):
        return names
    return [in_turkish(document, name) if _is_turkish(document, name) else name for name in names]


@rule
def greek_accents(document: DecodedDocument, names: list[Name]) -> list[Name]:
    """Greek capitals have no accents: "ΚΑΛΠΑΚΙΔΗΣ" is "Καλπακίδης" where it stands elsewhere so.

    Of several spellings none is taken.
    """
    capitals = {document.texts[at] for name in names for at in name.tokens}
    capitals = {word for word in capitals if _is_greek_capitals(word)}
    if not capitals:
        return names
    forms: dict[str, set[str]] = {fold(word): set() for word in capitals}
    for text in document.texts:
        if text[0].isupper() and text[1:].islower():
            forms.get(fold(text), set()).add(text)
    said = {
        capitalised(word): form
        for word in capitals
        for form in forms[fold(word)]
        if len(forms[fold(word)]) == 1
    }
    return [_with_words(name, said) for name in names]


def _is_greek_capitals(text: str) -> bool:
    return len(text) > 1 and text.isupper() and unicodedata.name(text[0], "").startswith("GREEK")


def _with_words(name: Name, said: Mapping[str, str]) -> Name:
    text, given, family = (
        re.sub(r"\w+", lambda match: said.get(match[0], match[0]), one)
        for one in (name.text, name.given, name.family)
    )
    return Name(text, given, family, name.tokens)


@rule
def and_letters(_: DecodedDocument, names: list[Name]) -> list[Name]:
    """Hebrew has "and" as a letter before the last name, also where a mark parts the names."""
    first = names[-1].text.split()[0] if len(names) > 1 and names[-1].text else ""
    if not first or not begins_with_and(first):
        return names
    last = names[-1]
    text, given, family = (
        one[1:] if one.startswith(first) else one for one in (last.text, last.given, last.family)
    )
    return [*names[:-1], Name(text, given, family, last.tokens)]


def _is_turkish(document: DecodedDocument, name: Name) -> bool:
    texts = document.texts
    if has_foreign_letters(name):
        return False
    if not _TURKISH.isdisjoint("".join(texts[at] for at in name.tokens)):
        return True
    if not any(is_in_question(texts[at]) for at in name.tokens):
        return False
    words = set(document.texts_on(document.view.page_numbers[name.tokens[0]]))
    small = {text for text in words if text.islower() and not _SMALL.isdisjoint(text)}
    return len(small) >= _FEW and any("İ" in text for text in words)


def has_foreign_letters(name: Name) -> bool:
    """Whether a name has letters that Turkish has not."""
    return not _FOREIGN.isdisjoint(name.text)


def is_in_question(text: str) -> bool:
    """Whether a word in capitals has an I, which is one of two small letters in Turkish."""
    return len(text) > 1 and text.isupper() and "I" in text


def in_turkish(document: DecodedDocument, name: Name) -> Name:
    """Return a name with the words again that were made small by the rules of other languages."""
    words = [document.texts[at] for at in name.tokens if is_in_question(document.texts[at])]
    text, given, family = name.text, name.given, name.family
    for word in words:
        wrong = rf"\b{re.escape(capitalised(word))}\b"
        right = capitalised(word, turkish=True)
        text, given, family = (re.sub(wrong, right, one) for one in (text, given, family))
    return Name(text, given, family, name.tokens)
