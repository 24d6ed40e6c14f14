"""What lists and front pages are made of beside the article itself: built once, for all workers."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from spv2_spark.config import TypesetSettings
from spv2_spark.domain.article import Article
from spv2_spark.pipeline.synthetic.library import belongs, stamps_of

if TYPE_CHECKING:
    from spv2_spark.gold.strings import StringPair
    from spv2_spark.typeset.name_pool import NamePool
    from spv2_spark.typeset.reference_pool import ReferencePool

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sources:
    """Archives beside the articles': labelled strings, and CSL styles (an archive or a folder)."""

    strings: tuple[Path, ...] = ()
    styles: Path | None = None

    def stamps(self) -> list[str]:
        """Return what tells these sources from others; SettingsError for what is missing."""
        styles = [] if self.styles is None else [self.styles]
        return [*stamps_of(self.strings), "", *stamps_of(styles)]


@dataclass(frozen=True, slots=True)
class Resources:
    """What a worker's generator holds; travels to each of them once."""

    references: ReferencePool
    name_pool: NamePool


class Squeezed(Mapping[str, bytes]):
    """Texts by name, compressed: 3,000 citation styles are 54 MB as they come."""

    def __init__(self, texts: Mapping[str, bytes]) -> None:
        """Compress `texts`."""
        self._texts = {name: zlib.compress(text, 6) for name, text in texts.items()}

    def __getitem__(self, name: str) -> bytes:
        """Return a text as it was."""
        return zlib.decompress(self._texts[name])

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names."""
        return iter(self._texts)

    def __len__(self) -> int:
        """Return how many texts there are."""
        return len(self._texts)


def resources_of(
    samples: Sequence[Article], sources: Sources, part: str, settings: TypesetSettings
) -> Resources:
    """Build the resources of a part from the articles' samples and the sources.

    Raises GoldError for archives of strings that are damaged.
    """
    from spv2_spark.typeset.name_pool import name_pool_of
    from spv2_spark.typeset.reference_pool import ReferencePool
    from spv2_spark.typeset.references import csl_files, pools_of_references

    pairs = strings_of(sources.strings, part)
    ours = [one for article in samples for one in article.references]
    others = [reference for reference, _ in pairs if reference.title]
    styles = csl_files(sources.styles) if sources.styles else {}
    return Resources(
        ReferencePool(
            references=[*others, *_some(ours, len(others) // 2)],
            strings=[segments for _, segments in pairs],
            csl=Squeezed({k: v for k, v in styles.items() if belongs(k, part)}),
            pools=_capped(pools_of_references(ours + others), settings.pool_parts),
        ),
        _capped(name_pool_of(samples, others), settings.pool_parts),
    )


def strings_of(archives: Sequence[Path], part: str) -> list[StringPair]:
    """Return the labelled strings of the archives that belong to the part."""
    from spv2_spark.gold.strings import iter_strings

    pairs = [pair for archive in sorted(archives) for pair in iter_strings(archive)]
    return [pair for pair in pairs if belongs("".join(one.text for one in pair[1]), part)]


def _capped(pools: T, most: int) -> T:
    """Return a dataclass of tuples with at most `most` drawn items in each."""
    cut = {field.name: tuple(_some(getattr(pools, field.name), most)) for field in fields(pools)}  # type: ignore[arg-type]
    return replace(pools, **cut)  # type: ignore[type-var]


def _some(items: Sequence[T], most: int) -> Sequence[T]:
    if len(items) <= most:
        return items
    return random.Random(most).sample(items, most)  # noqa: S311  pools, not secrets
