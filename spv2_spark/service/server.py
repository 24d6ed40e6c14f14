"""The server's process: a socket, uvicorn on it, and an end when it is told to end."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from spv2_spark.config import Settings
from spv2_spark.errors import SettingsError
from spv2_spark.pdf.sandbox import READER
from spv2_spark.service.app import app_of
from spv2_spark.service.papers import PaperService
from spv2_spark.service.uris import check_templates

_MOST_CONNECTIONS = 1000
_GRACE_S = 30  # for what is in progress when the server is told to end


def serve(settings: Settings, say: Callable[[str], None], reader: str = READER) -> None:
    """Serve until SIGINT or SIGTERM; `say` is told the address once it is open.

    Papers that come before the model is loaded wait for it. Raises SettingsError for an address
    that cannot be had, ModelError for an unusable model. `reader` is the sandbox's.
    """
    check_templates(settings.service.uri_templates)
    with _listening(settings.service.host, settings.service.port) as listener:
        host, port = listener.getsockname()[:2]
        app = app_of(PaperService(settings, reader))
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            limit_concurrency=_MOST_CONNECTIONS,
            timeout_graceful_shutdown=_GRACE_S,
        )
        say(f"http://{f'[{host}]' if ':' in host else host}:{port}")
        uvicorn.Server(config).run(sockets=[listener])


def check(settings: Settings) -> str:
    """Load everything that serving needs, and return the version of its results.

    Raises what `serve` does, and ModelError for a tagger that cannot be loaded.
    """
    check_templates(settings.service.uri_templates)
    with _listening(settings.service.host, settings.service.port):
        service = PaperService(settings)
        try:
            service.wait_until_ready()
        finally:
            service.close()
    return service.version


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=1024)
    except (OSError, OverflowError) as error:
        raise SettingsError(f"service: {host}:{port}: {error}") from error
