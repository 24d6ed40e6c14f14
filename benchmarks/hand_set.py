"""Papers set by hand, a kind of fault each: F1 by kind, exact strings.

    python benchmarks/hand_set.py [--set NAME] [--misses] [--keep FOLDER] [--model NAME]

Archives beside this file hold papers as Typst sources with their gold: kinds of the shared cases
set in other ways (d01 to d25), designs of publishers and archives (f), and others (e). People and
works are invented, the text is words without sense. They need the fonts of scripts/fonts.sh.
What a paper's `.codes.json` names comes out of its fonts as other characters; one with a
`.scan.json` is a scan.

The first set has 127 papers, the second 76 by somebody who had seen no rule of the decoder; its
gold keeps names in capitals that are printed so, and has a subtitle in lesser print behind a colon.
The third has 101, of two who had seen none either: 54 designs of publishers and archives (p), and
journals and theses in 29 languages. Its gold has titles of whole works as titles, where JATS has
them as venues: either counts. The fourth has 72, of another who had seen none: 30 designs of
English venues (a), 30 of other languages (b), 12 kinds that are difficult (c). The fifth has 77, of
another: 25 fields in English (g), 40 journals and theses of other languages (h), 12 difficult kinds
(i), four of them scans whose words are not painted. These five prompted rules of the decoder: they
say what it can, and not how good it is elsewhere. The sixth has 48, of another: 40 of other
languages (j), 8 untidy ones in English (k).
"""

# mypy: disable-error-code="no-untyped-call"
from __future__ import annotations

import argparse
import json
import re
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pymupdf
import typst
from kinds import Source, lines_of, misses_of, pairs_of, table_of
from scans import scanned

from spv2_spark.domain.gold_json import gold_from_json
from spv2_spark.nn.package import read_package
from spv2_spark.nn.tagger import load_tagger
from spv2_spark.scoring.score import Pair

ARCHIVES = {
    "first": "hand_set.tar.xz", "second": "hand_set_2.tar.xz", "third": "hand_set_3.tar.xz",
    "fourth": "hand_set_4.tar.xz", "fifth": "hand_set_5.tar.xz", "sixth": "hand_set_6.tar.xz",
}  # fmt: skip
# Their gold has a whole work's title as a title.
_WHOLE_WORKS = ("third", "fourth", "fifth", "sixth")
_KIND = re.compile(r"[a-z]\d+")


def main() -> None:
    """Set the papers, read them, and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--model", default="packaged:default")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the PDFs there")
    parser.add_argument("--set", choices=ARCHIVES, default="first")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        tagger = load_tagger(read_package(options.model))
        pairs = list(pairs_of(sources(options.set, folder), tagger))
    if options.set in _WHOLE_WORKS:
        pairs = [(kind, whole_works_as_read(pair)) for kind, pair in pairs]
    print("\n".join(lines_of(table_of(pairs), None)))
    if options.misses:
        print("\n".join(misses_of(pairs)))


def sources(chosen: str, folder: Path) -> Iterator[Source]:
    """Set each paper of a set as a PDF in a folder, and yield it with its gold."""
    with tarfile.open(Path(__file__).with_name(ARCHIVES[chosen])) as archive:
        texts = {
            one.name: file.read().decode()
            for one in archive
            if (file := archive.extractfile(one)) is not None
        }
    for name in sorted(one.removesuffix(".typ") for one in texts if one.endswith(".typ")):
        codes = json.loads(texts.get(f"{name}.codes.json", "{}"))
        pdf = folder / f"{name}.pdf"
        printed = recoded(typst.compile(texts[f"{name}.typ"].encode()), codes)
        pdf.write_bytes(scanned(printed) if f"{name}.scan.json" in texts else printed)
        gold = gold_from_json(texts[f"{name}.gold.json"], name)
        match = _KIND.match(name)
        yield Source(f"case {match[0] if match else name}", name, "", pdf, gold)


def whole_works_as_read(pair: Pair) -> Pair:
    """Return a pair whose gold has a whole work's title where it was read: as title or as venue."""
    if pair.metadata is None:
        return pair
    venues = {one.venue.text for one in pair.metadata.references if one.venue}
    references = tuple(
        replace(one, title="", venue=one.title) if not one.venue and one.title in venues else one
        for one in pair.gold.references or ()
    )
    return pair._replace(gold=replace(pair.gold, references=references))


def recoded(pdf: bytes, codes: Mapping[str, int]) -> bytes:
    """Return a PDF whose fonts say that some characters are others."""
    if not codes:
        return pdf
    document = pymupdf.open(stream=pdf, filetype="pdf")
    for number in range(1, document.xref_length()):
        table = document.xref_stream(number) if document.xref_is_stream(number) else None
        if table and b"beginbf" in table:
            for char, code in codes.items():
                printed = re.compile(b"> ?<%04X>" % ord(char), re.IGNORECASE)
                table = printed.sub(b"> <%04X>" % code, table)
            document.update_stream(number, table)
    changed: bytes = document.tobytes()
    return changed


if __name__ == "__main__":
    main()
