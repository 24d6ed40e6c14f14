"""Documents to tags, all of them together: what fails alone costs the others nothing."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from functools import partial

from spv2_spark.domain.page import Document
from spv2_spark.domain.tagging import PageTags, Tagger
from spv2_spark.errors import Failure
from spv2_spark.stages.time_limit import guarded


def tags_each(
    load: Callable[[], Tagger], read: Sequence[Document], limit_s: float
) -> list[tuple[PageTags, ...] | Failure]:
    """Return each document's tags, rounded as kept ones are, in their order.

    All are tagged together; if that fails or takes longer than `limit_s`, one by one, so that
    only the cause fails. `load` returns the tagger, and is not called for no documents.
    """
    if not read:
        return []
    together = guarded("predict", partial(load().tag, read), limit_s)
    if not isinstance(together, Failure):
        return [tuple(page.rounded() for page in pages) for pages in together]
    if len(read) == 1:
        return [together]
    return list(itertools.chain.from_iterable(tags_each(load, [one], limit_s) for one in read))
