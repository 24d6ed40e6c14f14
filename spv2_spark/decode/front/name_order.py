"""Where a list of names has its surnames: first or last, by their capitals, marks, language."""

from __future__ import annotations

from collections.abc import Sequence

from spv2_spark.decode.document import DecodedDocument, Span
from spv2_spark.decode.front.name_shapes import words_of
from spv2_spark.decode.people.person import Surnames, has_initial_behind, is_capitals
from spv2_spark.layout.given_names import is_given_name
from spv2_spark.layout.vocabulary import vocabulary

_FEW_GIVEN = 3  # names that end with a given name, at least
_SHARE_STRAIGHT = 0.2  # to those, of names that begin with one, at most
_SAID = 2  # different words of a page that tell in which order it prints names


def surnames_in(document: DecodedDocument, spans: Sequence[Span]) -> Surnames:
    """Return where the list has its surnames in capitals; short ones look like initials.

    "LI Kanglan, PENG Wanjuan" has them first, "Ran LI, Kun WANG" and "JUNHUI LI, KUN WANG" last.
    Where most names end with an initial behind two words their first word is the surname, and
    where semicolons part names that have a comma each, it is what stands before that. Pages in
    Hungarian or Vietnamese have it first in any print, as have lists that end with given names.
    """
    texts = document.texts
    commas = sum(_has_comma_between_semicolons(document, span) for span in spans)
    if len(spans) > 1 and 2 * commas >= len(spans):
        return "before_comma"
    behind = sum(has_initial_behind(words_of(document, span.indices)) for span in spans)
    if 2 * behind > len(spans):
        return "first_word"
    if spans and prints_family_first(document, document.view.page_numbers[spans[0].first]):
        return "family"
    if end_with_given_names([words_of(document, span.indices) for span in spans]):
        return "family"
    firsts = [texts[span.indices[0]] for span in spans if len(span.indices) > 1]
    lasts = [texts[span.indices[-1]] for span in spans if len(span.indices) > 1]
    first = [
        _is_all_caps(one) and not two.isupper() for one, two in zip(firsts, lasts, strict=True)
    ]
    if sum(first) > len(spans) / 2 and any(map(is_capitals, firsts)):
        return "first"
    known = sum(one in vocabulary().names.surnames for one in firsts)
    if len(spans) > 1 and sum(first) == len(spans) and 2 * known >= len(spans):
        return "first"
    known_last = sum(one in vocabulary().names.surnames for one in lasts)
    are_known = known < known_last and 2 * known_last >= len(spans)
    if sum(map(_is_all_caps, lasts)) > len(spans) / 2 and (
        are_known or any(map(is_capitals, lasts))
    ):
        return "last"
    return ""


def end_with_given_names(names: Sequence[Sequence[str]]) -> bool:
    """Whether most names end with a known given name, and hardly one begins with one.

    Some letter has an accent, or is of another script: in Africa surnames are such names, too.

    >>> end_with_given_names([["Rotaru", "Liliana"], ["Matei", "Mihaela"], ["Sârbu", "Ioana"]])
    True
    >>> end_with_given_names([["Kofi", "Anthony"], ["Yaw", "Daniel"], ["Kwame", "Patrick"]])
    False
    """
    if all(word.isascii() for one in names for word in one):
        return False
    several = [one for one in names if len(one) > 1]
    last = sum(is_given_name(one[-1]) and not is_given_name(one[0]) for one in several)
    first = sum(is_given_name(one[0]) and not is_given_name(one[-1]) for one in several)
    return last >= max(_FEW_GIVEN, len(names) / 2) and first <= _SHARE_STRAIGHT * last


def prints_family_first(document: DecodedDocument, page: int) -> bool:
    """Whether a page says by its words that it prints names with the surname first."""
    known = vocabulary().names.family_first
    return len({text.lower() for text in document.texts_on(page) if text in known}) >= _SAID


def _has_comma_between_semicolons(document: DecodedDocument, span: Span) -> bool:
    inner = [document.texts[at] for at in span.indices].count(",")
    return inner == 1 and ";" in (document.text_at(span.first - 1), document.text_at(span.last + 1))


def _is_all_caps(text: str) -> bool:
    return len(text) > 1 and text.isupper()
