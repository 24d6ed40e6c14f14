"""Normal forms in which titles and names are compared, by SPv2's scorer and GROBID's matchers.

They are here, below both, because the decoder tells repeated authors by them, too, and a
decoder must not know how it is scored.
"""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_DASHES = re.compile("[\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_SINGLE_QUOTES = re.compile("[\u2018-\u201b\u2032\u0060\u00b4\u02bc]")
_DOUBLE_QUOTES = re.compile("[\u201c-\u201f\u2033\u00ab\u00bb]")
_ADJACENT_CAPITALS = re.compile(r"([^\W\d_a-z])(?=([^\W\d_a-z]))")
_LAST_SINGLES = re.compile(r"^(.*)\b(\w) (\w)\b", re.DOTALL)
_NOT_SOFT = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """NFKC, lower case, single spaces, one kind of dash, one kind of quote."""
    # Quotes go first: NFKC would turn an acute accent into a space and a combining mark.
    text = _SINGLE_QUOTES.sub("'", _DOUBLE_QUOTES.sub('"', text))
    text = _DASHES.sub("-", unicodedata.normalize("NFKC", text))
    return _SPACES.sub(" ", text).strip().lower()


def soft(text: str) -> str:
    """`plain` without accents, punctuation and white space (GROBID's soft form).

    >>> soft("Über die „Methode“ – ein Versuch")
    'uberdiemethodeeinversuch'
    """
    decomposed = unicodedata.normalize("NFKD", plain(text))
    kept = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _NOT_SOFT.sub("", kept)


def author(name: str) -> str:
    """SPv2's normal form of a name.

    `surname, given` is turned round, dots are dropped, adjacent capitals get a space
    between them, then the last pair of single letters is joined.

    >>> author("J.A. Smith"), author("JA Smith"), author("Smith, J. A.")
    ('ja smith', 'ja smith', 'ja smith')
    """
    return plain(_LAST_SINGLES.sub(r"\1\2\3", _spaced(name), count=1))


def sorted_author(name: str) -> str:
    """Return `author` with its parts in alphabetical order, so that name order does not count."""
    return " ".join(sorted(author(name).split()))


def without_middle_names(name: str) -> str:
    """Return the first and the last part of a name, initials taken one by one.

    >>> without_middle_names("Smith, J.A."), without_middle_names("John Adam Smith")
    ('j smith', 'john smith')
    """
    parts = plain(_spaced(name)).split()
    return " ".join([parts[0], parts[-1]]) if len(parts) > 1 else " ".join(parts)


def _spaced(name: str) -> str:
    family, comma, given = name.partition(",")
    turned = f"{given.strip()} {family.strip()}" if comma else name
    return _SPACES.sub(" ", _capitals_apart(turned.replace(".", ""))).strip()


def _capitals_apart(text: str) -> str:
    return _ADJACENT_CAPITALS.sub(
        lambda match: match[1] + (" " if match[1].isupper() and match[2].isupper() else ""), text
    )
