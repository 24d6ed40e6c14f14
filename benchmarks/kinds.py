"""F1 by kind of paper: tidy journals, untidy fronts by collection, and small inputs by their fault.

    python benchmarks/kinds.py DATA [--model PACKAGE] [--save FILE] [--before FILE] [--misses]

DATA holds real/dev, fronts/dev and cases/ (PDFs with gold.jsonl), or some of them. Every paper is
read, tagged and decoded in this process and scored by SPv2's scorer. Prints a Markdown table: a row
a kind, a column a field. `--save` keeps the figures, and `--before` sets what another run kept in
front of each, so two checkouts make one table. `--misses` prints what differs, paper by paper.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from spv2_spark.config import PdfSettings
from spv2_spark.decode.decoder import Decoder
from spv2_spark.domain.gold import Gold, GoldReference, PersonName
from spv2_spark.domain.page import Document
from spv2_spark.domain.tagging import Tagger
from spv2_spark.gold.corpus import iter_corpus
from spv2_spark.gold.read import read_gold
from spv2_spark.nn.package import read_package
from spv2_spark.nn.tagger import load_tagger
from spv2_spark.pdf.read import read_pdf
from spv2_spark.pipeline.training.evaluate import rules_of
from spv2_spark.scoring.score import EXACT, FIELDS, Pair, counts_of, score, values_of_gold
from spv2_spark.scoring.score import values_of_metadata as read_values

_AT_ONCE = 32

Table = dict[str, dict[str, float]]  # {kind: {field: F1, "papers": count}}


class Source(NamedTuple):
    """A paper to read: its kind, its PDF and its truth, None where none may be read."""

    kind: str
    name: str
    collection: str
    pdf: Path
    gold: Gold | None


def sources(data: Path) -> Iterator[Source]:
    """Yield the papers of real/dev, fronts/dev and cases."""
    for part in (one for one in ("real", "fronts") if (data / one).is_dir()):
        for paper in iter_corpus(data / part / "dev"):
            if paper.gold is not None:
                kind, truth = f"{part} {paper.collection}", read_gold(paper.gold)
                yield Source(kind, paper.paper_id, paper.collection, paper.pdf, truth)
    cases = data / "cases" / "gold.jsonl"
    for line in cases.read_text(encoding="utf-8").splitlines() if cases.exists() else ():
        row = json.loads(line)
        pdf, gold = data / "cases" / f"{row['doc']}.pdf", _gold(row)
        yield Source(f"case {row['doc'].split('-')[0]}", row["doc"], "", pdf, gold)


def _gold(row: dict[str, Any]) -> Gold | None:
    if row.get("expect") == "failure":
        return None
    references = tuple(
        GoldReference(one["title"], _names(one["authors"]), one["venue"], one["year"])
        for one in row["bibs"]
    )
    authors = _names(row["authors"]) if row["authors"] else None  # none: they are not scored
    return Gold(row["title"], authors, references)


def _names(pairs: list[list[str]]) -> tuple[PersonName, ...]:
    return tuple(PersonName(given, surname) for given, surname in pairs)


def pairs_of(found: Iterable[Source], tagger: Tagger) -> Iterator[tuple[str, Pair]]:
    """Read the papers, in groups whose tags fit into memory; where none may be, gold is empty."""
    group: list[tuple[Source, Document]] = []
    for source in found:
        document = read_pdf(source.pdf.read_bytes(), PdfSettings())
        if isinstance(document, Document):
            group.append((source, document))
        elif source.gold is not None:
            yield source.kind, Pair(source.gold, None, source.collection, source.name)
        if len(group) == _AT_ONCE:
            yield from _tagged(group, tagger)
            group = []
    yield from _tagged(group, tagger)


def _tagged(group: list[tuple[Source, Document]], tagger: Tagger) -> Iterator[tuple[str, Pair]]:
    decoder, known = Decoder(), tagger.known_words
    tags = tagger.tag([document for _, document in group])
    for (source, document), its in zip(group, tags, strict=True):
        metadata = decoder.metadata_of(document, its, known)
        gold = source.gold or Gold("(none may be read)", None, None)
        yield source.kind, Pair(gold, metadata, source.collection, source.name)


def table_of(pairs: list[tuple[str, Pair]]) -> Table:
    """Return F1 by kind, and of all of a part ("real", "fronts", "case") together."""
    table: Table = {}
    for part in ("real", "fronts", "case"):
        kinds = sorted({kind for kind, _ in pairs if kind.startswith(part)})
        for kind in [part, *kinds] if kinds else ():
            chosen = [pair for name, pair in pairs if name == kind or name.split()[0] == kind]
            fields = score(chosen, rules_of(chosen), draws=10)
            figures = {field: one.f1 for field, one in fields.items()}
            table[kind] = {"papers": len(chosen), **figures}
    return table


def lines_of(table: Table, before: Table | None) -> Iterator[str]:
    """Yield the Markdown table."""
    yield f"| | papers | {' | '.join(FIELDS)} |"
    yield "| --- |" + " --- |" * (1 + len(FIELDS))
    for kind, figures in table.items():
        earlier = (before or {}).get(kind, {})
        cells = [_cell(figures.get(field), earlier.get(field)) for field in FIELDS]
        yield f"| {kind} | {int(figures['papers'])} | {' | '.join(cells)} |"


def _cell(now: float | None, before: float | None) -> str:
    if now is None:
        return ""
    shown = f"{now:.3f}"
    return shown if before is None else f"{before:.3f} → {shown}"


def misses_of(pairs: list[tuple[str, Pair]]) -> Iterator[str]:
    """Yield what differs: the field, the gold that was not read, and what was read beside it."""
    for kind, pair in pairs:
        rules = rules_of([pair]).get(pair.collection, EXACT)
        gold, read = values_of_gold(pair.gold), read_values(pair.metadata)
        for field, counts in counts_of(pair, rules).items():
            if counts.hits < max(counts.read, counts.gold):
                lost = [text for text in gold[field] if text not in read[field]]
                odd = [text for text in read[field] if text not in gold[field]]
                yield f"{kind}  {pair.name}  {field}: {lost} <- {odd}"


def main() -> None:
    """Print the table of the papers under DATA."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--model", default="packaged:default")
    parser.add_argument("--save", type=Path)
    parser.add_argument("--before", type=Path)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    tagger = load_tagger(read_package(options.model))
    pairs = list(pairs_of(sources(options.data), tagger))
    table = table_of(pairs)
    if options.save:
        options.save.write_text(json.dumps(table, indent=1), encoding="utf-8")
    before = json.loads(options.before.read_text("utf-8")) if options.before else None
    print("\n".join(lines_of(table, before)))
    if options.misses:
        print("\n".join(misses_of(pairs)))


if __name__ == "__main__":
    main()
