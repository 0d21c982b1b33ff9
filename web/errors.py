"""Every failure in one table and two forms: a page for people, a problem (RFC 9457) for programs."""

from http import HTTPStatus
from typing import NamedTuple

from flask import Flask, Response, current_app, json, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from index.errors import IndexMissingError, IndexStoreError, LanguageError, SearchError
from search.query import MAX_LENGTH
from web.parameters import ParameterError, Parameters, Problem

__all__ = ["STATUSES", "attach", "status_of"]

# The nearest class in an exception's ancestry counts.
STATUSES: dict[type[Exception], HTTPStatus] = {
    ParameterError: HTTPStatus.BAD_REQUEST,
    LanguageError: HTTPStatus.BAD_REQUEST,
    IndexStoreError: HTTPStatus.SERVICE_UNAVAILABLE,
    SearchError: HTTPStatus.INTERNAL_SERVER_ERROR,
    Exception: HTTPStatus.INTERNAL_SERVER_ERROR,
}

MAKE_AN_INDEX = "search index PATH…"


class _Explanation(NamedTuple):
    """What is wrong: a title, a sentence, the parameters at fault, and a command that helps."""

    title: str
    detail: str
    problems: tuple[Problem, ...] = ()
    command: str = ""


_UNFORESEEN = _Explanation(
    "Something went wrong here", "The server could not answer. Try again; if it stays so, its log says why."
)


def status_of(error: Exception) -> HTTPStatus:
    """Look an exception up in the table."""
    return next(STATUSES[ancestor] for ancestor in type(error).__mro__ if ancestor in STATUSES)


def attach(app: Flask) -> None:
    """Let the application answer failures in this way."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(SearchError, _search_error)
    app.register_error_handler(Exception, _unforeseen)


def _search_error(error: SearchError) -> Response:
    status = status_of(error)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        # The message may name folders of this machine: it is for the log, not for whoever asks.
        _log(error)
    return _answer(status, _explain(error))


def _explain(error: SearchError) -> _Explanation:
    match error:
        case ParameterError():
            return _Explanation("This search cannot be done as it was asked for", str(error), error.problems)
        case LanguageError():
            return _Explanation("There is no such language here", str(error))
        case IndexMissingError():
            detail = "There is no index yet. Make one on the machine that serves this page, then load the page again."
            return _Explanation("Nothing to search in yet", detail, command=MAKE_AN_INDEX)
        case IndexStoreError():
            detail = "The index cannot be read as it is. The server’s log says what is wrong and what to do."
            return _Explanation("The index cannot be read", detail)
        case _:
            return _UNFORESEEN


def _http_error(error: HTTPException) -> Response | HTTPException:
    if error.code is None or error.code < 400:
        return error  # a redirection is none
    status = HTTPStatus(error.code)
    if status is HTTPStatus.NOT_FOUND and "manually" in (error.description or ""):
        detail = "There is nothing at this address. It may be mistyped, or what was here may be gone."
        answer = _answer(status, _Explanation("Not found", detail))
    elif status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        answer = _answer(status, _UNFORESEEN)
    else:
        answer = _answer(status, _Explanation(status.phrase.capitalize(), error.description or status.description))
    for name, value in error.get_headers():
        if name not in {"Content-Type", "Content-Length"}:  # such as Allow, of 405
            answer.headers[name] = value
    return answer


def _unforeseen(error: Exception) -> Response:
    _log(error)
    return _answer(status_of(error), _UNFORESEEN)


def _log(error: Exception) -> None:
    expected = isinstance(error, SearchError)
    current_app.logger.error("%s %s: %s", request.method, request.path, error, exc_info=None if expected else error)


def _answer(status: HTTPStatus, what: _Explanation) -> Response:
    if request.path.startswith("/api/") or request.path == "/healthz":
        return _problem(status, what)
    query = request.args.get("q", "")[:MAX_LENGTH]
    return make_response(render_template("error.html", status=status, what=what, form=Parameters(query=query)), status)


def _problem(status: HTTPStatus, what: _Explanation) -> Response:
    body = {
        "type": "about:blank",
        "title": status.phrase,  # as RFC 9457 wants it where the type is blank
        "status": int(status),
        "detail": f"{what.detail} {what.command}".strip(),
        "errors": [problem._asdict() for problem in what.problems],
    }
    return Response(json.dumps(body) + "\n", status, mimetype="application/problem+json")
