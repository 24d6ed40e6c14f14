"""Printing papers on a worker: seed and article to tokens and labels, without a PDF kept."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from spv2_spark.config import PdfSettings
from spv2_spark.domain.article_json import article_from_json
from spv2_spark.domain.label import PageLabels
from spv2_spark.domain.page import Document
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.errors import Failure, Kind
from spv2_spark.gold.canvas import Labelled, Report
from spv2_spark.pipeline.synthetic.resources import Resources
from spv2_spark.stages.labels import nothing
from spv2_spark.stages.token_rows import Read
from spv2_spark.stages.typeset import Order

if TYPE_CHECKING:
    from spv2_spark.typeset.generator import PaperGenerator, Typeset

# Of a dev set's papers, those of families that training never sees.
_HELD_BACK_FAMILIES = 0.5


class Checked(NamedTuple):
    """A typeset paper as it is read back, and its labels."""

    printed: Typeset
    document: Document
    labels: tuple[PageLabels, ...]


@dataclass(frozen=True, slots=True)
class Printer:
    """Typesets orders on a worker; travels by pickle, its resources as Spark's broadcast."""

    resources: Callable[[], Resources]
    fonts: tuple[Path, ...]
    part: str
    pdf: PdfSettings

    def __call__(self, orders: Iterable[Order]) -> Iterator[tuple[Read, Labelled]]:
        """Yield every order as a labelled paper, or why there is none; raises for none of them."""
        for order in orders:
            yield self._read(order)

    def print(self, order: Order) -> Typeset:
        """Typeset the order; the same seed, article and resources give the same bytes."""
        from spv2_spark.typeset.paper import typeset_paper

        rng = random_of(self.part, order.seed)
        article, resources = article_from_json(order.article), self.resources()
        generator = generator_of(self.fonts)
        generator.name_pool = resources.name_pool
        family = family_of(self.part, rng)
        return typeset_paper(generator, article, resources.references, family, rng)

    def checked(self, order: Order) -> Checked | Failure:
        """Typeset the order and read it back; a Failure tells why its labels cannot be trusted."""
        from spv2_spark.pdf.read import read_pdf
        from spv2_spark.typeset.labels import labels_of

        try:
            printed = self.print(order)
            # Our own PDFs need no sandbox.
            document = read_pdf(printed.pdf, self.pdf)
            if not isinstance(document, Document):
                return document
            return Checked(printed, document, labels_of(document, printed.spans))
        except Exception as error:  # noqa: BLE001  whatever it is, it costs one paper and is told
            return Failure("typeset", Kind.CRASH, f"{type(error).__name__}: {error}")

    def _read(self, order: Order) -> tuple[Read, Labelled]:
        checked = self.checked(order)
        if isinstance(checked, Failure):
            return Read(self._paper(order, "none"), checked, None), nothing(checked.message)
        sha1 = hashlib.sha1(checked.printed.pdf, usedforsecurity=False).hexdigest()
        paper = self._paper(order, checked.printed.design.front.family)
        return Read(paper, checked.document, sha1), Labelled(checked.labels, Report({}, (), {}))

    def _paper(self, order: Order, family: str) -> ClaimedPaper:
        name = f"{self.part}-{order.seed:07}"
        uri = f"typeset:{self.part}/{family}/{order.source_id}/{name}.pdf"
        return ClaimedPaper(name, uri, f"{name}.pdf", 1)


def random_of(part: str, seed: int) -> random.Random:
    """Return a paper's random numbers; no two parts share any."""
    return random.Random(f"{part}/{seed}")  # noqa: S311  designs, not secrets


def article_at(part: str, seed: int, articles: int) -> int:
    """Return which of `articles` articles the paper of a seed is made of."""
    return random.Random(f"article/{part}/{seed}").randrange(articles)  # noqa: S311  the same


def family_of(part: str, rng: random.Random) -> str:
    """Draw a family of designs that the part may use; dev has those held back in half."""
    from spv2_spark.typeset.families import FAMILIES, HELD_BACK, WEIGHTS

    if part == "all":
        names = sorted(FAMILIES)
    else:
        held_back = part == "dev" and rng.random() < _HELD_BACK_FAMILIES
        names = sorted(name for name in FAMILIES if (name in HELD_BACK) == held_back)
    return rng.choices(names, [WEIGHTS.get(name, 1.0) for name in names])[0]


@lru_cache(maxsize=2)
def generator_of(fonts: tuple[Path, ...]) -> PaperGenerator:
    """Return the worker's generator: workers are reused, and so are its compiler and fonts."""
    from spv2_spark.typeset.generator import PaperGenerator

    return PaperGenerator(fonts)
