"""What a card does: tokens/s of the network by batch and precision, papers/s of the tagging stage.

    python benchmarks/gpu.py [--gpu 0] [--batches 16384 131072] [--precisions float32 float16]
    python benchmarks/gpu.py [--gpu 0] --pdfs FOLDER [--papers 200] [--workers 1 2 4]

Without --gpu both run on the CPU. The first prints a row a precision and batch size: tokens/s of
equal pages, their floating-point operations (those of matrix products), and with --peak (TFLOP/s of
the card at that precision) the share of it. The second tags and decodes the papers of a folder in
1, 2 and 4 workers at once, each with the whole of them, as Spark's workers do that share a card
(--memory-mb each); reading the PDFs is not counted. Each measurement has processes of its own.
"""

from __future__ import annotations

import argparse
import multiprocessing
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

from tagger_speed import random_batch, tokens_per_second

from spv2_spark.config import Settings
from spv2_spark.nn.device import PRECISIONS, Device
from spv2_spark.nn.network import network_of, predict_on
from spv2_spark.nn.package import read_package
from spv2_spark.nn.shape import TaggerShape
from spv2_spark.nn.tagger import tagger_on
from spv2_spark.nn.windows import Inputs
from spv2_spark.pipeline.workers.paper_reader import ContentReader
from spv2_spark.pipeline.workers.tagging import tagging_of
from spv2_spark.stages.results import DecodeRows
from spv2_spark.stages.tags import Bounds, TagReads

_PAGE_TOKENS = 512
_SPAWN = multiprocessing.get_context("spawn")  # TensorFlow's state is a process'


def operations(shape: TaggerShape) -> int:
    """Return the floating-point operations that the matrix products take for a token."""
    inputs, products = sum(shape.id_dims) + shape.numbers, 0
    products += inputs * shape.dense
    width = shape.dense
    for _ in range(shape.layers):
        products += 2 * 4 * shape.units * (width + shape.units)
        width = 2 * shape.units
    products += width * (shape.field_labels + shape.entry_labels)
    return 2 * products


def network_speeds(device: Device, package: str, batches: Sequence[int]) -> list[float]:
    """Return the tokens/s at each size of a batch, in this process."""
    opened = read_package(package)
    predict = predict_on(network_of(opened), replace(device, gpus=None))
    speeds = []
    for tokens in batches:
        batch = random_batch(opened.manifest.shape, max(tokens // _PAGE_TOKENS, 1), _PAGE_TOKENS)
        inputs = Inputs(*batch[:3])
        speeds.append(tokens_per_second(partial(predict, inputs), int(batch.lengths.sum())))
    return speeds


def stage_seconds(
    device: Device, package: str, batch_tokens: int, pdfs: Sequence[Path], barrier: Any
) -> tuple[float, float]:
    """Return when a worker began and ended to tag and decode all papers, read before."""
    settings = Settings()
    settings = replace(settings, model=replace(settings.model, package=package))
    tagging = tagging_of(settings)
    tagger = tagger_on(device, read_package(package), batch_tokens)
    reads = list(ContentReader(settings.pdf)(pdf.read_bytes() for pdf in pdfs))
    decode, limit_s = tagging.decoder.metadata_of, Bounds().limit_s
    tag = TagReads(lambda: tagger)
    rows = DecodeRows(decode, lambda: tagger.known_words, tagging.version, limit_s)
    for chunk in tag(reads[:2]):  # warms up
        rows(chunk)
    barrier.wait()
    began = time.time()
    for chunk in tag(reads):
        rows(chunk)
    return began, time.time()


def print_network(options: argparse.Namespace, device: Device) -> None:
    """Print tokens/s by precision and batch size."""
    flops = operations(read_package(options.package).manifest.shape)
    print(f"{'precision':16}{'batch':>10}{'tokens/s':>14}{'TFLOP/s':>10}{'share':>8}")
    for precision in options.precisions:
        one = replace(device, precision=precision)
        with _seen(one), _SPAWN.Pool(1) as pool:
            speeds = pool.apply(network_speeds, (one, options.package, options.batches))
        for batch, speed in zip(options.batches, speeds, strict=True):
            done = speed * flops / 1e12
            share = f"{done / options.peak:.2%}" if options.peak else ""
            print(f"{precision:16}{batch:10,}{speed:14,.0f}{done:10.3f}{share:>8}", flush=True)


def print_stage(options: argparse.Namespace, device: Device) -> None:
    """Print papers/s by the number of workers."""
    pdfs = sorted(options.pdfs.rglob("*.pdf"))[: options.papers]
    print(f"{'workers':>8}{'papers/s':>10}  tagging and decoding {len(pdfs)} papers a worker")
    for workers in options.workers:
        with _SPAWN.Manager() as manager, _seen(device), _SPAWN.Pool(workers) as pool:
            wanted = (device, options.package, options.batches[-1], pdfs)
            each = [(*wanted, manager.Barrier(workers))] * workers
            spans = pool.starmap(stage_seconds, each, chunksize=1)
        seconds = max(end for _, end in spans) - min(start for start, _ in spans)
        print(f"{workers:8}{workers * len(pdfs) / seconds:10.1f}", flush=True)


def _seen(device: Device) -> Any:
    """Let the processes that are started in the block see the device's card alone."""
    return mock.patch.dict("os.environ", {"CUDA_VISIBLE_DEVICES": device.visible or ""})


def main() -> None:
    """Measure and print one of both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gpu", default="", help="its address; none: the CPU")
    parser.add_argument("--package", default="packaged:default")
    parser.add_argument("--threads", type=int, default=1, help="of the CPU")
    parser.add_argument("--memory-mb", type=int, default=0, help="of the card, a worker")
    parser.add_argument("--batches", type=int, nargs="+", default=[16_384, 131_072], help="tokens")
    parser.add_argument("--precisions", nargs="+", choices=PRECISIONS, default=list(PRECISIONS))
    parser.add_argument("--peak", type=float, default=0.0, help="TFLOP/s of the card")
    parser.add_argument("--pdfs", type=Path)
    parser.add_argument("--papers", type=int, default=200)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    options = parser.parse_args()
    gpus = (options.gpu,) if options.gpu else ()
    device = Device(options.threads, gpus, options.memory_mb)
    (print_stage if options.pdfs else print_network)(options, device)


if __name__ == "__main__":
    main()
