"""From a JATS article to what LaTeX sets: escaped texts, and its references as a .bib."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from spv2_spark.domain import normal_forms
from spv2_spark.domain.article import Article, SourceReference
from spv2_spark.domain.gold import PersonName

_INPUTENC_END = 0x180  # T1 has the letters below: Latin-1 and Latin Extended-A
_ESCAPES = {
    "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "\\": r"\textbackslash{}",
    # BibTeX counts braces, those behind a backslash too: the names of braces have none.
    "{": r"$\lbrace$", "}": r"$\rbrace$", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "<": r"\textless{}", ">": r"\textgreater{}", "≤": r"$\leq$", "≥": r"$\geq$",
    "−": "$-$", "±": r"$\pm$", "×": r"$\times$", "·": r"$\cdot$", "°": r"$^\circ$",
    "‐": "-", "‑": "-", "–": "--", "—": "---", "…": "...",
    "‘": "`", "’": "'", "´": "'", "′": "'", "ʼ": "'", "“": "``", "”": "''",
    "•": " ", "®": "", "™": r"\texttrademark{}", "µ": r"$\mu$",
    "α": r"$\alpha$", "β": r"$\beta$", "γ": r"$\gamma$", "δ": r"$\delta$", "ε": r"$\epsilon$",
    "ζ": r"$\zeta$", "η": r"$\eta$", "θ": r"$\theta$", "ι": r"$\iota$", "κ": r"$\kappa$",
    "λ": r"$\lambda$", "μ": r"$\mu$", "ν": r"$\nu$", "ξ": r"$\xi$", "ο": "o", "π": r"$\pi$",
    "ρ": r"$\rho$", "ς": r"$\varsigma$", "σ": r"$\sigma$", "τ": r"$\tau$", "υ": r"$\upsilon$",
    "φ": r"$\phi$", "χ": r"$\chi$", "ψ": r"$\psi$", "ω": r"$\omega$", "Γ": r"$\Gamma$",
    "Δ": r"$\Delta$", "Θ": r"$\Theta$", "Λ": r"$\Lambda$", "Ξ": r"$\Xi$", "Π": r"$\Pi$",
    "Σ": r"$\Sigma$", "Φ": r"$\Phi$", "Ψ": r"$\Psi$", "Ω": r"$\Omega$",
}  # fmt: skip

# BibTeX takes the first byte for an initial. It knows a whole letter in braces that begin with
# a command.
_ACCENTS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u ",
    "\u0307": ".", "\u0308": '"', "\u030a": "r ", "\u030b": "H ", "\u030c": "v ", "\u0327": "c ",
    "\u0328": "k ",
}  # fmt: skip

_COMMANDS = re.compile(r"\\[a-zA-Z@]+|[{}\\$]")
_INITIAL = re.compile(r"\b([^\W\d_a-z])(?![\w.])")
_MOST_INITIALS = 4  # "JARL" may be four of them

_ENTRY_TYPES = {
    "journal": "article",
    "preprint": "article",
    "book": "book",
    "chapter": "incollection",
    "conference": "inproceedings",
    "thesis": "phdthesis",
    "report": "techreport",
}
_VENUE_FIELDS = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}
# What these types require in place of a publisher.
_HOUSES = {
    "phdthesis": ("school", "University"),
    "techreport": ("institution", "Institute"),
}


@dataclass(frozen=True, slots=True)
class PaperAuthor:
    """An author as LaTeX prints the name; `affiliations` are at least one index into Paper's."""

    name: str
    affiliations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """What the templates print, escaped; no part is empty."""

    title: str
    short_title: str
    authors: tuple[PaperAuthor, ...]
    affiliations: tuple[str, ...]
    abstract: str
    keywords: str
    body: str

    def place_of(self, author: PaperAuthor) -> str:
        """Return the author's first affiliation."""
        return self.affiliations[author.affiliations[0]]


def tex(text: str) -> str:
    """Return text as LaTeX prints it; letters that its fonts lack lose their marks, or all."""
    chars = (_tex_of(char) for char in unicodedata.normalize("NFC", text))
    return " ".join("".join(chars).split())


def is_typeset_whole(text: str) -> bool:
    """Whether `tex` keeps every letter and digit."""
    return all(tex(char) for char in unicodedata.normalize("NFC", text) if char.isalnum())


def letters_of(latex: str) -> str:
    """Return the letters and digits that LaTeX prints, lower case; those of commands go."""
    return normal_forms.soft(_COMMANDS.sub("", latex))


def title_of(article: Article) -> str:
    """Return the title with the subtitle."""
    return ": ".join(part for part in (article.title, article.subtitle) if part)


def paper_of(article: Article) -> Paper:
    """Return what is printed of an article: cut to a few pages, in which no part is missing."""
    title = title_of(article)
    affiliations = article.affiliations[:8] or ("University of Somewhere",)
    authors = [
        (one.name.full, tuple(at for at in one.affiliations if at < len(affiliations)))
        for one in article.authors
    ]
    abstract = " ".join(text for section in article.abstract for text in section.paragraphs)
    sections = [section for section in article.body if section.paragraphs]
    return Paper(
        title=tex(title),
        short_title=tex(title[:40]),
        authors=tuple(PaperAuthor(tex(name), marks or (0,)) for name, marks in authors),
        affiliations=tuple(tex(text[:140]) for text in affiliations),
        abstract=tex(abstract[:1500]) or "We study this.",
        keywords=", ".join(map(tex, article.keywords[:6])) or "study",
        body="\n".join(_section(one.heading, one.paragraphs[:4]) for one in sections[:9]),
    )


def bib_of(references: Sequence[SourceReference]) -> str:
    """Return the references as a .bib; their keys are r0, r1, ..."""
    return "\n".join(_entry(f"r{number}", one) for number, one in enumerate(references))


def _tex_of(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isspace() or ord(char) < _INPUTENC_END:
        return char if char.isprintable() else " "
    parts = unicodedata.normalize("NFKD", char)
    return "".join(part for part in parts if ord(part) < _INPUTENC_END)


def _section(heading: str, paragraphs: Sequence[str]) -> str:
    command = [rf"\section{{{tex(heading)}}}"] if heading else []
    return "\n\n".join([*command, *map(tex, paragraphs)])


def _entry(key: str, reference: SourceReference) -> str:
    kind = _ENTRY_TYPES.get(reference.publication_type, "misc")
    fields = {
        "author": " and ".join(_names(reference)),
        "title": f"{{{tex(reference.title)}}}",
        _VENUE_FIELDS.get(kind, "howpublished"): tex(reference.container),
        "year": tex(reference.year),
        "volume": tex(reference.volume),
        "number": tex(reference.issue),
        "pages": "--".join(filter(None, map(tex, (reference.first_page, reference.last_page)))),
        "publisher": tex(reference.publisher),
        "address": tex(reference.place),
        "doi": tex(reference.doi),
        "url": re.sub("[{}]", "", reference.url) if kind == "misc" else "",
    }
    if kind in _HOUSES:
        name, unknown = _HOUSES[kind]
        fields[name] = fields.pop("publisher") or unknown
    lines = ",\n".join(f"  {name} = {{{text}}}" for name, text in fields.items() if text)
    return f"@{kind}{{{key},\n{lines}\n}}\n"


def _names(reference: SourceReference) -> list[str]:
    names = [_name(one) for one in reference.authors]
    return [*names, "others"] if names and reference.et_al else names


def _name(person: PersonName) -> str:
    surname = _accented(tex(person.surname))
    if person.group or re.search("[ ,]", surname):
        surname = f"{{{surname}}}"
    parts = [surname, tex(person.suffix), _accented(_dotted(tex(person.given)))]
    return ", ".join(part for part in parts if part)


def _dotted(given: str) -> str:
    """Return given names with dots behind initials: "JA" and "J A" are "J. A."."""
    if given.isalpha() and given.isupper() and len(given) <= _MOST_INITIALS:
        return " ".join(f"{letter}." for letter in given)
    return _INITIAL.sub(r"\1.", given)


def _accented(text: str) -> str:
    return "".join(map(_with_command, text))


def _with_command(char: str) -> str:
    parts = unicodedata.normalize("NFD", char)
    accent = _ACCENTS.get(parts[1:])
    return f"{{\\{accent}{parts[0]}}}" if accent else char
