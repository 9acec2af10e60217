"""`wbmgp keys`: a new wrapping key for everything that is closed, and an old one destroyed."""

from __future__ import annotations

from typing import Annotated

import typer

from wbmgp_api.installed import with_store
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
    },
}


def register(app: typer.Typer) -> None:
    """Add the group `keys`."""
    group = typer.Typer(help="The keys of the store: change them, and destroy old ones.", no_args_is_help=True)
    group.callback()(_group)
    group.command("rotate")(rotate)
    group.command("destroy")(destroy)
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
