"""The same search for programs: JSON in the shape of `search.rendering.json_format`."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify, request

from search.hits import ArticleView
from search.rendering.json_format import mark_dicts, page_dict
from web.parameters import ParameterError, Problem, read_parameters
from web.service_source import current_service

__all__ = ["api"]

api = Blueprint("api", __name__)


@api.get("/api/v1/search")
def search() -> Response:
    """A page of hits; the same parameters as `/search`, and `n` hits a page."""
    parameters = read_parameters(request.args, with_count=True)
    if not parameters.query:
        raise ParameterError((Problem("q", "it is missing or empty: say what to search for"),), "")
    return jsonify(page_dict(current_service().search(parameters.query, parameters.options)))


@api.get("/api/v1/articles/<any_text:identifier>")
def article(identifier: str) -> Response:
    """One article in full; with `q`, and what the query marks in it."""
    parameters = read_parameters(request.args)
    found = current_service().article(identifier, parameters.query, parameters.query_language, parameters.switches)
    if found is None:
        abort(404, "no article of this index has this id")
    return jsonify(_article_dict(found))


@api.get("/healthz")
def health() -> Response:
    """Whether queries can be answered; where they cannot, the error says 503 as everywhere."""
    return jsonify(status="ok", documents=current_service().statistics().documents)


def _article_dict(found: ArticleView) -> dict[str, Any]:
    document = found.document
    return {
        "id": document.id,
        "public_id": found.public_id,
        "lang": document.lang,
        "lang_confidence": document.lang_confidence,
        "title": document.title,
        "title_marks": mark_dicts(found.title_marks),
        "url": document.url,
        "source": document.source,
        "published": document.published,
        "text": document.text,
        "text_marks": mark_dicts(found.text_marks),
    }
