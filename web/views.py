"""The pages for people; every one works without JavaScript."""

from dataclasses import replace

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from index.languages import LANGUAGES
from search.hits import ArticleView
from search.query import MAX_LENGTH
from web.marks import Passage, mark_texts, paragraphs
from web.parameters import Parameters, read_parameters
from web.result_list import FILTERS_SHOWN, concept_entries, entries, filter_links, is_marked, page_links
from web.service_source import current_service
from web.wording import by_count

__all__ = ["pages"]

# What each switch of `search.expansion.switches` turns off, in the words of the form.
FORM_SOURCES = (
    ("lexicon", "the lexicon"),
    ("cldr", "tables of places and dates"),
    ("dictionaries", "dictionaries that were added"),
    ("loanwords", "words that sound alike"),
    ("names", "other spellings of names"),
)

pages = Blueprint("pages", __name__)

# Everyday words of the news, one in each of the languages that are analysed most deeply.
EXAMPLES = (("en", "climate"), ("ru", "выборы"), ("ar", "الاقتصاد"), ("de", "Zentralbank"), ("fr", "cybersécurité"))


@pages.app_context_processor
def _form_defaults() -> dict[str, object]:
    """Give every page, errors too, what the search form needs."""
    languages = sorted((entry.english_name, code) for code, entry in LANGUAGES.items() if code != "und")
    return {
        "form": Parameters(),
        "form_languages": languages,
        "form_sources": FORM_SOURCES,
        "longest_query": MAX_LENGTH,
    }


@pages.get("/")
def home() -> str:
    """The box, and what there is to search in."""
    held = current_service().statistics()
    return render_template("home.html", held=held, languages=by_count(held.languages), examples=EXAMPLES)


@pages.get("/search")
def search() -> str | AnyResponse:
    """The results page."""
    parameters = read_parameters(request.args)
    if not parameters.query:
        return redirect(url_for("pages.home"))
    page = current_service().search(parameters.query, parameters.options)
    return render_template(
        "search.html",
        form=parameters,
        page=page,
        entries=entries(page),
        languages=filter_links(parameters, "languages", page.languages),
        sources=filter_links(parameters, "sources", page.sources),
        values_shown=FILTERS_SHOWN,
        concepts=concept_entries(page.concepts),
        alternatives=[each for concept in page.concepts for each in concept.alternatives],
        is_marked=is_marked,
        pages=page_links(parameters, page.total),
        with_all_sources=replace(parameters, sources_off=(), only=(), page=1).query_string,
        without_filters=Parameters(query=parameters.query, query_language=parameters.query_language).query_string,
    )


@pages.get("/article/<any_text:identifier>")
def article(identifier: str) -> str:
    """One article in full, with the query's words marked if it was reached from results."""
    parameters = read_parameters(request.args)
    found: ArticleView | None = current_service().article(
        identifier, parameters.query, parameters.query_language, parameters.switches
    )
    if found is None:
        abort(404, "No article of this index has this id. It may have been deleted, or the address may be mistyped.")
    document = found.document
    texts = mark_texts(
        "article", Passage(document.title, found.title_marks), paragraphs(document.text, found.text_marks)
    )
    return render_template("article.html", form=parameters, article=found, document=document, texts=texts)


@pages.get("/opensearch.xml")
def opensearch() -> Response:
    """The description with which a browser takes the search into its address bar."""
    response = make_response(render_template("opensearch.xml"))
    response.mimetype = "application/opensearchdescription+xml"
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
