"""Where PDFs come from: listings of papers, and the bytes behind a URI."""

from spv2_spark.sources.fetching import fetch, reaches
from spv2_spark.sources.listing import list_pdfs
from spv2_spark.sources.prefetching import prefetched
from spv2_spark.sources.uris import is_remote

__all__ = ["fetch", "is_remote", "list_pdfs", "prefetched", "reaches"]
