"""Style sheet, script and logo, under addresses that change with their content, so that browsers may keep them."""

import hashlib
from pathlib import Path
from typing import NamedTuple

from flask import Flask, Response, abort, url_for

__all__ = ["Assets"]

FOLDER = Path(__file__).parent / "static"
FOREVER = "public, max-age=31536000, immutable"
DIGEST_LENGTH = 12
# Not asked of the system, whose answers differ: a script of another type is refused under nosniff.
MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class _File(NamedTuple):
    content: bytes
    digest: str
    media_type: str


class Assets:
    """The static files of an application: a few, small, and read once, when it starts."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._files = {path.name: _read(path) for path in folder.iterdir() if path.suffix in MEDIA_TYPES}

    def attach(self, app: Flask) -> None:
        """Serve the files, and let templates name them with `asset('style.css')`."""
        app.add_url_rule("/static/<digest>/<name>", "static", self.send)
        app.jinja_env.globals["asset"] = self.address

    def address(self, name: str) -> str:
        """Give the address of a file, with the digest of its content in it."""
        return url_for("static", digest=self._files[name].digest, name=name)

    def send(self, digest: str, name: str) -> Response:
        """Send a file; one asked for under an old address is sent too, but must not be kept."""
        file = self._files.get(name)
        if file is None:
            abort(404)
        response = Response(file.content, mimetype=file.media_type)
        response.headers["Cache-Control"] = FOREVER if file.digest == digest else "no-cache"
        return response


def _read(path: Path) -> _File:
    content = path.read_bytes()
    return _File(content, hashlib.blake2b(content).hexdigest()[:DIGEST_LENGTH], MEDIA_TYPES[path.suffix])
