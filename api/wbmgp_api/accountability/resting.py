"""What every annex says first: on which rule book and engine it rests, for which municipality and day; and who is responsible."""

from __future__ import annotations

from typing import Final

from wbmgp_api.accountability.sections import Fact
from wbmgp_api.accountability.use import Use
from wbmgp_api.accountability.wording import ACTIVITIES
from wbmgp_api.engine_identity import engine_hash
from wbmgp_engine.facts.wording import day_in_words
from wbmgp_engine.processing import Activities, Activity
from wbmgp_engine.version import VERSION

NOBODY: Final = "nog niet verteld"
CONTROLLER: Final = ("name", "controller", "contact_email", "privacy_officer", "provider")


def activities(use: Use) -> tuple[Activity, ...]:
    """What is processed on the day, in the order in which a case goes. Raises LawLookupError, RuleFileError."""
    found = Activities.of(use.register or use.lawbook, use.on).all
    return tuple(sorted(found, key=lambda one: ACTIVITIES.index(one.id) if one.id in ACTIVITIES else len(ACTIVITIES)))


def resting(use: Use) -> tuple[Fact, ...]:
    """The municipality, the day, the rule book and the engine."""
    name = use.account.name or use.tenant
    return (
        Fact("gemeente", f"Gemeente: {name} ({use.tenant}).", use.tenant),
        Fact("peildatum", f"Zoals het is op {day_in_words(use.on, 'nl')}.", use.on.isoformat()),
        Fact("regelboek", f"Regelboek {use.lawbook.hash}.", use.lawbook.hash),
        Fact("motor", f"Software wbmgp-engine {VERSION}, {engine_hash()}.", engine_hash()),
    )


def written(use: Use) -> str:
    """How many acts and decrees the rules were taken from, and how many parts of our own make a check of them; and the versions."""
    known = [use.lawbook.versions(law) for law in use.lawbook.laws]
    acts = [found for found in known if found[-1].regulation.bwb_id is not None]
    own = [found for found in known if found[-1].regulation.bwb_id is None]
    return (
        f"Ze komen uit {len(acts)} wetten en besluiten, in {sum(map(len, acts))} versies. Daarbij horen {len(own)} eigen onderdelen, in"
        f" {sum(map(len, own))} versies, die daar een toets van maken."
    )


def certainty() -> Fact:
    """What the word beside each source means."""
    text = "Zekerheid zegt of iemand bij deze software de bron zelf las: gelezen, afgeleid uit wat is gelezen, of nog na te lezen."
    return Fact("zekerheid", text)


def assessed(use: Use) -> Fact:
    """Which DPIA the municipality made, as it told it."""
    made = use.account.dpia
    if made is None:
        return Fact("dpia", "Of de gemeente een DPIA maakte, is niet verteld.")
    return Fact("dpia", f"De DPIA is van {day_in_words(made.day, 'nl')}, kenmerk {made.reference}.", made.reference)


def controller(use: Use) -> tuple[Fact, ...]:
    """Who is responsible and who watches, as the municipality told it."""
    account = use.account
    officer = account.privacy_officer
    watched = NOBODY if officer is None else f"{officer.name} ({officer.email})"
    told = (
        ("naam", "Organisatie", account.name), ("verwerkingsverantwoordelijke", "Verwerkingsverantwoordelijke", account.controller),
        ("email", "Contact", account.contact_email),
        ("fg", "Functionaris gegevensbescherming", None if officer is None else watched),
        ("leverancier", "Leverancier van de software", account.provider),
    )  # fmt: skip
    return tuple(Fact(key, f"{label}: {value or NOBODY}.", value) for key, label, value in told)
