"""`relazione serve`: the web application."""

from typing import Annotated

import typer

from relazione.cli.options import LedgerPlace


def serve_command(
    ledger: LedgerPlace = None,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="The address to listen on.")] = "127.0.0.1",
    map_view: Annotated[
        str | None,
        typer.Option("--map-view", metavar="FILE", help="How the map draws disputed areas; hatched if nobody says."),
    ] = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8765,
) -> None:
    """Open the ledger in a browser: read, look, review.

    Example: relazione serve --ledger israel.sqlite
    """
    import uvicorn

    from relazione.ledger import default_path
    from relazione.web import Settings, create_app

    app = create_app(Settings(ledger=ledger or default_path(), host=host, port=port, map_view=map_view))
    typer.echo(f"Relazione is at http://{host}:{port}/  (stop it with Ctrl-C)")
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
