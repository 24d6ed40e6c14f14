"""The page for people: PDFs dropped on it, pages with coloured spans, results as tables."""

from __future__ import annotations

import asyncio
from importlib.resources import files
from string import Template
from typing import Annotated

from fastapi import FastAPI, Query, Request, Response
from fastapi.responses import HTMLResponse

from spv2_spark import MARK
from spv2_spark.errors import Failure, Kind
from spv2_spark.service.bodies import held_body
from spv2_spark.service.formats import FORMATS
from spv2_spark.service.papers import STAGE, PaperService
from spv2_spark.service.problems import failure_response

DPI = 100  # of the pictures; the page reckons with it

_ASSETS = {"page.css": "text/css", "page.js": "text/javascript"}


def add_page(app: FastAPI, service: PaperService) -> None:
    """Add `/`, what it loads, and the pictures of pages that it asks for."""
    page = Template(_text_of("page.html")).substitute(
        mark=MARK, formats=" ".join(FORMATS), dpi=DPI, version=service.version
    )

    @app.get("/", include_in_schema=False)
    async def index() -> Response:
        return HTMLResponse(page)

    for name, kind in _ASSETS.items():
        _add_asset(app, name, kind)

    @app.post("/v1/png/pdf", include_in_schema=False)
    async def png(request: Request, number: Annotated[int, Query(alias="page", ge=0)]) -> Response:
        own = service.own
        most = service.settings.pdf.max_bytes
        with service.admission.place():
            async with held_body(request, service.memory, most, own.upload_limit_s) as data:
                painting = asyncio.wrap_future(service.readers.paint(data, number, DPI))
                try:
                    picture = await asyncio.wait_for(painting, own.time_limit_s)
                except asyncio.TimeoutError:
                    told = f"longer than {own.time_limit_s:g} s"
                    picture = Failure(STAGE, Kind.TIMEOUT, told)
        if isinstance(picture, Failure):
            return failure_response(picture, "")
        return Response(picture, media_type="image/png")


def _add_asset(app: FastAPI, name: str, kind: str) -> None:
    text = _text_of(name)

    @app.get(f"/{name}", include_in_schema=False)
    async def asset() -> Response:
        return Response(text, media_type=kind)


def _text_of(name: str) -> str:
    return (files("spv2_spark.service") / "pages" / name).read_text(encoding="utf-8")
