"""The sections of the models that read a string."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from spv2_spark.config.bounds import Choice, Natural, Positive, Range

_STRING_NETWORKS = ("bilstm_crf", "bilstm_crf_features")  # a test holds them equal to `nn`'s


@dataclass(frozen=True, slots=True)
class StringSettings:
    """The packages of the models that read a string, and how many strings are read together."""

    citation: str = "packaged:citation"
    name_header: str = "packaged:name-header"
    name_citation: str = "packaged:name-citation"
    affiliation: str = "packaged:affiliation-address"
    date: str = "packaged:date"
    chunk_strings: Annotated[int, Range(1, 10_000_000)] = 50_000
    batch_tokens: Positive = 8_192


@dataclass(frozen=True, slots=True)
class StringTrainingSettings:
    """How a model that reads a string is trained; `dev_share` of its strings are held back.

    `encoder` is the folder of what bert_crf begins with.
    """

    engine: Annotated[str, Choice(("crf", *_STRING_NETWORKS, "bert_crf"))] = "crf"
    dev_share: Annotated[float, Range(0, 0.5)] = 0.1
    seed: Natural = 1
    c1: Annotated[float, Range(0, 1000)] = 0.1
    c2: Annotated[float, Range(0, 1000)] = 0.1
    iterations: Positive = 60
    words: Annotated[int, Range(1, 59_000)] = 8_000
    units: Annotated[int, Range(1, 4096)] = 96
    dense: Annotated[int, Range(1, 4096)] = 128
    layers: Annotated[int, Range(1, 8)] = 2
    dropout: Annotated[float, Range(0, 0.9)] = 0.3
    word_dropout: Annotated[float, Range(0, 0.9)] = 0.1
    epochs: Positive = 30
    patience: Natural = 6
    rate: Annotated[float, Range(0, 1)] = 0.003
    average: Annotated[float, Range(0, 0.99999)] = 0.99
    batch_tokens: Positive = 2_048
    threads: Annotated[int, Range(0, 1024)] = 0
    encoder: str = ""
    encoder_rate: Annotated[float, Range(1e-7, 1)] = 2e-4
    head_rate: Annotated[float, Range(0, 1)] = 2e-3
    encoder_epochs: Positive = 10
    encoder_warmup: Annotated[float, Range(0, 0.9)] = 0.1
    encoder_decay: Annotated[float, Range(0, 100)] = 0.01
    encoder_dropout: Annotated[float, Range(0, 0.9)] = 0.1
