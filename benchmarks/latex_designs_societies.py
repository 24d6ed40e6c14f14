"""LaTeX designs: the classes that learned societies give their authors."""

from __future__ import annotations

from latex_designs import Design, affiliations_as, authors_as, joined
from latex_paper import Paper

_IEEE = r"""
\documentclass[$options]{$document_class}
$preamble
\usepackage{cite}
\title{$title}
\author{$authors}
\markboth{Journal of Class Files, Vol. 14, No. 8, August 2015}%
{$first_author \MakeLowercase{et al.}: $title}
\begin{document}
\maketitle
\begin{abstract}$abstract\end{abstract}
\begin{IEEEkeywords}$keywords\end{IEEEkeywords}
$body
$bibliography
\end{document}
"""

_ACM = r"""
\documentclass[$options]{$document_class}
\usepackage[utf8]{inputenc}
\begin{document}
\title{$title}
$authors
\begin{abstract}$abstract\end{abstract}
\keywords{$keywords}
\maketitle
$body
$bibliography
\end{document}
"""

_REVTEX = r"""
\documentclass[$options]{$document_class}
$preamble
\begin{document}
\title{$title}
$authors
\begin{abstract}$abstract\end{abstract}
\maketitle
$body
$bibliography
\end{document}
"""

_ACS = r"""
\documentclass[$options]{$document_class}
$preamble
$authors
\email{a@x.edu}
\title{$title}
\begin{document}
\begin{abstract}$abstract\end{abstract}
$body
$bibliography
\end{document}
"""

# Of the American Mathematical Society; other publishers of mathematics have made theirs of it.
_MATHS = r"""
\documentclass[$options]{$document_class}
$preamble
\begin{document}
\title[$short_title]{$title}
$authors
\keywords{$keywords}
\begin{abstract}$abstract\end{abstract}
\maketitle
$body
$bibliography
\end{document}
"""

_MNRAS = r"""
\documentclass[$options]{$document_class}
$preamble
\title[$short_title]{$title}
\author[$first_author et al.]{$authors\\ $affiliations}
\date{Accepted 2019 May 1. Received 2019 April 3}
\pubyear{2019}
\begin{document}
\maketitle
\begin{abstract}$abstract\end{abstract}
\begin{keywords}$keywords\end{keywords}
$body
$bibliography
\end{document}
"""

_SPIE = r"""
\documentclass[$options]{$document_class}
$preamble
\title{$title}
\author{$authors\\ $affiliations}
\begin{document}
\maketitle
\begin{abstract}$abstract\end{abstract}
\keywords{$keywords}
$body
$bibliography
\end{document}
"""

_JPSJ = r"""
\documentclass[$options]{$document_class}
\usepackage[utf8]{inputenc}
\providecommand{\newblock}{}
\title{$title}
\author{$authors}
\inst{$affiliations}
\abst{$abstract}
\kword{$keywords}
\begin{document}
\maketitle
$body
$bibliography
\end{document}
"""

_MARKED = "$name$$^{$marks}$$"
_MARKED_LINES = affiliations_as("$$^{$number}$$$text", r"\\")


def _ieee_members(paper: Paper) -> str:
    """Return the authors, every third a member, and where the first is in a note."""
    names = [one.name for one in paper.authors]
    names[::3] = [name + r"\IEEEmembership{, Member, IEEE}" for name in names[::3]]
    place = paper.place_of(paper.authors[0])
    note = rf"\thanks{{Manuscript received May 1, 2019. The authors are with {place}.}}"
    return joined(names, ", ", ", and~") + note


def _with_all_places(paper: Paper) -> str:
    lines = []
    for author in paper.authors:
        lines.append(rf"\author{{{author.name}}}")
        lines += [rf"\affiliation{{{paper.affiliations[one]}}}" for one in author.affiliations]
    return "\n".join(lines)


def _ieee(options: str) -> Design:
    return Design("IEEEtran", _IEEE, _ieee_members, options=options, style="IEEEtran")


def _ieee_conference() -> Design:
    authors = authors_as(r"\IEEEauthorblockN{$name}\IEEEauthorblockA{$place}", r" \and ")
    return Design("IEEEtran", _IEEE, authors, options="conference", style="IEEEtran")


def _acm(options: str) -> Design:
    authors = authors_as(
        r"\author{$name}"
        r"\affiliation{\institution{$place}\city{Town}\country{Norway}}"
        r"\email{a$number@uni.edu}"
    )
    return Design("acmart", _ACM, authors, options=options, style="ACM-Reference-Format")


def _physics(options: str, document_class: str = "revtex4-2") -> Design:
    return Design(document_class, _REVTEX, _with_all_places, options=options)


def _acs(options: str) -> Design:
    authors = authors_as(r"\author{$name}\affiliation{$place}")
    return Design("achemso", _ACS, authors, options=f"journal=jacsat,{options}")


def _maths(document_class: str, style: str, options: str = "") -> Design:
    authors = authors_as(r"\author{$name}\address{$place}\email{a$number@math.edu}")
    return Design(document_class, _MATHS, authors, options=options, style=style)


def _mnras() -> Design:
    authors = authors_as(_MARKED, ", ", ", and ")
    return Design("mnras", _MNRAS, authors, _MARKED_LINES, options="fleqn,usenatbib", style="mnras")


def _spie() -> Design:
    authors = authors_as(r"$name\supit{$letters}", ", ", " and ")
    affiliations = affiliations_as(r"\supit{$letter}$text", between=r"\\ ")
    return Design("spie", _SPIE, authors, affiliations, options="a4paper", style="spiebib")


def _jpsj() -> Design:
    authors = authors_as(_MARKED, ", ")
    return Design("jpsj2", _JPSJ, authors, _MARKED_LINES, options="twocolumn", style="unsrt")


SOCIETIES = {
    "achemso": _acs("manuscript=article,articletitle=true"),
    "achemso-short": _acs("layout=twocolumn"),
    "acm-manuscript": _acm("manuscript"),
    "acm-sigconf": _acm("sigconf"),
    "acm-small": _acm("acmsmall"),
    "aip-auth": _physics("aip,jcp,preprint,author-year", "revtex4-1"),
    "aip-num": _physics("aip,jcp,reprint,nolongbibliography"),
    "amsart-alpha": _maths("amsart", "amsalpha"),
    "amsart-plain": _maths("amsart", "amsplain"),
    "amsproc": _maths("amsproc", "siam"),
    "aps-prb-titles": _physics("aps,prb,reprint,longbibliography"),
    "aps-preprint": _physics("aps,pre,preprint,longbibliography"),
    "aps-prl": _physics("aps,prl,reprint,nolongbibliography"),
    "aps-rmp": _physics("aps,rmp,reprint"),
    "ieee-conference": _ieee_conference(),
    "ieee-journal": _ieee("journal"),
    "ieee-technote": _ieee("technote"),
    "ijmart": _maths("ijmart", "ijmart"),
    "jpsj": _jpsj(),
    "mnras": _mnras(),
    "resphil": _maths("resphilosophica", "resphilosophica"),
    "smf": _maths("smfart", "smfplain", "a4paper,english"),
    "spie": _spie(),
}
