"""The paths of the service: SPv2's, batches, and what watches it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Annotated, Any

from fastapi import FastAPI, Path, Query, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse

from spv2_spark import __version__
from spv2_spark.errors import Failure, Kind
from spv2_spark.service.admission import FullError
from spv2_spark.service.batches import BatchPaper, papers_of
from spv2_spark.service.bodies import drain, held_body
from spv2_spark.service.formats import FORMATS
from spv2_spark.service.metrics import CONTENT_TYPE
from spv2_spark.service.middleware import Watched
from spv2_spark.service.page import add_page
from spv2_spark.service.papers import PaperService
from spv2_spark.service.problems import (
    Problem,
    failure_response,
    full_response,
    problem_response,
)
from spv2_spark.service.streams import BatchResponse, answer_of, lines_of
from spv2_spark.service.uris import PAPER_ID, uris_of
from spv2_spark.sources import fetch
from spv2_spark.valid_text import one_line

_PDF_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
    }
}
_BATCH_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "pdf": {"type": "array", "items": {"type": "string", "format": "binary"}}
                    },
                }
            },
            "application/zip": {"schema": {"type": "string", "format": "binary"}},
            "application/x-ndjson": {"schema": {"type": "string"}},
        },
    }
}
_ANSWERS: dict[int | str, dict[str, Any]] = {
    404: {"description": "There is no such paper."},
    408: {"description": "The body took too long."},
    413: {"description": "The body, the paper or the batch is too large."},
    422: {"description": "Not a PDF, encrypted, or without text: `error.kind` says which."},
    429: {"description": "The queue is full; Retry-After says when to try again."},
    500: {"description": "The paper ended what read it: `error.kind` is crash, memory or model."},
    502: {"description": "The paper's bytes could not be fetched."},
    504: {"description": "The paper took too long."},
}


def app_of(service: PaperService) -> FastAPI:
    """Return the application; it ends `service` when it ends."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await asyncio.to_thread(service.close)

    app = FastAPI(
        title="spv2-spark",
        summary="Titles, authors and bibliographies out of scholarly PDFs",
        version=__version__,
        lifespan=lifespan,
        # Their pages load scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
        responses=_ANSWERS,
    )
    _add_errors(app)
    _add_watching(app, service)
    for name in FORMATS:
        _add_pdf(app, service, name)
    _add_paper_id(app, service)
    _add_batch(app, service)
    add_page(app, service)
    app.add_middleware(Watched, metrics=service.metrics)
    return app


def _add_errors(app: FastAPI) -> None:
    @app.exception_handler(Problem)
    async def problem(request: Request, error: Problem) -> Response:
        await drain(request)
        return problem_response(error)

    @app.exception_handler(FullError)
    async def full(request: Request, error: FullError) -> Response:
        await drain(request)
        return full_response(error)


def _add_watching(app: FastAPI, service: PaperService) -> None:
    @app.get("/health", summary="Whether the service is alive")
    async def health() -> Response:
        error = service.error
        status = 200 if error is None else 503
        told = {"status": "ok" if error is None else one_line(str(error))}
        return JSONResponse(told | {"version": service.version}, status)

    @app.get("/ready", summary="Whether it would take a paper now; as SPv2's, no while it is full")
    async def ready() -> Response:
        if not service.is_ready:
            return JSONResponse({"status": "loading"}, 503)
        is_full = not service.admission.has_room
        return JSONResponse({"status": "full" if is_full else "ready"}, 503 if is_full else 200)

    @app.get("/metrics", summary="Counts, as Prometheus reads them")
    async def metrics() -> Response:
        return PlainTextResponse(service.metrics.text(), media_type=CONTENT_TYPE)


def _add_pdf(app: FastAPI, service: PaperService, wanted: str) -> None:
    @app.post(f"/v1/{wanted}/pdf", summary=f"One PDF to {wanted}", openapi_extra=_PDF_BODY)
    async def pdf(
        request: Request,
        name: Annotated[str, Query(description="The file's name, for docName")] = "",
    ) -> Response:
        if request.headers.get("content-type", "").startswith("multipart/"):
            raise Problem(415, "the body is the PDF itself; /v1/json/pdfs takes multipart")
        own, told = service.own, one_line(name)
        most = service.settings.pdf.max_bytes
        with service.admission.place():
            async with held_body(request, service.memory, most, own.upload_limit_s) as data:
                answer = await _unless_gone(request, service.parsed(data, told, wanted=wanted))
        return _response(answer, told, FORMATS[wanted].content_type)


def _add_paper_id(app: FastAPI, service: PaperService) -> None:
    @app.get("/v1/json/paperid/{paper_id}", summary="The paper of an id (the PDF's sha1)")
    async def paper(
        request: Request, paper_id: Annotated[str, Path(description="40 hex digits")]
    ) -> Response:
        templates = service.own.uri_templates
        if not re.fullmatch(PAPER_ID, paper_id):
            raise Problem(404, "an id has 40 hex digits, in lower case")
        if not templates:
            raise Problem(404, "service.uri_templates names no place where papers lie")

        def read(admit: Any) -> bytes | Failure:
            settings, found = service.settings, Failure("fetch", Kind.NOT_FOUND, "nowhere")
            for uri in uris_of(paper_id, templates):
                data = fetch(uri, settings.source, settings.pdf.max_bytes, admit)
                if not isinstance(data, Failure):
                    return data
                found = data
                if found.kind is not Kind.NOT_FOUND:
                    break
            return found

        with service.admission.place():
            one = BatchPaper(f"{paper_id}.pdf", read)
            answer = await _unless_gone(request, answer_of(one, service, paper_id))
        return _response(answer, one.name, FORMATS["json"].content_type)


def _add_batch(app: FastAPI, service: PaperService) -> None:
    @app.post(
        "/v1/json/pdfs",
        summary="Many PDFs to NDJSON, in the order in which they are ready",
        openapi_extra=_BATCH_BODY,
    )
    async def pdfs(request: Request) -> Response:
        async with AsyncExitStack() as stack:
            stack.enter_context(service.admission.place(service.own.batch_width))
            papers = await stack.enter_async_context(papers_of(request, service.settings))
            return BatchResponse(lines_of(papers, service), stack.pop_all())


async def _unless_gone(request: Request, work: Any) -> bytes | Failure:
    """Return what the work gives; give it up when the client has gone."""
    working = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({working, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise Problem(499, "the client has gone")
        answer: bytes | Failure = working.result()
        return answer
    finally:
        working.cancel()
        gone.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _response(answer: bytes | Failure, name: str, content_type: str) -> Response:
    if isinstance(answer, Failure):
        return failure_response(answer, name)
    return Response(answer, media_type=content_type)
