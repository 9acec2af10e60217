"""`wbmgp keys`: a new wrapping key, an old one destroyed, and a new key for the signatures under the logs."""

from __future__ import annotations

from typing import Annotated

import typer

from wbmgp_api.commands.installed import with_store
from wbmgp_engine.commands.reading import chosen

Database = Annotated[str, typer.Option(help="sqlite:///FILE or postgresql://USER@HOST/NAME")]
Lang = Annotated[str, typer.Option(help="nl or en")]
By = Annotated[str | None, typer.Option(help="Who you are; default the account of this machine. The log keeps a hash.")]
_SAID = {
    "nl": {
        "rewrapped": "{tenant}: {count} sleutels opnieuw ingepakt",
        "rotated": (
            "Tijdvak {epoch} pakt vanaf nu alles in. Start een dienst die nog draait opnieuw.\n"
            "Maak een nieuwe back-up van de database en van de sleutels, en vernietig dan de oude sleutel:"
            " wbmgp keys destroy {older}"
        ),
        "destroyed": (
            "Tijdvak {epoch} is vernietigd. Vernietig ook elke kopie van het sleutelbestand waarin het nog staat:"
            " wat in een oude back-up gewist had moeten zijn, gaat daarmee niet meer open."
        ),
        "changed": "{origin}: ondertekend met een nieuwe sleutel",
        "none": "Er is geen logboek.",
        "tell": (
            "Start een dienst die nog draait opnieuw. Publiceer de nieuwe sleutels (wbmgp log key). Bewaar de oude"
            " openbare sleutel: eerdere bundels en koppen horen daarbij.\n"
            "Elke getuige weigert de volgende kop tot de beheerder van de getuige de wissel overneemt. Stuur het bestand dat"
            " dit maakt:\n"
            "  wbmgp log key --changes --database … > wissel.txt\n"
            "Laat daar dit geven, met de nieuwe sleutel van de plaats waar u die publiceert (nu {key}):\n"
            "  wbmgp witness change-key wissel.txt --file witness.db --key '{key}'"
        ),
        "gelekt": (
            "De oude sleutel is uitgelekt. Wat hij tekende telt alleen nog als een getuige of een tijdstempel het eerder"
            " vastlegde, of als het past onder een kop van nu."
        ),
    },
    "en": {
        "rewrapped": "{tenant}: {count} keys wrapped again",
        "rotated": (
            "Epoch {epoch} wraps everything from now on. Restart a service that still runs.\n"
            "Make a new backup of the database and of the keys, and then destroy the old key: wbmgp keys destroy {older}"
        ),
        "destroyed": (
            "Epoch {epoch} is destroyed. Destroy every copy of the key file that still holds it as well: what should"
            " have been erased from an old backup then opens no more."
        ),
        "changed": "{origin}: signed by a new key",
        "none": "There is no log.",
        "tell": (
            "Restart a service that still runs. Publish the new keys (wbmgp log key). Keep the old public key:"
            " earlier bundles and heads belong to it.\n"
            "Every witness refuses the next head until its operator takes the change in. Send the file that this makes:\n"
            "  wbmgp log key --changes --database … > change.txt\n"
            "and let them give this, with the new key from the place where you publish it (now {key}):\n"
            "  wbmgp witness change-key change.txt --file witness.db --key '{key}'"
        ),
        "gelekt": (
            "The old key leaked. What it signed counts only where a witness or a timestamp held it before, or where it"
            " fits under a head of now."
        ),
    },
}


def register(app: typer.Typer) -> None:
    """Add the group `keys`."""
    group = typer.Typer(help="The keys of the store: change them, and destroy old ones.", no_args_is_help=True)
    group.callback()(_group)
    group.command("rotate")(rotate)
    group.command("destroy")(destroy)
    group.command("change-signing")(change_signing)
    app.add_typer(group, name="keys")


def _group() -> None:
    """The keys of the store: change them, and destroy old ones."""


def rotate(database: Database, by: By = None, lang: Lang = "nl") -> None:
    """Make a new wrapping key and wrap everything by it; run again, it finishes what was broken off."""
    said = _SAID[chosen(lang, "--lang", ("nl", "en"))]
    made = with_store("wrapping").rotate(database, by)
    for tenant, count in made.keys.items():
        print(said["rewrapped"].format(tenant=tenant, count=count))
    print(said["rotated"].format(epoch=made.epoch, older=made.epoch - 1))


def destroy(
    epoch: Annotated[int, typer.Argument(metavar="EPOCH", help="The old wrapping key, as `keys rotate` named it.")],
    database: Database,
    by: By = None,
    lang: Lang = "nl",
) -> None:
    """Destroy an old wrapping key, once nothing needs it."""
    said = _SAID[chosen(lang, "--lang", ("nl", "en"))]
    with_store("wrapping").destroy(database, epoch, by)
    print(said["destroyed"].format(epoch=epoch))


def change_signing(
    database: Database,
    reason: Annotated[str, typer.Option(help="wissel: by plan; gelekt: others may have it.")] = "wissel",
    tenant: Annotated[
        list[str] | None, typer.Option(help="On PostgreSQL a municipality that holds nothing closed any more.")
    ] = None,
    by: By = None,
    lang: Lang = "nl",
) -> None:
    """Let a new key sign every log, told by an entry that both keys sign; run again, it finishes what was broken off."""
    from wbmgp_engine.trail.key_change import REASONS

    said = _SAID[chosen(lang, "--lang", ("nl", "en"))]
    logs = with_store("signing_keys").change(database, tenant or [], chosen(reason, "--reason", REASONS), by)
    for key in logs:
        print(said["changed"].format(origin=key.name))
    print(said["tell"].format(key=logs[0]) if logs else said["none"])
    if reason == "gelekt":
        print(said["gelekt"])
