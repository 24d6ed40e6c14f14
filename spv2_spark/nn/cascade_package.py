"""A cascade's package: a page model's with a reference parser in it, joined and taken apart.

Features, vocabulary and statistics are the page model's, and the reference parser's too.
"""

from __future__ import annotations

from dataclasses import replace

from spv2_spark.nn.package import Package, ReferenceParserFacts


def joined(page: Package, parser: Package) -> Package:
    """Return a page model's package with a reference parser's weights and facts in it."""
    one = parser.manifest
    facts = ReferenceParserFacts(one.shape, one.window, one.context, one.metrics, one.settings)
    manifest = replace(page.manifest, reference_parser=facts)
    return replace(page, manifest=manifest, reference_parser=dict(parser.weights))


def reference_parser_of(package: Package) -> Package | None:
    """Return a cascade's parser as a package of its own, None if the package is flat."""
    facts, weights = package.manifest.reference_parser, package.reference_parser
    if facts is None or weights is None:
        return None
    manifest = replace(
        package.manifest,
        shape=facts.shape,
        window=facts.window,
        context=facts.context,
        metrics=facts.metrics,
        settings=facts.settings,
        reference_parser=None,
    )
    return replace(package, manifest=manifest, weights=weights, reference_parser=None)
