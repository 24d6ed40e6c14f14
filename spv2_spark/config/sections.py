"""The sections of the settings: their defaults, and what each may be.

`conf/base.toml` repeats every default with its reason, and a test holds the two equal.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from spv2_spark.config.bounds import (
    Bytes,
    Choice,
    Local,
    Natural,
    Positive,
    Range,
    Scheme,
    Seconds,
    Share,
    Threads,
)
from spv2_spark.config.network import NetworkSettings
from spv2_spark.config.strings import StringSettings, StringTrainingSettings

_NETWORKS = ("bilstm", "bilstm_crf", "spv2")  # a test holds them equal to those of `nn`


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """Where bytes come from: attempts, waits and sizes of a fetch; how lists and archives are read.

    `uri_templates` say where the papers of bare ids lie (`sources.templates`), `column` has the
    URIs or ids of a table. `archive_ratio` is how many times as large a member may be unpacked.
    """

    attempts: Annotated[int, Range(1, 100)] = 5
    first_wait_s: Annotated[float, Range(0, 3600)] = 0.5
    max_wait_s: Annotated[float, Range(0, 3600)] = 20.0
    timeout_s: Seconds = 60.0
    prefetch_threads: Annotated[int, Range(1, 256)] = 8
    prefetch_mb: Annotated[int, Range(1, 1_000_000)] = 256
    s3_endpoint: Annotated[str, Scheme(("http", "https"))] = ""
    s3_region: str = ""
    uri_templates: tuple[str, ...] = ()
    column: str = ""
    verify: bool = True
    archive_members: Positive = 200_000
    archive_bytes: Bytes = 10_000_000_000
    archive_ratio: Positive = 200


@dataclass(frozen=True, slots=True)
class PdfSettings:
    """The tokeniser's limits and which pages it reads ("references", "all" or "spv2")."""

    pages: Annotated[str, Choice(("references", "all", "spv2"))] = "references"
    max_pages: Positive = 50
    max_bytes: Annotated[int, Range(1, 2_000_000_000)] = 200_000_000
    max_page_tokens: Positive = 30_000
    max_tokens: Positive = 300_000
    memory_mb: Annotated[int, Range(128, 1_000_000)] = 2048
    time_limit_s: Seconds = 60.0
    documents_per_child: Positive = 100


@dataclass(frozen=True, slots=True)
class LedgerSettings:
    """The Task DB; an empty url means a SQLite file under the work folder."""

    url: str = ""
    lease_s: Seconds = 300.0
    heartbeat_s: Seconds = 60.0
    max_attempts: Annotated[int, Range(1, 1000)] = 3
    max_losses: Annotated[int, Range(1, 1000)] = 10


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """The model package ("packaged:NAME", a folder, or an s3:// folder) and its batches.

    `version` is the model's part of the version of results; empty means what the package says.
    `gpus` is what Spark gives a tagging task of a card, and `precision` is float32,
    tensorfloat32 or float16 (on GPUs).
    """

    package: str = "packaged:default"
    version: str = ""
    batch_tokens: Positive = 8_192
    threads: Threads = 0
    gpus: Annotated[float, Range(0, 1)] = 0.0
    gpu_memory_mb: Natural = 0
    gpu_batch_tokens: Positive = 131_072
    precision: Annotated[str, Choice(("float32", "tensorfloat32", "float16"))] = "float32"


@dataclass(frozen=True, slots=True)
class DecodeSettings:
    """Which rules of the decoder are left out, by name."""

    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldSettings:
    """Whether `further` fields are read of a paper, beside title, authors and references."""

    further: bool = True


@dataclass(frozen=True, slots=True)
class ProcessSettings:
    """How papers are cut into waves and waves into partitions; when a run stops itself.

    A wave of at least `stop_papers` papers of which more than `stop_share` failed for reasons
    that a second attempt may cure (network, memory) ends the run: its cause is not
    in the papers. `parse` ends well, but not with status 0, where more than `failed_share` of
    all papers failed. With `one_per_content` papers with the same bytes are in the dataset once.
    """

    workdir: str = "work"
    wave_papers: Annotated[int, Range(1, 10_000_000)] = 10_000
    papers_per_partition: Positive = 64
    batch_bytes: Annotated[int, Range(1, 2_000_000_000)] = 8_000_000
    chunk_tokens: Positive = 200_000
    paper_limit_s: Seconds = 120.0
    keep_tags: bool = False
    one_per_content: bool = False
    stop_share: Share = 0.5
    stop_papers: Natural = 50
    failed_share: Share = 0.1
    prometheus: Annotated[str, Local()] = ""


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """The training cycle: how corpora are cut, which features and which tagger are made.

    A part of a corpus is what a killed run may have to do again. `references` is "flat" (the
    page model labels their fields, too) or "cascade" (a second model reads each of them).
    """

    papers_per_part: Positive = 500
    papers_per_shard: Positive = 200
    features: Annotated[str, Choice(("wide", "spv2"))] = "wide"
    coverage: Share = 0.995
    engine: Annotated[str, Choice((*_NETWORKS, "crf"))] = "bilstm"
    start: str = ""
    minutes: Annotated[float, Range(0, 1_000_000)] = 60.0
    steps: Natural = 0
    crf_tokens: Positive = 4_000_000
    references: Annotated[str, Choice(("flat", "cascade"))] = "flat"
    parser_engine: Annotated[str, Choice(_NETWORKS)] = "bilstm"
    parser_minutes: Annotated[float, Range(0, 1_000_000)] = 10.0
    parser_steps: Natural = 0


@dataclass(frozen=True, slots=True)
class TypesetSettings:
    """What every worker of the generator holds in memory, and how its papers are cut into tasks."""

    sampled_references: Natural = 12
    pool_parts: Positive = 30_000
    papers_per_task: Positive = 25


@dataclass(frozen=True, slots=True)
class AssembleSettings:
    """Bounds of a bulk archive of articles, unpacked, and how many make a part."""

    archive_bytes: Bytes = 50_000_000_000
    file_bytes: Bytes = 200_000_000
    files: Positive = 2_000_000
    archives_per_part: Positive = 64


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """How a dataset is cut into files of other formats."""

    papers_per_file: Positive = 2_000


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """`spv2 serve`: where it listens, how much it takes in, how papers share batches.

    A template of `uri_templates` says where the PDF of an id lies: {id}, {head} (its first
    four digits) and {tail} (the rest) stand in it. `uri_prefixes` are what URIs of a batch must
    lie under; without one no URI is read.
    """

    host: str = "127.0.0.1"
    port: Annotated[int, Range(0, 65_535)] = 8081
    readers: Threads = 0
    decoders: Threads = 0
    window_ms: Annotated[float, Range(0, 60_000)] = 20.0
    chunk_tokens: Positive = 60_000
    queue_papers: Positive = 128
    queue_mb: Positive = 1000
    batch_width: Annotated[int, Range(1, 1024)] = 16
    batch_papers: Positive = 1000
    batch_mb: Positive = 2000
    time_limit_s: Seconds = 120.0
    upload_limit_s: Seconds = 600.0
    uri_templates: tuple[str, ...] = ()
    uri_prefixes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting of every room."""

    source: SourceSettings = field(default_factory=SourceSettings)
    pdf: PdfSettings = field(default_factory=PdfSettings)
    ledger: LedgerSettings = field(default_factory=LedgerSettings)
    model: ModelSettings = field(default_factory=ModelSettings)
    decode: DecodeSettings = field(default_factory=DecodeSettings)
    fields: FieldSettings = field(default_factory=FieldSettings)
    process: ProcessSettings = field(default_factory=ProcessSettings)
    training: TrainingSettings = field(default_factory=TrainingSettings)
    network: NetworkSettings = field(default_factory=NetworkSettings)
    strings: StringSettings = field(default_factory=StringSettings)
    string_training: StringTrainingSettings = field(default_factory=StringTrainingSettings)
    typeset: TypesetSettings = field(default_factory=TypesetSettings)
    assemble: AssembleSettings = field(default_factory=AssembleSettings)
    export: ExportSettings = field(default_factory=ExportSettings)
    service: ServiceSettings = field(default_factory=ServiceSettings)
