"""A document's tags read: the best path, its spans, its mended entries."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from spv2_spark.decode.entries import entry_track, mended_entries
from spv2_spark.decode.heads import without_heads
from spv2_spark.decode.spans import Reading, entries_of, joined_tags, outer_spans
from spv2_spark.decode.title_lines import with_doubtful_title
from spv2_spark.decode.tokens import tokens_of
from spv2_spark.decode.viterbi import best_path
from spv2_spark.domain.page import Document
from spv2_spark.domain.tagging import PageTags


def reading_of(document: Document, tags: Sequence[PageTags]) -> Reading:
    """Decode the tags of a document's pages (the same pages in the same order)."""
    tokens = tokens_of(document)
    field_logp, entry_logp = joined_tags(document, tags)
    path = best_path(field_logp, entry_track(field_logp, entry_logp), tokens.block_starts)
    path = without_heads(tokens, with_doubtful_title(tokens, path, field_logp))
    chosen = np.take_along_axis(field_logp, path.field[:, None].astype(np.int64), axis=1)[:, 0]
    entries = mended_entries(tokens, path, entries_of(path))
    return Reading(tokens, path, np.exp(chosen), outer_spans(path), tuple(entries))
