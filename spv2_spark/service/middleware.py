"""What every answer has: headers that browsers keep to, and its place in the counts."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from spv2_spark.service.metrics import Metrics

_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
        b"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
]


class Watched:
    """Adds the headers to every answer and counts it by its route and status."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
                # The route's own path: what clients invent would be names without end.
                path = getattr(scope.get("route"), "path", "none")
                self._metrics.requests.add(path, str(message["status"]))
            await send(message)

        await self._app(scope, receive, answer)
