#!/usr/bin/env bash
# Makes the packaged model from its data, step by step: scripts/released-model.sh DATA WORK
#
# DATA holds jats/*.tar.xz, csl-styles.tar.xz, grobid-strings.tar.xz, anystyle-references.tar.xz,
# real/ and fronts/ with their MANIFEST.tsv; WORK gets everything else. What lies in WORK is not
# made again, so a run that was stopped goes on. Run scripts/fonts.sh first: the papers are set in
# its fonts. Training begins with the weights of 0.4.0, of an hour's training on 9,882 papers of an
# earlier generator. About two hours on two cores.
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
git archive 626daf1 spv2_spark/models/default | tar -x -C "$work"

generate() {
    spv2 typeset "$data"/jats/*.tar.xz --styles "$data/csl-styles.tar.xz" --fonts "${fonts[@]}" \
        --strings "$data/grobid-strings.tar.xz" "$data/anystyle-references.tar.xz" \
        --without-journals "$work/dev-journals" "$@"
}

generate --name typeset --part train --count 10000
generate --name typeset-dev --part dev --count 300
generate --part dev --count 300 --pdfs "$work/typeset-dev-pdfs"
spv2 tokenise "real=$data/real/train"
spv2 label real
statistics=$(spv2 token-statistics typeset real | tail -n 1)
spv2 featurise typeset --statistics "$statistics"
spv2 featurise "real*4" --statistics "$statistics" --only "$work/licensed"
spv2 featurise typeset-dev --statistics "$statistics"
spv2 train typeset real --dev typeset-dev --statistics "$statistics" --out "$work/model" \
    --name default --model-version 0.4.0 --trained-on "9,882 papers \
typeset from 2,702 JATS articles under CC BY or CC0 (none of a dev journal) in drawn designs, \
their references also from labelled strings of GROBID (Apache-2.0) and AnyStyle (BSD-2); and 138 \
real papers under CC BY, CC BY-SA or Apache-2.0 (PMC 38, Trials 28, JOSE 21, ReScience C 29, \
DocBank 22). Metrics: tokens of 300 typeset papers whose articles, strings and styles, and half \
of whose designs, were held back."
spv2 calibrate "held-back=$work/typeset-dev-pdfs" --model "$work/model/package"
for test in "dev=$data/real/dev" "held-back=$work/typeset-dev-pdfs"; do
    spv2 evaluate "$test" --model "$work/model/package" --report "$work/${test%%=*}"
done
