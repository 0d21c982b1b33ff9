"""Serves the application to real users, with gunicorn.

gunicorn and not waitress: both are sound, but waitress is one process, and `--workers` means processes, as ranking
keeps a processor busy; and gunicorn is the better kept one. Each worker opens the index for itself, so nothing that is
open crosses a fork.
"""

import logging
import socket
from collections.abc import Callable
from contextlib import closing
from ipaddress import ip_address
from typing import Any

from index.errors import SettingsError
from search.settings import Settings
from web.application import create_app

__all__ = ["PORTS_TRIED", "bind", "serve"]

PORTS_TRIED = 100
HIGHEST_PORT = 65535
BACKLOG = 1024
THREADS = 8  # a worker's; NumPy lets others run while it counts
START_SECONDS = 300  # the tables of knowledge are compiled when a program meets them for the first time
STOP_SECONDS = 10
KEEP_ALIVE_SECONDS = 15
_LOG = logging.getLogger(__name__)


def serve(
    settings: Settings, host: str, port: int, port_was_given: bool, workers: int, announce: Callable[[str], None]
) -> None:
    """Serve until interrupted (Ctrl-C or SIGTERM), then return.

    Args:
        settings: where the index lies.
        host: the name or address to listen on.
        port: the port to listen on; 0 means any.
        port_was_given: whether it was asked for; if not, the next free one does.
        workers: how many processes.
        announce: is told the address once connections are accepted.

    Raises:
        SettingsError: the host, the port or the number of workers will not do.
        SearchError: the server came to an unexpected end.
    """
    if workers < 1:
        raise SettingsError(f"{workers} workers cannot serve: use 1 or more")
    try:
        from web.gunicorn_server import GunicornServer
    except ImportError as error:  # gunicorn needs what only Unix has
        raise SettingsError("this system cannot run the web server, gunicorn: use Linux, macOS or WSL") from error
    with closing(bind(host, port, port_was_given=port_was_given)) as listener:
        if not _is_loopback(listener):
            _LOG.warning(
                "listening on %s: whoever can reach this machine can read all articles in the index, without password",
                host,
            )
        address = _address(host, listener)
        options: dict[str, Any] = {
            "workers": workers,
            "worker_class": "gthread",
            "threads": THREADS,
            "timeout": START_SECONDS,
            "graceful_timeout": STOP_SECONDS,
            "keepalive": KEEP_ALIVE_SECONDS,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": lambda _arbiter: announce(address),
        }
        GunicornServer(lambda: create_app(settings), listener, options).serve()


def bind(host: str, port: int, *, port_was_given: bool) -> socket.socket:
    """Take a port and listen on it.

    Args:
        host: the name or address.
        port: the port wanted; 0 means any.
        port_was_given: whether it must be this one; if not, the next free one of the following will do.

    Raises:
        SettingsError: there is no such host, or no port to be had.
    """
    last = port if port_was_given or port == 0 else min(port + PORTS_TRIED - 1, HIGHEST_PORT)
    if not 0 <= port <= HIGHEST_PORT:
        raise SettingsError(f"there is no port {port}: use one from 1 to {HIGHEST_PORT}")
    try:
        family, kind, protocol, _, _ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (socket.gaierror, UnicodeError) as error:
        raise SettingsError(
            f"there is no host {host!r} to listen on: use 127.0.0.1, or this machine's address"
        ) from error
    failure: OSError | None = None
    for candidate in range(port, last + 1):
        listener = socket.socket(family, kind, protocol)
        # A port whose last user has just ended is free.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, candidate))
            listener.listen(BACKLOG)
        except OSError as error:
            listener.close()
            failure = error
            continue
        return listener
    raise SettingsError(_no_port(host, port, last, failure)) from failure


def _no_port(host: str, first: int, last: int, failure: OSError | None) -> str:
    reason = (failure.strerror or str(failure)).lower() if failure else "none is left"
    if first == last:
        return f"cannot listen on {host}, port {first}: {reason}: choose another --port, or leave it out"
    return f"cannot listen on {host}, ports {first} to {last}: {reason}: choose another --port or --host"


def _is_loopback(listener: socket.socket) -> bool:
    return ip_address(listener.getsockname()[0].partition("%")[0]).is_loopback


def _address(host: str, listener: socket.socket) -> str:
    """Give an address that works in a browser on this machine."""
    port = listener.getsockname()[1]
    if ip_address(listener.getsockname()[0].partition("%")[0]).is_unspecified:
        host = "[::1]" if listener.family == socket.AF_INET6 else "127.0.0.1"
    elif ":" in host:
        host = f"[{host}]"
    return f"http://{host}:{port}/"
