"""Static files: compressed, and kept by browsers for good where the address names a version."""

from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from fastapi.staticfiles import StaticFiles
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp

FOR_GOOD = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"


class _Files(StaticFiles):
    async def get_response(self, path: str, scope: MutableMapping[str, Any]) -> Response:
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = FOR_GOOD if b"v=" in scope.get("query_string", b"") else ASK_AGAIN
        return response


def static_files(folder: Path) -> ASGIApp:
    """Return the application that answers with the files of a folder."""
    return GZipMiddleware(_Files(directory=folder), minimum_size=1000)
