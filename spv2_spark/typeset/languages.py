"""What publications print in a language: one file a language in `pools/languages`, by its code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from spv2_spark.errors import SettingsError
from spv2_spark.typeset.data_files import PACKAGE, read_as

FOLDER = PACKAGE / "pools" / "languages"
_ENGLISH = "en"
# A language of which a file says nothing has these from English; the others it does without.
_FROM_ENGLISH = ("references", "keywords", "received", "accepted", "published", "conjunction",
                 "article_types", "months", "quotes")  # fmt: skip


@dataclass(frozen=True, slots=True)
class TitleWords:
    """What titles are put together from: `T` in a pattern is a topic, `C` a context.

    `M` is a method or a point of view; languages other than English have none.
    """

    topics: tuple[str, ...]
    contexts: tuple[str, ...]
    methods: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SecondLanguage:
    """Of what titles and abstracts are made that stand beside those of another language.

    {0}, {1} and {2} in a title or the sentence are nouns; `keywords` lead to some of them, where
    the language's own do not.
    """

    nouns: tuple[str, ...]
    titles: tuple[str, ...]
    sentence: str
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperWords:
    """How whole papers in a language look.

    `share` is the weight among papers in other languages than English. `serif` and `sans` are
    the font families that have the language's letters (none: those of any design have). `forms`,
    `separators` and `last` are of the authors' design. Names that are not `divided` have no
    given name apart; a language that is not `spaced` has no spaces between words, one that is
    not `cased` no capitals. `styles` are families of reference styles, `latin` spells letters in
    Latin ones, `host` ends addresses of mail. `orders` are of the front's parts, in most papers.
    `era` is what the calendar adds to a year (Persian: -621).
    """

    share: float
    forms: tuple[str, ...]
    styles: tuple[str, ...]
    separators: tuple[str, ...] = (", ",)
    last: tuple[str, ...] = ("same",)
    serif: tuple[str, ...] = ()
    sans: tuple[str, ...] = ()
    divided: bool = True
    cased: bool = True
    spaced: bool = True
    right_to_left: bool = False
    latin: Mapping[str, str] = field(default_factory=dict)
    host: str = "org"
    orders: tuple[str, ...] = ()
    era: int = 0

    def year(self, year: int) -> str:
        """Return a year as the language's own works print it."""
        return str(year + self.era)


@dataclass(frozen=True, slots=True)
class Language:
    """The words of a language, drawn alike.

    `references`, `abstract` and `keywords` are headings; `received` and the like stand before
    dates, `conjunction` before the last author; `apparatus` has by key the words of references
    ("In", "Eds.", "vol.", "Accessed"), a leading `_` for italics; `quotes` are put round titles
    of articles. Languages in which whole papers are printed have `paper`, and a `grammar` from
    which their text is put together (see local/grammar.py). Rules that it may lack: `body` (an
    organisation), `honour` (before a name), `status` (behind one), `supervisor` and `mark` (lines
    of fronts), `thanks`, `list_part` (a heading within a list), `note_lead`, and `note_short`,
    whose {page}, {name} and {note} are filled by the list.
    """

    language: str
    references: tuple[str, ...] = ()
    abstract: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    received: str = ""
    accepted: str = ""
    published: str = ""
    conjunction: str = ""
    article_types: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    quotes: tuple[tuple[str, str], ...] = ()
    apparatus: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    titles: TitleWords | None = None
    second: SecondLanguage | None = None
    paper: PaperWords | None = None
    grammar: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@cache
def codes() -> frozenset[str]:
    """Return the codes of the languages that have a file."""
    names = (file.name for file in FOLDER.iterdir())
    return frozenset(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


@cache
def words_of(code: str) -> Language:
    """Return the words of a language, English where it has none; English for an unknown code."""
    if code not in codes():
        return words_of(_ENGLISH)
    own = read_as(Language, FOLDER / f"{code}.toml")
    if code == _ENGLISH:
        return own
    english = words_of(_ENGLISH)
    lent = {name: getattr(own, name) or getattr(english, name) for name in _FROM_ENGLISH}
    return replace(own, **lent, apparatus={**english.apparatus, **own.apparatus})


def paper_of(language: Language) -> PaperWords:
    """Return how papers in a language look; SettingsError for one that prints none."""
    if language.paper is None:
        raise SettingsError(f"{language.language}: no table [paper], which is drawn from")
    return language.paper
