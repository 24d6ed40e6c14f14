"""A cascade's package: a page model's with a reference reader in it, joined and taken apart.

Features, vocabulary and statistics are the page model's, and the reader's too.
"""

from __future__ import annotations

from dataclasses import replace

from spv2_spark.nn.package import Package, ReaderFacts


def joined(page: Package, reader: Package) -> Package:
    """Return a page model's package with a reader's weights and facts in it."""
    one = reader.manifest
    facts = ReaderFacts(one.shape, one.window, one.context, one.metrics, one.settings)
    return replace(page, manifest=replace(page.manifest, reader=facts), reader=dict(reader.weights))


def reader_of(package: Package) -> Package | None:
    """Return a cascade's reader as a package of its own, None if the package is flat."""
    facts, weights = package.manifest.reader, package.reader
    if facts is None or weights is None:
        return None
    manifest = replace(
        package.manifest,
        shape=facts.shape,
        window=facts.window,
        context=facts.context,
        metrics=facts.metrics,
        settings=facts.settings,
        reader=None,
    )
    return replace(package, manifest=manifest, weights=weights, reader=None)
