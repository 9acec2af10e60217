"""`wbmgp witness`: a small separate program that cosigns the heads of logs it does not trust."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from wbmgp_engine.errors import BadInput

NAME = "witness.wbmgp.local"


def register(app: typer.Typer) -> None:
    """Add the group `witness`."""
    group = typer.Typer(help="Cosign the heads of logs, in another house than theirs.", no_args_is_help=True)
    group.callback()(_group)
    group.command("serve")(serve)
    group.command("change-key")(change_key)
    app.add_typer(group, name="witness")


def _group() -> None:
    """Cosign the heads of logs, in another house than theirs."""


def serve(
    file: Annotated[str, typer.Option(help="The file in which the witness keeps what it saw; made at the first use.")],
    key: Annotated[str, typer.Option(help="The file with its private key; made at the first use, mode 0600.")],
    log: Annotated[list[str], typer.Option(help="The key of a log, as `wbmgp log key` prints it; once for each.")],
    name: Annotated[str, typer.Option(help="The name under which it signs, an address without https://.")] = NAME,
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port; 0 takes a free one.", min=0, max=65535)] = 8520,
) -> None:
    """Answer `add-checkpoint` (c2sp.org/tlog-witness). Prints its own key and its address, then serves until stopped."""
    try:
        from wbmgp_api.witness import program
    except ModuleNotFoundError:
        raise BadInput.one("witness", "needs the service's parts", "install wbmgp-engine[service]") from None
    witness = program.opened(name, Path(file), Path(key), log)
    program.serve(witness, host, port, lambda address: print(f"{witness.key} {address}", flush=True))


def change_key(
    notes: Annotated[str, typer.Argument(metavar="NOTES", help="What `wbmgp log key --changes` printed, as a file.")],
    key: Annotated[str, typer.Option(help="The new key of the log, as its keeper published it elsewhere.")],
    file: Annotated[str, typer.Option(help="The file of this witness; it may be serving meanwhile.")],
) -> int:
    """Take in that a log has another key. The old one counts for heads up to the change, and for no later one."""
    try:
        from wbmgp_api.witness import changing
    except ModuleNotFoundError:
        raise BadInput.one("witness", "needs the service's parts", "install wbmgp-engine[service]") from None
    from wbmgp_api.witness.file import WitnessFile
    from wbmgp_engine.errors import ProofError
    from wbmgp_engine.trail.notes import LOG, VerifierKey

    new = VerifierKey.parse(key, LOG)
    try:
        taken = changing.take_in(WitnessFile(Path(file)), changing.read_notes(notes), new)
    except ProofError as problem:
        print(f"wbmgp: {problem}", file=sys.stderr)
        return 1
    for change in taken:
        origin, size = change.head.origin, change.head.size
        old, now = (VerifierKey(origin, LOG, public) for public in (change.old, change.new))
        print(f"{origin}: up to {size} entries {old} ({change.reason}), from then on {now}")
    return 0
