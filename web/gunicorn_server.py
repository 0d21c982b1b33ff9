"""gunicorn run from within a program, on a socket that is already open."""

import os
import socket
from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from index.errors import SearchError

__all__ = ["GunicornServer"]


class GunicornServer(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """One server; it reads no configuration but what it is given."""

    def __init__(
        self, make_application: Callable[[], Flask], listener: socket.socket, options: Mapping[str, Any]
    ) -> None:
        """Prepare the server.

        Args:
            make_application: called once in every worker process.
            listener: an open socket; it is duplicated, so the caller still has to close it.
            options: gunicorn's settings by name.
        """
        self._make_application, self._listener, self._options = make_application, listener, options
        self._parent = os.getpid()
        super().__init__()

    def load_config(self) -> None:
        """Set what was given."""
        # gunicorn closes the descriptor it is handed.
        self.cfg.set("bind", f"fd://{os.dup(self._listener.fileno())}")
        for name, value in self._options.items():
            if name in self.cfg.settings:  # older versions know fewer
                self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make the application, in the worker."""
        return self._make_application()

    def serve(self) -> None:
        """Serve until a signal ends it.

        Raises:
            SearchError: gunicorn gave up; it has logged why.
        """
        try:
            self.run()
        except KeyboardInterrupt:  # before gunicorn has taken over the signals
            return
        except SystemExit as end:
            if os.getpid() != self._parent:
                raise  # a worker's end, in the worker's process: it must not come back into the caller's code
            if end.code:
                raise SearchError("the web server could not go on: what it says above tells why") from end
