#!/usr/bin/env bash
# Makes the packaged model from its data, step by step: scripts/released-model.sh DATA WORK
#
# DATA holds jats/*.tar.xz, csl-styles.tar.xz, grobid-strings.tar.xz, anystyle-references.tar.xz,
# real/ and fronts/ with their MANIFEST.tsv; WORK gets everything else. What lies in WORK is not
# made again, so a run that was stopped goes on. Run scripts/fonts.sh first: the papers are set in
# its fonts. Training begins with the weights that this repository packaged before (see below). About
# two hours on two cores.
set -euo pipefail
data=$(realpath "$1")
mkdir -p "$2"
work=$(realpath "$2")
cd "$(dirname "$0")/.."

spv2() { .venv/bin/spv2 "$@" --set "process.workdir=$work"; }

fonts=()
for folder in /usr/share/fonts /usr/share/texmf/fonts/opentype; do
    [[ -d $folder ]] && fonts+=("$folder")
done

manifest="$data/real/MANIFEST.tsv" # split, collection, doc, gold, licence, journal
# Articles of the journals of dev papers are not typeset.
awk -F '\t' '$1 == "dev" && $2 == "pmc" { print $6 }' "$manifest" | sort -u >"$work/dev-journals"
# Only what may be passed on trains a model that is: no NC, no ND, nothing without a licence.
for corpus in real fronts; do
    awk -F '\t' '$1 == "train" && $5 ~ /^(cc-by|cc-by-sa|cc0|apache-2\.0)( |$)/ {
        print $2 "/" $3 "/" $3 }' "$data/$corpus/MANIFEST.tsv" >"$work/licensed-$corpus"
done
git archive 9fc9369 spv2_spark/models/default | tar -x -C "$work"

generate() {
    spv2 typeset "$data"/jats/*.tar.xz --styles "$data/csl-styles.tar.xz" --fonts "${fonts[@]}" \
        --strings "$data/grobid-strings.tar.xz" "$data/anystyle-references.tar.xz" \
        --without-journals "$work/dev-journals" "$@"
}

# Each model began with the weights of the one before: an hour on 9,882 papers of the first
# generator (626daf1, released as 0.4.0); 5,369 batches on 9,115 papers of which a quarter were in
# 18 other languages (9e8b43b); 10,104 batches on 8,704 with two in five in other languages, of which
# three tenths of the weights were taken (9fc9369); and what stands here. The first 9,000 papers are
# those of the model before, 3,500 are 9fc9369's, and the last 6,500 have second fronts in pieces;
# none is a thesis in Chinese or Japanese, of which the generator prints title pages now.
generate --name typeset --part train --count 19000
generate --name typeset-dev --part dev --count 400
generate --part dev --count 300 --pdfs "$work/typeset-dev-pdfs"
for corpus in real fronts; do
    spv2 tokenise "$corpus=$data/$corpus/train"
    spv2 label "$corpus"
done
statistics=$(spv2 token-statistics typeset real fronts | tail -n 1)
spv2 featurise typeset typeset-dev --statistics "$statistics"
for corpus in real fronts; do
    spv2 featurise "$corpus*8" --statistics "$statistics" --only "$work/licensed-$corpus"
done
spv2 train typeset real fronts --dev typeset-dev --statistics "$statistics" --out "$work/model" \
    --set "training.start=$work/spv2_spark/models/default" --set training.minutes=70 \
    --set network.rate=0.0015 --name default --model-version 0.5.0
# More other languages cost untidy fronts in English: with three tenths of the weights that it began
# with, the model has those back, and keeps nearly all that it learnt (docs/decisions/0019).
.venv/bin/python -m scripts.mean_package "$work/spv2_spark/models/default" "$work/model/package" 0.7 \
    "$work/mean" "18,485 papers typeset from JATS articles under CC BY or CC0 (none of a dev \
journal) in 36 languages, with strings of GROBID (Apache-2.0) and AnyStyle (BSD-2); 138 real \
papers (PMC, Trials, JOSE, ReScience C, DocBank) and 150 fronts of 17 collections under CC BY, CC \
BY-SA or Apache-2.0: seven tenths of these weights, three of the ones that they began with, which \
learnt from 8,704, 9,115 and 9,882 such papers of earlier generators."
spv2 calibrate "held-back=$work/typeset-dev-pdfs" --model "$work/mean"
for test in "dev=$data/real/dev" "held-back=$work/typeset-dev-pdfs"; do
    spv2 evaluate "$test" --model "$work/mean" --report "$work/${test%%=*}"
done
