"""`styrkedja token`: tokens that let people and programs write, or see what is internal."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from .options import StoreOption, store_path

if TYPE_CHECKING:
    from pathlib import Path

    from styrkedja.graph.access import Token, TokenFile

__all__ = ["TokenScope", "create", "list_tokens", "revoke", "token"]


class TokenScope(StrEnum):
    """What a token lets its bearer do."""

    READ_INTERNAL = "read-internal"
    WRITE = "write"


token = typer.Typer(
    name="token",
    no_args_is_help=True,
    help=(
        "Tokens (in the pages: access keys) for a service of this store: `write` to upload "
        "documents and correct what was read, `read-internal` to see internal documents.\n\n"
        'Start with `styrkedja token create --scope write --name "Anna, planning office"`.'
    ),
)


@token.command()
def create(
    name: Annotated[
        str,
        typer.Option(
            help="For whom or what it is; what is written with it is logged under this name."
        ),
    ],
    scope: Annotated[
        list[TokenScope],
        typer.Option(help="What it allows; may be given twice."),
    ],
    expires: Annotated[
        str, typer.Option(help="How long it is valid: 90d, 12w or 8h; at most 366d.")
    ] = "90d",
    store: StoreOption = None,
) -> None:
    """Make a token and show it, once: only its hash is kept.

    In the pages it is given under "Sign in"; programs send it as `Authorization: Bearer TOKEN`,
    over HTTPS wherever others are on the line. A service that runs takes it at once.
    """
    from styrkedja.graph.access import LOCAL, Scope, days_of
    from styrkedja.graph.audit import Action, AuditLog

    place, tokens = _opened(store)
    days = days_of(expires)
    made, text = tokens.create(name, [Scope(one.value) for one in scope], days)
    AuditLog(place).note(Action.CREATE_TOKEN, LOCAL, token=made.id)
    typer.echo(text)
    typer.echo(
        f"{made.id} “{made.name}” ({', '.join(sorted(made.scopes))}), valid until "
        f"{made.expires[:16].replace('T', ' ')} UTC. It is not shown again; revoke it with "
        f"`styrkedja token revoke {made.id}`.",
        err=True,
    )


@token.command("list")
def list_tokens(store: StoreOption = None) -> None:
    """List the tokens: id, name, what they allow, until when, and whether they hold."""
    from .screen import console_of, rich_table

    _, tokens = _opened(store)
    known = tokens.tokens()
    if not known:
        typer.echo("No tokens. Make one: styrkedja token create --scope write --name NAME")
        return
    now = datetime.now(UTC)
    headings = ("id", "name", "allows", "made", "valid until", "state")
    rich_table(console_of(wide=False), headings, [_row(one, now) for one in known])


@token.command()
def revoke(
    name: Annotated[str, typer.Argument(help="The token's id, or its name.")],
    store: StoreOption = None,
) -> None:
    """Revoke a token, for good and at once: sessions that were signed in with it end too."""
    from styrkedja.graph.access import LOCAL
    from styrkedja.graph.audit import Action, AuditLog

    place, tokens = _opened(store)
    gone = tokens.revoke(name)
    AuditLog(place).note(Action.REVOKE_TOKEN, LOCAL, token=gone.id)
    typer.echo(f"{gone.id} “{gone.name}” is revoked.")


def _opened(store: Path | None) -> tuple[Path, TokenFile]:
    """Return the archive's folder and its tokens.

    Raises:
        ArchiveError: There is no archive.
    """
    from styrkedja.graph.access import TokenFile
    from styrkedja.graph.archive import Archive

    archive = Archive.open(store_path(store))
    return archive.path, TokenFile(archive.path)


def _row(one: Token, now: datetime) -> tuple[str, ...]:
    state = "revoked" if one.revoked else "valid" if one.holds(now) else "expired"
    allows = ", ".join(sorted(one.scopes))
    return one.id, one.name, allows, one.created[:10], one.expires[:16].replace("T", " "), state
