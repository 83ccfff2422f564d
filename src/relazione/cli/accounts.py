"""`relazione accounts …`: who may use the web application."""

import getpass
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from relazione.web.accounts import Accounts

app = typer.Typer(help="Say who may use the web application, and in which role.", no_args_is_help=True)

AccountsPlace = Annotated[
    str | None,
    typer.Option(
        "--accounts",
        metavar="FILE",
        help="The file of accounts; else $RELAZIONE_ACCOUNTS, else a file in your data folder.",
    ),
]
Named = Annotated[str, typer.Argument(metavar="NAME", help="The account's name.")]


class RoleName(StrEnum):
    """What an account may do; each may do what those before it may."""

    reader = "reader"
    reviewer = "reviewer"
    admin = "admin"


@app.command("add")
def add_command(
    name: Named,
    role: Annotated[RoleName, typer.Option(help="What the account may do.")] = RoleName.reader,
    accounts: AccountsPlace = None,
) -> None:
    """Make an account; the password is asked for, or read as one line from standard input.

    Example: relazione accounts add marta --role reviewer
    """
    with _open(accounts) as kept:
        kept.add(name, role.value, _password())
        _note(kept, "account added", f"{name} ({role.value})")
    typer.echo(f"added  {name}  {role.value}")


@app.command("list")
def list_command(accounts: AccountsPlace = None) -> None:
    """List the accounts with their roles and the days they were made on."""
    with _open(accounts) as kept:
        for person, made in kept.all():
            typer.echo(f"{person.role:9}  {made[:10]}  {person.name}")


@app.command("remove")
def remove_command(name: Named, accounts: AccountsPlace = None) -> None:
    """Remove an account; its log-ins end and its tokens become useless."""
    with _open(accounts) as kept:
        kept.remove(name)
        _note(kept, "account removed", name)
    typer.echo(f"removed  {name}")


@app.command("password")
def password_command(name: Named, accounts: AccountsPlace = None) -> None:
    """Change a password; it is asked for, or read as one line from standard input. All log-ins of the account end."""
    with _open(accounts) as kept:
        kept.change_password(name, _password())
        _note(kept, "password changed", name)
    typer.echo(f"changed  {name}")


@app.command("token")
def token_command(name: Named, accounts: AccountsPlace = None) -> None:
    """Make a token by which a program acts for an account; it is printed this once and kept only as a hash."""
    with _open(accounts) as kept:
        token = kept.give_token(name)
        _note(kept, "token made", name)
    typer.echo(token)


@app.command("revoke")
def revoke_command(name: Named, accounts: AccountsPlace = None) -> None:
    """Make all tokens of an account useless."""
    with _open(accounts) as kept:
        number = kept.revoke_tokens(name)
        _note(kept, "tokens revoked", name)
    typer.echo(f"revoked  {number}")


def _open(place: str | None) -> "Accounts":
    from relazione.web.accounts import Accounts, default_place

    return Accounts(place or default_place())


def _note(kept: "Accounts", what: str, subject: str) -> None:
    kept.note(getpass.getuser(), what, subject, "command line")


def _password() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")
