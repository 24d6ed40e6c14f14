"""A paper by LaTeX: an article typeset by pdflatex and bibtex in one design, and what it prints."""

# mypy: disable-error-code="no-untyped-call"
# PyMuPDF says that it is typed and is only in part.
from __future__ import annotations

import random
import re
import shutil
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pymupdf
from latex_designs import Design, latex_of
from latex_paper import bib_of, is_typeset_whole, letters_of, paper_of, tex, title_of

from spv2_spark.domain.article import Article, SourceReference
from spv2_spark.domain.gold import Gold, GoldReference, PersonName

DEBIAN_PACKAGES = (
    "texlive-publishers",
    "texlive-latex-extra",
    "texlive-bibtex-extra",
    "texlive-fonts-recommended",
    "texlive-science",
    "cm-super",
)
_PDFLATEX = ("pdflatex", "-interaction=nonstopmode", "-no-shell-escape", "paper.tex")
_TIMEOUT_S = 60.0  # of each program: some classes go round for ever on some papers
_MOST_REFERENCES = 45
_SHUFFLED = 0.3  # the share of papers whose references are not in the article's order
_BEGINNING = 12  # letters of a title by which it is found in the PDF
_NEARLY_ALL = 0.8  # not all: formulas and accents may part the letters
_YEAR = re.compile(r"\d{4}")
# With BibTeX's key. \harvarditem is that of the styles made for the package harvard.
_ITEM = re.compile(r"\\(?:bib|harvard)item\b.*?\{(r\d+)\}", re.DOTALL)
_ERROR = re.compile(r"^! *(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Typeset:
    """A paper's PDF and the gold of what is printed in it."""

    pdf: bytes
    gold: Gold


@dataclass(frozen=True, slots=True)
class Spoilt:
    """Why a paper could not be typeset."""

    reason: str


def lacking() -> list[str]:
    """Return the programs that are needed and not on PATH."""
    return [program for program in ("pdflatex", "bibtex") if shutil.which(program) is None]


def can_be_typeset(article: Article) -> bool:
    """Whether an article is of a usual form, and in letters that LaTeX's fonts have."""
    texts = [title_of(article), *(one.name.full for one in article.authors)]
    return (
        article.language == "en"
        and bool(article.title)
        and 1 <= len(article.authors) <= 14
        and sum(map(_can_be_cited, article.references)) >= 12
        and not any(one.name.group for one in article.authors)
        and all(map(is_typeset_whole, texts))
    )


def typeset(article: Article, design: Design, rng: random.Random) -> Typeset | Spoilt:
    """Typeset an article with those of its references that have the usual parts."""
    references = [one for one in article.references if _can_be_cited(one)][:_MOST_REFERENCES]
    if rng.random() < _SHUFFLED:
        rng.shuffle(references)
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "paper.tex").write_text(latex_of(design, paper_of(article)), encoding="utf-8")
        (folder / "refs.bib").write_text(bib_of(references), encoding="utf-8")
        _run_all(folder)
        pdf = folder / "paper.pdf"
        if not pdf.exists() or not pdf.stat().st_size:
            return Spoilt(f"no PDF: {_first_error(folder)}")
        items = _items(_text_of(folder / "paper.bbl"))
        if not items:
            return Spoilt("BibTeX made no list of references")
        keyed = [(items.get(f"r{number}"), one) for number, one in enumerate(references)]
        printed = tuple(_printed(one, item) for item, one in keyed if item)
        if not _has_all(pdf, printed):
            return Spoilt(f"a list of references that ends early: {_first_error(folder)}")
        people = tuple(one.name for one in article.authors)
        return Typeset(pdf.read_bytes(), Gold(title_of(article), people, printed))


def _can_be_cited(reference: SourceReference) -> bool:
    is_whole = reference.title and reference.authors and reference.year
    if not is_whole or (reference.publication_type == "journal" and not reference.container):
        return False
    names = (one.full for one in reference.authors)
    return all(map(is_typeset_whole, (reference.title, *names)))


def _run_all(folder: Path) -> None:
    _run(folder, *_PDFLATEX)
    _run(folder, "bibtex", "paper")
    _run(folder, *_PDFLATEX)
    # If the last run fails, this one without all its references must not stand for it.
    (folder / "paper.pdf").unlink(missing_ok=True)
    _run(folder, *_PDFLATEX)


def _run(folder: Path, *command: str) -> None:
    """Run a program in a folder; what it leaves there tells how it went."""
    none = subprocess.DEVNULL
    with suppress(subprocess.TimeoutExpired):
        subprocess.run(
            command, cwd=folder, stdin=none, stdout=none, timeout=_TIMEOUT_S, check=False
        )


def _first_error(folder: Path) -> str:
    found = _ERROR.search(_text_of(folder / "paper.log"))
    return found[1] if found else f"no error in the log; perhaps longer than {_TIMEOUT_S:.0f} s"


def _text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


def _items(bbl: str) -> dict[str, str]:
    """Return the letters of each entry that BibTeX made, by its key."""
    _, *parts = _ITEM.split(bbl)
    return {key: letters_of(item) for key, item in zip(parts[::2], parts[1::2], strict=True)}


def _has_all(pdf: Path, references: Sequence[GoldReference]) -> bool:
    """Whether nearly all references are in the PDF: TeX may give up in their midst.

    Some styles leave a brace open where a volume is missing.
    """
    with pymupdf.open(pdf) as document:
        letters = letters_of("".join(page.get_text() for page in document))
    texts = [one.title or one.authors[0].surname for one in references if one.title or one.authors]
    found = sum(_letters(text)[:_BEGINNING] in letters for text in texts)
    return found > _NEARLY_ALL * len(texts)


def _printed(reference: SourceReference, item: str) -> GoldReference:
    """Return what of a reference stands in its entry, which styles leave parts out of."""
    year = _YEAR.search(reference.year)
    title, venue = _letters(reference.title), _letters(reference.container)
    before_title = item[: item.find(title)] if title in item else item
    return GoldReference(
        title=reference.title if title in item else "",
        authors=_printed_names(reference.authors, before_title or item),
        venue=reference.container if venue in item else "",
        year=year[0] if year and year[0] in item else "",
        publication_type=reference.publication_type,
    )


def _printed_names(names: Sequence[PersonName], letters: str) -> tuple[PersonName, ...]:
    """Return the names whose surnames stand in the letters, in their order."""
    printed, start = [], 0
    for name in names:
        surname = _letters(name.surname)
        place = letters.find(surname, start)
        if place >= 0:
            printed.append(name)
            start = place + len(surname)
    return tuple(printed)


def _letters(text: str) -> str:
    return letters_of(tex(text))
