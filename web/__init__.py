"""The search in a browser and over HTTP; the only package that knows Flask."""

from web.application import create_app

__all__ = ["create_app"]
