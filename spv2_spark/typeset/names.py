"""Authors' names in the forms that title pages print."""

from __future__ import annotations

import re
import unicodedata

from spv2_spark.domain.gold import PersonName

_PARTS = re.compile(r"[\s.]+")
_ACCENTED = re.compile(r"([\u0370-\u03ff]\u0308?)\u0301")  # of Greek, decomposed
_TURKISH = re.compile(r"[ığşİ]")


def capitals(text: str) -> str:
    """Return text in capitals; Greek ones have no accents, and keep their diaereses.

    In words with letters that only Turkish has, i is İ.
    """
    if _TURKISH.search(text):
        text = text.replace("i", "İ")
    if not _ACCENTED.search(unicodedata.normalize("NFD", text)):
        return text.upper()
    bare = _ACCENTED.sub(r"\1", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", bare).upper()


def initials(given: str, dot: str = ".", gap: str = " ") -> str:
    """Abbreviate given names: `Anna-Maria J` is `A.-M. J.` with the defaults."""
    words = [word for word in _PARTS.split(given) if word]
    return gap.join(
        "-".join(part[0].upper() + dot for part in word.split("-") if part) for word in words
    )


def _first_and_initials(given: str) -> str:
    words = [word for word in _PARTS.split(given) if word]
    if len(words) <= 1:
        return given
    return f"{words[0]} {initials(' '.join(words[1:]))}"


def printed(name: PersonName, form: str) -> PersonName:
    """Return the name with given name and surname as this form prints them."""
    if name.group or not name.given:
        surname = capitals(name.surname) if form == "upper" else name.surname
        return PersonName("", surname, name.suffix, name.group)
    given, surname = name.given, name.surname
    if form in ("initials", "surname_first_comma_initials", "surname_dotted"):
        given = initials(given)
    elif form in ("initials_tight", "surname_dotted_tight"):
        given = initials(given, gap="")
    elif form in ("initials_bare", "surname_initials"):
        given = initials(given, dot="", gap="").replace("-", "")
    elif form == "middle_initials":
        given = _first_and_initials(given)
    if form == "upper":
        given = capitals(given)
    if form in ("upper", "surname_upper", "surname_first_upper"):
        surname = capitals(surname)
    return PersonName(given, surname, name.suffix, name.group)


def as_text(name: PersonName, form: str) -> str:
    """Return the printed string of a name in this form."""
    shown = printed(name, form)
    if not shown.given:
        return shown.full
    if form in ("surname_first_comma", "surname_first_comma_initials"):
        return ", ".join(part for part in (shown.surname, shown.given, shown.suffix) if part)
    if form.startswith("surname_") and form != "surname_upper":
        return " ".join(part for part in (shown.surname, shown.given, shown.suffix) if part)
    return shown.full
