r"""Ligatures that a font gives codes of its own: what each prints, told by the page's words.

Unicode has places for "fi" and its like; fonts that use the private ones instead leave words such
as "di\uf004cult". A page says a few common words, and each of them fits one ligature alone.
"""

from __future__ import annotations

import re
from collections import Counter

from spv2_spark.pdf.codes import Blocks, spans_of
from spv2_spark.pdf.private_use import known_private

PRIVATE = re.compile("[\ue000-\uf8ff]")
_WORD = re.compile("(?:[^\\W\\d_]|[\ue000-\uf8ff])+")
_MOST_CODES = 24  # ligatures of a page's fonts; more are letters
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
    found = {code for code in set(PRIVATE.findall(text)) if known_private(ord(code)) is None}
    if not 0 < len(found) <= _MOST_CODES:
        return {}
    words = {one.lower() for one in _WORD.findall(text) if PRIVATE.search(one)}
    told = {code: _told(code, [one for one in words if code in one]) for code in sorted(found)}
    return {code: ligature for code, ligature in told.items() if ligature}


def put_ligatures(blocks: Blocks, read: dict[str, str]) -> None:
    """Put the ligatures of a page in their places in MuPDF's dictionaries."""
    table = str.maketrans(read)
    for span in spans_of(blocks):
        span["text"] = span["text"].translate(table)


def _told(code: str, words: list[str]) -> str:
    """Return the ligature that makes the most known words of some with a code; "" without one."""
    known = Counter(
        ligature
        for ligature in _LIGATURES
        for word in words
        if word.replace(code, ligature.lower()) in _WORDS
    )
    best = known.most_common(2)
    is_clear = len(best) == 1 or (len(best) > 1 and best[0][1] > best[1][1])
    return best[0][0] if is_clear else ""
