"""Settings: frozen dataclasses read from TOML files; an unknown key is an error.

The defaults stand here; `conf/base.toml` repeats every one of them with its reason, and a
test holds the two equal. Later files override earlier ones key by key.
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_type_hints

from spv2_spark.errors import SettingsError

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover
    import tomli as tomllib


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """Where bytes come from: attempts, waits and sizes of a fetch."""

    attempts: int = 5
    first_wait_s: float = 0.5
    max_wait_s: float = 20.0
    timeout_s: float = 60.0
    prefetch_threads: int = 8
    prefetch_mb: int = 256
    s3_endpoint: str = ""
    s3_region: str = ""


@dataclass(frozen=True, slots=True)
class PdfSettings:
    """The tokeniser's limits and which pages it reads ("references", "all" or "spv2")."""

    pages: str = "references"
    max_pages: int = 50
    max_bytes: int = 200_000_000
    max_page_tokens: int = 30_000
    max_tokens: int = 300_000
    memory_mb: int = 2048
    time_limit_s: float = 60.0
    documents_per_child: int = 100


@dataclass(frozen=True, slots=True)
class LedgerSettings:
    """The Task DB; an empty url means a SQLite file under the work folder."""

    url: str = ""
    lease_s: float = 300.0
    heartbeat_s: float = 60.0
    max_attempts: int = 3
    max_losses: int = 10


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """The model package ("packaged:NAME", a folder, or an s3:// folder) and its batches.

    `version` is the model's part of the version of results; empty means what the package says.
    `gpus` is what Spark gives a tagging task of a card, and `precision` is float32,
    tensorfloat32 or float16 (on GPUs).
    """

    package: str = "packaged:default"
    version: str = ""
    batch_tokens: int = 16_384
    threads: int = 0
    gpus: float = 0.0
    gpu_memory_mb: int = 0
    gpu_batch_tokens: int = 131_072
    precision: str = "float32"


@dataclass(frozen=True, slots=True)
class DecodeSettings:
    """Which rules of the decoder are left out, by name."""

    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProcessSettings:
    """How papers are cut into waves and waves into partitions; when a run stops itself.

    A wave of at least `stop_papers` papers of which more than `stop_share` failed for reasons
    that a second attempt may cure (network, memory) ends the run: its cause is not
    in the papers.
    """

    workdir: str = "work"
    wave_papers: int = 10_000
    papers_per_partition: int = 64
    batch_bytes: int = 8_000_000
    chunk_tokens: int = 200_000
    paper_limit_s: float = 120.0
    keep_tags: bool = False
    stop_share: float = 0.5
    stop_papers: int = 50


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """The training cycle: how corpora are cut, which features and which tagger are made.

    A part of a corpus is what a killed run may have to do again. `references` is "flat" (the
    page model labels their fields, too) or "cascade" (a second model reads each of them).
    """

    papers_per_part: int = 500
    papers_per_shard: int = 200
    features: str = "wide"
    coverage: float = 0.995
    engine: str = "bilstm"
    start: str = ""
    minutes: float = 60.0
    steps: int = 0
    crf_tokens: int = 4_000_000
    references: str = "flat"
    parser_engine: str = "bilstm"
    parser_minutes: float = 10.0
    parser_steps: int = 0


@dataclass(frozen=True, slots=True)
class TypesetSettings:
    """What every worker of the generator holds in memory, and how its papers are cut into tasks."""

    sampled_references: int = 12
    pool_parts: int = 30_000
    papers_per_task: int = 25


@dataclass(frozen=True, slots=True)
class AssembleSettings:
    """Bounds of a bulk archive of articles, unpacked, and how many make a part."""

    archive_bytes: int = 50_000_000_000
    file_bytes: int = 200_000_000
    files: int = 2_000_000
    archives_per_part: int = 64


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """How a dataset is cut into files of other formats."""

    papers_per_file: int = 2_000


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting of every room."""

    source: SourceSettings = field(default_factory=SourceSettings)
    pdf: PdfSettings = field(default_factory=PdfSettings)
    ledger: LedgerSettings = field(default_factory=LedgerSettings)
    model: ModelSettings = field(default_factory=ModelSettings)
    decode: DecodeSettings = field(default_factory=DecodeSettings)
    process: ProcessSettings = field(default_factory=ProcessSettings)
    training: TrainingSettings = field(default_factory=TrainingSettings)
    typeset: TypesetSettings = field(default_factory=TypesetSettings)
    assemble: AssembleSettings = field(default_factory=AssembleSettings)
    export: ExportSettings = field(default_factory=ExportSettings)


def load_settings(files: Sequence[Path], assignments: Sequence[str] = ()) -> Settings:
    """Read TOML files in order over the defaults, then single settings ("pdf.max_pages=8").

    Raises SettingsError with the file's name, or the assignment, for a file that is missing or
    not TOML, an unknown section or key, or a value of another type than the default's.
    """
    settings = Settings()
    for path in files:
        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise SettingsError(f"{path}: {error}") from error
        settings = overridden(settings, tables, str(path))
    for assignment in assignments:
        settings = overridden(settings, assigned(assignment), f"--set {assignment}")
    return settings


def assigned(assignment: str) -> dict[str, dict[str, Any]]:
    """Return the table of settings that an assignment means; text needs no quotes.

    >>> assigned("pdf.max_pages=8"), assigned("training.engine = crf")
    ({'pdf': {'max_pages': 8}}, {'training': {'engine': 'crf'}})
    """
    name, equals, text = assignment.partition("=")
    section, dot, key = name.strip().partition(".")
    if not (equals and dot and section and key):
        raise SettingsError(f"--set {assignment}: expected SECTION.KEY=VALUE")
    try:
        value = tomllib.loads(f"value = {text.strip()}")["value"]
    except tomllib.TOMLDecodeError:
        value = text.strip()
    return {section: {key: value}}


def overridden(settings: Settings, tables: Mapping[str, Any], origin: str) -> Settings:
    """Return `settings` with the values of `tables` ({section: {key: value}}) put over them."""
    known = {one.name: getattr(settings, one.name) for one in dataclasses.fields(settings)}
    sections: dict[str, Any] = {}
    for name, values in tables.items():
        if name not in known or not isinstance(values, Mapping):
            raise SettingsError(f"{origin}: unknown section [{name}]")
        sections[name] = _section(known[name], values, f"{origin}: [{name}]")
    return dataclasses.replace(settings, **sections)


def _section(section: Any, values: Mapping[str, Any], origin: str) -> Any:
    hints = get_type_hints(type(section))
    checked: dict[str, Any] = {}
    for key, value in values.items():
        if key not in hints:
            known = ", ".join(sorted(hints))
            raise SettingsError(f"{origin}: unknown key {key!r} (known: {known})")
        checked[key] = _typed(value, hints[key], f"{origin} {key}")
    return dataclasses.replace(section, **checked)


def _typed(value: Any, hint: Any, origin: str) -> Any:
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if hint == tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise SettingsError(f"{origin}: expected a list of texts, found {value!r}")
        return tuple(value)
    if type(value) is not hint:
        raise SettingsError(f"{origin}: expected {hint.__name__}, found {value!r}")
    return value
