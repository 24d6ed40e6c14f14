"""The metadata file of a ReScience article (YAML): title and authors."""

from __future__ import annotations

import re
from typing import Any

import yaml

from spv2_spark.domain.gold import Gold, PersonName
from spv2_spark.errors import GoldError
from spv2_spark.gold.markup import clean
from spv2_spark.gold.names import split_name

# Titles and names are meant for LaTeX; accents and marks come out as their characters.
_ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "c": "\u0327",
}  # fmt: skip
_ACCENT = re.compile(r"""\\(['`^"~]|c(?=\{))\{?([^\W\d_])\}?""")
_MARKUP = re.compile(r"[{}$]|\\(?:emph|textit|textbf|mathrm)\b")
_DASHES = re.compile(r"(?<=\S)---?(?=\S)")


def read_rescience(data: bytes, origin: str) -> Gold:
    """Return title and authors; the references are left unsaid. Raises GoldError."""
    try:
        tree = yaml.safe_load(data.decode("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise GoldError(f"{origin}: not YAML: {error}") from error
    if not isinstance(tree, dict) or "title" not in tree:
        raise GoldError(f"{origin}: no title: not a ReScience metadata file")
    people = tree.get("authors") or []
    names = [
        _from_latex(one["name"]) for one in people if isinstance(one, dict) and one.get("name")
    ]
    authors: tuple[PersonName, ...] = tuple(split_name(name) for name in names)
    return Gold(title=_from_latex(tree["title"]) or None, authors=authors or None, references=None)


def _from_latex(value: Any) -> str:
    text = _ACCENT.sub(lambda match: match[2] + _ACCENTS[match[1]], str(value))
    text = _DASHES.sub("\u2013", _MARKUP.sub("", text).replace("~", " "))
    return clean(text)
