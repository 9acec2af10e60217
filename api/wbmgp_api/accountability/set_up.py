"""How the service is set up here, as far as it bears on people's data: each setting with what it means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from wbmgp_api.accountability.sections import Fact
from wbmgp_api.accountability.wording import ROLES
from wbmgp_api.cases.procedure import ACTS
from wbmgp_api.settings import Settings


class Setting(NamedTuple):
    """A setting: its name for whoever runs the service, its value, and what it means."""

    name: str
    value: str | int | bool
    text: str

    def fact(self) -> Fact:
        """As a document holds it."""
        return Fact(f"instelling.{self.name}", self.text, self.value, f"WBMGP_{self.name.upper()}")


def settings_facts(settings: Settings) -> Iterator[Fact]:
    """Every setting that bears on people, as it is now."""
    return (one.fact() for one in (*_people(settings), *_machine(settings)))


def two_people(settings: Settings) -> str:
    """How many people a decision takes."""
    if settings.four_eyes:
        return "Elk besluit vraagt twee mensen."
    return "Een weigering vraagt twee mensen; een ander besluit kan één mens nemen."


def _people(settings: Settings) -> Iterator[Setting]:
    yield Setting("four_eyes", settings.four_eyes, two_people(settings))
    idle, hours = settings.idle_minutes, settings.session_hours
    yield Setting(
        "idle_minutes", idle, f"Wie {idle} {'minuut' if idle == 1 else 'minuten'} niets doet, moet opnieuw inloggen."
    )
    yield Setting("session_hours", hours, f"Na {hours} uur moet iedereen opnieuw inloggen.")
    searches = settings.bsn_searches
    yield Setting(
        "bsn_searches",
        searches,
        f"Een medewerker kan hoogstens {searches} keer per minuut op een burgerservicenummer zoeken.",
    )
    known = "vraagt geen inlog" if settings.checks_are_open else "vraagt een inlog"
    yield Setting(
        "open_checks",
        settings.checks_are_open,
        f"Een controle van een aanvraag zonder zaak {known}; er blijft niets van bewaard.",
    )


def _machine(settings: Settings) -> Iterator[Setting]:
    mode = (
        "Dit is de opstelling voor echte aanvragen."
        if settings.production
        else "Dit is een opstelling om te proberen, niet voor echte aanvragen."
    )
    yield Setting("mode", settings.mode, mode)
    kind = (
        "een bestand (SQLite)"
        if settings.on_sqlite
        else "een server (PostgreSQL), die zelf bewaakt dat een gemeente alleen haar eigen rijen ziet"
    )
    yield Setting("database", "sqlite" if settings.on_sqlite else "postgresql", f"De database is {kind}.")
    witnesses = len(settings.witnesses)
    said = f"{witnesses} getuigen buiten de gemeente zien" if witnesses > 1 else "Een getuige buiten de gemeente ziet"
    seen = (
        f"{said} de stand van het logboek, en niets van wat erin staat."
        if witnesses
        else "Geen getuige buiten de gemeente ziet de stand van het logboek."
    )
    yield Setting("witnesses", witnesses, seen)
    stamped = "Een tijdstempeldienst bevestigt" if settings.tsa is not None else "Geen tijdstempeldienst bevestigt"
    yield Setting("tsa", settings.tsa is not None, f"{stamped} wanneer een regel van het logboek er stond.")


def steps_of_roles() -> tuple[tuple[str, str], ...]:
    """For each role that takes steps in a case: which; the others take none."""
    found = []
    for role, label in ROLES.items():
        steps = [act.name.replace("_", " ") for act in ACTS.values() if role in act.roles]
        if role != "systeem":
            found.append((label, ", ".join(steps) or "geen stap in een zaak"))
    return tuple(found)
