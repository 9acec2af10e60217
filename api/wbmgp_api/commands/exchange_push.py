"""`wbmgp exchange zgw-push`: a package that was looked at, put into the system of cases of the municipality."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from wbmgp_api.commands.installed import with_service
from wbmgp_engine.commands.reading import read_bytes, readable
from wbmgp_engine.errors import BadInput

if TYPE_CHECKING:
    from wbmgp_api.exchange.zgw_push import Done
    from wbmgp_api.exchange.zgw_settings import Target
    from wbmgp_api.exchange.zgw_web import Web

SECRET: Final = "WBMGP_ZGW_SECRET"  # noqa: S105 -- the name of a setting
_MOST: Final = 64_000_000
_MOST_FILES: Final = 1000
_FIX: Final = "give the ZIP or the folder that wbmgp exchange zgw wrote"


def register_exchange(group: typer.Typer) -> None:
    """Add the command to the group `exchange`."""
    group.command("zgw-push")(zgw_push)


def zgw_push(
    package: Annotated[
        str, typer.Argument(metavar="PACKAGE", help="What `wbmgp exchange zgw` wrote: a ZIP or a folder.")
    ],
    to: Annotated[str, typer.Option(metavar="SETTINGS", help="The file that tells of the system of cases.")],
    catalogue: Annotated[bool, typer.Option("--catalogue", help="Make and publish the types too; once.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Look what would be made, and make nothing.")] = False,
    by: Annotated[str | None, typer.Option(help="Who does it; default the account of this machine.")] = None,
) -> int:
    """Put a package into a system of cases (ZGW). What is there is found, never changed; a push that broke off goes on.

    Exit 1 where something there differs from the package.
    """
    with_service("exchange.zgw_web")
    from wbmgp_api.exchange.zgw_plan import plan
    from wbmgp_api.exchange.zgw_push import push
    from wbmgp_api.exchange.zgw_reading import read_package
    from wbmgp_api.exchange.zgw_settings import read_target

    target = read_target(read_bytes(to, fix="give the settings of one system of cases"), readable(to))
    steps = plan(read_package(_files(package)), target, catalogue=catalogue)
    done: list[Done] = []
    try:
        _shown(push(steps, target, _web(target, by, to), dry=dry_run), len(steps), done)
    finally:
        # Whatever went wrong, who gave the command sees how far it came.
        _table(done)
    other = [one for each in done for one in each.differences]
    for one in other:
        print(readable(str(one)), file=sys.stderr)
    return int(bool(other))


def _files(name: str) -> Mapping[str, bytes]:
    """The files of a package by their path in it. Hidden files of a folder, and links, are not looked at."""
    from wbmgp_engine.trail.archive import unpacked

    folder = Path(name)
    if not folder.is_dir():
        files, damaged = unpacked(read_bytes(name, most=_MOST, fix=_FIX))
        if damaged is not None:
            raise BadInput.one(readable(f"{name}/{damaged}"), "is damaged", "make the package again")
        return files
    found = [one for one in folder.glob("*") if one.is_file()] + [one for one in folder.glob("*/*") if one.is_file()]
    kept = [
        one for one in found if not one.name.startswith(".") and not one.is_symlink() and not one.parent.is_symlink()
    ]
    if len(kept) > _MOST_FILES or sum(one.stat().st_size for one in kept) > _MOST:
        raise BadInput.one(readable(name), f"has more than {_MOST_FILES} files or {_MOST} bytes", _FIX)
    return {one.relative_to(folder).as_posix(): read_bytes(str(one), most=_MOST, fix=_FIX) for one in kept}


def _web(target: Target, by: str | None, place: str) -> Web:
    import getpass
    import time  # noqa: TID251 -- of the command line, not of the engine

    from wbmgp_api.exchange.zgw_web import Web, client_of

    told = os.environ.get(SECRET) if target.secret is None else _read_secret(target.secret)  # noqa: TID251 -- of the process
    if told is None:
        raise BadInput.one(
            f"{readable(place)}, geheim", "is not told", f"name a file of mode 600 there, or set {SECRET}"
        )
    source = SECRET if target.secret is None else target.secret
    return Web(client_of(target.client, told.strip(), by or getpass.getuser(), source), time.time, time.sleep)


def _read_secret(path: str) -> str:
    from wbmgp_api.secret_files import secret_text

    try:
        return secret_text(Path(path))
    except ValueError:
        raise BadInput.one(readable(path), "holds no secret of a client", "put its secret there") from None


def _shown(steps: Iterable[Done], total: int, done: list[Done]) -> None:
    """Carry the steps out with a bar on a terminal; nothing is drawn where nobody looks."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as bars:
        task = bars.add_task("documenten", total=total)
        for one in steps:
            done.append(one)
            bars.update(task, advance=1, description=one.step.kind)


def _table(done: Sequence[Done]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from wbmgp_api.exchange.zgw_plan import named

    if not done:
        return
    table = Table("soort", "naam", "uitkomst")
    for one in done:
        table.add_row(one.step.kind, escape(readable(named(one.step.document))), one.outcome)
    Console(highlight=False).print(table)
    for one in done:
        if one.step.kind == "zaak" and one.url is not None:
            print(readable(f"zaak: {one.url}"))
