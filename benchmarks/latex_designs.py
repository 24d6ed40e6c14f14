"""LaTeX designs: a class as a template, with its options, packages and BibTeX style.

Here is what a design is, and the designs of classes that anybody uses, with the BibTeX styles
of many journals; `latex_designs_societies` and `latex_designs_publishers` have the others. All
are in TeX Live.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from string import Template, ascii_lowercase

from latex_paper import Paper

Block = Callable[[Paper], str]  # the LaTeX of a paper's authors, or of its affiliations


@dataclass(frozen=True, slots=True)
class Design:
    """A class with what is chosen of it.

    `page` is a template of the whole paper. Its names: `document_class`, `options`, `preamble`
    (encodings and `packages`), `title`, `short_title`, `authors`, `affiliations`,
    `first_author`, `abstract`, `keywords`, `body` and `bibliography`. Without a `style` the
    class brings its own.
    """

    document_class: str
    page: str
    authors: Block
    affiliations: Block = lambda _: ""
    options: str = ""
    packages: str = ""
    style: str = ""


def latex_of(design: Design, paper: Paper) -> str:
    """Return the paper in the design; its references are in refs.bib, all of them cited."""
    return Template(design.page.lstrip()).substitute(
        document_class=design.document_class,
        options=design.options,
        preamble=Template(_PREAMBLE).substitute(packages=design.packages),
        title=paper.title,
        short_title=paper.short_title,
        authors=design.authors(paper),
        affiliations=design.affiliations(paper),
        first_author=paper.authors[0].name,
        abstract=paper.abstract,
        keywords=paper.keywords,
        body=paper.body,
        bibliography=_bibliography(design.style),
    )


def authors_as(author: str, between: str = "\n", last: str | None = None) -> Block:
    """Return a block of authors, with `between` between them, and `last` before the last.

    `author` is a template with the names `name`, `number` (from 1), `place` (the first
    affiliation), `marks` ("1,2") and `letters` ("a,b") of the affiliations.
    """

    def block(paper: Paper) -> str:
        items = [
            Template(author).substitute(
                name=one.name,
                number=number,
                place=paper.place_of(one),
                marks=",".join(str(place + 1) for place in one.affiliations),
                letters=",".join(ascii_lowercase[place] for place in one.affiliations),
            )
            for number, one in enumerate(paper.authors, 1)
        ]
        return joined(items, between, last)

    return block


def affiliations_as(affiliation: str, between: str = "\n") -> Block:
    """Return a block of affiliations, each a template of its `text`, `number` and `letter`."""

    def block(paper: Paper) -> str:
        items = [
            Template(affiliation).substitute(
                text=text, number=number, letter=ascii_lowercase[number - 1]
            )
            for number, text in enumerate(paper.affiliations, 1)
        ]
        return joined(items, between)

    return block


def joined(items: Sequence[str], between: str, last: str | None = None) -> str:
    """Return the items as a list, with `last` before the last of several."""
    if last is None or len(items) < 2:
        return between.join(items)
    return between.join(items[:-1]) + last + items[-1]


def _bibliography(style: str) -> str:
    chosen = [rf"\bibliographystyle{{{style}}}"] if style else []
    return "\n".join([r"\nocite{*}", *chosen, r"\bibliography{refs}"])


_PREAMBLE = r"""\usepackage[utf8]{inputenc}
\usepackage[T1]{fontenc}
\usepackage{amsmath}
$packages"""

_ARTICLE = r"""
\documentclass[$options]{$document_class}
$preamble
\title{$title}
\author{$authors}
\begin{document}
\maketitle
\begin{abstract}$abstract\end{abstract}
$body
$bibliography
\end{document}
"""

_AUTHBLK = r"""
\documentclass[$options]{$document_class}
$preamble
\usepackage{authblk}
\title{$title}
$authors
$affiliations
\begin{document}
\maketitle
\begin{abstract}$abstract\end{abstract}
$body
$bibliography
\end{document}
"""

_MARGINS = r"\usepackage[margin=1in]{geometry}"
_TIMES = r"\usepackage{times}"
_TIMES_MATHS = r"\usepackage{mathptmx}"
_PALATINO = r"\usepackage{palatino}"
_HELVETICA = r"\usepackage{helvet}\renewcommand{\familydefault}{\sfdefault}"
_NUMBERS = r"\usepackage[numbers]{natbib}"
_LINKS = r"\usepackage[hidelinks]{hyperref}"
_ROUND = r"\usepackage[round]{natbib}"


def _article(style: str, options: str, *packages: str) -> Design:
    lines = "\n".join(packages)
    return Design("article", _ARTICLE, _thanked, options=options, packages=lines, style=style)


def _thanked(paper: Paper) -> str:
    """Return the authors, the first with the affiliation in a note."""
    first, *others = paper.authors
    thanked = rf"{first.name}\thanks{{{paper.place_of(first)}}}"
    return r" \and ".join([thanked, *(one.name for one in others)])


def _authblk(style: str, options: str, *packages: str) -> Design:
    return Design(
        "article",
        _AUTHBLK,
        authors_as(r"\author[$marks]{$name}"),
        affiliations_as(r"\affil[$number]{$text}"),
        options=options,
        packages="\n".join(packages),
        style=style,
    )


def _koma(style: str) -> Design:
    authors = authors_as("$name", r" \and ")
    return Design("scrartcl", _ARTICLE, authors, options="twocolumn", packages=_ROUND, style=style)


ARTICLES = {
    "article-plain": _article("plain", ""),
    "article-abbrv": _article("abbrv", "11pt", _MARGINS),
    "article-alpha": _article("alpha", "12pt"),
    "article-unsrt-2col": _article("unsrt", "twocolumn", _TIMES),
    "article-siam": _article("siam", "10pt", _TIMES),
    "article-ieeetr": _article("ieeetr", "", _MARGINS),
    "article-acm": _article("acm", "twocolumn"),
    "authblk-aer": _authblk("aer", "11pt", _PALATINO, _MARGINS, _ROUND),
    "authblk-agecon": _authblk("agecon", "", _MARGINS, _ROUND),
    "authblk-agsm": _authblk("agsm", "11pt", _MARGINS, _HELVETICA, _ROUND),
    "authblk-agu": _authblk("agufull04", "12pt", _MARGINS, _ROUND),
    "authblk-angew": _authblk("angew", "twocolumn", _TIMES, _NUMBERS),
    "authblk-apalike": _authblk("apalike", "twocolumn", _TIMES_MATHS, _ROUND),
    "authblk-apalike2": _authblk("apalike2", "twocolumn", _TIMES, _ROUND),
    "authblk-apsr": _authblk("apsr", "12pt", _MARGINS, _TIMES_MATHS, _ROUND),
    "authblk-besjournals": _authblk("besjournals", "", _MARGINS, _TIMES_MATHS, _ROUND),
    "authblk-biochem": _authblk("biochem", "twocolumn", _TIMES, _NUMBERS),
    "authblk-cell": _authblk("cell", "", _TIMES_MATHS, _ROUND),
    "authblk-chicago": _authblk("chicago", "12pt", _MARGINS, _TIMES_MATHS, _ROUND),
    "authblk-cje": _authblk("cje", "", _MARGINS, _ROUND),
    "authblk-econometrica": _authblk("econ-econometrica", "12pt", _MARGINS, _ROUND, _LINKS),
    "authblk-ijqc": _authblk("ijqc", "twocolumn", _TIMES_MATHS, _NUMBERS),
    "authblk-iop": _authblk("iopart-num", "", _TIMES_MATHS, _NUMBERS),
    "authblk-jmb": _authblk("jmb", "", _TIMES_MATHS, _ROUND),
    "authblk-jneurosci": _authblk("jneurosci", "twocolumn", _TIMES, _ROUND),
    "authblk-jss": _authblk("jss2", "", _PALATINO, _ROUND),
    "authblk-nar": _authblk("nar", "twocolumn", _TIMES_MATHS, _NUMBERS),
    "authblk-natdin": _authblk("natdin", "", _MARGINS, _ROUND),
    "authblk-newapave": _authblk("newapave", "twocolumn", _PALATINO, _ROUND),
    "authblk-perception": _authblk("perception", "", _HELVETICA, _ROUND),
    "authblk-plainnat": _authblk("plainnat", "", _MARGINS, _PALATINO, _ROUND),
    "authblk-pnas": _authblk("pnas2009", "twocolumn", _HELVETICA, _NUMBERS),
    "authblk-rsc": _authblk("rsc", "twocolumn", _TIMES_MATHS, _NUMBERS),
    "authblk-tandfx": _authblk("tandfx", "", _MARGINS, _TIMES_MATHS, _ROUND),
    "authblk-unsrtdin": _authblk("unsrtdin", "", _MARGINS, _NUMBERS),
    "authblk-unsrtnat": _authblk("unsrtnat", "11pt", _MARGINS, _NUMBERS),
    "authblk-vancouver": _authblk("vancouver", "", _MARGINS, _HELVETICA, _NUMBERS),
    "authblk-zootaxa": _authblk("zootaxa", "", _TIMES_MATHS, _ROUND),
    "scr-abbrvnat": _koma("abbrvnat"),
    "scr-bath": _koma("bath"),
}
