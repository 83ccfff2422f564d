"""`relazione serve`: the web application."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from relazione.cli.accounts import AccountsPlace
from relazione.cli.options import Actors, LedgerPlace
from relazione.errors import AccountError, RelazioneError

if TYPE_CHECKING:
    from relazione.web.accounts import Accounts

GUEST = "guest"  # the one account where a token stands for accounts


def serve_command(
    ledger: LedgerPlace = None,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="The address to listen on.")] = "127.0.0.1",
    map_view: Annotated[
        str | None,
        typer.Option("--map-view", metavar="FILE", help="How the map draws disputed areas; hatched if nobody says."),
    ] = None,
    actors: Actors = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8765,
    accounts: AccountsPlace = None,
    token: Annotated[
        bool, typer.Option("--token", help="One account for this run; its password is $RELAZIONE_TOKEN, else printed.")
    ] = False,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A name by which the application is reached; may be repeated."),
    ] = None,
) -> None:
    """Open the ledger in a browser: read, look, review.

    On this machine alone nobody logs in. With --accounts, --token or another --host than the loopback address everybody
    does; put a server that speaks TLS in front.

    Examples: relazione serve --ledger israel.sqlite

    relazione serve --host 0.0.0.0 --allow-host relazione.example.org
    """
    import uvicorn

    from relazione.ledger import default_path
    from relazione.web import Settings, create_app
    from relazione.web.accounts import default_place
    from relazione.web.settings import LOOPBACK

    login = bool(accounts) or token or host not in LOOPBACK
    settings = Settings(
        ledger=ledger or default_path(),
        host=host,
        port=port,
        accounts=accounts or default_place(),
        login=login,
        map_view=map_view,
        actors=str(actors) if actors else None,
        hosts=tuple(name.lower() for name in allow_host or ()),
        ahead=True,
    )
    kept, secret = _for_one_run() if token else (_accounts(settings.accounts, login=login), None)
    app = create_app(settings, kept)
    typer.echo(f"Relazione is at http://{host}:{port}/  (stop it with Ctrl-C)")
    if secret:
        typer.echo(f"Log in as {GUEST} with the password {secret}")
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, proxy_headers=login)


def _accounts(place: str, *, login: bool) -> "Accounts":
    """Return the accounts; raises `AccountError` where everybody must log in and nobody could."""
    from relazione.web.accounts import Accounts

    kept = Accounts(place)
    if login and not kept.all():
        kept.close()
        raise AccountError(
            "everybody must log in here, and there is no account",
            where=place,
            mend="make one (relazione accounts add NAME --role admin), or start with --token",
        )
    return kept


def _for_one_run() -> "tuple[Accounts, str | None]":
    """Return accounts in memory with the one of the token, and the token to print: none where it was given."""
    import secrets

    from relazione.web.accounts import SHORTEST, Accounts

    given = os.environ.get("RELAZIONE_TOKEN")
    if given and len(given) < SHORTEST:
        raise RelazioneError("is too short", where="RELAZIONE_TOKEN", allowed=f"{SHORTEST} characters or more")
    made = given or secrets.token_urlsafe(24)
    kept = Accounts()
    kept.add(GUEST, "admin", made)
    kept.give_token(GUEST, made)
    return kept, None if given else made
