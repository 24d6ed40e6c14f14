"""Text as BibTeX and LaTeX print it: what they would read as commands is written as letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

# A brace counts for BibTeX behind a backslash, too: one without its fellow would swallow the file.
_ESCAPES = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "`": r"{\textasciigrave}",
    "<": r"{\textless}",
    ">": r"{\textgreater}",
    "|": r"{\textbar}",
    "@": "{@}",  # some parsers begin an entry at every @word{
    **{one: f"\\{one}" for one in "#$%&_"},
}
_ESCAPED = re.compile("[" + re.escape("".join(_ESCAPES)) + "]")
_UNSAFE = re.compile(r"[{}\\\s]")
_LIGATURE = re.compile(r"(?<=(['\-,]))(?=\1)")  # LaTeX prints -- as a dash, '' as a quotation mark


def latex_text(text: str) -> str:
    r"""Return a line of text such that LaTeX prints it as it is; letters beyond ASCII stay.

    >>> print(latex_text("R&D at 5% {x} a--b"))
    R\&D at 5\% {\textbraceleft}x{\textbraceright} a-{}-b
    """
    return _ESCAPED.sub(lambda found: _ESCAPES[found[0]], _LIGATURE.sub("\0", text)).replace(
        "\0", "{}"
    )


def latex_title(text: str) -> str:
    r"""Return a title as `latex_text` does, words with capitals inside ("mRNA") in braces.

    >>> print(latex_title("The mRNA of E. coli & its DNA"))
    The {mRNA} of E. coli \& its {DNA}
    """
    return " ".join(_kept(word) for word in text.split(" "))


def latex_keywords(words: Sequence[str]) -> str:
    r"""Return keywords between commas; one that has a comma of its own stands in braces.

    >>> print(latex_keywords(["R&D", "cats, wild"]))
    R\&D, {cats, wild}
    """
    return ", ".join(f"{{{latex_text(one)}}}" if "," in one else latex_text(one) for one in words)


def verbatim_text(text: str) -> str:
    r"""Return the text of a field that LaTeX reads no commands in: a DOI, an address.

    What would end the field or a link is written as addresses write it, in per cent.

    >>> print(verbatim_text("10.1000/a_b%20{c}<1>"))
    10.1000/a_b%20%7Bc%7D<1>
    """
    return _UNSAFE.sub(lambda found: quote(found[0]), text)


def _kept(word: str) -> str:
    printed = latex_text(word)
    # Styles make small letters of a title's capitals, except of those in braces.
    letters = [one for one in word if one.isalpha()]
    has_inner_capital = any(one.isupper() for one in letters[1:])
    return f"{{{printed}}}" if has_inner_capital else printed
