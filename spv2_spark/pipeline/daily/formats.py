"""The formats that `spv2 parse` leaves beside its dataset: a folder each, of files for people."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from spv2_spark import __version__
from spv2_spark.exchange.forms import FORMATS, PARTS, form_of, tei_file
from spv2_spark.exchange.paper import ParsedPaper
from spv2_spark.pipeline.daily.export import now
from spv2_spark.pipeline.daily.output import parsed_papers
from spv2_spark.runtime.outputs import marker_of, read_marker, whole_folder

_PLAIN = re.compile(r"[\w(][\w .,()@+-]*")  # a name that every file system can hold
_SUFFIX = ".tei.xml"
_LONGEST = 200  # bytes, of a name and of a path


def formats_at(out: Path) -> tuple[str, ...]:
    """Return the formats that an output folder has, of any version of this program."""
    return tuple(one for one in FORMATS if _marker_of(out, one).get("what") == one)


def missing_at(out: Path, formats: Iterable[str]) -> tuple[str, ...]:
    """Return which formats an output folder does not have as this version writes them."""
    return tuple(one for one in formats if _marker_of(out, one).get("version") != __version__)


def write_formats(dataset: Path, out: Path, formats: Iterable[str]) -> None:
    """Write a DEQUEUE dataset on this machine in each format, in place of what was there.

    `tei` has a file a paper; `bibtex` and `csl-json` have one of papers and one of references.
    Raises OutputError for a folder of a format's name that holds anything else.
    """
    when = now()
    for one in formats:
        with whole_folder(out / one, one) as folder:
            if one == "tei":
                _write_tei(parsed_papers(dataset), folder, when)
                continue
            for part in PARTS:
                form = form_of(one, part, when)
                lines = form.lines(parsed_papers(dataset))
                _write_lines(folder / f"{part}{form.suffix}", lines)


def _marker_of(out: Path, name: str) -> dict[str, object]:
    return marker_of(read_marker(out / name))


def _write_tei(papers: Iterable[ParsedPaper], folder: Path, when: str) -> None:
    taken: set[str] = set()
    for paper in papers:
        name = tei_name(paper.paper_id)
        # Some file systems hold "A" and "a" for one name.
        if (folded := unicodedata.normalize("NFC", name).casefold()) in taken:
            name = _digest_name(paper.paper_id)
        taken.add(folded)
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(tei_file(paper, when), encoding="utf-8")


def tei_name(paper_id: str) -> str:
    """Return the path of a paper's TEI file: its id's, or a digest's where that is no safe path.

    >>> tei_name("below/a.pdf"), tei_name("../a.pdf")
    ('below/a.tei.xml', '4530f217fd589247.tei.xml')
    """
    path = PurePosixPath(re.sub(r"\.pdf$", "", paper_id, flags=re.IGNORECASE))
    is_short = 0 < len(paper_id.encode("utf-8", "replace")) <= _LONGEST
    # A folder may not have the name of a file.
    is_plain = all(_PLAIN.fullmatch(part) and not part.endswith(_SUFFIX) for part in path.parts)
    return f"{path}{_SUFFIX}" if is_short and is_plain else _digest_name(paper_id)


def _digest_name(paper_id: str) -> str:
    return f"{hashlib.sha256(paper_id.encode('utf-8', 'replace')).hexdigest()[:16]}{_SUFFIX}"


def _write_lines(path: Path, lines: Iterator[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)
