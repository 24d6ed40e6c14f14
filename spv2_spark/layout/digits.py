"""The digits of all scripts as 0 to 9."""

from __future__ import annotations

from unicodedata import decimal


def in_ascii_digits(text: str) -> str:
    """Write a text's digits as 0 to 9.

    >>> in_ascii_digits("١٩٩٢"), in_ascii_digits("p. ４５")
    ('1992', 'p. 45')
    """
    return text if text.isascii() else "".join(str(decimal(char, char)) for char in text)
