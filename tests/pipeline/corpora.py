"""A small corpus with gold: the project's own sample papers, typeset."""

from __future__ import annotations

import io
import tarfile
from html import escape
from itertools import islice
from pathlib import Path

from spv2_spark.domain.gold import Gold, GoldReference, PersonName
from spv2_spark.typeset.demo import typeset_samples
from spv2_spark.typeset.generator import PaperGenerator


def write_corpus(root: Path, papers: int) -> list[str]:
    """Write `<root>/ours/<name>/<name>.pdf` and its JATS; return the paper ids."""
    ids = []
    for name, paper in islice(typeset_samples(PaperGenerator()), papers):
        folder = root / "ours" / name
        folder.mkdir(parents=True)
        (folder / f"{name}.pdf").write_bytes(paper.pdf)
        (folder / f"{name}.nxml").write_text(jats_of(paper.gold), encoding="utf-8")
        ids.append(f"ours/{name}/{name}")
    return ids


def write_archive(path: Path, papers: int) -> None:
    """Write the samples' JATS as a tar archive of articles."""
    with tarfile.open(path, "w") as tar:
        for name, paper in islice(typeset_samples(PaperGenerator()), papers):
            data = jats_of(paper.gold).encode()
            member = tarfile.TarInfo(f"{name}.nxml")
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))


def jats_of(gold: Gold) -> str:
    """Return gold as a JATS article."""
    authors = "".join(
        f"<contrib contrib-type='author'>{_name(one)}</contrib>" for one in gold.authors or ()
    )
    references = "".join(f"<ref>{_reference(one)}</ref>" for one in gold.references or ())
    return (
        "<article><front><article-meta><title-group><article-title>"
        f"{escape(gold.title or '')}</article-title></title-group><contrib-group>{authors}"
        "</contrib-group></article-meta></front><body><sec><title>One</title><p>Some text that "
        f"says little.</p></sec></body><back><ref-list>{references}</ref-list></back></article>"
    )


def _name(one: PersonName) -> str:
    return (
        f"<name><surname>{escape(one.surname)}</surname>"
        f"<given-names>{escape(one.given)}</given-names></name>"
    )


def _reference(one: GoldReference) -> str:
    names = "".join(_name(name) for name in one.authors)
    return (
        "<element-citation publication-type='journal'><person-group person-group-type='author'>"
        f"{names}</person-group><article-title>{escape(one.title)}</article-title>"
        f"<source>{escape(one.venue)}</source><year>{escape(one.year)}</year></element-citation>"
    )
