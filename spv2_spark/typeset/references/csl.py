"""Styles of the Citation Style Language as reference styles; their files are given at run time."""

from __future__ import annotations

import random
import re
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from spv2_spark.domain.article import Segment, SourceReference
from spv2_spark.domain.gold import PersonName
from spv2_spark.domain.label import Field
from spv2_spark.errors import Spv2Error
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.references.noise import with_noise
from spv2_spark.typeset.references.style import Numbering, gold_of

if TYPE_CHECKING:
    from spv2_spark.typeset.references.csl_engine import Engine

_YEAR = re.compile(r"(1[4-9]|20)\d\d[a-z]?")
_SENTINELS = ("7319", "8462", "6173", "9284")
_NUMBERED = re.compile("^([^\\w\ue000-\uf8ff]*)[\uf010-\uf013]*\uf004[\uf01f]*([\\])}.:,]*)")
_NUMBERINGS: dict[str, Numbering] = {
    "[": "bracket", "]": "bracket", "(": "paren", ")": "paren", ".": "dot",
}  # fmt: skip


class CslError(Spv2Error):
    """A style cannot be used here; the message says why."""


@dataclass(frozen=True, slots=True)
class CslStyle:
    """A CSL style with the interface of `ReferenceStyle`; `data` is its file's bytes."""

    name: str
    data: bytes = field(repr=False)
    language: str = "en"
    numbering: Numbering = "none"
    label_form: str = "{}"
    month: bool = True
    noise: float = 0.0

    def set_entry(self, reference: SourceReference, rng: random.Random) -> tuple[Segment, ...]:
        """Return the printed entry without its number, as labelled segments in print order.

        A reference that the style or citeproc-py cannot print gives an empty tuple.
        """
        from spv2_spark.typeset.references.csl_marks import segments_of

        if self.noise and chance(rng, self.noise):
            reference = with_noise(reference, rng)
        year = reference.year if _YEAR.fullmatch(reference.year) else ""
        sentinel = sentinel_for(reference) if year else ""
        try:
            marked = engine_of(self.data).set(reference, sentinel, self.month)
        except Exception:  # noqa: BLE001  citeproc-py raises anything on what it does not know
            return ()
        marked = _NUMBERED.sub("", marked, count=1)
        return segments_of(marked, reference, sentinel, self.language.startswith("en-US"))

    def label_of(self, index: int, reference: SourceReference) -> str:
        """Return the printed number of the `index`-th entry (from 1), "" for none."""
        return "" if self.numbering == "none" else self.label_form.format(index)


def sentinel_for(reference: SourceReference) -> str:
    """Return a year of four digits that stand nowhere in the reference."""
    text = repr(reference)
    return next((one for one in _SENTINELS if one not in text), _SENTINELS[0])


@lru_cache(maxsize=64)
def engine_of(data: bytes) -> Engine:
    """Return the engine of a style's bytes; engines are kept, parsing costs 10 ms."""
    from spv2_spark.typeset.references.csl_engine import Engine

    return Engine(data)


PROBE = SourceReference(
    publication_type="journal",
    title="Length of days in northern towns",
    authors=(PersonName("Anna Berit", "Holm"), PersonName("Carl", "Roth")),
    container="Journal of Daylight",
    year="2003",
    volume="12",
    issue="4",
    first_page="118",
    last_page="131",
)


def csl_style(name: str, data: bytes, rng: random.Random | None = None) -> CslStyle:
    """Return a style that printed a probe with every label in its place.

    Raises CslError with the reason for a style without a bibliography, one that citeproc-py
    cannot run, one that prints no author, venue or year of an article, or prints a name
    twice or the year into other digits (its labels would be wrong). `rng` draws what a
    style leaves open.
    """
    try:
        engine = engine_of(data)
        marked = engine.set(PROBE, "7319", False)
    except Exception as error:  # citeproc-py raises anything
        raise CslError(f"{name}: {type(error).__name__}: {error}") from error
    style = replace(_numbered(CslStyle(name, data, engine.language), marked))
    _check(style, marked)
    if rng is None:
        return style
    return replace(style, month=chance(rng, 0.5), noise=rng.choice((0.0, 0.03, 0.1)))


def _numbered(style: CslStyle, marked: str) -> CslStyle:
    match = _NUMBERED.match(marked)
    if not match:
        return style
    before, after = match.group(1).strip(), match.group(2)
    is_superscript = "\uf013" in match.group()
    form = _NUMBERINGS.get(before[:1]) or _NUMBERINGS.get(after[:1], "plain")
    numbering = "superscript" if is_superscript else form
    return replace(style, numbering=numbering, label_form=f"{before}{{}}{after}")


def _check(style: CslStyle, marked: str) -> None:
    if re.search(r"\d7319|7319\d", marked):
        raise CslError(f"{style.name}: the year runs into other digits")
    segments = style.set_entry(PROBE, random.Random(0))  # noqa: S311
    gold = gold_of(segments)
    printed = [name.full.casefold() for name in gold.authors]
    surnames = [sum(one.surname.casefold() in text for text in printed) for one in PROBE.authors]
    if surnames[0] != 1 or surnames[1] > 1:
        raise CslError(f"{style.name}: names are printed {surnames} times")
    titles = sum(one.field == Field.BIB_TITLE and one.begins for one in segments)
    venues = sum(one.field == Field.BIB_VENUE and one.begins for one in segments)
    if gold.year != PROBE.year or venues != 1 or titles > 1:
        raise CslError(f"{style.name}: no year, no venue, or a title twice")


def csl_files(path: Path) -> dict[str, bytes]:
    """Return {name: bytes} of the independent styles in a folder or a tar archive."""
    if path.is_dir():
        return {file.stem: file.read_bytes() for file in sorted(path.rglob("*.csl"))}
    found: dict[str, bytes] = {}
    with tarfile.open(path) as archive:
        for member in archive:
            content = archive.extractfile(member) if member.name.endswith(".csl") else None
            if content is not None:
                found[Path(member.name).stem] = content.read()
    return dict(sorted(found.items()))


def draw_csl_style(
    rng: random.Random, files: Mapping[str, bytes], attempts: int = 20
) -> CslStyle | None:
    """Return a drawn style that works here; None where `attempts` drawn ones do not."""
    names = sorted(files)
    for _ in range(attempts if names else 0):
        name = rng.choice(names)
        try:
            return csl_style(name, files[name], rng)
        except CslError:
            continue
    return None
