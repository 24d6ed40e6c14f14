r"""Ligatures that a font gives codes of its own: what each prints, told by the page's words.

Unicode has places for "fi" and its like; fonts that use the private ones instead leave words such
as "di\\uf004cult". A page says a few common words, and each of them fits one ligature alone.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from spv2_spark.pdf.private_use import known_private

PRIVATE = re.compile("[\ue000-\uf8ff]")
_LIGATURES = ("ffi", "ffl", "ff", "fi", "fl", "Th", "tt", "ft", "fj", "ct", "st")
_WORDS = frozenset(
    """
    difficult difficulty difficulties efficient efficiency coefficient coefficients sufficient
    insufficient office officer official officials affinity affinities traffic sufficiently
    effluent baffle affluent shuffle offline
    different difference differences effect effects effective effectively offer offers affect
    affected affects staff diffusion off stiffness suffer effort efforts buffer cutoff
    first find finding findings field fields figure figures define defined specific specifically
    five profile profiles significant significantly scientific identified identify classification
    final finally finite fit fitted file files fixed modified fish fire fiber confirmed benefit
    satisfies verified simplified artificial definition finds fine quantified
    flow flows fluid fluids influence influenced reflect reflects flux flora floral flexible
    conflict inflammation inflation flat flight float fluorescence
    the this these that there three theory then thus they their thesis through those than
    matter attention better pattern patterns letter letters written committee setting little
    after often left soft draft shift shifts software
    differenz effekt begriff stoff schaffen öffentlich finden spezifisch pflanze pflanzen fluss
    einfluss häufig fünf
    différent différents différence effet effets efficace difficile fin fluide spécifique
    scientifique científico científica específico específica eficiencia flujo influencia ficha
    figura difícil specifico scientifico effetto effetti diffusione differenza ufficio finale
    """.split()  # noqa: SIM905  a word a line is no easier to read
)


def ligatures_in(text: str) -> dict[str, str]:
    r"""Return {private character: the ligature that it prints} for those that a page's words tell.

    >>> list(ligatures_in("a di\uf004cult \uf001eld of \uf0ff").values())
    ['fi', 'ffi']
    """
    codes = {one for one in PRIVATE.findall(text) if known_private(ord(one)) is None}
    return {code: told for code in sorted(codes) if (told := _told(code, text))}


def put_ligatures(blocks: list[dict[str, Any]], read: dict[str, str]) -> None:
    """Put the ligatures of a page in their places in MuPDF's dictionaries."""
    table = str.maketrans(read)
    for block in blocks:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                span["text"] = span["text"].translate(table)


def _told(code: str, text: str) -> str:
    """Return the ligature that makes the most known words of those with a code; "" without one."""
    around = re.compile(rf"[^\W\d_]*{code}[^\W\d_]*")
    words = {match[0].lower() for match in around.finditer(text)}
    known = Counter(
        ligature
        for ligature in _LIGATURES
        for word in words
        if word.replace(code, ligature.lower()) in _WORDS
    )
    (best, most), *others = [*known.most_common(2), ("", 0)]
    return best if most and (not others or others[0][1] < most) else ""
