"""`wbmgp log key`, `publish` and `timestamp`: let the heads of the logs leave the house."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wbmgp_api.commands.in_number import in_number
from wbmgp_api.commands.installed import with_store

if TYPE_CHECKING:
    from wbmgp_api.anchoring.publishing import Published
    from wbmgp_api.anchoring.stamping import Stamped

Database = Annotated[str, typer.Option(help="sqlite:///FILE or postgresql://USER@HOST/NAME")]
Tenant = Annotated[str | None, typer.Option(help="One municipality, as GM0599; needed on PostgreSQL.")]
Language = Annotated[str, typer.Option(help="nl or en")]
_SAID = {
    "nl": {
        "head": "{origin}: {size} regels, ondertekend",
        "seen": "{origin}: {size} regels, gezien door {witness} om {time}",
        "new": "{origin}: {size} regels, tijdstempel van {stated}",
        "old": "{origin}: {size} regels, had al een tijdstempel van {stated}",
        "none": "Er is geen logboek.",
    },
    "en": {
        "head": "{origin}: {size} entries, signed",
        "seen": "{origin}: {size} entries, seen by {witness} at {time}",
        "new": "{origin}: {size} entries, timestamp of {stated}",
        "old": "{origin}: {size} entries, had a timestamp of {stated}",
        "none": "There is no log.",
    },
}


def register(log: typer.Typer) -> None:
    """Add the commands to the group `log`."""
    log.command("key")(key)
    log.command("publish")(publish)
    log.command("timestamp")(timestamp)


def key(
    database: Database,
    every_year: Annotated[
        bool, typer.Option("--every-year", help="The key of a log for a witness, for any year.")
    ] = False,
    changes: Annotated[
        bool, typer.Option("--changes", help="Every change of a key, as notes that both keys signed, for a witness.")
    ] = False,
    tenant: Tenant = None,
) -> None:
    """Print the public key of every log: what a witness and the reader of a bundle need."""
    store = with_store("opened")
    from wbmgp_api.store import signing
    from wbmgp_api.store.verification import origins
    from wbmgp_api.witness.trusted import EVERY_YEAR

    with store.opened(database) as house:
        whose = {
            origin: name
            for name in house.of(tenant)
            for origin in house.store.read(name, partial(origins, tenant=name))
        }
        if changes:
            for origin, name in whose.items():
                kept = house.store.read(name, partial(signing.kept, origin=origin))
                print("".join(one.note for one in kept), end="")
            return
        names = list(whose)
        if every_year:
            names = sorted({origin.rpartition("/")[0] + EVERY_YEAR for origin in names})
        for name in names:
            print(house.key.named(name))


def publish(
    database: Database,
    witness: Annotated[
        list[str] | None, typer.Option(metavar="'KEY URL'", help="A witness, as it prints itself; once for each.")
    ] = None,
    tenant: Tenant = None,
    lang: Language = "nl",
) -> int:
    """Sign the head of every log and have it cosigned. Exit 1 when a witness did not, or saw another history."""
    store, said = with_store("opened"), _SAID[_chosen(lang)]
    from wbmgp_api.anchoring.publishing import Publisher
    from wbmgp_api.anchoring.witnesses import WitnessAt

    known = [WitnessAt.parse(text) for text in witness or ()]
    with store.opened(database) as house:
        publisher = Publisher(house.store, house.key, known, lambda: datetime.now(UTC))
        found = [one for name in house.of(tenant) for one in publisher.tenant(name)]
    return _told([(one.problem, _published(one, said)) for one in found], said["none"])


def timestamp(
    database: Database,
    tsa: Annotated[str, typer.Option(metavar="URL", help="The address of a timestamp authority (RFC 3161).")],
    tsa_certificate: Annotated[str, typer.Option(metavar="FILE", help="Its certificates as PEM, with the root.")],
    tenant: Tenant = None,
    lang: Language = "nl",
) -> int:
    """Have the head of every log stamped; a head has one timestamp. Exit 1 when one was not given, or does not hold."""
    store, said = with_store("opened"), _SAID[_chosen(lang)]
    from wbmgp_api.anchoring.stamping import Authority, Stamper

    authority = Authority.read(tsa, Path(tsa_certificate))
    with store.opened(database) as house:
        stamper = Stamper(house.store, house.key, authority, lambda: datetime.now(UTC))
        found = [one for name in house.of(tenant) for one in stamper.tenant(name)]
    return _told([(one.problem, _stamped(one, said)) for one in found], said["none"])


def _told(found: Iterable[tuple[str, str]], none: str) -> int:
    """Print what came of each log, problems on standard error, and give the exit code."""
    problems, lines = list[str](), list[str]()
    for problem, line in found:
        (problems if problem else lines).append(problem or line)
    for line in lines if lines or problems else [none]:
        print(in_number(line))
    for problem in problems:
        print("\n".join(f"wbmgp: {line}" for line in problem.splitlines()), file=sys.stderr)
    return int(bool(problems))


def _published(one: Published, said: dict[str, str]) -> str:
    if one.time is None:
        return said["head"].format(origin=one.origin, size=one.size)
    time = datetime.fromtimestamp(one.time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return said["seen"].format(origin=one.origin, size=one.size, witness=one.witness, time=time)


def _stamped(one: Stamped, said: dict[str, str]) -> str:
    return said["new" if one.fresh else "old"].format(origin=one.origin, size=one.size, stated=one.stated)


def _chosen(lang: str) -> str:
    from wbmgp_engine.commands.reading import chosen

    return chosen(lang, "--lang", ("nl", "en"))
