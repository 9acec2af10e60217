"""`wbmgp log verify`: check a bundle that proves one entry of the decision log, or a whole log in a database."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Annotated

import typer

from wbmgp_engine.commands.reading import chosen, read_bytes, readable
from wbmgp_engine.commands.service import of_service
from wbmgp_engine.errors import BadInput, ProofError

log = typer.Typer(
    name="log", help="The decision log: check what it proves.", no_args_is_help=True, rich_markup_mode=None
)


def register(app: typer.Typer) -> None:
    """Add the group to the application."""
    app.add_typer(log, name="log")


@log.callback()
def _group() -> None:
    """The decision log: check what it proves."""


@log.command("verify")
def verify_bundle(
    bundle: Annotated[
        str | None, typer.Argument(metavar="[BUNDLE]", help="A bundle as it was exported; - reads standard input.")
    ] = None,
    policy: Annotated[
        str | None, typer.Option(help="A file with the keys that you trust; default those in it.")
    ] = None,
    lang: Annotated[str, typer.Option(help="nl or en")] = "nl",
    database: Annotated[
        str | None, typer.Option(help="A database, to check every log in it; needs the extra [service].")
    ] = None,
    checkpoint: Annotated[
        str | None, typer.Option(help="A checkpoint that was kept elsewhere, to hold the database against.")
    ] = None,
    tenant: Annotated[str | None, typer.Option(help="One municipality, as GM0599; needed on PostgreSQL.")] = None,
    format: Annotated[str, typer.Option(help="text, or json for --database")] = "text",
) -> int:
    """Check a bundle, or with --database whole logs: what is proven, and what is not. Exit 1 when a proof fails.

    With --policy a database is checked by the public keys in it: no secret file is opened, and contents stay closed.
    """
    chosen(lang, "--lang", ("nl", "en"))
    chosen(format, "--format", ("text", "json"))
    if (bundle is None) == (database is None):
        raise BadInput.one("log verify", "checks one thing", "give a bundle, or --database")
    if bundle is None:
        outside = None if checkpoint is None else read_bytes(checkpoint, fix="a checkpoint is smaller")
        keys = None if policy is None else read_bytes(policy, fix="a policy is smaller")
        return int(of_service("verify")(database, outside, keys, tenant, lang, format))
    if checkpoint is not None or tenant is not None or format != "text":
        fix = "leave them out"
        raise BadInput.one("log verify", "of a bundle takes no --checkpoint, no --tenant and no --format json", fix)
    from wbmgp_engine.trail import verify

    data = read_bytes(bundle, most=verify.MOST_BYTES, fix="a bundle is smaller")
    trusted = None if policy is None else read_bytes(policy)
    code, text = verify.outcome(data, trusted, lang)
    if _second_opinion(data, trusted) not in (None, code):
        raise ProofError("bundle: the two verifiers of this engine disagree about it; trust neither, and report it")
    if code == 2:
        unusable = text.startswith(verify.WORDS[lang]["unusable"])
        fix = "give lines `log KEY` and `quorum NAME` as published" if unusable else "use the file as it was exported"
        raise BadInput.one(readable(policy if policy and unusable else bundle), text.strip(), fix)
    print(text, end="")
    return code


def _second_opinion(data: bytes, policy: bytes | None) -> int | None:
    """What the other verifier says; None where the library for signatures is not installed."""
    if find_spec("cryptography") is None:
        return None
    from wbmgp_engine.trail.verification import verify

    try:
        verify(data, policy)
    except BadInput:
        return 2
    except ProofError:
        return 1
    return 0
