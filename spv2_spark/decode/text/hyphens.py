"""Hyphens at line ends: which words they belong to, by known words and the document's own."""

from __future__ import annotations

from collections.abc import Container
from functools import cached_property

from spv2_spark.layout.columns import TokenColumns

HYPHENS = frozenset("-\u2010\u2011\u00ad")
SOFT_HYPHEN = "\u00ad"

# English (and international) compounds keep their hyphen after and before these; counted
# over the titles of typeset articles, in which each stands hyphenated at least four times as
# often as joined.
_FIRST_PARTS = """
    self well high low long short non cross half all ex quasi semi large small full real two
    three four five six seven eight nine ten one first second third single double multi
    evidence community case health home school hospital population computer acid alpha beta
    gamma cancer cell closed decision disease dna dose drug early end fine finite gender gene
    genome growth heavy higher hiv hla human insulin interferon iron late metal middle mixed
    multiple object patient problem protein receptor risk rna science set shared site
    solar state time top twenty user virus voltage water world year zero
"""
_LAST_PARTS = """
    based like related specific dependent associated free induced mediated type term level
    scale driven wide up off making sectional analysis control controlled blind risk quality
    dimensional resolution performance oriented centered centred centric aware adjusted
    reported income threatening effectiveness effective assisted aided guided positive
    negative to of in the and activated being binding bound century coated containing
    deficient derived directed down first foot frequency grained independent limited linked
    loop memory old order organizing phase pressure regulated resistant responsive rich
    sensitive shot speed strand stranded tailed temperature throughput time tolerant year
"""
# What only ends words: a vocabulary read from PDFs knows such pieces as words.
_ENDING_WORDS = """
    able ably al ally ance ances ation ations ated ating ative cal cally cial cially cian
    cians cies ciency cient cion dle ence ences ency ent ery fic fied fying gical gies gist
    gists graphic graphy ible ic ical ically ics ied ine ing ings ious ism isms ist ists
    ities ity ive ized izing lar larly lation lations less logical logically logies logist
    logists logy ly ment mental mentation ments mic ming nal ness nique niques ning nosis
    ological ology ous phic phy ric ries rior rity rous ry sion sional sions sis sity sive
    tal tally tary ted tem tems ter ters tial tially tic tical tically tics ties ting
    tinuous tion tional tionally tions tive tively tivity tory tral tric ture tures ty ular
    ularly ulation uous ure ures vity zation
"""
_ENDINGS = frozenset(_ENDING_WORDS.split())
_INNER = frozenset(["to", "of", "in", "the", "and", "by", "for", "on", "at", "or"])
_KEEPS_AFTER = frozenset(_FIRST_PARTS.split())
_KEEPS_BEFORE = frozenset(_LAST_PARTS.split())
_FEW = 5  # doubled hyphens that may be dashes
_NAME_FIRSTS = frozenset(["al", "el", "abd", "abu", "ben", "ibn", "jean"])  # "Al-" "sayed"
_PARTICLES = frozenset(["de", "del", "dos", "das", "van", "von", "ul", "ur"])
_NAME_STARTS = frozenset(["Mc", "Mac"])


class Dehyphenator:
    """Decides whether a word broken at a line's end is one word or a compound.

    `known` holds lower-cased words. The document's own spelling elsewhere comes first.
    """

    def __init__(self, known: Container[str], tokens: TokenColumns) -> None:
        self._known = known
        self._tokens = tokens
        self._words: frozenset[str] | None = None
        self._compounds: frozenset[tuple[str, str]] = frozenset()

    @cached_property
    def doubles_hyphens(self) -> bool:
        """Whether the PDF writes two hyphens for each printed one."""
        texts, spaces = self._tokens.texts, self._tokens.spaced
        single = double = 0
        for at in range(1, len(texts) - 2):
            if texts[at] in HYPHENS and texts[at - 1][-1].isalpha() and not spaces[at]:
                double += texts[at + 1] in HYPHENS and not spaces[at + 1]
                single += texts[at + 1][0].isalpha() and not spaces[at + 1]
        return double > max(single, _FEW)

    def joins(self, left: str, right: str, *, inner: bool = False) -> bool:
        """Whether `left-` at a line's end and `right` on the next line make one word.

        `inner` says that another hyphen stands before `left`, as in "peer-to-peer".
        """
        if not left or not right or not right[0].isalpha() or not left[-1].isalpha():
            return False
        if inner and left.lower() in _INNER and (left + right).lower() not in self._known:
            return False
        if len(left) == 1 or (right[0].isupper() and not (left + right).isupper()):
            return False
        one, two = left.lower(), right.lower()
        told = self._told_by_document(one, two)
        if told is not None:
            return told
        # In capitals it may be two acronyms ("TGF-" "BETA"): only a known word is joined.
        return one + two in self._known if left.isupper() else self._joins_by_words(one, two)

    def joins_names(self, left: str, right: str, *, inner: bool = False) -> bool:
        """Whether `left-` and `right` are one part of a name: "Lind-" "skog", "Mc-" "Gowan".

        A name of two parts has two capitals, or stands whole elsewhere in the document.
        """
        if not left or not right or not right[0].isalpha() or not left[-1].isalpha():
            return False
        one, two = left.lower(), right.lower()
        is_word = one in _KEEPS_AFTER or two in _KEEPS_BEFORE  # of a body: "Evidence-" "based"
        if right[0].isupper() or len(left) == 1 or is_word:
            return left in _NAME_STARTS or self.joins(left, right, inner=inner)
        told = self._told_by_document(one, two)
        if told is not None:
            return told
        if one in _NAME_FIRSTS or right in _PARTICLES:
            return one + two in self._known
        return True

    def _told_by_document(self, one: str, two: str) -> bool | None:
        """Whether the document prints one word elsewhere, False for a compound; None: unsaid."""
        self._read_document()
        whole = (one + two) in (self._words or frozenset())
        return None if whole == ((one, two) in self._compounds) else whole

    def _joins_by_words(self, one: str, two: str) -> bool:
        if two in _ENDINGS:
            return True
        if one in _KEEPS_AFTER and two in _KEEPS_BEFORE:
            return False  # before the vocabulary, which knows "longterm" from careless papers
        if one + two in self._known:
            return True
        if one in _KEEPS_AFTER or two in _KEEPS_BEFORE:
            return False
        both_long = len(one) > 3 and len(two) > 3  # noqa: PLR2004 - shorter ones are syllables
        return not (both_long and one in self._known and two in self._known)

    def _read_document(self) -> None:
        """Collect the words and the hyphenated compounds that stand whole within a line."""
        if self._words is not None:
            return
        texts, spaces, line = self._tokens.texts, self._tokens.spaced, self._tokens.line_of
        compounds: set[tuple[str, str]] = set()
        broken: set[int] = set()
        for at, text in enumerate(texts):
            if text not in HYPHENS or not 0 < at < len(texts) - 1:
                continue
            if line[at - 1] == line[at + 1] and not (spaces[at] or spaces[at + 1]):
                compounds.add((texts[at - 1].lower(), texts[at + 1].lower()))
            elif line[at] != line[at + 1]:
                broken.update((at - 1, at + 1))
        self._words = frozenset(
            text.lower()
            for at, text in enumerate(texts)
            if len(text) > 3 and at not in broken  # noqa: PLR2004
        )
        self._compounds = frozenset(compounds)
