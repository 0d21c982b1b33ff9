"""Puts the web application together from its parts."""

from flask import Flask
from werkzeug.routing import BaseConverter

from search.service import SearchService
from search.settings import Settings
from web import api, errors, headers, views, wording
from web.assets import Assets
from web.service_source import ServiceSource

__all__ = ["create_app"]


class AnyText(BaseConverter):
    """The rest of a path, whatever is in it: article ids may be addresses or paths themselves."""

    regex = ".+"
    part_isolating = False


def create_app(settings: Settings, service: SearchService | None = None) -> Flask:
    """Make the WSGI application.

    Args:
        settings: where the index lies. It may be missing: every page then says how to make one, and the application
            finds it once it is there.
        service: an open search, to be used instead of opening the index.
    """
    app = Flask("web", static_folder=None)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.url_map.converters["any_text"] = AnyText
    app.url_map.merge_slashes = False  # `/article/https://example.org/a` is an id, not a slip
    ServiceSource(settings, service).attach(app)
    Assets().attach(app)
    wording.attach(app)
    headers.attach(app)
    errors.attach(app)
    app.register_blueprint(views.pages)
    app.register_blueprint(api.api)
    return app
