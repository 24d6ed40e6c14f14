"""LaTeX designs: the classes that publishers and journals give their authors."""

from __future__ import annotations

from latex_designs import Design, affiliations_as, authors_as

_ELSEVIER = r"""
\documentclass[$options]{$document_class}
$preamble
\journal{Journal of Things}
\begin{document}
\begin{frontmatter}
\title{$title}
$authors
$affiliations
\begin{abstract}$abstract\end{abstract}
\begin{keyword}$keywords\end{keyword}
\end{frontmatter}
$body
$bibliography
\end{document}
"""

_SPRINGER = r"""
\documentclass[$options]{$document_class}
$preamble
\begin{document}
\title{$title}
\author{$authors}
\institute{$affiliations}
\maketitle
\begin{abstract}$abstract
\keywords{$keywords}
\end{abstract}
$body
$bibliography
\end{document}
"""

_OXFORD = r"""
\documentclass[$options]{$document_class}
\usepackage[utf8]{inputenc}
\begin{document}
\journaltitle{Journal Title Here}
\DOI{10.1093/x/y}
\copyrightyear{2019}
\pubyear{2019}
\access{Advance}
\appnotes{Paper}
\firstpage{1}
\title[$short_title]{$title}
$authors
$affiliations
\abstract{$abstract}
\keywords{$keywords}
\maketitle
$body
$bibliography
\end{document}
"""

_NATURE = r"""
\documentclass[$options]{$document_class}
$preamble
\title{$title}
\author{$authors}
\begin{document}
\maketitle
\begin{affiliations}
$affiliations
\end{affiliations}
\begin{abstract}$abstract\end{abstract}
$body
$bibliography
\end{document}
"""

_JMLR = r"""
\documentclass[$options]{$document_class}
\usepackage[utf8]{inputenc}
\title{$title}
\author{$authors}
\begin{document}
\maketitle
\begin{abstract}$abstract\end{abstract}
\begin{keywords}$keywords\end{keywords}
$body
$bibliography
\end{document}
"""


def _elsevier(options: str, style: str) -> Design:
    authors = authors_as(r"\author[$marks]{$name}")
    affiliations = affiliations_as(r"\address[$number]{$text}")
    return Design("elsarticle", _ELSEVIER, authors, affiliations, options=options, style=style)


def _springer() -> Design:
    authors = authors_as(r"$name\inst{$marks}", between=r" \and ")
    affiliations = affiliations_as("$text", between=r" \and ")
    return Design(
        "llncs", _SPRINGER, authors, affiliations, options="runningheads", style="splncs04"
    )


def _oxford(look: str, style: str) -> Design:
    return Design(
        "oup-authoring-template",
        _OXFORD,
        authors_as(r"\author[$marks]{$name}"),
        affiliations_as(r"\address[$number]{$text}"),
        options=f"unnumsec,webpdf,large,{look}",
        style=style,
    )


def _nature() -> Design:
    authors = authors_as("$name$$^{$marks}$$", ", ", r" \& ")
    affiliations = affiliations_as(r"\item $text")
    return Design("nature", _NATURE, authors, affiliations, style="naturemag")


def _jmlr() -> Design:
    authors = authors_as(
        r"\Name{$name} \Email{a$number@x.edu}\\ \addr $place", between="\n" r"\AND" "\n"
    )
    return Design("jmlr", _JMLR, authors, options="wcp")


PUBLISHERS = {
    "els-1p-names": _elsevier("final,1p", "elsarticle-num-names"),
    "els-5p": _elsevier("final,5p,times,twocolumn", "elsarticle-num"),
    "els-harv": _elsevier("final,3p,times,authoryear", "elsarticle-harv"),
    "els-preprint": _elsevier("preprint,12pt", "elsarticle-num"),
    "jmlr": _jmlr(),
    "llncs": _springer(),
    "nature": _nature(),
    "oup-author": _oxford("modern,namedate", "plainnat"),
    "oup-num": _oxford("contemporary", "unsrt"),
    "oup-trad": _oxford("traditional", "vancouver"),
}
