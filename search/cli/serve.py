"""`search serve`: the web interface."""

import click
from click.core import ParameterSource

from search.cli.console import say
from search.cli.options import settings_option
from search.settings import Settings

__all__ = ["command"]


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The next free one if taken."
)
@click.option(
    "--workers", metavar="N", type=click.IntRange(min=1), default=1, show_default=True, help="How many processes."
)
@settings_option
@click.pass_context
def command(ctx: click.Context, *, host: str, port: int, workers: int, settings: Settings) -> None:
    """Serve the search page in a browser.

    A port that was asked for and is taken is an error; else the next free one is used. Ends on Ctrl-C.
    """
    from web.serving import serve

    port_was_given = ctx.get_parameter_source("port") is not ParameterSource.DEFAULT

    def announce(address: str) -> None:
        say(f"the search box is at {address} (Ctrl-C ends)")

    serve(settings, host, port, port_was_given, workers, announce)
