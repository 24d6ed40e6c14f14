"""Papers in other languages than English: articles, names, fronts and lists, invented."""

from __future__ import annotations

from spv2_spark.typeset.local.article import LocalPaper, local_paper
from spv2_spark.typeset.local.design import localised
from spv2_spark.typeset.local.draw import draw_local_list, local_languages

__all__ = ["LocalPaper", "draw_local_list", "local_languages", "local_paper", "localised"]
