"""Small packages of string models, each learnt from a few invented strings."""

from __future__ import annotations

import io
import random
import tarfile
from pathlib import Path

from spv2_spark.config import Settings
from spv2_spark.config.strings import StringSettings, StringTrainingSettings
from spv2_spark.engines.strings import train_strings
from spv2_spark.strings.models import model_called
from spv2_spark.strings.package import StringManifest
from spv2_spark.strings.spans import LabelledString, Span
from tests.strings.dates import date_strings

_NAMES = ("Smith", "Doe", "Miller", "Tanaka", "Novak", "Rossi", "Berg", "Silva")
_WORDS = ("cells", "light", "effects", "of", "the", "models", "growth", "rivers", "in", "mice")
_JOURNALS = ("J. Phys.", "Nature", "Ann. Math.", "Cell")


def marked(*pieces: tuple[str, str]) -> LabelledString:
    """Return the string of (field or "", text) pieces."""
    text, spans = "", []
    for field, piece in pieces:
        if field:
            spans.append(Span(field, len(text), len(text) + len(piece)))
        text += piece
    return LabelledString(text, tuple(spans))


def names(count: int) -> list[LabelledString]:
    """Return lists of two people: "Smith J, Doe A"."""
    rng, strings = random.Random(3), []  # noqa: S311
    for _ in range(count):
        one, two = rng.sample(_NAMES, 2)
        strings.append(
            marked(
                ("surname", one), ("", " "), ("forename", rng.choice("ABCDEJ")), ("", ", "),
                ("surname", two), ("", " "), ("forename", rng.choice("ABCDEJ")),
            )
        )  # fmt: skip
    return strings


def citations(count: int) -> list[LabelledString]:
    """Return references: authors (year). Title. Journal volume: pages."""
    rng, strings = random.Random(4), []  # noqa: S311
    for people in names(count):
        title = " ".join(rng.choices(_WORDS, k=5)).capitalize()
        first = rng.randint(1, 900)
        strings.append(
            marked(
                ("author", people.text), ("", " ("), ("date", str(rng.randint(1950, 2020))),
                ("", "). "), ("title", title), ("", ". "), ("journal", rng.choice(_JOURNALS)),
                ("", " "), ("volume", str(rng.randint(1, 99))), ("", ": "),
                ("pages", f"{first}-{first + 9}"), ("", "."),
            )
        )  # fmt: skip
    return strings


def affiliations(count: int) -> list[LabelledString]:
    """Return affiliations: Department of X, University of Y, Z."""
    rng = random.Random(5)  # noqa: S311
    return [
        marked(
            ("department", f"Department of {rng.choice(('Physics', 'Law', 'Medicine'))}"),
            ("", ", "), ("institution", f"University of {rng.choice(_NAMES)}"), ("", ", "),
            ("country", rng.choice(("France", "Japan", "Chile"))),
        )
        for _ in range(count)
    ]  # fmt: skip


GOLD = {"citation": citations, "name-citation": names, "name-header": names,
        "affiliation-address": affiliations, "date": date_strings}  # fmt: skip


def write_packages(folder: Path, engine: str = "crf") -> Settings:
    """Train a package of every model below `folder`, and return settings that name them."""
    training = StringTrainingSettings(engine=engine, iterations=20)
    paths = {}
    for model, gold in GOLD.items():
        out = folder / model
        manifest = StringManifest(model, f"{model}-test", model, "", "invented strings")
        train_strings(model_called(model), gold(60), training, manifest, out)
        paths[model] = str(out / "package")
    strings = StringSettings(
        citation=paths["citation"],
        name_header=paths["name-header"],
        name_citation=paths["name-citation"],
        affiliation=paths["affiliation-address"],
        date=paths["date"],
        chunk_strings=5,
    )
    return Settings(strings=strings)


def write_archive(path: Path) -> None:
    """Write labelled dates as GROBID's archive has them."""
    dates = "".join(f"<date>{_elements(one)}</date>" for one in date_strings(120))
    data = f"<dates>{dates}</dates>".encode()
    with tarfile.open(path, "w:xz") as tar:
        info = tarfile.TarInfo("date/corpus/dates.tei.xml")
        info.size = len(data)
        tar.addfile(info, io.BytesIO(data))


def _elements(string: LabelledString) -> str:
    text, at = "", 0
    for span in string.spans:
        text += string.text[at : span.start]
        text += f"<{span.field}>{string.text[span.start : span.end]}</{span.field}>"
        at = span.end
    return text + string.text[at:]
