"""Many pages in one picture, to look at designs side by side."""

from __future__ import annotations

import io
from collections.abc import Sequence

from spv2_spark import MARK

_GAP_PX = 6
_PAPER = (128, 128, 128)


def contact_sheet(pages: Sequence[bytes], columns: int = 5, width_px: int = 380) -> bytes:
    """Return one PNG of the pages (PNG bytes each), scaled to `width_px`, row by row.

    Rows are as high as their highest page. Raises ValueError for no pages.
    """
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    if not pages:
        raise ValueError("a contact sheet of no pages")
    tiles = []
    for data in pages:
        page = Image.open(io.BytesIO(data)).convert("RGB")
        height = max(1, round(page.height * width_px / page.width))
        tiles.append(page.resize((width_px, height)))
    rows = [tiles[start : start + columns] for start in range(0, len(tiles), columns)]
    heights = [max(tile.height for tile in row) + _GAP_PX for row in rows]
    size = (min(columns, len(tiles)) * (width_px + _GAP_PX) + _GAP_PX, sum(heights) + _GAP_PX)
    sheet = Image.new("RGB", size, _PAPER)
    top = _GAP_PX
    for row, height in zip(rows, heights, strict=True):
        for index, tile in enumerate(row):
            sheet.paste(tile, (_GAP_PX + index * (width_px + _GAP_PX), top))
        top += height
    out = io.BytesIO()
    facts = PngInfo()
    facts.add_text("Software", MARK)
    sheet.save(out, "PNG", pnginfo=facts)
    return out.getvalue()
