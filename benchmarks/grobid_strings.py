"""How well and how fast each engine reads GROBID's strings, by ten folds, beside published figures.

    python benchmarks/grobid_strings.py grobid-strings.tar.xz --out work/strings
    python benchmarks/grobid_strings.py grobid-strings.tar.xz --out work/strings \
        --models citation --engines bilstm_crf_features --first 1

The strings of a model's `corpus` are shuffled (seed 1) and dealt out to ten folds; each fold is
read by a model that learnt the other nine, so that every string is tested once. A field is right
if its name and its first and last token are; F1 is the micro average over all fields, of each
fold, and the table has the mean over the folds and their standard deviation. "unseen" leaves out
strings that are word for word among those learnt, of which GROBID's data have some.

The published figures are GROBID's and DeLFT's own, of ten runs: on the same corpora as they were
then, cut into nine and one tenth by other draws, with GROBID's tokens. They say how far off this is
and no more.

Folds that are done are kept in `--out` and not trained again: a killed run goes on.
"""

from __future__ import annotations

import argparse
import logging
import statistics
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from spv2_spark.config import Settings
from spv2_spark.engines.strings import ENGINES
from spv2_spark.nn.bert_sizes import BERT_ENGINE
from spv2_spark.pipeline.training.strings import FoldScore, StringRequest, cross_validated
from spv2_spark.strings.models import MODELS
from spv2_spark.strings.scores import FieldCounts

FOLDS = 10
# Micro F1: Wapiti's CRF, and the best network of those that were published.
PUBLISHED = {
    "citation": (".9448", ".9534 (ELMo)"),
    "affiliation-address": (".859", ".865 (BidLSTM_CRF)"),
    "date": (".983", ".966"),
}


def main(argv: Sequence[str] | None = None) -> None:
    """Train and score what is asked for, and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("gold", type=Path, help="GROBID's strings: a folder or an archive")
    parser.add_argument("--out", type=Path, required=True, help="keeps each fold")
    parser.add_argument("--models", nargs="+", choices=MODELS, default=list(MODELS))
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES[:-1]))
    parser.add_argument("--encoder", default="", help="the folder of what bert_crf begins with")
    parser.add_argument("--first", type=int, default=FOLDS, help="only so many of the ten folds")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--fields", action="store_true", help="a table of fields, too")
    options = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO)
    rows, tables = [], []
    for model in options.models:
        for engine in options.engines:
            scores = scores_of(options, model, engine)
            rows.append(row_of(model, engine, scores))
            tables.append(fields_of(model, engine, scores))
    print("| model | engine | folds | F1 | sd | unseen | CPU s to train | CPU ms a string "
          "| Wapiti | best published |\n" + "| --- " * 10 + "|")  # fmt: skip
    print("\n".join(rows))
    if options.fields:
        print("\n" + "\n\n".join(tables))


def scores_of(options: argparse.Namespace, model: str, engine: str) -> list[FoldScore]:
    """Return the scores of a model's first folds by an engine."""
    settings = Settings()
    training = replace(settings.string_training, engine=engine, threads=options.threads,
                       encoder=options.encoder if engine == BERT_ENGINE else "")  # fmt: skip
    request = StringRequest(model, options.gold, options.out / f"{model}-{engine}")
    wanted = replace(settings, string_training=training)
    first = 0 if options.first >= FOLDS else options.first
    return list(cross_validated(wanted, request, FOLDS, first))


def row_of(model: str, engine: str, scores: Sequence[FoldScore]) -> str:
    """Return a line of the table."""
    f1, unseen = [one.f1 for one in scores], [one.unseen_f1 for one in scores]
    train_s = statistics.mean(one.train_s for one in scores)
    tag_ms = 1000 * statistics.mean(one.tag_s for one in scores)
    crf, best = PUBLISHED.get(model, ("", ""))
    means = (statistics.mean(f1), statistics.pstdev(f1), statistics.mean(unseen))
    figures = [f"{one:.4f}" for one in means]
    told = [model, engine, len(scores), *figures, f"{train_s:.0f}", f"{tag_ms:.2f}", crf, best]
    return "| " + " | ".join(map(str, told)) + " |"


def fields_of(model: str, engine: str, scores: Sequence[FoldScore]) -> str:
    """Return a table of a model's fields over all its folds together."""
    total = FieldCounts()
    for one in scores:
        total.gold += one.counts.gold
        total.found += one.counts.found
        total.right += one.counts.right
    lines = [f"| {name} | {total.gold[name]} | {total.f1(name):.3f} |" for name in total.gold]
    return "\n".join([f"| {model}, {engine} | in the gold | F1 |", "| --- | --- | --- |", *lines])


if __name__ == "__main__":
    main()
