"""The search that the handlers share: opened once, and tried again as long as there is no index."""

import logging
from threading import Lock

from flask import Flask, current_app

from index.errors import SearchError
from search.service import SearchService
from search.settings import Settings

__all__ = ["ServiceSource", "current_service"]

_KEY = "dragoman.service"
_LOG = logging.getLogger(__name__)


class ServiceSource:
    """Holds the search of one application; safe to share between threads."""

    def __init__(self, settings: Settings, service: SearchService | None) -> None:
        self._settings, self._service = settings, service
        self._lock = Lock()

    def attach(self, app: Flask) -> None:
        """Give the application its search, opening it now if that is possible."""
        app.extensions[_KEY] = self
        try:
            self.get()
        except SearchError as error:
            # The pages say so too, and the index may be made while the server runs.
            _LOG.warning("%s", error)

    def get(self) -> SearchService:
        """Give the search.

        Raises:
            SearchError: the index or the tables of knowledge cannot be opened (yet).
        """
        with self._lock:
            if self._service is None:
                self._service = SearchService.open(self._settings)
            return self._service


def current_service() -> SearchService:
    """Give the search of the application that handles the request.

    Raises:
        SearchError: see `ServiceSource.get`.
    """
    source: ServiceSource = current_app.extensions[_KEY]
    return source.get()
